import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.settings import ANYONE, Settings, base_address


def test_without_choices_anyone_may_embed_and_the_address_is_that_of_the_request():
    assert Settings.from_environment({}) == Settings("", (ANYONE,))
    assert base_address(Settings(), "https", "corridor.example:8443") == "https://corridor.example:8443"
    assert base_address(Settings(), "http", "[::1]:8501") == "http://[::1]:8501"


def test_a_chosen_address_is_used_whatever_the_request_says():
    chosen = Settings.from_environment({"CORRIDOR_ADDRESS": "https://corridor.example/cpec/"})
    assert base_address(chosen, "http", "evil.example") == "https://corridor.example/cpec"


def test_embedders_are_origins_or_anyone_or_none():
    chosen = Settings.from_environment({"CORRIDOR_EMBEDDERS": "https://news.example, https://*.gov.example:444"})
    assert chosen.embedders == ("https://news.example", "https://*.gov.example:444")
    assert Settings.from_environment({"CORRIDOR_EMBEDDERS": "https://a.example *"}).embedders == (ANYONE,)
    assert Settings.from_environment({"CORRIDOR_EMBEDDERS": ""}).embedders == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"CORRIDOR_ADDRESS": "corridor.example"},
        {"CORRIDOR_ADDRESS": "javascript:alert(1)"},
        {"CORRIDOR_ADDRESS": "https://a.example/?x=1"},
        {"CORRIDOR_EMBEDDERS": "news.example"},
        {"CORRIDOR_EMBEDDERS": "https://a.example;script-src"},
        {"CORRIDOR_EMBEDDERS": "'unsafe-inline'"},
    ],
)
def test_a_choice_that_is_not_understood_stops_the_start_and_says_what_is_allowed(wrong: dict[str, str]):
    with pytest.raises(ValueError, match="such as https://"):
        Settings.from_environment(wrong)


@given(st.text() | st.from_regex(r"[a-z.]{1,20}[/?#@\\\"'<> ][a-z]{1,9}"))
def test_a_host_that_could_be_more_than_a_host_is_not_believed(host: str):
    found = base_address(Settings(), "https", host)
    assert found in ("", f"https://{host}")
    assert not set(found.removeprefix("https://")) & set("/\\?#@\"'<>&% \r\n\t")
    assert base_address(Settings(), "javascript", "corridor.example") == ""
