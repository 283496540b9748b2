"""Command line of the saved views: `python -m views COMMAND`, or `corridor views COMMAND`.

The store is the one the app uses: CORRIDOR_VIEWS_URL, else the file that the app keeps. It may be in use meanwhile.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select

from commands import answer, complain, group
from views.saved import Refused, StoreUnavailable
from views.store import ViewStore, tables
from views.store.admin import copies
from views.store.admin.portable import Taken, take_in
from views.store.store import size_of

PATIENCE_S = 300  # by hand one rather waits for a large store than starts anew
app = group("Saved views, in the store that the app uses: CORRIDOR_VIEWS_URL, else its own file. It may be in use.")
NewFile = Annotated[Path, typer.Argument(help="a new file", show_default=False)]


def main(arguments: Sequence[str], program: str = "python -m views") -> int:
    """Runs one command; returns 0, 1 when it could not be done or a line was bad, 2 when the command is wrong."""
    try:
        return answer(app, arguments, program)
    except (Refused, StoreUnavailable) as error:
        return complain(error.reason, 1)


@contextmanager
def _opened() -> Iterator[ViewStore]:
    store = ViewStore(patience_s=PATIENCE_S)
    try:
        yield store
    finally:
        store.close()


def _days(text: str) -> datetime:
    try:
        return datetime.now(UTC) - timedelta(days=int(text))
    except (ValueError, OverflowError):
        raise typer.BadParameter(f"a whole number of days, not {text!r}") from None


def _date(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        raise typer.BadParameter(f"a date such as 2026-01-31, not {text!r}") from None


@app.command("list")
def list_views(limit: Annotated[int, typer.Option(help="how many at most")] = 1000) -> None:
    """List the views, newest first.

    A line holds id, moment, page, listed or not, and title.
    """
    views = tables.views.c
    some = select(views.id, views.saved_at, views.page, views.listed, views.title)
    with _opened() as store, store.database.reading() as connection:
        for row in connection.execute(some.order_by(views.saved_at.desc(), views.id).limit(max(0, limit))):
            listed = "listed" if row.listed else "-"
            _say(f"{row.id}  {row.saved_at:%Y-%m-%d %H:%M}  {row.page:<14}  {listed:<6}  {row.title}")


@app.command()
def export(file: NewFile) -> None:
    """Write everything as JSON lines.

    They hold views, pictures, editions and the hashes of keys.
    """
    with _opened() as store:
        _say(f"{copies.export(store, file)} lines written to {file}.")


@app.command("import")
def import_lines(file: Annotated[Path, typer.Argument(help="a file of JSON lines")]) -> None:
    """Add what is missing; change nothing that is there."""
    with _opened() as store:
        try:
            with file.open("rb") as lines:
                _report(take_in(store, lines))
        except OSError as error:
            raise Refused(f"{file} cannot be read: {error.strerror}") from None


@app.command()
def backup(file: NewFile) -> None:
    """Copy the store as it is now.

    The copy is a SQLite file, or JSON lines from PostgreSQL.
    """
    with _opened() as store:
        copies.back_up(store, file)
        _say(f"{_in_words(copies.counts(store))}, copied to {file}.")


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="a backup of either kind")]) -> None:
    """Fill an empty store from a backup."""
    with _opened() as store:
        _report(copies.restore(store, file))


@app.command()
def prune(
    older_than: Annotated[
        datetime | None,
        typer.Option(parser=_days, metavar="DAYS", help="withdraw views saved more than DAYS ago; their links say so"),
    ] = None,
    withdrawn_before: Annotated[
        datetime | None,
        typer.Option(parser=_date, metavar="DATE", help="forget views withdrawn before DATE (2026-01-31, UTC)"),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="do it; without this it only counts")] = False,
) -> None:
    """Withdraw old views, forget withdrawn ones.

    Tables of editions that no view rests on go with them.
    """
    with _opened() as store:
        gone = copies.prune(store, withdrawn_before=withdrawn_before, older_than=older_than, really=yes)
    would = "" if yes else " - would go; say --yes to do it"
    _say(_in_words(gone) + (would or " - gone") + ".")


@app.command()
def check() -> None:
    """Read the whole store, try to write, count."""
    with _opened() as store:
        store.check(thoroughly=True)
        with store.database.reading() as connection:
            size = size_of(connection)
        _say(f"Sound, can be read and written: {_in_words(copies.counts(store))}, {size / 1e6:.1f} MB.")


def _report(taken: Taken) -> None:
    """Says what came of taking lines in; a bad line makes the command fail, after all others were taken in."""
    _say(f"{taken.added} added, {taken.present} there already, {len(taken.bad)} bad.")
    for number, reason in taken.bad:
        sys.stderr.write(f"line {number}: {reason}\n")
    if taken.bad:
        raise typer.Exit(1)


def _in_words(counts: dict[str, int]) -> str:
    names = {"withdrawn": "withdrawn views", "editions": "tables of editions"}
    return ", ".join(f"{names.get(name, name)}: {count}" for name, count in counts.items())


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
