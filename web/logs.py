"""Nothing about views or readers in the server's own log: addresses lose what follows the page, readers theirs."""

import logging
import re

# uvicorn says `client - "GET path HTTP/1.1" 200` in the first, `client - "WebSocket path" [accepted]` in the second.
LOGGERS = ("uvicorn.access", "uvicorn.error")
_VIEW = re.compile(r"/v/.*", re.DOTALL)
_NOBODY = "-"


def without_view(path: str) -> str:
    """A path with neither query nor the id of a saved view."""
    return _VIEW.sub("/v/...", path.partition("?")[0])


class NoReaders(logging.Filter):
    """Takes readers' network addresses, queries and ids of views out of uvicorn's lines."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Clean a line; none is held back."""
        if isinstance(record.args, tuple) and record.args:
            about_request = record.name == "uvicorn.access" or "WebSocket" in str(record.msg)
            if about_request:
                record.args = (_NOBODY, *map(_cleaned, record.args[1:]))
        return True


def _cleaned(value: object) -> object:
    return without_view(value) if isinstance(value, str) and value.startswith("/") else value


def keep_readers_out() -> None:
    """Put the filter on uvicorn's loggers, once."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(each, NoReaders) for each in logger.filters):
            logger.addFilter(NoReaders())
