"""What if: the handset production model with its levers and assumptions, beside what was announced and reported."""

from collections.abc import Callable, Mapping
from typing import cast

import pandas as pd
import streamlit as st

from analytics.what_if.periods import By
from analytics.what_if.reproduce import command, python
from analytics.what_if.scenario import Scenario, compare
from analytics.what_if.timeline import Pair, best_year, windows_of
from charts import what_if as charts
from charts import what_if_words as words
from curation.catalog import DatasetUnavailable
from ui import address, evidence, frame, levers
from ui.card import card, unavailable
from ui.data import computed, load
from ui.navigation import ensure_frame
from ui.numbers import day, money, percent, period, short
from ui.text import _, escape
from views.parameters import Option, PageParameters

MONTHS = Option(
    "months", _("Horizon"), (("36", _("3 years")), ("60", _("5 years")), ("120", _("10 years"))), start="60"
)
BY = Option("what_if_by", _("Show by"), (("year", _("Year")), ("fiscal_year", _("Fiscal year")), ("month", _("Month"))))


def short_4(value: float) -> str:
    """Four digits, because the announced middle of 2.5 to 3 million needs them: 13.75 million in five years."""
    return short(value, 4)


# The assumptions that move the four charts most; the rest is one click away.
FIRST_ASSUMPTIONS = ("delay_months", "utilisation", "revenue_per_unit", "jobs_per_million_units")
PRESETS = {"xiaomi-airlink-2021": _("As announced in 2021"), "xiaomi-airlink-as-it-opened": _("Opened when it did")}
FIGURES: dict[str, tuple[str, Callable[[float], str]]] = {
    "units_total": (_("Handsets made"), short_4),
    "revenue_usd_total": (_("Revenue"), money),
    "direct_jobs_end": (_("Direct jobs at the end"), short),
    "net_foreign_exchange_usd_total": (_("Net foreign exchange"), money),
}


def page_of(board: levers.Board) -> PageParameters:
    """Everything the address of this page may say."""
    return PageParameters((MONTHS, BY, *board.controls))


def choose_preset(board: levers.Board, shown: Mapping[str, float]) -> None:
    """Buttons that put every slider where a preset has it; the one that the sliders agree with is marked.

    Buttons rather than a choice that remembers: its state would lag behind a slider that is moved quickly, and the
    lagging choice would be taken for the reader's.
    """
    for preset in board.presets:
        places = board.positions(preset.scenario)
        st.button(
            PRESETS.get(preset.name, _(preset.label)),
            key=f"preset_{preset.name}",
            help=_(preset.label),
            icon=":material/check:" if shown == places else None,
            on_click=levers.put,
            args=(places,),
        )


def put_all_back(board: levers.Board) -> None:
    """One button for every slider at once."""
    st.button(
        _("Reset all sliders"),
        key="reset_levers",
        type="tertiary",
        icon=":material/restart_alt:",
        on_click=levers.put,
        args=(board.positions(board.presets[0].scenario),),
    )


def show_levers(board: levers.Board) -> dict[str, float]:
    """Levers, then assumptions, the less important ones folded away; the sliders' values by name."""
    shown: dict[str, float] = {}

    def sliders(chosen: list[levers.Lever]) -> None:
        shown.update({lever.parameter.name: levers.slider(lever) for lever in chosen})

    assumptions = [one for one in board.levers if one.parameter.kind == "assumption"]
    st.subheader(_("Levers"), anchor=False)
    st.caption(_("What one decides"))
    sliders([one for one in board.levers if one.parameter.kind == "lever"])
    st.subheader(_("Assumptions"), anchor=False)
    st.caption(_("How the world is"))
    sliders([one for one in assumptions if one.parameter.name in FIRST_ASSUMPTIONS])
    with st.expander(_("More assumptions"), key="more_assumptions"):
        sliders([one for one in assumptions if one.parameter.name not in FIRST_ASSUMPTIONS])
    return shown


def say_answer(scenario: Scenario, board: levers.Board) -> None:
    """What the plant makes at these settings, and the best year reported for it."""
    preset = board.presets[0]
    try:
        windows = computed(windows_of, preset.company, preset.brand, data=("outcomes", "handset_brands"))
        targets = load("targets")
    except DatasetUnavailable as problem:
        unavailable(problem)
        return
    made = compare(scenario, scenario).set_index("figure")["value"]
    text = _(
        "At these settings Air Link’s plant makes {units} Xiaomi handsets a year at full rate, "
        "and sells them for {money}"
    ).format(units=short(made["units_per_year_full_rate"]), money=money(made["revenue_usd_per_year_full_rate"]))
    best = best_year(windows)
    for row in best.itertuples():
        text += _("; in {year}, the best twelve months reported, it made {units}").format(
            year=period(row.period_start, row.period_end), units=short(row.units)
        )
    rests_on = pd.concat([words.announced(targets), words.reported(best)], ignore_index=True)
    frame.answer(frame.Answer(f"{text}.", rests_on, day(windows["period_end"].max(), "month")))


def show_figures(pair: Pair) -> None:
    """Four key figures, each with its distance from the announcement."""
    table = compare(pair.scenario, pair.baseline).set_index("figure")
    span = words.calendar(pair.scenario)
    for name, (label, value) in FIGURES.items():
        row = table.loc[name]
        st.metric(
            escape(f"{label}, {span}" if name.endswith("total") else label),
            value(row["value"]),
            delta=_("as announced") if pair.equal else _difference(row, money if value is money else short),
            delta_color="off",
            delta_arrow="off",
            width="stretch",
        )
    with st.container(key="what_if_figures_sources"):
        evidence.popover(computed(words.all_settings, data=levers.READS), "what_if_figures")


def _difference(row: "pd.Series", value: Callable[[float], str]) -> str:
    if abs(row["difference"]) <= 1e-9 * abs(row["baseline"]):
        return _("as announced")
    sign = "+" if row["difference"] > 0 else "\N{MINUS SIGN}"
    return _("{difference} ({share})").format(
        difference=f"{sign}{value(abs(row['difference']))}",
        share=f"{sign}{percent(abs(row['difference_pct']) / 100)}" if pd.notna(row["difference_pct"]) else "–",
    )


def show_rest(pair: Pair, by: By) -> None:
    """Money and jobs, beside the sliders."""
    left, right = st.columns(2, gap="medium")
    with left:
        card(charts.revenue, pair, by, data=levers.READS)
    with right:
        card(charts.jobs, pair, by, data=levers.READS)
    card(charts.foreign_exchange, pair, by, data=levers.READS)


def show_reproduce(scenario: Scenario, board: levers.Board) -> None:
    """The same figures without this page."""
    with st.expander(_("Reproduce these figures"), icon=":material/terminal:", key="reproduce"):
        st.markdown(_("With the project's code and data, at a command line or in Python:"))
        st.code(command(scenario, board.presets[0]), language="bash", wrap_lines=True)
        st.code(python(scenario, board.presets[0]), language="python", wrap_lines=True)


def show(board: levers.Board) -> None:
    """The page, with its settings."""
    frame.open_page(_("What if"), page_of(board))
    top = st.container(key="what_if_top")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="filters"):
        starts = st.container(width="content", horizontal=True, vertical_alignment="bottom", gap="small")
        months = int(address.option(MONTHS, width="content"))
        by = cast("By", address.option(BY, width="content"))
        back = st.container(width="content")
    with st.container(key="what_if_board"):
        figures = st.container(key="what_if_figures", horizontal=True)
        units = st.container(key="what_if_units")
        with st.container(key="what_if_levers", gap="small"):
            shown = show_levers(board)
        rest = st.container(key="what_if_rest")
    scenario = board.scenario(shown, months)
    preset = board.presets[0]
    pair = Pair.of(scenario, preset.scenario)
    with top:
        say_answer(scenario, board)
    with starts:
        choose_preset(board, shown)
    if not pair.equal:
        with back:
            put_all_back(board)
    with figures:
        show_figures(pair)
    with units:
        card(charts.units, pair, by, preset.company, preset.brand, data=("targets", "outcomes", "handset_brands"))
    with rest:
        show_rest(pair, by)
    frame.section(_("Behind the figures"))
    card(charts.everything, pair, by, data=("targets",))
    card(words.settings, data=levers.READS)
    show_reproduce(scenario, board)


try:
    settings = levers.board()
except DatasetUnavailable as problem:
    ensure_frame()
    st.title(_("What if"), anchor=False)
    unavailable(problem)
else:
    show(settings)
