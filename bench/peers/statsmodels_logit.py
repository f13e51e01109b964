"""One headline cell by statsmodels Logit: fit, clustered covariance, average marginal effect. Usage: python3 FILE DIR MODEL."""
import json
import resource
import sys

try:
    import numpy as np
    import statsmodels
    import statsmodels.api as sm
except ImportError:
    sys.exit(3)
from read_columns import read_columns, design


def main(folder, model):
    y, x, factors, cluster = read_columns(folder, model)
    started = resource.getrusage(resource.RUSAGE_SELF)
    matrix = design(x, factors)
    n, k = matrix.shape
    kwds = {"groups": cluster, "scaling_factor": (n - k) / (n - 1)}
    fit = sm.Logit(y, matrix).fit(method="newton", tol=1e-12, disp=0, cov_type="cluster", cov_kwds=kwds)
    p = fit.predict()
    w = p * (1 - p)
    b = fit.params[1]
    g = b * (matrix * (w * (1 - 2 * p))[:, None]).mean(axis=0)
    g[1] += w.mean()
    covariance = fit.cov_params()
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = used.ru_utime + used.ru_stime - started.ru_utime - started.ru_stime
    print(json.dumps({
        "n": n, "b": b, "se": covariance[1, 1] ** 0.5, "ame": b * w.mean(), "ameSe": (g @ covariance @ g) ** 0.5,
        "cpu": cpu, "kb": used.ru_maxrss, "version": f"statsmodels {statsmodels.__version__}, numpy {np.__version__}",
    }))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
