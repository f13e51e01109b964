# Reference values for the clustered logit. Run from the repository root:
# Rscript tests/reference/make_references.R && npx biome format --write tests/reference
# glm stops early and its bread lags one step, so its coefficients are polished by Newton steps and everything is evaluated
# at the final ones. Each case is checked against sandwich::vcovCL to the accuracy that glm allows.
suppressMessages(library(sandwich))
folder <- "tests/reference"
data <- read.csv(file.path(folder, "data.csv"), colClasses = c(f = "character", g = "character", h = "character"))
source(file.path(folder, "read_cases.R"))
cases <- read_cases(file.path(folder, "cases.json"))

levels_of <- function(v) {
  u <- unique(v)
  if (all(grepl("^[0-9.]+$", u))) as.character(sort(as.numeric(u))) else sort(u, method = "radix")
}

# Columns of one term, named as the estimator names them.
columns <- function(term, terms, d) {
  base <- NA
  if (grepl("base=", term)) { base <- sub(".*base=(.*)\\)", "\\1", term); term <- sub("\\(.*", "", term) }
  if (grepl(":", term)) {
    parts <- strsplit(term, ":")[[1]]
    lv <- levels_of(d[[parts[2]]])
    if (parts[1] %in% terms) lv <- lv[-1]
    out <- sapply(lv, function(l) d[[parts[1]]] * (d[[parts[2]]] == l))
    colnames(out) <- paste0(term, "=", lv)
    return(out)
  }
  if (!is.character(d[[term]])) return(matrix(d[[term]], ncol = 1, dimnames = list(NULL, term)))
  lv <- levels_of(d[[term]])
  lv <- if (is.na(base)) lv[-1] else setdiff(lv, base)
  out <- sapply(lv, function(l) as.numeric(d[[term]] == l))
  colnames(out) <- paste0(term, "=", lv)
  out
}

solve_case <- function(case) {
  d <- data
  if (!is.null(case$sample)) for (s in case$sample) d <- d[d[[s]] == 1, ]
  if (!is.null(case$drop)) for (k in names(case$drop)) d <- d[d[[k]] != case$drop[[k]], ]
  if (!is.null(case$absorb)) {
    share <- ave(d$y, d[[case$absorb]])
    d <- d[share > 0 & share < 1, ]
    levels <- unique(d[[case$absorb]])
    effects <- sapply(levels, function(l) as.numeric(d[[case$absorb]] == l))
    colnames(effects) <- paste0("absorbed ", levels)
  }
  kept <<- d
  X <- do.call(cbind, c(list("(Intercept)" = rep(1, nrow(d))), lapply(case$terms, columns, case$terms, d)))
  colnames(X)[1] <- "(Intercept)"
  if (!is.null(case$absorb)) X <- cbind(effects, X[, -1, drop = FALSE])
  if (!is.null(case$without)) X <- X[, !(colnames(X) %in% case$without), drop = FALSE]
  X <- X[, order(grepl(":", colnames(X))), drop = FALSE]  # interactions last: better conditioned, matched by name
  m <- if (!is.null(case$weights)) d[[case$weights]] else if (!is.null(case$frequency)) d[[case$frequency]] else rep(1, nrow(d))
  y <- d$y
  # Orthogonal columns for the polishing, then back to the columns as named.
  decomposed <- qr(X)
  if (decomposed$rank < ncol(X)) stop(case$id, ": collinear columns")
  Z <- qr.Q(decomposed) * sqrt(nrow(X))
  b <- polished(Z, y, m)
  eta <- drop(Z %*% b); p <- plogis(eta); w <- m * p * (1 - p)
  Hinv <- solve(crossprod(Z, Z * w))
  N <- if (is.null(case$frequency)) nrow(d) else sum(m)
  K <- ncol(X)
  M <- 0; factor <- 1; vce <- if (is.null(case$vce)) "cr1" else case$vce
  if (isTRUE(case$oim)) { V <- Hinv; vce <- "oim" } else {
    U <- rowsum(Z * (m * (y - p)), d[[case$cluster]])
    M <- nrow(U)
    factor <- switch(vce, cr0 = 1, cr1 = M / (M - 1), "cr1-regress" = M / (M - 1) * (N - 1) / (N - K), (M - 1) / M)
    V <- if (startsWith(vce, "cr3")) factor * crossprod(moves(vce, Z, y, m, b, w, d[[case$cluster]], U))
         else factor * Hinv %*% crossprod(U) %*% Hinv
    if (!is.null(case$second)) for (part in list(list(d[[case$second]], 1), list(paste(d[[case$cluster]], d[[case$second]]), -1))) {
      S <- rowsum(Z * (m * (y - p)), part[[1]])
      V <- V + part[[2]] * nrow(S) / (nrow(S) - 1) * Hinv %*% crossprod(S) %*% Hinv
    }
  }
  T <- backsolve(qr.R(decomposed), diag(K)) * sqrt(nrow(X))
  beta <- drop(T %*% b); Vb <- T %*% V %*% t(T)
  names(beta) <- colnames(X); dimnames(Vb) <- list(colnames(X), colnames(X))
  if (is.null(case$weights) && is.null(case$frequency) && vce == "cr1" && is.null(case$absorb)) {
    g <- glm(y ~ 0 + Z, family = binomial(), epsilon = 1e-12)
    clusters <- if (is.null(case$second)) d[[case$cluster]] else d[c(case$cluster, case$second)]
    check <- max(abs(sqrt(diag(vcovCL(g, cluster = clusters)) / diag(V)) - 1))
    if (check > 1e-5) stop(case$id, ": sandwich differs by ", check)
  }
  l <- sum(m * (y * eta - pmax(eta, 0) - log1p(exp(-abs(eta)))))
  ybar <- sum(m * y) / sum(m)
  shown <- !startsWith(colnames(X), "absorbed ")
  list(id = case$id, n = N, events = sum(if (is.null(case$weights)) m * y else y), clusters = M, factor = factor, logLik = l,
       logLikNull = sum(m) * (ybar * log(ybar) + (1 - ybar) * log(1 - ybar)),
       terms = colnames(X)[shown], b = beta[shown], V = Vb[shown, shown],
       margins = lapply(case$margins, function(k) margin(k, X, Z, b, p, w / m, m, V, T, beta)),
       wald = lapply(case$wald, function(k) wald(k, beta, Vb)))
}

# Maximum likelihood: glm's answer improved by Newton steps.
polished <- function(Z, y, m) {
  b <- suppressWarnings(glm.fit(Z, y, weights = m, family = binomial()))$coefficients
  for (i in 1:8) {
    p <- plogis(drop(Z %*% b)); w <- m * p * (1 - p)
    b <- b + solve(crossprod(Z, Z * w), crossprod(Z, m * (y - p)))[, 1]
  }
  b
}

# Change of the coefficients when each cluster is left out: refitted, or to first order.
moves <- function(vce, Z, y, m, b, w, cluster, U) {
  H <- crossprod(Z, Z * w)
  t(sapply(rownames(U), function(g) {
    own <- cluster == g
    if (vce == "cr3") polished(Z[!own, ], y[!own], m[!own]) - b
    else -solve(H - crossprod(Z[own, , drop = FALSE], Z[own, , drop = FALSE] * w[own]), U[g, ])
  }))
}

# Average marginal effect of a continuous term, its slope summing the main effect and the interactions.
margin <- function(k, X, Z, b, p, w, m, V, T, beta) {
  own <- colnames(X) == k | startsWith(colnames(X), paste0(k, ":"))
  D <- matrix(0, nrow(X), ncol(X))
  for (j in which(own)) {
    level <- X[, j] / X[, k]
    level[X[, k] == 0] <- NA
    if (colnames(X)[j] == k) level[] <- 1 else level <- indicator_of(colnames(X)[j])
    D[, j] <- level
  }
  slope <- drop(D %*% beta)
  ame <- sum(m * w * slope) / sum(m)
  G <- colSums(m * (w * (1 - 2 * p) * slope * Z + w * D %*% T)) / sum(m)
  list(name = k, ame = ame, se = sqrt(drop(t(G) %*% V %*% G)))
}

wald <- function(prefix, beta, V) {
  j <- startsWith(names(beta), paste0(prefix, "="))
  W <- drop(t(beta[j]) %*% solve(V[j, j], beta[j]))
  list(name = prefix, chi2 = W, df = sum(j), p = pchisq(W, sum(j), lower.tail = FALSE))
}

number <- function(v) ifelse(is.finite(v), sprintf("%.17g", v), "null")
json <- function(v) {
  if (is.list(v)) {
    inner <- vapply(v, json, "")
    if (is.null(names(v))) paste0("[", paste(inner, collapse = ","), "]")
    else paste0("{", paste0('"', names(v), '":', inner, collapse = ","), "}")
  } else if (is.character(v)) {
    q <- paste0('"', v, '"'); if (length(v) == 1) q else paste0("[", paste(q, collapse = ","), "]")
  } else if (length(v) == 1 && is.null(dim(v))) number(v)
  else paste0("[", paste(number(t(v)), collapse = ","), "]")
}

results <- lapply(cases, function(case) {
  indicator_of <<- function(name) {
    part <- sub("^[^:]*:", "", name)
    as.numeric(kept[[sub("=.*", "", part)]] == sub(".*=", "", part))
  }
  r <- solve_case(case)
  r$b <- as.numeric(r$b)
  r
})
versions <- list(R = R.version.string, sandwich = as.character(packageVersion("sandwich")))
writeLines(paste0('{"versions":', json(versions), ',\n"cases":[\n', paste(vapply(results, json, ""), collapse = ",\n"), "\n]}"),
           file.path(folder, "references.json"))
cat(length(results), "cases written\n")
