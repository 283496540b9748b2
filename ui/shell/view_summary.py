"""What is said about a saved view: its age, where and on what it was made, its figures. All of it is plain text."""

from datetime import UTC, datetime, timedelta

from babel.dates import format_timedelta

from presentation import i18n
from presentation.i18n import _, plural
from presentation.numbers import day
from ui.shell.navigation import titles
from views.saved import Figure, Saved

LONGEST_NOTE = 280
MOST_FIGURES = 4


def now() -> datetime:
    """This moment, aware."""
    return datetime.now(UTC)


def age(when: datetime, at: datetime) -> str:
    """How long ago: 3 days ago; a moment ago, also where the clock of whoever saved it is ahead of this one."""
    passed = at - when
    if passed < timedelta(minutes=1):
        return _("a moment ago")
    return str(format_timedelta(-passed, add_direction=True, threshold=1, locale=i18n.LANGUAGE))


def saved(view: Saved, at: datetime) -> str:
    """When it was saved: saved 3 days ago (24 Nov 2026)."""
    return _("saved {age} ({date})").format(age=age(view.saved_at, at), date=day(view.saved_at))


def page(view: Saved) -> str:
    """What the page it is of is called."""
    return titles().get(view.page, view.page)


def about(view: Saved, at: datetime) -> str:
    """Page, age and edition in one line."""
    made_on = _("edition {edition}").format(edition=view.edition)
    return " · ".join([page(view), saved(view, at), made_on])


def shortened(words: str, longest: int = LONGEST_NOTE) -> str:
    """Words on one line, cut between two of them where they are too long."""
    line = " ".join(words.split())
    if len(line) <= longest:
        return line
    cut = line[:longest]
    head, space, _tail = cut.rpartition(" ")
    return f"{head if space else cut} …"


def figures(view: Saved) -> tuple[tuple[Figure, ...], str]:
    """The first key figures, and how many more there are, in words ("" for none)."""
    rest = len(view.shown.figures) - MOST_FIGURES
    more = plural("and {n} more figure", "and {n} more figures", rest) if rest > 0 else ""
    return view.shown.figures[:MOST_FIGURES], more
