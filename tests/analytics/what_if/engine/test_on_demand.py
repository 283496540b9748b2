"""Only what is wanted is worked out, and it has the same digits as when everything is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.what_if.engine.model import Array, Outcomes
from analytics.what_if.engine.parameters import defaults
from analytics.what_if.engine.registry import MODELS
from curation.catalog import read

MONTHS, MANY = 60, 400  # more scenarios than a block of either model holds
PARAMETERS = {name: model.parameters(read) for name, model in MODELS.items()}


def values(model: str, n: int) -> dict[str, Array | float]:
    rng = np.random.default_rng(2015)
    return {one.name: rng.uniform(one.low, one.high, (n, 1)) for one in PARAMETERS[model]}


WHOLE: dict[str, Outcomes] = {name: model.simulate(values(name, MANY), MONTHS) for name, model in MODELS.items()}


@pytest.mark.parametrize("model", MODELS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_some_outcomes_of_some_months_have_the_digits_of_the_whole_run(model: str, data: st.DataObject):
    names = [outcome.name for outcome in MODELS[model].outcomes]
    wanted = data.draw(st.lists(st.sampled_from(names), unique=True))
    first = data.draw(st.integers(0, MONTHS - 1))
    last = data.draw(st.integers(first + 1, MONTHS))
    found = MODELS[model].simulate(values(model, MANY), MONTHS, wanted, (first, last))
    assert list(found) == [name for name in names if name in wanted]
    for name, array in found.items():
        np.testing.assert_array_equal(array, WHOLE[model][name][:, first:last], err_msg=name)


@pytest.mark.parametrize("model", MODELS)
def test_an_outcome_that_does_not_vary_is_one_row_whatever_else_is_wanted(model: str):
    first, *_rest = PARAMETERS[model]
    given_values = defaults(PARAMETERS[model]) | {first.name: np.array([[first.low], [first.high]])}
    whole = MODELS[model].simulate(given_values, MONTHS)
    for name, array in whole.items():
        alone = MODELS[model].simulate(given_values, MONTHS, (name,))[name]
        assert (alone.strides[0] == 0) == (array.strides[0] == 0), name


@pytest.mark.parametrize("model", MODELS)
def test_key_figures_are_those_whose_outcome_is_there(model: str):
    tables = MODELS[model]
    for outcome in tables.outcomes:
        given_values = values(model, MANY)
        found = tables.key_figures(given_values, {outcome.name: WHOLE[model][outcome.name]})
        assert list(found) == [figure.name for figure in tables.figures if figure.of in ("", outcome.name)]
        for name, numbers in tables.key_figures(given_values, WHOLE[model]).items():
            if name in found:
                np.testing.assert_array_equal(found[name], numbers)


@pytest.mark.parametrize("model", MODELS)
def test_every_key_figure_names_the_outcome_that_it_is_read_off(model: str):
    known = {outcome.name for outcome in MODELS[model].outcomes}
    assert {figure.of for figure in MODELS[model].figures} - {""} <= known


@pytest.mark.parametrize("model", MODELS)
def test_an_unknown_outcome_and_months_outside_the_calendar_are_refused(model: str):
    start = defaults(PARAMETERS[model])
    with pytest.raises(KeyError, match=r"turnover.*allowed"):
        MODELS[model].simulate(start, 12, ("turnover",))
    for window in ((-1, 3), (3, 3), (0, 13)):
        with pytest.raises(ValueError, match="in a calendar of 12"):
            MODELS[model].simulate(start, 12, None, window)
