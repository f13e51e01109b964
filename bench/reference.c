/* C reference of the benchmark: the estimator's algorithm in plain C, for one numeric exposure looked up by cell and any
 * factors. Built and run only by bench/run.ts. Usage: reference DIR. DIR holds meta.txt and columns as raw bytes:
 *   meta.txt   rows factors clusters codes outcomes cells, then per factor its number of levels, then per model "outcome sample"
 *   f<i>.u8 cluster.u16 code.u16 value.f64 out<i>.u8 sample<i>.u8
 * Prints one line per model: n b se ame ameSe, then CPU seconds and peak kB. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static const char *dir;
static void *load(const char *name, size_t bytes) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", dir, name);
  FILE *f = fopen(path, "rb");
  void *p = malloc(bytes ? bytes : 1);
  if (!f || fread(p, 1, bytes, f) != bytes) { fprintf(stderr, "cannot read %s\n", path); exit(1); }
  fclose(f);
  return p;
}
static double seconds(void) {
  struct rusage u;
  getrusage(RUSAGE_SELF, &u);
  return u.ru_utime.tv_sec + u.ru_stime.tv_sec + 1e-6 * (u.ru_utime.tv_usec + u.ru_stime.tv_usec);
}

enum { MAXF = 16, MAXK = 256 };
static int F, M, C, cells, halfA;
static int levels[MAXF], first[MAXF]; /* first column of each factor; base level 0 has none */
static long N, P, G, R;
static uint8_t *lev[MAXF];           /* level of each pattern */
static uint32_t *gOf, *rOf, *gStart, *rStart, *pA, *pB, *aStart;
static uint16_t *gCell, *rCell;      /* label of groups (point) and of runs (cell) */
static uint16_t *words, *clusterOf, *pointOf;
static double *xPoint;
static long nA, nB;
static uint8_t *levA[MAXF], *levB[MAXF];

static int chol(double *h, int k, double *l) {
  for (int j = 0; j < k; j++)
    for (int i = j; i < k; i++) {
      double s = h[i * k + j];
      for (int m = 0; m < j; m++) s -= l[i * k + m] * l[j * k + m];
      if (i == j) { if (s <= 0) return 0; l[j * k + j] = sqrt(s); } else l[i * k + j] = s / l[j * k + j];
    }
  return 1;
}
static void solve(const double *l, int k, const double *b, double *x) {
  for (int i = 0; i < k; i++) { double s = b[i]; for (int m = 0; m < i; m++) s -= l[i * k + m] * x[m]; x[i] = s / l[i * k + i]; }
  for (int i = k - 1; i >= 0; i--) { double s = x[i]; for (int m = i + 1; m < k; m++) s -= l[m * k + i] * x[m]; x[i] = s / l[i * k + i]; }
}

/* Sums of v by level (single[f]) and, with h, by pairs of levels into the Hessian's factor block. */
static void margins(const double *v, double *total, double **single, double *h, int k) {
  static double *sa, *sb, *cross;
  static long crossSize;
  if (!sa) { sa = malloc(nA * 8); sb = malloc(nB * 8); for (int f = 0; f < halfA; f++) crossSize += levels[f] * nB; cross = malloc(crossSize * 8); }
  memset(sb, 0, nB * 8);
  if (h) memset(cross, 0, crossSize * 8);
  for (long a = 0; a < nA; a++) {
    double s = 0;
    for (uint32_t p = aStart[a]; p < aStart[a + 1]; p++) { s += v[p]; sb[pB[p]] += v[p]; }
    sa[a] = s;
    if (h) for (long f = 0, at = 0; f < halfA; at += levels[f++] * nB) {
      double *row = cross + at + levA[f][a] * nB;
      for (uint32_t p = aStart[a]; p < aStart[a + 1]; p++) row[pB[p]] += v[p];
    }
  }
  *total = 0;
  for (long b = 0; b < nB; b++) *total += sb[b];
  for (int f = 0; f < F; f++) {
    memset(single[f], 0, levels[f] * 8);
    if (f < halfA) for (long a = 0; a < nA; a++) single[f][levA[f][a]] += sa[a];
    else for (long b = 0; b < nB; b++) single[f][levB[f][b]] += sb[b];
  }
  if (!h) return;
#define ADD(f, i, g, j, value) do { if ((i) && (j)) h[(first[g] + (j) - 1) * k + first[f] + (i) - 1] += value; } while (0)
  for (int f = 0; f < F; f++)
    for (int g = f + 1; g < F; g++) {
      if (g < halfA) { for (long a = 0; a < nA; a++) ADD(f, levA[f][a], g, levA[g][a], sa[a]); }
      else if (f >= halfA) { for (long b = 0; b < nB; b++) ADD(f, levB[f][b], g, levB[g][b], sb[b]); }
    }
  for (long f = 0, at = 0; f < halfA; at += levels[f++] * nB)
    for (int g = halfA; g < F; g++)
      for (int i = 1; i < levels[f]; i++)
        for (long b = 0; b < nB; b++) ADD(f, i, g, levB[g][b], cross[at + i * nB + b]);
}

static void fit(int outcome, int sample, int outcomes) {
  int k = 2;
  for (int f = 0; f < F; f++) { first[f] = k; k += levels[f] - 1; }
  uint8_t *take = calloc(65536, 1);
  for (int w = 0; w < 65536; w++) {
    int y = (w >> (2 * outcome)) & 3, s = sample < 0 ? 1 : (w >> (2 * (outcomes + sample))) & 3;
    if (s == 1 && y < 2) take[w] = y ? 3 : 1;
  }
  uint32_t *of = malloc((P + 1) * 4);
  uint16_t *pt = malloc(G * 2);
  double *cnt = malloc(G * 8), *ev = calloc(P, 8), *evx = calloc(P, 8);
  long used = 0;
  double n = 0, events = 0;
  for (long p = 0; p < P; p++) {
    of[p] = used;
    for (uint32_t g = gOf[p]; g < gOf[p + 1]; g++) {
      int c = 0, y = 0;
      for (uint32_t r = gStart[g]; r < gStart[g + 1]; r++) { int t = take[words[r]]; c += t & 1; y += t >> 1; }
      if (!c) continue;
      pt[used] = gCell[g]; cnt[used++] = c;
      ev[p] += y; evx[p] += y * xPoint[gCell[g]]; n += c; events += y;
    }
  }
  of[P] = used;
  double *b = calloc(k, 8), *h = malloc(k * k * 8), *l = calloc(k * k, 8), *g = malloc(k * 8), *step = malloc(k * 8);
  double *mr = malloc(P * 8), *mrx = malloc(P * 8), *mw = malloc(P * 8), *mwx = malloc(P * 8), *mwxx = malloc(P * 8);
  double *oa = malloc(nA * 8), *ob = malloc(nB * 8), *ox = malloc(C * 8), *single[MAXF];
  for (int f = 0; f < F; f++) single[f] = malloc(levels[f] * 8);
  b[0] = log(events / (n - events));
  double decrement = 1e300, last = 0;
  for (int it = 0;; it++) {
    for (long a = 0; a < nA; a++) { double e = b[0]; for (int f = 0; f < halfA; f++) if (levA[f][a]) e += b[first[f] + levA[f][a] - 1]; oa[a] = exp(e); }
    for (long c = 0; c < nB; c++) { double e = 0; for (int f = halfA; f < F; f++) if (levB[f][c]) e += b[first[f] + levB[f][c] - 1]; ob[c] = exp(e); }
    for (int c = 0; c < C; c++) ox[c] = exp(b[1] * xPoint[c]);
    for (long p = 0; p < P; p++) {
      double o = oa[pA[p]] * ob[pB[p]], sp = 0, spx = 0, sw = 0, swx = 0, swxx = 0;
      for (uint32_t j = of[p]; j < of[p + 1]; j++) {
        double x = xPoint[pt[j]], odds = o * ox[pt[j]], q = 1 / (1 + odds), e = cnt[j] * odds * q, w = e * q;
        sp += e; spx += e * x; sw += w; swx += w * x; swxx += w * x * x;
      }
      mr[p] = ev[p] - sp; mrx[p] = evx[p] - spx; mw[p] = sw; mwx[p] = swx; mwxx[p] = swxx;
    }
    memset(h, 0, k * k * 8);
    double total, tx, txx;
    margins(mw, &total, single, h, k);
    h[0] = total;
    for (int f = 0; f < F; f++) for (int i = 1; i < levels[f]; i++) { int c = first[f] + i - 1; h[c * k] = single[f][i]; h[c * k + c] = single[f][i]; }
    margins(mwx, &tx, single, NULL, k);
    h[k] = tx;
    for (int f = 0; f < F; f++) for (int i = 1; i < levels[f]; i++) h[(first[f] + i - 1) * k + 1] = single[f][i];
    txx = 0; for (long p = 0; p < P; p++) txx += mwxx[p];
    h[k + 1] = txx;
    margins(mr, &total, single, NULL, k);
    g[0] = total; g[1] = 0;
    for (long p = 0; p < P; p++) g[1] += mrx[p];
    for (int f = 0; f < F; f++) for (int i = 1; i < levels[f]; i++) g[first[f] + i - 1] = single[f][i];
    if (!chol(h, k, l)) { fprintf(stderr, "singular\n"); exit(1); }
    if (last) break;
    solve(l, k, g, step);
    decrement = 0;
    for (int j = 0; j < k; j++) { decrement += step[j] * g[j]; b[j] += step[j]; }
    if (decrement < 1e-12 || it > 50) last = 1;
  }
  /* Cluster scores, and w(1-2p) for the marginal effect. */
  double *u = calloc((long)M * k, 8), *d = calloc(P, 8), *dx = calloc(P, 8), *cellR = calloc(cells, 8);
  for (long p = 0; p < P; p++) {
    double o = oa[pA[p]] * ob[pB[p]];
    for (uint32_t j = of[p]; j < of[p + 1]; j++) {
      double odds = o * ox[pt[j]], q = 1 / (1 + odds), v = cnt[j] * odds * q * q * q * (1 - odds);
      d[p] += v; dx[p] += v * xPoint[pt[j]];
    }
    for (uint32_t j = rOf[p]; j < rOf[p + 1]; j++) {
      int c = 0, y = 0;
      for (uint32_t r = rStart[j]; r < rStart[j + 1]; r++) { int t = take[words[r]]; c += t & 1; y += t >> 1; }
      if (!c) continue;
      double odds = o * ox[pointOf[rCell[j]]], r = y - c * (odds / (1 + odds)), *row = u + (long)clusterOf[rCell[j]] * k;
      cellR[rCell[j]] += r;
      for (int f = 0; f < F; f++) if (lev[f][p]) row[first[f] + lev[f][p] - 1] += r;
    }
  }
  for (int c = 0; c < cells; c++) { double *row = u + (long)clusterOf[c] * k; row[0] += cellR[c]; row[1] += cellR[c] * xPoint[pointOf[c]]; }
  double *v = calloc(k * k, 8), *z = malloc(k * 8);
  int clusters = 0;
  for (int c = 0; c < M; c++) {
    double any = 0;
    for (int j = 0; j < k; j++) any += fabs(u[(long)c * k + j]);
    if (any == 0) continue;
    clusters++;
    solve(l, k, u + (long)c * k, z);
    for (int i = 0; i < k; i++) for (int j = 0; j < k; j++) v[i * k + j] += z[i] * z[j];
  }
  double factor = clusters / (clusters - 1.0), total, ame = 0, *grad = calloc(k, 8);
  margins(d, &total, single, NULL, k);
  grad[0] = b[1] * total;
  for (int f = 0; f < F; f++) for (int i = 1; i < levels[f]; i++) grad[first[f] + i - 1] = b[1] * single[f][i];
  for (long p = 0; p < P; p++) { grad[1] += b[1] * dx[p] + mw[p]; ame += mw[p]; }
  double variance = 0;
  for (int i = 0; i < k; i++) for (int j = 0; j < k; j++) variance += grad[i] / n * v[i * k + j] * grad[j] / n;
  printf("%.0f %.17g %.17g %.17g %.17g\n", n, b[1], sqrt(factor * v[k + 1]), b[1] * ame / n, sqrt(factor * variance));
  free(take); free(of); free(pt); free(cnt); free(ev); free(evx); free(u); free(d); free(dx); free(mr); free(mrx); free(mw); free(mwx); free(mwxx);
}

static const double *sortValue; static const uint16_t *sortCluster;
static int byValue(const void *a, const void *b) {
  uint16_t i = *(const uint16_t *)a, j = *(const uint16_t *)b;
  if (sortValue[i] != sortValue[j]) return sortValue[i] < sortValue[j] ? -1 : 1;
  return (int)sortCluster[i] - (int)sortCluster[j];
}

int main(int argc, char **argv) {
  if (argc < 2) return 1;
  dir = argv[1];
  char path[4096];
  snprintf(path, sizeof path, "%s/meta.txt", dir);
  FILE *meta = fopen(path, "r");
  int codes, outcomes, samples, models;
  if (!meta || fscanf(meta, "%ld %d %d %d %d %d %d", &N, &F, &M, &codes, &outcomes, &samples, &models) != 7) return 1;
  for (int f = 0; f < F; f++) if (fscanf(meta, "%d", levels + f) != 1) return 1;
  uint8_t *factor[MAXF], *flag[16];
  char name[64];
  for (int f = 0; f < F; f++) { snprintf(name, 64, "f%d.u8", f); factor[f] = load(name, N); }
  for (int i = 0; i < outcomes + samples; i++) { snprintf(name, 64, "flag%d.u8", i); flag[i] = load(name, N); }
  uint16_t *cluster = load("cluster.u16", 2 * N), *code = load("code.u16", 2 * N);
  double *value = load("value.f64", 8 * codes);
  double t0 = seconds();
  /* Cells: distinct (value, cluster), sorted; points: distinct values. */
  uint16_t *owner = calloc(codes, 2), *order = malloc(2 * codes), *cellOf = malloc(2 * codes);
  for (long i = 0; i < N; i++) owner[code[i]] = cluster[i];
  for (int c = 0; c < codes; c++) order[c] = c;
  sortValue = value; sortCluster = owner;
  qsort(order, codes, 2, byValue);
  clusterOf = malloc(2 * codes); pointOf = malloc(2 * codes); xPoint = malloc(8 * codes);
  for (int i = 0; i < codes; i++) {
    int c = order[i], previous = i ? order[i - 1] : -1;
    int newPoint = !i || value[previous] != value[c];
    if (newPoint) xPoint[C++] = value[c];
    if (newPoint || owner[previous] != owner[c]) { clusterOf[cells] = owner[c]; pointOf[cells++] = C - 1; }
    cellOf[c] = cells - 1;
  }
  long space = 1;
  for (int f = 0; f < F; f++) space *= levels[f];
  uint32_t *key = malloc(4 * N), *start = calloc(cells + 1, 4), *end = calloc(space + 1, 4);
  long kept = 0;
  for (long i = 0; i < N; i++) {
    uint32_t v = 0; int ok = 1;
    for (int f = 0; f < F; f++) { ok &= factor[f][i] < levels[f]; v = v * levels[f] + factor[f][i]; }
    key[i] = ok ? v : UINT32_MAX;
    if (ok) { start[cellOf[code[i]] + 1]++; end[v + 1]++; kept++; }
  }
  for (int c = 0; c < cells; c++) start[c + 1] += start[c];
  for (long v = 0; v < space; v++) end[v + 1] += end[v];
  uint32_t *key1 = malloc(4 * kept), *next = malloc(4 * cells);
  uint16_t *word1 = malloc(2 * kept), *rowCell = malloc(2 * kept);
  memcpy(next, start, 4 * cells);
  for (long i = 0; i < N; i++) {
    if (key[i] == UINT32_MAX) continue;
    uint32_t at = next[cellOf[code[i]]]++;
    uint16_t w = 0;
    for (int j = 0; j < outcomes + samples; j++) w |= ((flag[j][i] & 1) | (flag[j][i] >> 7) << 1) << 2 * j;
    key1[at] = key[i]; word1[at] = w;
  }
  words = malloc(2 * kept);
  for (int c = 0; c < cells; c++) for (uint32_t i = start[c]; i < start[c + 1]; i++) { uint32_t at = end[key1[i]]++; rowCell[at] = c; words[at] = word1[i]; }
  free(key); free(key1); free(word1);
  for (long v = 0; v < space; v++) if (end[v] > (v ? end[v - 1] : 0)) P++;
  for (int f = 0; f < F; f++) lev[f] = malloc(P);
  gOf = malloc(4 * (P + 1)); rOf = malloc(4 * (P + 1)); gStart = malloc(4 * (kept + 1)); rStart = malloc(4 * (kept + 1));
  gCell = malloc(2 * kept); rCell = malloc(2 * kept); pA = malloc(4 * P); pB = malloc(4 * P);
  double size = 0, sum = 0;
  for (int f = 0; f < F; f++) size += log(levels[f]);
  while (halfA < F && sum + log(levels[halfA]) / 2 <= size / 2) sum += log(levels[halfA++]);
  long tail = 1;
  for (int f = halfA; f < F; f++) tail *= levels[f];
  int32_t *idB = malloc(4 * tail);
  for (long i = 0; i < tail; i++) idB[i] = -1;
  aStart = malloc(4 * (P + 1));
  for (int f = 0; f < F; f++) { levA[f] = malloc(P); levB[f] = malloc(tail); }
  long p = 0, previousA = -1;
  for (long v = 0; v < space; v++) {
    uint32_t from = v ? end[v - 1] : 0;
    if (end[v] == from) continue;
    long rest = v;
    for (int f = F - 1; f >= 0; f--) { lev[f][p] = rest % levels[f]; rest /= levels[f]; }
    if (v / tail != previousA) { previousA = v / tail; aStart[nA] = p; for (int f = 0; f < halfA; f++) levA[f][nA] = lev[f][p]; nA++; }
    if (idB[v % tail] < 0) { idB[v % tail] = nB; for (int f = halfA; f < F; f++) levB[f][nB] = lev[f][p]; nB++; }
    pA[p] = nA - 1; pB[p] = idB[v % tail]; gOf[p] = G; rOf[p] = R;
    for (uint32_t i = from; i < end[v]; i++) {
      if (i == from || rowCell[i] != rowCell[i - 1]) { rCell[R] = rowCell[i]; rStart[R++] = i; }
      if (i == from || pointOf[rowCell[i]] != pointOf[rowCell[i - 1]]) { gCell[G] = pointOf[rowCell[i]]; gStart[G++] = i; }
    }
    p++;
  }
  aStart[nA] = P; gOf[P] = G; rOf[P] = R; gStart[G] = kept; rStart[R] = kept;
  free(rowCell);
  for (int m = 0; m < models; m++) {
    int outcome, sample;
    if (fscanf(meta, "%d %d", &outcome, &sample) != 2) return 1;
    fit(outcome, sample, outcomes);
  }
  /* The resource usage of a child starts from its parent's peak; the status file does not. */
  long kb = 0;
  char line[256];
  FILE *status = fopen("/proc/self/status", "r");
  while (status && fgets(line, sizeof line, status)) if (sscanf(line, "VmHWM: %ld", &kb) == 1) break;
  printf("cpu %.3f kb %ld\n", seconds() - t0, kb);
  return 0;
}
