"""One headline cell by gretl: logit with clustered covariance, average marginal effect with its delta-method error in hansl.

Usage: python3 FILE DIR MODEL. gretl reads text, so the time of a script that only reads is taken off.
"""
import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import numpy as np
except ImportError:
    sys.exit(3)
from read_columns import read_columns



def script(data, names, fit):
    opening = f'set verbose off\nopen "{data}" --quiet\n'
    if not fit:
        return opening
    dummies = "\n".join(f"discrete {name}\nlist D_{name} = dummify({name})" for name in names)
    lists = " ".join(f"D_{name}" for name in names)
    return opening + dummies + f"""
list X = const x {lists}
logit y X --cluster=cluster --quiet
matrix b = $coeff
matrix V = $vcv
matrix M = {{X}}
matrix p = 1 ./ (1 + exp(-M * b))
matrix w = p .* (1 - p)
scalar n = rows(M)
matrix g = b[2] * ((w .* (1 - 2 * p))' * M)' / n
g[2] += meanc(w)
printf "RESULT %d %.17g %.17g %.17g %.17g\\n", n, b[2], sqrt(V[2,2]), b[2] * meanc(w), sqrt(g'V * g)
"""


def run(folder, text):
    """Standard output and CPU seconds."""
    path = Path(folder) / "script.inp"
    path.write_text(text)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run(["gretlcli", "-b", str(path)], capture_output=True, text=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return out, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(columns, model):
    if shutil.which("gretlcli") is None:
        sys.exit(3)
    y, x, factors, cluster = read_columns(columns, model)
    names = [f"f{i}" for i in range(len(factors))]
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data.csv"
        table = np.column_stack([y, cluster, *factors]).astype(int)
        lines = (f"{value!r}," + ",".join(map(str, row)) for value, row in zip(x.tolist(), table.tolist()))
        data.write_text("\n".join([",".join(["x", "y", "cluster", *names]), *lines]) + "\n")
        _, reading = run(folder, script(data, names, False))
        out, cpu = run(folder, script(data, names, True))
    n, b, se, ame, ame_se = re.search(r"RESULT (.*)", out).group(1).split()
    version = subprocess.run(["gretlcli", "--version"], capture_output=True, text=True).stdout.split("\n")[0]
    print(json.dumps({
        "n": int(n), "b": float(b), "se": float(se), "ame": float(ame), "ameSe": float(ame_se), "cpu": cpu - reading,
        "kb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, "version": version,
    }))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
