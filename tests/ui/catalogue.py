"""`make catalogue`: collect every message that readers see into locale/, and say what the source now holds."""

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from analytics.what_if.engine.presets import presets
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.handsets import checks as handset_checks
from analytics.what_if.pipeline import checks as pipeline_checks
from analytics.what_if.pipeline import projections
from curation.catalog import DATASETS, read
from paths import ROOT
from presentation.units import UNITS

PO = ROOT / "locale" / "en" / "LC_MESSAGES" / "corridor.po"
ROOMS = ("presentation", "ui", "charts", "pages", "analytics", "views", "web")
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "plural": (1, 2)}


def collected() -> Catalog:
    """Every message in the code, with the rooms it is said in (no line numbers: they change with every edit)."""
    catalogue = Catalog(locale="en", project="Corridor", charset="utf-8", fuzzy=False)
    for room in ROOMS:
        found = extract_from_dir(ROOT / room, [("**.py", "python")], keywords=KEYWORDS)
        for name, _line, message, _comments, _context in sorted(found, key=lambda each: (each[0], each[1])):
            catalogue.add(message, locations=[(f"{room}/{name}", 0)])
    for text in sorted(tabled()):
        catalogue.add(text, locations=[("tables", 0)])
    return catalogue


def tabled() -> set[str]:
    """Words that stand in tables rather than in calls: datasets and their columns, a model's settings and outcomes."""
    words = {text for d in DATASETS.values() for text in (d.title, d.description, *d.mind)}
    words |= {text for d in DATASETS.values() for f in d.built for text in (f.title, f.description)}
    for name, model in MODELS.items():
        words |= {row.label for row in (*model.outcomes, *model.figures)}
        for p in model.parameters(read):
            words |= {p.label, p.reason.template, p.low_means, p.default_means, p.high_means}
        for preset in presets(read, name):
            stories = (preset.story, preset.later)
            words |= {preset.label, *(told.template for told in stories if told)}
    words |= {*handset_checks.TEMPLATES, *pipeline_checks.TEMPLATES, *projections.TEMPLATES}
    words |= set(projections.projections(read)["label"])
    words |= {text for unit in UNITS for text in (unit.name, unit.per)}
    words |= {"First month", "Length", "months"}  # the calendar, beside the settings in which scenarios differ
    return {text for text in words if text}


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
