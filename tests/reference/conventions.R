# What R prints by default for one clustered logit, beside Stata's convention: the table of docs/explanation/standard-errors.md.
# Run from the repository root: Rscript tests/reference/conventions.R
suppressMessages(library(sandwich))
d <- read.csv("tests/reference/data.csv", colClasses = c(f = "character"))
exact <- glm(y ~ x + f, family = binomial(), data = d, epsilon = 1e-14, maxit = 100)
quick <- glm(y ~ x + f, family = binomial(), data = d)
M <- length(unique(d$cl)); N <- nrow(d); K <- length(coef(exact))
cat(R.version.string, "sandwich", as.character(packageVersion("sandwich")), "N", N, "K", K, "M", M, "\n")
show <- function(what, V) cat(sprintf("%-52s %.9f\n", what, sqrt(V["x", "x"])))
show("glm, model-based", vcov(exact))
show("vcovCL(cadjust = FALSE)", vcovCL(exact, cluster = d$cl, cadjust = FALSE))
show("vcovCL, default: M/(M-1)", vcovCL(exact, cluster = d$cl))
show("vcovCL(type = \"HC1\"): also (N-1)/(N-K)", vcovCL(exact, cluster = d$cl, type = "HC1"))
show("vcovCL, default, glm stopped at its default epsilon", vcovCL(quick, cluster = d$cl))
# An unused level of the cluster factor counts as a cluster.
few <- subset(transform(d, cl = factor(cl)), !(cl %in% levels(cl)[1:20]))
fit <- glm(y ~ x + f, family = binomial(), data = few, epsilon = 1e-14, maxit = 100)
show("20 clusters left out, their levels kept", vcovCL(fit, cluster = few$cl))
show("20 clusters left out, droplevels()", vcovCL(fit, cluster = droplevels(few$cl)))
