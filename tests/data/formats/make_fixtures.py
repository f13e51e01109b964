# Makes the Stata fixtures written by pandas: every width of number, both byte orders, Windows-1252 text, more rows than a batch.
# Run in this folder: python3 make_fixtures.py. Made with pandas 1.5.3.
from datetime import datetime

import numpy as np
import pandas as pd

STAMP = datetime(2023, 7, 13, 9, 30)
out = "fixtures/pandas_{}.dta".format

frame = pd.DataFrame(
    {
        "small": np.array([-127, 100, 0, -5, 1, 99], dtype="int8"),
        "medium": np.array([-32767, 32740, 0, 101, -128, 7], dtype="int16"),
        "large": np.array([-2147483647, 2147483620, 0, 32741, -32768, 8], dtype="int32"),
        "single": np.array([0.5, -1.25, np.nan, 1.7014117e38, 3.25, 0], dtype="float32"),
        "broad": [0.1, -8.9e307, np.nan, 8.9e307, 1e-300, 5],
        "answer": pd.Categorical(["yes", "no", None, "yes", "don\u2019t know", "no"]),
        "town": ["Caf\u00e9", "\u201cquoted\u201d", "", "M\u00f8ller", "plain", "  lead"],
        "seen": pd.to_datetime(["2018-01-02", "2019-02-03", None, "2020-02-29", "1959-12-31", "2023-07-13"]),
    }
)
LABELS = {"answer": "Any support?", "town": "Where they live"}
options = {"write_index": False, "time_stamp": STAMP, "variable_labels": LABELS, "convert_dates": {"seen": "td"}}


def write(name, data, version, order):
    data.to_stata(out(name), version=version, byteorder=order, **options)


western = frame.assign(town=["Caf\u00e9", "qu\u00f8ted", "", "M\u00f8ller", "plain", "  lead"])
western["answer"] = frame["answer"].cat.rename_categories({"don\u2019t know": "don't know"})
write("117", western, 117, "<")
write("117_big", western, 117, ">")
write("118_big", frame, 118, ">")
write("119", frame, 119, "<")
write("119_big", frame, 119, ">")

# What pandas reads of them.
for name in ["117", "118_big"]:
    read = pd.read_stata(out(name), convert_categoricals=False, convert_dates=False)
    texts = {c: [v if isinstance(v, str) else "" if pd.isna(v) else repr(float(v)) for v in read[c]] for c in read}
    pd.DataFrame(texts).to_csv(out(name) + ".values.csv", index=False)

k = np.arange(9001)
many = pd.DataFrame({"code": (k % 19 - 5).astype("int8"), "row": (k % 30000).astype("int16")})
many.to_stata(out("9001_rows"), version=118, write_index=False, time_stamp=STAMP)
