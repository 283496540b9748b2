"""`python -m bench` measures everything and writes bench/README.md; `python -m bench latency` measures one part."""

import argparse
import importlib
import sys
from pathlib import Path

from bench.report import machine

README = Path(__file__).with_name("README.md")
# Each a module with `section() -> str`: measure, and say what was found.
PARTS = ("latency", "simulate", "release", "load", "pages", "saved_views", "front_end", "former")
HEAD = """# Measured

`make bench` measures everything in one run and writes this page; `python -m bench NAME` prints one part: {names}.
Machines are noisy and other work runs beside: read the ratios, whose two sides were measured in turns, before
the milliseconds, and run it again where it matters. A goal that was missed is listed as missed.

Measured on: {machine}
"""


def section(name: str) -> str:
    """Measure one part."""
    print(f"{name} ...", file=sys.stderr, flush=True)
    return str(importlib.import_module(f"bench.{name}").section())


def main() -> None:
    """Measure what was asked for; write the page when that was everything."""
    asked = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    asked.add_argument("part", nargs="*", choices=[[], *PARTS], metavar="NAME", help=f"one of {', '.join(PARTS)}")
    parts = asked.parse_args().part
    if parts:
        print("\n\n".join(map(section, parts)))
        return
    head = HEAD.format(names=", ".join(f"`{name}`" for name in PARTS), machine=machine())
    text = "\n\n".join([head.rstrip(), *map(section, PARTS)]) + "\n"
    README.write_text(text)
    print(text)


if __name__ == "__main__":
    main()
