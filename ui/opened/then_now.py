"""Then and now: the figures a view was saved with beside those its page shows today. Pure functions."""

from collections.abc import Iterable
from dataclasses import dataclass

from curation.catalog import DATASETS
from presentation.i18n import _
from views.changes import Row
from views.saved import Figure, Shown

ANSWER = "answer"


@dataclass(frozen=True)
class Pair:
    """A key figure then and now, in words; a side that has it not is empty. `changed`: whether it is another figure."""

    key: str
    label: str
    then: str
    now: str
    changed: bool


def pairs(then: Shown, answer: str, figures: Iterable[Figure]) -> tuple[Pair, ...]:
    """Every key figure of both sides, in the order of the saved page, new ones after them; last the page's answer."""
    now = {figure.key: figure for figure in figures}
    old = {figure.key: figure for figure in then.figures}
    rows = [_pair(figure, now.get(key)) for key, figure in old.items()]
    rows += [Pair(key, figure.label, "", figure.value, changed=True) for key, figure in now.items() if key not in old]
    if then.answer or answer:
        rows.append(Pair(ANSWER, _("The page’s answer"), then.answer, answer, then.answer != answer))
    return tuple(rows)


def _pair(then: Figure, now: Figure | None) -> Pair:
    """By its number where both sides have one; by its words otherwise."""
    if now is None:
        return Pair(then.key, then.label, then.value, "", changed=True)
    same = then.amount.reads_as(now.amount) if then.amount and now.amount else then.value == now.value
    return Pair(then.key, then.label, then.value, now.value, not same)


def change(row_change: Row) -> str:
    """A changed row in a sentence: dataset, row, column, old and new value."""
    cell = row_change.change
    dataset = DATASETS[cell.dataset]
    title = _(dataset.title)
    if not cell.key:
        return {
            "added": _("{dataset}: the dataset is new."),
            "removed": _("{dataset}: the dataset is no longer there."),
            "changed": _("{dataset}: the dataset has other columns now."),
        }[cell.kind].format(dataset=title)
    row = f"{row_change.about} ({cell.key})" if row_change.about else cell.key
    if cell.kind == "added":
        return _("{dataset}, {row}: new.").format(dataset=title, row=row)
    if cell.kind == "removed":
        return _("{dataset}, {row}: no longer there.").format(dataset=title, row=row)
    titles = {column.name: column.title for column in dataset.fields}
    return _("{dataset}, {row}: {column} {old} → {new}").format(
        dataset=title,
        row=row,
        column=_(titles.get(cell.column, cell.column)),
        old=cell.old or _("nothing"),
        new=cell.new or _("nothing"),
    )
