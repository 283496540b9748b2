"""The archive, unpacked again: tables as drawn to the last digit, settings, sources, safe names, and code that runs."""

import csv
import io
import json
import re
import zipfile
from contextlib import redirect_stdout
from dataclasses import replace

import pandas as pd
import pytest
from PIL import Image

from analytics.what_if.engine import presets
from analytics.what_if.engine.scenario import key_figures
from charts.kit.chart import Column
from presentation import table_files
from tests.views.export import examples
from tests.views.export.reading import HOSTILE, Html, squeezed
from tests.views.export.test_brief import BARE
from views.export import archive, content, parts, readme, sources
from views.export.plain import line, plain


def unpacked(brief: content.Brief) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive.archive(brief))) as packed:
        assert packed.testzip() is None
        return {entry.filename: packed.read(entry) for entry in packed.infolist()}


@pytest.fixture(scope="module", params=["record", "scenario"])
def written(request):
    given = getattr(examples, request.param)()
    return given, unpacked(given)


def rows_of(file: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.decode(), newline="")))


def test_it_holds_each_chart_twice_its_picture_and_what_it_all_is(written):
    given, files = written
    named = archive.names([chart.key for chart in given.charts])
    expected = {"README.md", "brief.html", "settings.json", "sources.csv"}
    expected |= {f"data/{name}.{kind}" for name in named for kind in ("csv", "parquet")}
    expected |= {f"figures/{name}.png" for name, chart in zip(named, given.charts, strict=True) if chart.picture}
    expected |= {"command.txt", "reproduce.py"} if given.reproduce else set()
    assert set(files) == expected


def test_its_tables_are_the_charts_tables_to_the_last_digit(written):
    given, files = written
    for name, chart in zip(archive.names([chart.key for chart in given.charts]), given.charts, strict=True):
        table, rows = chart.shown(), rows_of(files[f"data/{name}.csv"])
        assert list(rows[0]) == [*table.columns, table_files.LABEL]
        assert len(rows) == len(table)
        for column in table.select_dtypes("number"):
            saved = [float(row[column]) if row[column] else None for row in rows]
            assert saved == [None if pd.isna(cell) else float(cell) for cell in table[column]]
        assert given.edition in rows[0][table_files.LABEL]
        assert chart.licences in rows[0][table_files.LABEL]
        saved = pd.read_parquet(io.BytesIO(files[f"data/{name}.parquet"]))
        days = {column.name: "datetime64[us]" for column in chart.columns if column.kind == "date"}
        pd.testing.assert_frame_equal(saved.astype(days), table.reset_index(drop=True), check_dtype=False)


def test_its_pictures_are_those_the_browser_drew(written):
    given, files = written
    for name, chart in zip(archive.names([chart.key for chart in given.charts]), given.charts, strict=True):
        if chart.picture:
            saved = Image.open(io.BytesIO(files[f"figures/{name}.png"]))
            assert saved.tobytes() == Image.open(io.BytesIO(chart.picture)).tobytes()


def test_its_settings_say_which_view_it_is(written):
    given, files = written
    said = json.loads(files["settings.json"])
    assert said["state"] == given.state
    assert (said["page"], said["schema"], said["edition"]) == (given.page, given.schema, given.edition)
    assert (said["title"], said["note"], said["link"]) == (given.title, given.note, given.link)
    assert said["settings"] == [vars(one) for one in given.settings]
    assert said["figures"] == [one.as_dict() for one in given.figures]
    assert {name for chart in said["charts"] for name in chart["files"]} <= set(files)


def test_its_sources_are_every_evidence_row(written):
    given, files = written
    rows = rows_of(files["sources.csv"])
    assert len(rows) == len(given.answer_evidence) + sum(len(chart.evidence) for chart in given.charts)
    saved = {(row["shown_in"], row["source_id"], row["url"]) for row in rows}
    for chart in given.charts:
        cells = chart.evidence[["source_id", "url"]].fillna("").itertuples(index=False)
        assert {(chart.key, cell.source_id, cell.url) for cell in cells} <= saved


def test_its_readme_names_every_file_unit_and_licence_and_cites_it_twice(written):
    given, files = written
    said = files["README.md"].decode()
    assert [name for name in files if f"`{name}`" not in said] == []
    assert parts.citation(given) in said
    assert "@misc{" in said
    for chart in given.charts:
        for column in chart.columns:
            assert f"- `{column.name}`: `{line(column.label)}`" in said
    assert given.licences in said
    assert given.link in said


def test_its_brief_is_the_page_itself(written):
    given, files = written
    read = Html(files["brief.html"].decode())
    assert squeezed(given.title) in read.words
    assert read.strange == []


def test_its_code_makes_the_scenario_again_to_the_last_digit():
    given = examples.scenario()
    files = unpacked(given)
    said = io.StringIO()
    with redirect_stdout(said):
        exec(compile(files["reproduce.py"], "reproduce.py", "exec"), {})  # noqa: S102 - what a reader would run
    start = presets.presets()[0].scenario
    values = {name: float(value) for name, (value,) in given.state.items()}
    figures = key_figures(start.changed(**values)).set_index("figure")["value"].to_dict()
    assert eval(said.getvalue(), {"nan": float("nan")}) == figures  # noqa: S307
    assert files["command.txt"].decode().startswith("python -m analytics.what_if handsets --preset ")


def test_equal_input_gives_equal_bytes_with_the_times_of_the_export():
    one, two = (archive.archive(replace(examples.record())) for _ in range(2))
    assert one == two
    with zipfile.ZipFile(io.BytesIO(one)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(2026, 11, 27, 9, 30, 14)}  # seconds come in twos


def _hostile(text: str) -> content.Brief:
    chart = examples.record().charts[3]
    table = pd.DataFrame({"name": [text, "a"], "usd_m": [-20.3, -0.1]})
    columns = (Column("name", "Name"), Column("usd_m", "Net", "USD million", "number"))
    rows = pd.DataFrame([dict.fromkeys(content.EVIDENCE, text)])
    bad = replace(chart, key=text, title=text, table=table, columns=columns, evidence=rows)
    return replace(BARE, title=text, note=text, page=text, charts=(bad, bad), reproduce=((text, text),))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_data_in_every_file_and_no_part_of_a_name(text: str):
    given = _hostile(text)
    files = unpacked(given)
    names = [*files, archive.file_name(given, "zip")]
    assert all(re.fullmatch(r"([a-z]+/)?[A-Za-z0-9-]+\.[a-z]+", name) and len(name) < 260 for name in names)
    assert json.loads(files["settings.json"])["title"] == line(text)
    data = next(content for name, content in files.items() if name.startswith("data/") and name.endswith(".csv"))
    first, second = rows_of(data)
    assert first["name"] == table_files.harmless(text)
    assert (first["usd_m"], second["usd_m"]) == ("-20.3", "-0.1")
    source = rows_of(files["sources.csv"])[0]
    assert {source[name] for name in content.EVIDENCE} == {table_files.harmless(text)}
    assert Html(files["brief.html"].decode()).strange == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stands_in_blocks_of_a_readme_that_it_cannot_close(text: str):
    said = readme.readme(replace(BARE, title=text, note=text), {}, ("README.md",))
    fence, *rest = said.split("\n\n", 1)[1].split("\n")
    closed = rest.index(fence.removesuffix("text"))
    assert "\n".join(rest[:closed]) == f"{line(text)}\n\n{plain(text)}"
    entry = readme.bibtex(replace(BARE, title=text))
    assert entry.count("\n}") == 1
    bare = entry.replace("\\{", "").replace("\\}", "")
    assert bare.count("{") == bare.count("}")


def test_charts_of_one_name_get_files_of_their_own():
    assert archive.names(["a_b", "a-b", "A b!", "..", ""]) == ["a-b", "a-b-2", "a-b-3", "chart", "chart-2"]


def test_publishers_stand_in_order_of_their_figures():
    found = sources.publishers(sources.everything(examples.record()))
    counts = [one.figures for one in found]
    assert counts == sorted(counts, reverse=True)
    assert all(one.pages for one in found)
