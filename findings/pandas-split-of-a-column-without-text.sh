#!/usr/bin/env bash
# pandas 3.1.1: on a column of the new `str` type in which every cell is empty, `.str.split(";").str.len()` raises
# AttributeError, while one cell of text among the empty ones makes it work; `.str.count(";")` works on both. So a filter
# that leaves no text turns a line that works into an error.
set -euo pipefail
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT; cd "$place"
python3 -m venv env && env/bin/pip install -q --disable-pip-version-check pandas==3.1.1 2>/dev/null
cat > show.py <<'P'
import pandas as pd
for name, cells in (("one text", ["a;b", None]), ("no text", [None, None])):
    column = pd.Series(cells, dtype="str")
    try:
        lengths = column.str.split(";").str.len().tolist()
    except AttributeError as error:
        lengths = f"AttributeError: {error}"
    print(f"{name}: split {lengths}; count {column.str.count(';').tolist()}")
P
env/bin/python -W ignore show.py | tee seen.txt
cat > expected.txt <<'P'
one text: split [2.0, nan]; count [1.0, nan]
no text: split AttributeError: Can only use .str accessor with string values, not floating; count [nan, nan]
P
diff expected.txt seen.txt && echo 'as found'
