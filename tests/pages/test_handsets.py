"""The Handsets page as a reader drives it."""

from streamlit.testing.v1 import AppTest

import paths

APP = str(paths.ROOT / "app.py")


def _opened(**address: str | list[str]) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params.update(address)
    app.run()
    return app.switch_page("pages/handsets.py").run()


def test_the_answer_comes_first_and_is_computed():
    app = _opened()
    assert not app.exception
    assert app.title[0].value == "Handsets"
    words = " ".join(each.value for each in app.markdown)
    assert "In 2025 Pakistan made 93" in words


def test_changing_the_grain_redraws_the_cards():
    app = _opened()
    app.button_group(key="handset_by").set_value("month").run()
    assert not app.exception
    assert any("handsets a month" in each.value for each in app.caption)


def test_years_without_any_month_show_the_empty_state():
    app = _opened()
    app.button_group(key="handset_by").set_value("month")
    app.slider(key="handset_years").set_value((2016, 2017)).run()
    assert not app.exception
    assert any("No figures match" in each.value for each in app.info)
