"""The reference cases solved by statsmodels, apart from R. Run from the repository root:
python3 tests/reference/make_statsmodels.py && npx biome format --write tests/reference

Fits are made on orthogonal columns (Q of a QR factorisation) and turned back, and the coefficients refined in extended precision,
so that badly scaled columns cost no digits.
Clustered covariances are statsmodels' own without its correction, times the factor of the case; frequencies are repeated rows,
survey weights GLM's freq_weights; the exact jackknife is a loop of refits.
"""
import json
import math
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import scipy
import statsmodels
import statsmodels.api as sm
from statsmodels.stats.sandwich_covariance import cov_cluster, cov_cluster_2groups

FOLDER = Path("tests/reference")
TEXTS = ["f", "g", "h", "cl", "area"]
DATA = pd.read_csv(FOLDER / "data.csv", dtype={name: str for name in TEXTS})


def levels_of(values):
    found = values.unique()
    numeric = all(text.replace(".", "", 1).isdigit() for text in found)
    return sorted(found, key=float if numeric else None)


def columns_of(term, terms, d):
    """Names and columns of a term, as the estimator names them."""
    name, _, base = term.partition("(base=")
    base = base.rstrip(")")
    if ":" in name:
        number, factor = name.split(":")
        levels = levels_of(d[factor])[1 if number in terms else 0 :]
        return {f"{name}={level}": d[number] * (d[factor] == level) for level in levels}
    if name not in TEXTS:
        return {name: d[name]}
    levels = levels_of(d[name])
    return {f"{name}={level}": (d[name] == level).astype(float) for level in levels if level != (base or levels[0])}


def sample_of(case):
    d = DATA
    for flag in case.get("sample", []):
        d = d[d[flag] == 1]
    if "drop" in case:
        column, level = case["drop"]
        d = d[d[column] != level]
    if "absorb" in case:
        share = d.groupby(case["absorb"]).y.transform("mean")
        d = d[(share > 0) & (share < 1)]
    if "frequency" in case:
        d = d.loc[d.index.repeat(d[case["frequency"]])]
    return d.reset_index(drop=True)


def design_of(case, d):
    columns = {}
    if "absorb" in case:
        columns |= {f"absorbed {level}": (d[case["absorb"]] == level) for level in levels_of(d[case["absorb"]])}
    else:
        columns["(Intercept)"] = np.ones(len(d))
    for term in case["terms"]:
        columns |= columns_of(term, case["terms"], d)
    for name in case.get("without", []):
        columns.pop(name, None)
    return list(columns), np.column_stack([np.asarray(column, dtype=float) for column in columns.values()])


def fitted(y, z, weights):
    if weights is None:
        return sm.Logit(y, z).fit(method="newton", tol=1e-13, maxiter=100, disp=0)
    fit = sm.GLM(y, z, family=sm.families.Binomial(), freq_weights=weights)
    return fit.fit(method="newton", tol=1e-13, maxiter=100, disp=0)


def factor_of(vce, n, k, m):
    return {"oim": 1, "cr0": 1, "cr1": m / (m - 1), "cr1-regress": m / (m - 1) * (n - 1) / (n - k)}.get(vce, (m - 1) / m)


def jackknife(vce, fit, y, z, groups, m):
    """(M-1)/M times the spread of the estimates without one cluster each, refitted or to first order."""
    p = fit.predict()
    w = p * (1 - p)
    whole = (z * w[:, None]).T @ z
    moves = []
    for g in range(m):
        own = groups == g
        if vce == "cr3":
            moves.append(fitted(y[~own], z[~own], None).params - fit.params)
        else:
            part = (z[own] * w[own, None]).T @ z[own]
            moves.append(-np.linalg.solve(whole - part, z[own].T @ (y - p)[own]))
    moves = np.array(moves)
    return (m - 1) / m * moves.T @ moves


def codes(values):
    return pd.factorize(values)[0]


def covariance(case, vce, d, fit, y, z):
    """Covariance in the orthogonal columns, clusters, factor."""
    if vce == "oim":
        return fit.cov_params(), 0, 1
    groups = codes(d[case.get("cluster", "cl")])
    m = groups.max() + 1
    n, k = z.shape
    factor = factor_of(vce, n, k, m)
    if vce.startswith("cr3"):
        return jackknife(vce, fit, y, z, groups, m), m, factor
    if "secondCluster" not in case:
        return factor * cov_cluster(fit, groups, use_correction=False), m, factor
    second = codes(d[case["secondCluster"]])
    _, one, two = cov_cluster_2groups(fit, groups, second, use_correction=False)
    both = codes(groups * 1000 + second)
    parts = [(one, m), (two, second.max() + 1), (-cov_cluster(fit, both, use_correction=False), both.max() + 1)]
    return sum(part * count / (count - 1) for part, count in parts), m, factor


def margin(name, names, x, beta, p, m, vcov):
    """Average slope of a number, its main effect and interactions summed, with its delta-method error."""
    slopes = np.zeros_like(x)
    for j, term in enumerate(names):
        if term == name:
            slopes[:, j] = 1
        elif term.startswith(f"{name}:"):
            slopes[:, j] = x[:, names.index(term.split(":")[1])] if term.split(":")[1] in names else np.nan
    slope = slopes @ beta
    w = p * (1 - p)
    share = m / m.sum()
    gradient = ((share * w * (1 - 2 * p) * slope)[:, None] * x + (share * w)[:, None] * slopes).sum(axis=0)
    return {"name": name, "ame": float(share @ (w * slope)), "se": math.sqrt(gradient @ vcov @ gradient)}


def wald(name, names, beta, vcov):
    j = [i for i, term in enumerate(names) if term.startswith(f"{name}=")]
    chi2 = beta[j] @ np.linalg.solve(vcov[np.ix_(j, j)], beta[j])
    return {"name": name, "chi2": float(chi2), "df": len(j), "p": float(scipy.stats.chi2.sf(chi2, len(j)))}


def refined(beta, x, y, m, inverse):
    """Newton steps from statsmodels' answer with the gradient in extended precision: what badly scaled columns cost in digits."""
    wide = x.astype(np.longdouble)
    beta = beta.astype(np.longdouble)
    for _ in range(3):
        residual = m * (y - 1 / (1 + np.exp(-(wide @ beta))))
        beta = beta + inverse @ (wide.T @ residual).astype(float)
    return beta.astype(float)


def solve_case(case):
    d = sample_of(case)
    names, x = design_of(case, d)
    y = d.y.to_numpy(float)
    weights = d[case["weights"]].to_numpy() if "weights" in case else None
    m = np.ones(len(d)) if weights is None else weights
    q, r = np.linalg.qr(x)
    z = q * math.sqrt(len(d))
    back = np.linalg.inv(r) * math.sqrt(len(d))
    fit = fitted(y, z, weights)
    vce = "oim" if "cluster" in case and case["cluster"] is None else case.get("vce", "cr1")
    vcov, clusters, factor = covariance(case, vce, d, fit, y, z)
    vcov = back @ vcov @ back.T
    p = fit.predict()
    inverse = back @ np.linalg.inv((z * (m * p * (1 - p))[:, None]).T @ z) @ back.T
    beta = refined(back @ fit.params, x, y, m, inverse)
    shown = [i for i, name in enumerate(names) if not name.startswith("absorbed ")]
    mean = (m @ y) / m.sum()
    eta = z @ fit.params
    return {
        "id": case["id"],
        "n": len(d),
        "events": int(y.sum()),
        "clusters": int(clusters),
        "factor": float(factor),
        "logLik": float(m @ (y * eta - np.logaddexp(0, eta))),
        "logLikNull": float(m.sum() * (mean * math.log(mean) + (1 - mean) * math.log(1 - mean))),
        "terms": [names[i] for i in shown],
        "b": beta[shown].tolist(),
        "V": vcov[np.ix_(shown, shown)].ravel().tolist(),
        "margins": [margin(k, names, x, beta, p, m, vcov) for k in case.get("margins", [])],
        "wald": [wald(k, names, beta, vcov) for k in case.get("wald", [])],
    }


cases = json.loads((FOLDER / "cases.json").read_text())
versions = {
    "python": sys.version.split()[0],
    "statsmodels": statsmodels.__version__,
    "numpy": np.__version__,
    "scipy": scipy.__version__,
}
results = [solve_case(case) for case in cases]
(FOLDER / "statsmodels.json").write_text(json.dumps({"versions": versions, "cases": results}) + "\n")
print(len(results), "cases written,", versions)
