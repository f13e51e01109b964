# What statsmodels prints by default for the same clustered logit as conventions.R. Run from the repository root.
import numpy
import pandas
import statsmodels
import statsmodels.api as sm

d = pandas.read_csv("tests/reference/data.csv", dtype={"f": str})
X = sm.add_constant(pandas.concat([d.x, pandas.get_dummies(d.f, drop_first=True)], axis=1).astype(float))
groups = d.cl.astype("category").cat.codes.to_numpy()
N, K = X.shape
print("statsmodels", statsmodels.__version__, "N", N, "K", K, "M", groups.max() + 1)


def show(what, **keywords):
    fit = sm.Logit(d.y, X).fit(disp=0, method="newton", tol=1e-14, cov_type="cluster", cov_kwds=dict(groups=groups, **keywords))
    print(f"{what:52s} {fit.bse['x']:.9f}")
    return fit


show("default: M/(M-1) (N-1)/(N-K)")
show("use_correction=False", use_correction=False)
fit = sm.Logit(d.y, X).fit(disp=0, method="newton", tol=1e-14)
X1, X0 = X.copy(), X.copy()
level = X.columns[2]
X1[level], X0[level] = 1.0, 0.0
others = [c for c in X.columns[2:] if c != level]
X1[others] = X0[others] = 0.0
print("get_margeff of level", level, "default (a derivative):", fit.get_margeff().margeff[1])
print("get_margeff of level", level, "dummy=True:", fit.get_margeff(dummy=True).margeff[1])
print("from its base, other levels at 0:", numpy.mean(fit.predict(X1) - fit.predict(X0)))
