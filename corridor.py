"""The one command of an installed Corridor: `corridor serve`, `corridor data`, `corridor views`, `corridor what-if`.

The last three are `python -m curation`, `python -m views` and `python -m analytics.what_if` by another name.
"""

import runpy
import sys
from importlib import import_module
from typing import Annotated

import typer

from commands import answer, complain, group
from paths import ROOT
from web.settings import Settings

app = group("What the China-Pakistan Economic Corridor brought to Pakistan, figure by figure, and what if.")
# The words after these commands belong to the commands of the rooms.
_HANDED_ON = {"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []}


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="port to listen on")] = 8501,
    host: Annotated[str | None, typer.Option(help="address to listen on (default: all of this machine's)")] = None,
) -> None:
    """Serve the dashboard."""
    try:
        Settings.from_environment()
    except ValueError as wrong:
        raise typer.Exit(complain(str(wrong), 1)) from None
    listen = ["--server.port", str(port), *(["--server.address", host] if host else [])]
    sys.argv = ["streamlit", "run", str(ROOT / "server.py"), *listen]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)


def _hand_on(name: str, room: str, description: str) -> None:
    """Add a command that a room answers; the room is loaded only when it is asked."""

    def command(context: typer.Context) -> None:
        raise typer.Exit(import_module(f"{room}.__main__").main(context.args, f"corridor {name}"))

    app.command(name, help=description, context_settings=_HANDED_ON)(command)


_hand_on("data", "curation", "Build and check the datasets, compare two editions.")
_hand_on("views", "views", "List, copy, check and prune saved views.")
_hand_on("what-if", "analytics.what_if", "Run a what-if model once, or thousands of times as a study.")


def main() -> int:
    """Run the command that the process was started with; without words it lists what there is."""
    return answer(app, sys.argv[1:] or ["--help"], "corridor")


if __name__ == "__main__":
    sys.exit(main())
