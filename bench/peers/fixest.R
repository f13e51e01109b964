# One headline cell by R fixest::feglm with dummies, Stata's small-sample factor. Usage: Rscript fixest.R DIR MODEL.
args <- commandArgs(TRUE)
source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))), "read_columns.R"))
if (!requireNamespace("fixest", quietly = TRUE)) quit(status = 3)
d <- read_columns(args[1], as.integer(args[2]))
suppressMessages(library(fixest))
setFixest_nthreads(1)
started <- proc.time()
fit <- feglm(as.formula(paste("y ~", paste(setdiff(names(d), c("y", "pcn")), collapse = " + "))), data = d,
             family = binomial(), glm.tol = 1e-12)
V <- vcov(fit, cluster = ~pcn, ssc = ssc(adj = FALSE))
p <- fitted(fit); w <- p * (1 - p); b <- coef(fit)[["x"]]
X <- model.matrix(fit)
G <- b * colMeans(X * (w * (1 - 2 * p))); G["x"] <- G["x"] + mean(w)
report(started, nrow(d), b, sqrt(V["x", "x"]), b * mean(w), sqrt(drop(t(G) %*% V %*% G)), paste(R.version.string, "fixest", packageVersion("fixest")))
