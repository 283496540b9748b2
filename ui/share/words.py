"""What goes into a message about the view: what it is called, the first key figures, the link."""

from presentation.i18n import _
from ui.share import copying
from ui.share.opening import Opening
from ui.shell.page_state import Sheet
from views.export.message import message as written


def field(key: str, sheet: Sheet, link: str, opening: Opening) -> None:
    """The message, to copy."""
    text = message(sheet, link, opening)
    copying.field(key, _("Message"), text, lines=text.count("\n") + 2)


def message(sheet: Sheet, link: str, opening: Opening) -> str:
    """Title, up to four key figures (on pages without any, the answer) and the link, as plain text."""
    title = opening.kept.title if opening.kept else sheet.title
    if not sheet.figures and sheet.answer:
        title = _("{label}: {value}").format(label=title, value=sheet.answer)
    return written(title, tuple(sheet.figures.values()), link)
