"""What all commands share: how one is run, and errors of one line that say what is wrong."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import typer


def group(description: str | None = None) -> typer.Typer:
    """A command, or a group of them, with plain help and without tracebacks in colour."""
    return typer.Typer(
        help=description,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        suggest_commands=False,
    )


def answer(app: typer.Typer, arguments: Sequence[str], program: str) -> int:
    """Run a command.

    Args:
        app: The command; it leaves with `typer.Exit` where its exit status is not 0.
        arguments: Its words, without the program's name.
        program: How it was called, for its help.

    Returns:
        The exit status; 1 when a file cannot be read or written, 2 when the words are not understood.
    """
    try:
        return int(app(args=list(arguments), prog_name=program, standalone_mode=False) or 0)
    except typer.TyperException as wrong:
        message = getattr(wrong, "format_message", wrong.__str__)()
        return complain(f"{message.rstrip('.')}; see {program} --help", 2)
    except OSError as problem:
        return complain(f"{problem.filename}: {problem.strerror}" if problem.filename else str(problem), 1)


def complain(message: str, code: int) -> int:
    """Say in one line what is wrong on the error stream, and pass the exit status on."""
    sys.stderr.write(" ".join(message.split()) + "\n")
    return code


@contextmanager
def extra(name: str) -> Iterator[None]:
    """Imports that need an extra of the installation: where they fail, the program ends with what to install."""
    try:
        yield
    except ModuleNotFoundError as missing:
        needed = f"this command needs {missing.name}; install it with: pip install 'corridor[{name}]'"
        raise SystemExit(complain(needed, 1)) from None
