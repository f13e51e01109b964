"""Raw columns written by bench/writeColumns.ts: one model's complete rows."""
from pathlib import Path

import numpy as np


def read_columns(folder, model):
    folder = Path(folder)
    meta = [[int(v) for v in line.split()] for line in (folder / "meta.txt").read_text().splitlines()]
    rows, count, _, _, outcomes, *_ = meta[0]
    load = lambda name, kind: np.fromfile(folder / name, dtype=kind)
    outcome, sample = meta[1 + model]
    y = load(f"flag{outcome}.u8", np.uint8)
    keep = y < 2
    if sample >= 0:
        keep &= load(f"flag{outcomes + sample}.u8", np.uint8) == 1
    factors = [load(f"f{f}.u8", np.uint8) for f in range(count)]
    for codes, levels in zip(factors, meta[1]):
        keep &= codes < levels
    x = load("value.f64", np.float64)[load("code.u16", np.uint16)]
    cluster = load("cluster.u16", np.uint16).astype(np.int64)
    return y[keep].astype(float), x[keep], [codes[keep] for codes in factors], cluster[keep]


def design(x, factors):
    """Dense columns: constant, exposure, indicators of every level but the first."""
    blocks = [np.ones(len(x)), x]
    for codes in factors:
        blocks += [codes == level for level in np.unique(codes)[1:]]
    return np.column_stack(blocks).astype(float)
