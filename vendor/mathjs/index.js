// Stand-in for the five functions of mathjs that danfojs-node calls; the whole of mathjs takes seconds to load.
const sorted = (x) => [...x].sort((a, b) => a - b);
const mean = (x) => x.reduce((s, v) => s + v, 0) / x.length;
const variance = (x) => {
  const m = mean(x);
  return x.reduce((s, v) => s + (v - m) ** 2, 0) / (x.length - 1);
};
const std = (x) => Math.sqrt(variance(x));
const median = (x) => {
  const s = sorted(x),
    h = s.length >> 1;
  return s.length % 2 ? s[h] : (s[h - 1] + s[h]) / 2;
};
const mode = (x) => {
  const n = new Map();
  for (const v of x) n.set(v, (n.get(v) ?? 0) + 1);
  const most = Math.max(...n.values());
  return [...n].filter(([, k]) => k === most).map(([v]) => v);
};
module.exports = { mean, variance, std, median, mode };
