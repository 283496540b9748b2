"""How measurements become text: tables, goals with a verdict, and what the machine was."""

import datetime as dt
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np
import psutil

PACKAGES = ("streamlit", "dash", "panel", "plotly", "numpy", "pandas", "pyarrow")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; the first column is words, the others are figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def verdict(goal: str, met: bool, measured: str) -> str:
    """One line about a goal: what it is, whether this run met it, and what was measured."""
    return f"- {'**Met**' if met else '**Missed**'}: {goal}; measured: {measured}."


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return float(np.median(values))


def p95(values: Sequence[float]) -> float:
    """The value that one in twenty exceeds."""
    return float(np.percentile(values, 95))


def machine(browser: str = "") -> str:
    """What was measured on."""
    memory = psutil.virtual_memory().total / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    parts = [
        f"{psutil.cpu_count()} cores ({_processor()}), {memory:.0f} GiB of memory, {platform.system()}",
        f"Python {platform.python_version()}",
        packages,
        *([f"Chromium {browser}, headless, without a graphics card"] if browser else []),
    ]
    return f"{', '.join(parts)}; {dt.datetime.now(dt.UTC):%Y-%m-%d}."


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    if described.exists():
        for line in described.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()
