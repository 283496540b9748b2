"""What can go wrong with a database, as one plain sentence each. No sentence holds an address, a name or a password."""

import sqlite3
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoFreeConnection

from presentation.i18n import _

_SQLITE = {
    "SQLITE_READONLY": "read_only",
    "SQLITE_FULL": "full",
    "SQLITE_CORRUPT": "corrupt",
    "SQLITE_NOTADB": "corrupt",
    "SQLITE_BUSY": "locked",
    "SQLITE_LOCKED": "locked",
    "SQLITE_CANTOPEN": "missing",
    "SQLITE_PERM": "missing",
    "SQLITE_AUTH": "missing",
}
_POSTGRESQL = {
    "25006": "read_only",
    "42501": "read_only",
    "53100": "full",
    "53300": "busy",
    "55P03": "locked",
    "57014": "locked",
    "40P01": "locked",
    "28P01": "not_let_in",
    "28000": "not_let_in",
    "3D000": "not_let_in",
    "XX001": "corrupt",
    "XX002": "corrupt",
}
# Those after which it is not worth asking again at once: every reader would wait for the same answer.
_WAIT = {"missing", "corrupt", "not_let_in", "unreachable", "busy", "newer", "wrong_address"}


@dataclass(frozen=True)
class Fault:
    """A kind of fault: its code, its sentence, and whether the store is left alone for a while after it."""

    code: str

    @property
    def wait(self) -> bool:
        """Whether the next request would meet the same fault and wait for it as long."""
        return self.code in _WAIT

    @property
    def reopen(self) -> bool:
        """Whether the store must be opened anew after it: what is there now may be another file or server."""
        return self.code in {"missing", "corrupt", "unreachable"}

    @property
    def sentence(self) -> str:
        """What a reader is told."""
        return _sentences()[self.code]


def _sentences() -> dict[str, str]:
    return {
        "missing": _("Saved views are not available: the place where they are kept is missing and cannot be made."),
        "read_only": _("Views cannot be saved now: the place where they are kept can be read but not written."),
        "full": _("Views cannot be saved now: the place where they are kept is full."),
        "corrupt": _("Saved views are not available: the file they are kept in is damaged."),
        "locked": _("Saved views are busy: another program holds them. Try again in a moment."),
        "busy": _("Saved views are busy: too many people use them at once. Try again in a moment."),
        "not_let_in": _("Saved views are not available: their database does not let this server in."),
        "unreachable": _("Saved views are not available: their database does not answer."),
        "newer": _("Saved views are not available: they were kept by a newer version of this program."),
        "wrong_address": _("Saved views are not available: the address set for their database is not understood."),
        "unknown": _("Saved views are not available: their database reports a fault."),
    }


class Faulty(Exception):  # noqa: N818 - caught in this room and said as a sentence
    """A fault that was found by looking, not by an error of the database."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.fault = Fault(code)


def fault_of(error: Exception) -> Fault:
    """The fault behind an error of SQLAlchemy or of a driver."""
    if isinstance(error, Faulty):
        return error.fault
    if isinstance(error, NoFreeConnection):
        return Fault("busy")
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return Fault(_of_sqlite(cause))
    state = getattr(cause, "sqlstate", None)
    if state in _POSTGRESQL:
        return Fault(_POSTGRESQL[state])
    if isinstance(cause, OSError):
        return Fault("missing")
    if type(cause).__name__ in {"OperationalError", "ConnectionTimeout", "InterfaceError"}:
        return Fault(_of_connection(str(cause)) if state is None else "unreachable")
    return Fault("unknown")


def _of_sqlite(cause: sqlite3.Error) -> str:
    name = getattr(cause, "sqlite_errorname", "") or ""
    if name == "SQLITE_READONLY_DBMOVED":  # somebody removed or replaced the file
        return "missing"
    return _SQLITE.get("_".join(name.split("_")[:2]), "unknown")


def _of_connection(message: str) -> str:
    """A refused log-in comes without a code; the words are the server's, in English unless it was set otherwise."""
    refused = ("password", "authentication", "role ", "does not exist", "pg_hba")
    return "not_let_in" if any(word in message for word in refused) else "unreachable"
