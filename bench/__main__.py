"""`python -m bench`: measure, print the table, keep it in bench/README.md."""

import datetime as dt
import platform
from importlib.metadata import version
from pathlib import Path

import psutil

from bench.pages import ROUNDS, Timing, compare

README = Path(__file__).with_name("README.md")


def table(rows: list[Timing]) -> str:
    """The timings as Markdown, each with its ratio to the first row."""
    floor = rows[0]
    lines = [
        "| page | cold, ms | first run, ms | x floor | new filter, ms | x floor | seen filter, ms | x floor | KB |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {row.name} | {row.cold_ms:.0f} | {row.first_ms:.1f} | {row.first_ms / floor.first_ms:.1f} "
        f"| {row.new_ms:.1f} | {row.new_ms / floor.new_ms:.1f} "
        f"| {row.rerun_ms:.1f} | {row.rerun_ms / floor.rerun_ms:.1f} | {row.first_kb:.0f} |"
        for row in rows
    ]
    return "\n".join(lines)


def machine() -> str:
    """What the figures were measured on."""
    memory = psutil.virtual_memory().total / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in ("streamlit", "plotly", "pandas", "pyarrow"))
    return (
        f"{psutil.cpu_count()} cores ({platform.machine()}), {memory:.0f} GiB of memory, {platform.system()}, "
        f"Python {platform.python_version()}, {packages}; {dt.datetime.now(dt.UTC):%Y-%m-%d}."
    )


def main() -> None:
    """Measure and write."""
    rows = compare()
    text = f"""# Measured

`make bench` measures and writes this page. Machines are noisy: read the ratios, which come from one run, first.

## Script runs on the server

A client without a browser speaks the app's own websocket protocol and times whole script runs, from the request to the
message that the script has finished: median of {ROUNDS} readers, each page on a server of its own with the shipped
settings.
*Cold* is the server's very first run of that page: imports, reading and checking the data, building every figure.
*First run* is a new reader's on a server that has been visited, *KB* what it sends. *New filter* is the rerun after a
filter change to a value that nobody has asked for before, whose figures are built then; *seen filter* is one that finds
them ready. The floor is a bare page with one slider and one chart (`bench/bare.py`), served with the same settings.

{table(rows)}

Measured on: {machine()}
"""
    README.write_text(text)
    print(text)


if __name__ == "__main__":
    main()
