"""One headline cell by glum + tabmat: fit, clustered covariance, average marginal effect. Usage: python3 FILE DIR MODEL."""
import json
import resource
import sys

try:
    import glum
    import numpy as np
    import tabmat
except ImportError:
    sys.exit(3)
from read_columns import read_columns


def main(folder, model):
    y, x, factors, cluster = read_columns(folder, model)
    started = resource.getrusage(resource.RUSAGE_SELF)
    dense = tabmat.DenseMatrix(x[:, None].astype(float))
    parts = [dense] + [tabmat.CategoricalMatrix(codes, drop_first=True) for codes in factors]
    matrix = tabmat.SplitMatrix(parts)
    fit = glum.GeneralizedLinearRegressor(family="binomial", alpha=0, gradient_tol=1e-10)
    fit.fit(matrix, y)
    # Constant first; glum's factor for clusters is M/(M-1) times (n-1)/(n-k), of which the second part is taken off.
    n, k = matrix.shape[0], matrix.shape[1] + 1
    covariance = fit.covariance_matrix(matrix, y, clusters=cluster) * (n - k) / (n - 1)
    p = fit.predict(matrix)
    w = p * (1 - p)
    slope = w * (1 - 2 * p)
    b = fit.coef_[0]
    g = b * np.append(slope.sum(), matrix.transpose_matvec(slope)) / n
    g[1] += w.mean()
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = used.ru_utime + used.ru_stime - started.ru_utime - started.ru_stime
    print(json.dumps({
        "n": n, "b": b, "se": covariance[1, 1] ** 0.5, "ame": b * w.mean(), "ameSe": (g @ covariance @ g) ** 0.5,
        "cpu": cpu, "kb": used.ru_maxrss, "version": f"glum {glum.__version__}, tabmat {tabmat.__version__}",
    }))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
