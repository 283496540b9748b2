"""A table of parameters in TOML: a wrong cell is named with file, table, key, value and what is allowed."""

from pathlib import Path

import pytest

from analytics.what_if.engine.parameter_table import Computed, WrongCell, read_table
from analytics.what_if.handsets import parameters as handsets
from analytics.what_if.pipeline import parameters as pipeline
from curation import catalog

ROW = {
    "label": '"Target"', "unit": '"handsets"', "kind": '"lever"', "low": "0", "default": '"middle"', "high": "10",
    "step": "0.5", "distribution": '"triangular"', "drawn_low": "1", "drawn_high": '"most"', "rule": '"announced"',
    "low_means": '"none"', "default_means": '"some"', "high_means": '"all"', "reason": '"It is {middle:.1f}."',
}  # fmt: skip
RULES = {"announced": lambda _read, *of: Computed.of("a;b", "b", middle=len(of) + 2, most=8, variant="usual")}


def table(tmp_path: Path, **cells: str | None) -> Path:
    path = tmp_path / "made_up" / "parameters.toml"
    path.parent.mkdir(exist_ok=True)
    lines = [f"{key} = {value}" for key, value in (ROW | cells).items() if value is not None]
    path.write_text("\n".join(["[target]", *lines, ""]))
    return path


def test_figures_of_a_rule_fill_cells_and_reason(tmp_path: Path):
    (row,) = read_table(table(tmp_path), RULES)
    parameter = row.parameter(catalog.read)
    assert (parameter.name, parameter.default, parameter.source_ids) == ("target", 2.0, "a;b")
    assert (parameter.distribution.low, parameter.distribution.mode, parameter.distribution.high) == (1.0, 2.0, 8.0)
    assert parameter.why == "It is 2.0."
    assert parameter.reason.figures == (("middle", 2.0),)


def test_a_row_of_several_subjects_is_a_parameter_each_and_one_like_it_takes_over_its_cells(tmp_path: Path):
    path = table(tmp_path, label='"Share of {of}"', of='{ a = "apples", b = "pears" }')
    text = path.read_text().replace("[target]", '["share_{of}"]')
    path.write_text(
        text + '\n["rest_{of}"]\nlike = "share_{of}"\nlabel = "Rest of {of}"\ndefault = 4\nreason = "So."\n'
    )
    found = [row.parameter(catalog.read) for row in read_table(path, RULES)]
    assert [(each.name, each.label, each.default) for each in found] == [
        ("share_a", "Share of apples", 3.0),
        ("share_b", "Share of pears", 3.0),
        ("rest_a", "Rest of apples", 4.0),
        ("rest_b", "Rest of pears", 4.0),
    ]


def test_a_percent_is_shown_a_hundredfold(tmp_path: Path):
    (row,) = read_table(table(tmp_path, display='"percent"'), RULES)
    assert row.parameter(catalog.read).scale == 100.0


def test_the_rule_chooses_among_several_reasons(tmp_path: Path):
    (row,) = read_table(table(tmp_path, reason='{ usual = "As usual.", other = "Not so." }'), RULES)
    assert row.parameter(catalog.read).why == "As usual."


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"kind": '"knob"'}, "kind = 'knob'; allowed: lever, assumption"),
        ({"display": '"euro"'}, "display = 'euro'; allowed: number, percent, usd, pkr, months"),
        ({"distribution": '"normal"'}, "distribution = 'normal'; allowed: fixed, triangular, uniform"),
        ({"label": '" "'}, "label = ' '; allowed: words"),
        ({"unit": "7"}, "unit = 7; allowed: words"),
        ({"high": "true"}, "high = True; allowed: a number, or the name of a figure of its rule"),
        ({"digits": "10"}, "digits = 10; allowed: a whole number from 0 to 9"),
        ({"rule": '"guess"'}, "rule = 'guess'; allowed: announced"),
        ({"reason": "{}"}, "reason = {}; allowed: a sentence, or one for each variant of its rule"),
        ({"of": '{ a = "b" }'}, "of = {'a': 'b'}; several subjects need the place {of}"),
        ({"colour": '"red"'}, "colour = 'red'; allowed keys: label, unit"),
        ({"step": None}, "step is missing; every parameter needs it"),
        ({"drawn_high": None}, "drawn_high is missing"),
        ({"like": '"nothing"'}, "like = 'nothing'; allowed: "),
    ],
)
def test_a_wrong_cell_is_named_before_anything_is_computed(tmp_path: Path, cells: dict[str, str], told: str):
    with pytest.raises(WrongCell) as refused:
        read_table(table(tmp_path, **cells), RULES)
    assert str(refused.value).startswith(f"made_up/parameters.toml: [target] {told}")


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"default": '"median"'}, "default = 'median'; allowed: a number, or a figure of its rule: middle, most"),
        (
            {"reason": '"It is {median}."'},
            "reason = 'It is {median}.'; the places ['median'] are no figures of its rule",
        ),
        ({"reason": '{ other = "Not so." }'}, "reason = {'other': 'Not so.'}; the rule asks for reason.usual"),
        ({"step": "0"}, "step = 0; allowed: a number above 0"),
        ({"high": "0"}, "high = 0; allowed: a number above low, 0"),
        ({"high": "10.25"}, "high = 10.25; allowed: low, 0, and a whole number of steps of 0.5"),
        ({"default": "2.3"}, "default = 2.3; allowed: low, 0, and a whole number of steps of 0.5"),
        ({"default": "11"}, "default = 11; allowed: 0 to 10; it is 11"),
        ({"drawn_low": "2.5"}, "drawn_low = 2.5; allowed: 0 to 2; it is 2.5"),
        ({"drawn_high": "1"}, "drawn_high = 1; allowed: 2 to 10; it is 1"),
        ({"drawn_high": "11"}, "drawn_high = 11; allowed: 2 to 10; it is 11"),
        ({"rule": None}, "default = 'middle'; allowed: a number, or a figure of its rule: none"),
    ],
)
def test_numbers_that_do_not_fit_are_named_once_they_are_computed(tmp_path: Path, cells: dict[str, str], told: str):
    (row,) = read_table(table(tmp_path, **cells), RULES)
    with pytest.raises(WrongCell) as refused:
        row.parameter(catalog.read)
    assert str(refused.value).startswith(f"made_up/parameters.toml: [target] {told}")


def test_a_cell_outside_a_table_is_named(tmp_path: Path):
    path = table(tmp_path)
    path.write_text("version = 1\n" + path.read_text())
    with pytest.raises(WrongCell, match="version = 1 stands outside a table"):
        read_table(path, RULES)


@pytest.mark.parametrize("module", [handsets, pipeline], ids=["handsets", "pipeline"])
def test_every_rule_is_named_by_a_row_and_every_row_gives_a_parameter(module):
    assert {row.cells["rule"] for row in module.TABLE if row.rule} == set(module.RULES)
    names = [row.name for row in module.TABLE]
    assert len(names) == len(set(names))
    assert [parameter.name for parameter in module.parameters()] == [
        row.name for row in module.TABLE if row.name in {parameter.name for parameter in module.parameters()}
    ]
