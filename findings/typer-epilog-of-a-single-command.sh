#!/usr/bin/env bash
# Typer 0.29.2: the epilog given to Typer(...) is printed by --help when the app has two commands, and is dropped without a
# word when it has one, because the one command becomes the program. It has to be given to the command then.
set -euo pipefail
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT; cd "$place"
python3 -m venv env && env/bin/pip install -q --disable-pip-version-check typer==0.29.2 2>/dev/null
cat > show.py <<'P'
import typer
from typer.testing import CliRunner
def one() -> None: "One."
def two() -> None: "Two."
for commands in ((one,), (one, two)):
    app = typer.Typer(epilog="More is said elsewhere.", rich_markup_mode=None)
    for command in commands:
        app.command()(command)
    shown = CliRunner().invoke(app, ["--help"]).output
    print(len(commands), "command(s):", "epilog shown" if "said elsewhere" in shown else "epilog missing")
P
env/bin/python show.py | tee seen.txt
cat > expected.txt <<'P'
1 command(s): epilog missing
2 command(s): epilog shown
P
diff expected.txt seen.txt && echo 'as found'
