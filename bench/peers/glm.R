# One headline cell by R glm + sandwich: fit, clustered covariance, average marginal effect with its delta-method error.
# Usage: Rscript glm.R DIR MODEL. Reading is not counted.
args <- commandArgs(TRUE)
source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))), "read_columns.R"))
d <- read_columns(args[1], as.integer(args[2]))
suppressMessages(library(sandwich))
started <- proc.time()
fit <- glm(y ~ ., family = binomial(), data = d[names(d) != "pcn"])
V <- vcovCL(fit, cluster = d$pcn)
p <- fitted(fit); w <- p * (1 - p); b <- coef(fit)[["x"]]
X <- model.matrix(fit)
G <- b * colMeans(X * (w * (1 - 2 * p))); G["x"] <- G["x"] + mean(w)
report(started, nrow(d), b, sqrt(V["x", "x"]), b * mean(w), sqrt(drop(t(G) %*% V %*% G)), paste(R.version.string, "sandwich", packageVersion("sandwich")))
