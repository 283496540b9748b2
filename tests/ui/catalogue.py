"""`make catalogue`: collect every message that readers see into locale/, and say what the source now holds."""

from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
PO = ROOT / "locale" / "en" / "LC_MESSAGES" / "corridor.po"
ROOMS = ("ui", "charts", "pages", "analytics")
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "plural": (1, 2)}


def collected() -> Catalog:
    """Every message in the code, with the rooms it is said in (no line numbers: they change with every edit)."""
    catalogue = Catalog(locale="en", project="Corridor", charset="utf-8", fuzzy=False)
    for room in ROOMS:
        found = extract_from_dir(ROOT / room, [("**.py", "python")], keywords=KEYWORDS)
        for name, _line, message, _comments, _context in sorted(found, key=lambda each: (each[0], each[1])):
            catalogue.add(message, locations=[(f"{room}/{name}", 0)])
    return catalogue


def written() -> Catalog:
    """The catalogue as committed."""
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def main() -> None:
    """Write the catalogue."""
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, collected(), omit_header=True, sort_output=True, include_lineno=False, width=120)


if __name__ == "__main__":
    main()
