"""Command line of the saved views: `python -m views COMMAND`.

The store is the one the app uses: CORRIDOR_VIEWS_URL, else var/views.sqlite. It may be in use meanwhile.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from views.saved import Refused, StoreUnavailable
from views.store import ViewStore, tables
from views.store.admin.copies import back_up, counts, export, prune, restore
from views.store.admin.portable import Taken, take_in
from views.store.store import size_of

PATIENCE_S = 300  # by hand one rather waits for a large store than starts anew


def main(arguments: Sequence[str]) -> int:
    """Runs one command; returns 0, or 1 when it could not be done or a line was bad."""
    options = _parser().parse_args(arguments)
    store = ViewStore(patience_s=PATIENCE_S)
    try:
        return int(options.run(store, options))
    except (Refused, StoreUnavailable) as error:
        sys.stderr.write(f"{error.reason}\n")
        return 1
    finally:
        store.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m views", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    listing = commands.add_parser("list", help="id, moment, page, listed or not, and title of every view, newest first")
    listing.add_argument("--limit", type=int, default=1000, help="how many at most (default: 1000)")
    listing.set_defaults(run=_list)
    for name, run, what, help_text in (
        ("export", _export, "a new file", "write everything as JSON lines: views, pictures, editions, hashes of keys"),
        ("import", _import, "a file of JSON lines", "add what is missing; nothing that is there is changed"),
        ("backup", _backup, "a new file", "copy the store as it is now: a SQLite file, or JSON lines from PostgreSQL"),
        ("restore", _restore, "a backup of either kind", "fill an empty store from a backup"),
    ):
        command = commands.add_parser(name, help=help_text, description=help_text)
        command.add_argument("file", type=Path, help=what)
        command.set_defaults(run=run)
    _pruning(commands.add_parser("prune", help="withdraw old views, forget withdrawn ones, drop editions of no view"))
    commands.add_parser("check", help="read the whole store, try to write, count what is in it").set_defaults(
        run=_check
    )
    return parser


def _pruning(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--older-than", type=_days, metavar="DAYS", help="withdraw views saved more than DAYS ago; their links say so"
    )
    command.add_argument(
        "--withdrawn-before", type=_date, metavar="DATE", help="forget views withdrawn before DATE (2026-01-31, UTC)"
    )
    command.add_argument("--yes", action="store_true", help="do it; without this it only counts")
    command.set_defaults(run=_prune)


def _days(text: str) -> datetime:
    try:
        return datetime.now(UTC) - timedelta(days=int(text))
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(f"a whole number of days, not {text!r}") from None


def _date(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        raise argparse.ArgumentTypeError(f"a date such as 2026-01-31, not {text!r}") from None


def _list(store: ViewStore, options: argparse.Namespace) -> int:
    views = tables.views.c
    some = select(views.id, views.saved_at, views.page, views.listed, views.title)
    with store.database.reading() as connection:
        for row in connection.execute(some.order_by(views.saved_at.desc(), views.id).limit(max(0, options.limit))):
            listed = "listed" if row.listed else "-"
            _say(f"{row.id}  {row.saved_at:%Y-%m-%d %H:%M}  {row.page:<14}  {listed:<6}  {row.title}")
    return 0


def _export(store: ViewStore, options: argparse.Namespace) -> int:
    _say(f"{export(store, options.file)} lines written to {options.file}.")
    return 0


def _backup(store: ViewStore, options: argparse.Namespace) -> int:
    back_up(store, options.file)
    _say(f"{_in_words(counts(store))}, copied to {options.file}.")
    return 0


def _import(store: ViewStore, options: argparse.Namespace) -> int:
    try:
        with options.file.open("rb") as lines:
            return _said(take_in(store, lines))
    except OSError as error:
        raise Refused(f"{options.file} cannot be read: {error.strerror}") from None


def _restore(store: ViewStore, options: argparse.Namespace) -> int:
    return _said(restore(store, options.file))


def _said(taken: Taken) -> int:
    """Says what came of taking lines in; a bad line makes the command fail, after all others were taken in."""
    _say(f"{taken.added} added, {taken.present} there already, {len(taken.bad)} bad.")
    for number, reason in taken.bad:
        sys.stderr.write(f"line {number}: {reason}\n")
    return 1 if taken.bad else 0


def _prune(store: ViewStore, options: argparse.Namespace) -> int:
    gone = prune(store, withdrawn_before=options.withdrawn_before, older_than=options.older_than, really=options.yes)
    would = "" if options.yes else " - would go; say --yes to do it"
    _say(_in_words(gone) + (would or " - gone") + ".")
    return 0


def _check(store: ViewStore, _options: argparse.Namespace) -> int:
    store.check(thoroughly=True)
    with store.database.reading() as connection:
        size = size_of(connection)
    _say(f"Sound, can be read and written: {_in_words(counts(store))}, {size / 1e6:.1f} MB.")
    return 0


def _in_words(found: dict[str, int]) -> str:
    names = {"withdrawn": "withdrawn views", "editions": "tables of editions"}
    return ", ".join(f"{names.get(name, name)}: {count}" for name, count in found.items())


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
