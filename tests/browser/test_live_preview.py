"""The live preview in a real browser: curves and figures follow the thumb, and the exact result is what was painted."""

import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader, complaints, listen
from tests.browser.server import Server
from tests.browser.thumb import LIVE, MAIN, STAGE, Shown, Thumb, at_rest, followed, off, points, shown
from tests.browser.waiting import settled, still

pytestmark = pytest.mark.browser

HALF_A_PIXEL = 0.5
PREVIEW = ".st-key-live_preview .stBidiComponent"
# Sliders that scale, bend, shift and start a curve, one that only a figure follows, and both kinds of slider.
SLIDERS = {
    "what_if": ("target_units_per_year", "ramp_months", "delay_months", "annual_growth", "jobs_per_million_units"),
    "pipeline": ("share_energy_planned", "start_years", "delay_months", "cost_overrun"),
}


@pytest.fixture
def tall(reader: Reader) -> Page:
    """A screen on which every chart is in view."""
    return reader(viewport={"width": 1440, "height": 2400})


def opened(page: Page, server: Server, path: str = "what_if") -> Page:
    """A What if page with its charts drawn and the preview at work."""
    settled(page, f"{server.url}/{path}")
    return at_work(page)


def at_work(page: Page) -> Page:
    """Wait until the preview has read its numbers and everything is drawn."""
    page.wait_for_function("() => Object.hasOwn(history, 'replaceState')")
    page.locator(f"{MAIN} .scatterlayer .trace").first.wait_for(state="attached")
    still(page)
    return page


@contextmanager
def silent(server: Server) -> Iterator[None]:
    """The server answers nothing meanwhile."""
    os.kill(server.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(server.pid, signal.SIGCONT)


def pressed_at(page: Page, ms: float) -> None:
    """Have what the reader does from now on happen at this time of the page, however long it takes here."""
    page.evaluate(
        "(at) => Object.defineProperty(Event.prototype, 'timeStamp', { configurable: true, get: () => at })", ms
    )


def same(painted: Shown, exact: Shown) -> None:
    """What was painted is what is drawn: curves, marks, words and their places, axes, figures."""
    assert painted.figures == exact.figures
    assert "what_if_main" in painted.charts
    assert "what_if_main" in exact.charts
    for name in set(painted.charts) & set(exact.charts):
        was, chart = painted.charts[name], exact.charts[name]
        assert was["axis"] == chart["axis"]
        assert was["words"] == chart["words"]
        assert bool(was["line"]) == bool(chart["line"])
        assert max(off(was["line"], chart["corners"]), off(chart["line"], chart["corners"])) < HALF_A_PIXEL
        assert len(was["marks"]) == len(chart["marks"])
        for mark, exactly in zip(was["marks"], chart["marks"], strict=True):
            assert points(mark)[0] == pytest.approx(points(exactly)[0], abs=HALF_A_PIXEL)


def test_curves_and_figures_follow_the_thumb_and_need_no_answer_from_the_server(server: Server, page: Page):
    opened(page, server)
    before = shown(page)
    with silent(server):
        thumb, seen = Thumb(page, "target_units_per_year"), [before]
        x, y = thumb.grasp()
        for step in range(1, 9):
            thumb.drag(x + 8 * step, y)
            assert page.locator(LIVE).count() == 1
            seen.append(followed(page, seen[-1].line))
        assert len({one.line for one in seen}) >= 8
        assert len({one.figures[0][0] for one in seen}) >= 8
        assert page.url == f"{server.url}/what_if"
        page.mouse.up()
        assert shown(page).figures == seen[-1].figures  # and stays until there is an answer
        assert page.locator(LIVE).count() == 1
    at_rest(page)
    expect(page).to_have_url(re.compile("target_units_per_year="))


@pytest.mark.parametrize("path", SLIDERS)
def test_the_exact_result_after_a_release_is_what_was_painted(server: Server, tall: Page, path: str):
    opened(tall, server, path)
    for name in SLIDERS[path]:
        before = shown(tall)
        with silent(server):
            thumb = Thumb(tall, name)
            _x, y = thumb.grasp()
            _x, _y, left, right = thumb.track()
            for share in (0.3, 0.5, 0.62):
                thumb.drag(left + share * (right - left), y)
            painted = shown(tall)
            tall.mouse.up()
        exact = at_rest(tall)
        assert (painted.charts, painted.figures) != (before.charts, before.figures), name
        same(painted, exact)


def test_words_at_line_ends_keep_out_of_each_others_way_as_they_will_after_the_release(server: Server, page: Page):
    opened(page, server, "what_if?what_if_pin_a=xiaomi-airlink-2021~60~utilisation~95&utilisation=90")
    for key in ("PageUp", "ArrowRight", "PageDown"):  # above the baseline, nearer, and below it
        with silent(server):
            Thumb(page, "utilisation").press(key)
            painted = shown(page).charts["what_if_main"]["places"]
        at_rest(page)
        exact = shown(page).charts["what_if_main"]["places"]
        assert set(painted) == set(exact)
        for words, place in exact.items():
            assert painted[words] == pytest.approx(place, abs=1.5)


@pytest.mark.parametrize(
    "view", ["what_if_by=Month&what_if_months=10+years", "what_if_by=Fiscal+year", "what_if_bands=true"]
)
def test_other_views_follow_as_well(server: Server, tall: Page, view: str):
    opened(tall, server, f"what_if?{view}")
    with silent(server):
        Thumb(tall, "ramp_months").press("ArrowRight", 7)
        painted = shown(tall)
    same(painted, at_rest(tall))


def test_keys_move_the_curve_before_the_server_knows(server: Server, page: Page):
    opened(page, server)
    thumb, before = Thumb(page, "utilisation"), shown(page)
    with silent(server):
        thumb.press("ArrowLeft")
        first = shown(page)
        thumb.press("PageDown")
        second = shown(page)
    assert len({before.line, first.line, second.line}) == 3
    assert len({before.figures[1][0], first.figures[1][0], second.figures[1][0]}) == 3
    same(second, at_rest(page))


def test_a_key_that_moves_nothing_leaves_nothing_live(server: Server, page: Page):
    opened(page, server)
    before = shown(page)
    Thumb(page, "delay_months").press("Home")  # it stands there
    same(at_rest(page), before)


def test_a_finger_moves_the_curve(server: Server, reader: Reader):
    page = opened(reader(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True), server)
    thumb = Thumb(page, "target_units_per_year")
    x, y, _left, _right = thumb.track()
    before = shown(page)
    with silent(server):
        touch = page.context.new_cdp_session(page)
        seen = set()
        for number, kind in enumerate(["touchStart"] + ["touchMove"] * 6):
            at = [{"x": x + 12 * number, "y": y}]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})
            thumb.stands(x + 12 * number)
            seen.add(shown(page).line)
        painted = shown(page)
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert len(seen | {before.line}) >= 5
    same(painted, at_rest(page))


def test_a_thumb_that_comes_back_leaves_everything_as_it_was(server: Server, page: Page):
    opened(page, server)
    before = shown(page)
    thumb = Thumb(page, "target_units_per_year")
    x, y = thumb.grasp()
    thumb.drag(x + 60, y)
    followed(page, before.line)
    thumb.drag(x, y)
    page.mouse.up()
    same(at_rest(page), before)
    assert page.url == f"{server.url}/what_if"


def test_bands_step_back_while_the_thumb_moves_and_return_with_the_result(server: Server, page: Page):
    opened(page, server, "what_if?what_if_bands=true")
    faint = """([chart]) => {
      const graphs = [...document.querySelectorAll(`${chart} .js-plotly-plot`)]
      const graph = graphs.find((one) => one.getClientRects().length)
      return graph._fullData.filter((trace) => String(trace.meta).startsWith('band:'))
        .map((trace) => Number(getComputedStyle(graph.querySelector(`.trace${trace.uid}`)).opacity))
    }"""
    assert page.evaluate(faint, [MAIN]) == [1, 1]
    with silent(server):
        Thumb(page, "utilisation").press("ArrowLeft", 3)
        assert max(page.evaluate(faint, [MAIN])) < 0.5
    at_rest(page)
    assert page.evaluate(faint, [MAIN]) == [1, 1]


def test_nothing_flashes_when_the_result_comes(server: Server, page: Page):
    opened(page, server)
    page.evaluate(
        """([chart]) => {
          window.blank = 0
          window.frames = 0
          const seen = (node) => node.getClientRects().length && getComputedStyle(node).visibility !== 'hidden'
          const look = () => {
            const drawn = [...document.querySelectorAll(`${chart} .trace`)].some(seen)
            window.frames += 1
            window.blank += drawn ? 0 : 1
            requestAnimationFrame(look)
          }
          look()
        }""",
        [MAIN],
    )
    for key in ("ArrowRight", "PageUp", "ArrowRight"):
        Thumb(page, "target_units_per_year").press(key)
        expect(page.locator(LIVE)).to_have_count(1)
        at_rest(page)
    assert page.evaluate("window.frames") > 10
    assert page.evaluate("window.blank") == 0


def test_back_undoes_each_movement_of_a_slider_down_to_where_it_began(server: Server, page: Page):
    opened(page, server)
    target, ramp = Thumb(page, "target_units_per_year"), Thumb(page, "ramp_months")
    began, start = target.value, shown(page)
    x, y = target.grasp()
    target.drag(x + 40, y)
    page.mouse.up()
    at_rest(page)
    moved, after = target.value, shown(page)
    ramp.press("ArrowRight", 4)
    at_rest(page)
    expect(page).to_have_url(re.compile("ramp_months=4"))
    page.go_back()
    expect(page).not_to_have_url(re.compile("ramp_months"))
    expect(page.locator(ramp.input)).to_have_value("0")
    assert target.value == moved
    same(at_rest(page), after)
    page.go_back()
    expect(page).to_have_url(f"{server.url}/what_if")
    expect(page.locator(target.input)).to_have_value(f"{began:.0f}")
    same(at_rest(page), start)
    page.go_forward()
    expect(page).to_have_url(re.compile("target_units_per_year"))
    expect(page.locator(target.input)).to_have_value(f"{moved:.0f}")


def test_keys_pressed_closely_are_one_step_back_and_later_ones_another(server: Server, page: Page):
    opened(page, server)
    pressed_at(page, 0)
    entries = page.evaluate("history.length")
    Thumb(page, "export_share").press("ArrowRight", 5)
    expect(page).to_have_url(re.compile("export_share=5"))
    at_rest(page)
    assert page.evaluate("history.length") == entries + 1
    pressed_at(page, 1100)
    Thumb(page, "export_share").press("ArrowRight")
    expect(page).to_have_url(re.compile("export_share=6"))
    at_rest(page)
    assert page.evaluate("history.length") == entries + 2


def test_what_is_not_a_slider_leaves_the_history_to_streamlit(server: Server, page: Page):
    opened(page, server)
    entries = page.evaluate("history.length")
    Thumb(page, "export_share").grasp()
    page.mouse.up()
    page.get_by_role("radio", name="Fiscal year").or_(page.get_by_role("button", name="Fiscal year")).first.click()
    expect(page).to_have_url(re.compile("what_if_by"))
    assert page.evaluate("history.length") == entries


def test_back_undoes_the_choice_of_a_preset_with_all_its_settings_in_one_step(server: Server, page: Page):
    opened(page, server)
    Thumb(page, "ramp_months").press("ArrowRight", 3)
    expect(page).to_have_url(re.compile("ramp_months=3"))
    at_rest(page)
    page.locator(".st-key-begin_with input").click()
    page.get_by_role("option", name=re.compile("OPPO")).click()
    expect(page).to_have_url(re.compile("what_if_preset"))
    expect(page.locator(Thumb(page, "target_units_per_year").input)).to_have_value("5000000")
    at_rest(page)
    page.go_back()
    expect(page).not_to_have_url(re.compile("what_if_preset"))
    expect(page.locator(Thumb(page, "target_units_per_year").input)).to_have_value("2750000")
    expect(page.locator(Thumb(page, "ramp_months").input)).to_have_value("3")


def test_a_page_that_is_left_leaves_nothing_behind(server: Server, page: Page):
    opened(page, server)
    Thumb(page, "utilisation").press("ArrowLeft")
    at_rest(page)
    page.get_by_role("link", name="Jobs", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jobs")
    expect(page.locator(PREVIEW)).to_have_count(0)
    page.wait_for_function("() => !Object.hasOwn(history, 'replaceState') && !Object.hasOwn(history, 'pushState')")
    assert page.locator("[data-live]").count() == 0
    page.go_back()
    at_work(page)
    before = shown(page)
    Thumb(page, "utilisation").press("ArrowLeft")
    assert shown(page).figures != before.figures


def test_without_it_the_page_still_works_on_release(server: Server, page: Page):
    said = listen(page)
    page.add_init_script("delete window.DecompressionStream")
    settled(page, f"{server.url}/what_if")
    before = shown(page)
    Thumb(page, "utilisation").press("ArrowLeft")
    expect(page).to_have_url(re.compile("utilisation="))
    page.wait_for_function(
        "(was) => document.querySelector('.st-key-what_if_figures [data-testid=\"stMetricValue\"]').innerText !== was",
        arg=before.figures[0][0],
    )
    assert at_rest(page).line != before.line
    assert complaints(said) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_browser_has_nothing_to_complain_about(server: Server, reader: Reader, scheme: str):
    page = reader(color_scheme=scheme)
    said = listen(page)
    opened(page, server, "pipeline")
    thumb = Thumb(page, "share_energy_planned")
    x, y = thumb.grasp()
    for step in range(6):
        thumb.drag(x - 10 * step, y)
    page.mouse.up()
    at_rest(page)
    Thumb(page, "delay_months").press("ArrowRight", 3)
    at_rest(page)
    assert page.locator(STAGE).get_attribute("data-live") is None
    assert complaints(said) == []
