from __future__ import annotations

import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from models.plan import PlanDocument
from models.source import Doubt
from pipeline.compare.matrix import compare
from pipeline.compare.promises import read_promises
from pipeline.compare.yardstick import read_indicators
from pipeline.export.selection import EVERYTHING
from pipeline.phrasebook import Lang, texts
from pipeline.queries import open_tables
from pipeline.report.evidence import Crops
from pipeline.report.page import ReportAsked, write_report
from pipeline.report.words import SOURCE, Words
from pipeline.store import Store
from tests.pipeline.made_store import made_plan, made_store, made_task, target

PAYABLE, ON_TIME = "procedures.payable_online", "procedures.on_time"
TODAY = date(2022, 5, 1)
DOUBTS = (
    Doubt(code="comparator_shared", detail="taken from the number before it"),
    Doubt(code="readings_differ", detail="50 / 60"),
)
EVIL = "</script><script>alert(1)</script>"


def paper() -> bytes:
    """A page that can be rendered."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.drawString(90, 732, "100% ho so dung han")
    canvas.save()
    return out.getvalue()


def plans(count: int) -> list[PlanDocument]:
    tasks = [made_task(1, "Phòng Nội vụ", date(2022, 6, 30)), made_task(2, "Phòng Tư pháp", None)]
    names = ["Tuy Phong", "Bắc Bình", "Hàm Tân", "Tánh Linh", "Đức Linh", "Phú Quý", "Hàm Thuận Bắc", "Hàm Thuận Nam"]
    made = []
    for number in range(count):
        unit, year = names[number % 8], 2022 + number // 8
        said = [target(PAYABLE, str(50 + 5 * (number % 8)), year=year), target(ON_TIME, "98", year=year)]
        if number == 0:
            said += [target(ON_TIME, "100", "=", year=year, subject=EVIL), target("", "7", unit="xã", year=year)]
        plan = made_plan(unit, said, period=(year, year), tasks=tasks, issued=date(year, 1, 5))
        doubted = plan.targets[0].model_copy(update={"doubts": DOUBTS})
        made.append(plan.model_copy(update={"targets": (doubted, *plan.targets[1:])}) if number == 0 else plan)
    return made


def written(store: Store, path: Path, lang: Lang = "vi", crops: Crops = "some") -> str:
    with open_tables(store) as tables:
        comparison = compare(read_promises(tables, EVERYTHING), read_indicators())
        write_report(comparison, read_indicators(), tables, store, path, ReportAsked(lang, TODAY, crops, EVERYTHING))
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("few")
    return written(made_store(folder / "data", plans(3), paper()), folder / "report.html")


def test_the_page_holds_everything_and_asks_for_nothing(few: str) -> None:
    without_names = re.sub(r'xmlns(:\w+)?="[^"]*"', "", few)
    assert not re.search(r'(src|href)="(?!data:|#)', without_names)
    assert "http" not in re.sub(r"<rdf:RDF.*?</rdf:RDF>", "", without_names, flags=re.DOTALL)


def test_every_number_leads_to_its_words_and_its_picture(few: str) -> None:
    held = json.loads(re.search(r'id="evidence">(.*?)</script>', few, re.DOTALL)[1])  # type: ignore[index]
    assert len(held["promises"]) == 7
    numbers = {int(number) for number in re.findall(r'data-n="(\d+)"', few)}
    assert numbers <= set(range(7))
    assert all(entry[-1].startswith("data:image/webp;base64,") for entry in held["promises"])
    assert held["plans"][0][2].endswith(".pdf")


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("vi", "Dấu so sánh lấy theo con số đứng trước\nHai lượt đọc khác nhau: 50 / 60"),
        ("en", "The comparator was taken from the number before\nTwo readings differ: 50 / 60"),
    ],
)
def test_doubts_are_told_in_the_language_of_the_page(lang: Lang, told: str, tmp_path: Path) -> None:
    page = written(made_store(tmp_path / "data", plans(1), paper()), tmp_path / "report.html", lang, "none")
    held = json.loads(re.search(r'id="evidence">(.*?)</script>', page, re.DOTALL)[1])  # type: ignore[index]
    assert sorted(entry[6] for entry in held["promises"] if entry[6]) == [told]


@pytest.mark.parametrize(("end", "vi", "en"), [(None, "từ 2019", "from 2019"), (2021, "2019-2021", "2019-2021")])
def test_an_open_period_is_told_as_such(end: int | None, vi: str, en: str, tmp_path: Path) -> None:
    plan = made_plan("Tuy Phong", [target(ON_TIME, "98", year=2019)], period=(2019, end))
    with open_tables(made_store(tmp_path, [plan])) as tables:
        (held,) = compare(read_promises(tables, EVERYTHING), read_indicators()).plans
    assert [Words("vi").period(held), Words("en").period(held)] == [vi, en]


def test_what_a_plan_says_is_shown_and_never_run(few: str) -> None:
    assert EVIL not in few
    assert few.count("<script") == 2


def test_the_same_promise_stands_beside_the_national_line(few: str) -> None:
    row = re.search(r"TTHC có nghĩa vụ tài chính.*?</tr>", few.split('id="map"')[1], re.DOTALL)
    assert row is not None
    assert [value for value in ("≥ 50%", "≥ 55%", "≥ 60%") if value in row[0]] == ["≥ 50%", "≥ 55%", "≥ 60%"]
    assert "≥ 80% (2025)" in row[0]


def test_what_falls_due_this_quarter_is_listed(few: str) -> None:
    assert few.count("30/06/2022") == 3
    assert "quý II/2022" in few
    assert "Tính đến ngày 01/05/2022" in few
    assert "Phòng Nội vụ" in few


def test_the_quality_box_says_what_was_not_compared(few: str) -> None:
    assert re.search(r"<dd>8</dd>", few)
    assert re.search(r"<dd>7</dd>", few)


def test_two_reports_of_one_state_are_byte_equal(tmp_path: Path) -> None:
    store = made_store(tmp_path / "data", plans(2), paper())
    assert written(store, tmp_path / "a.html") == written(store, tmp_path / "b.html")


def test_many_plans_go_down_the_page_on_sheets_of_paper(tmp_path: Path) -> None:
    store = made_store(tmp_path / "data", plans(30))
    page = written(store, tmp_path / "r.html", "en")
    assert '<html lang="en">' in page
    assert page.count('<div class="sheet"') == 2
    assert page.count("<svg") == 2
    assert "Progress over the years" in page


def test_pictures_beside_the_page_when_all_are_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.report.evidence.FEW", 2)
    page = written(made_store(tmp_path / "data", plans(2), paper()), tmp_path / "r.html", crops="all")
    assert len(list((tmp_path / "r-crops").glob("*.webp"))) == 5
    assert "r-crops/" in page


def test_a_store_without_any_promise_still_makes_a_page(tmp_path: Path) -> None:
    page = written(made_store(tmp_path / "data", [made_plan("Tuy Phong")]), tmp_path / "r.html")
    assert "Không có điều nào." in page


def test_communes_of_today_name_the_districts_whose_land_they_took(few: str) -> None:
    places = few.split('id="places"')[1]
    assert re.search(r"xã Phan Rí Cửa</th><td>Lâm Đồng</td><td>huyện Tuy Phong</td>", places)


def test_every_text_has_both_languages_and_the_same_gaps() -> None:
    for key, (vi, en) in texts(SOURCE).items():
        assert sorted(re.findall(r"{\w+}", vi)) == sorted(re.findall(r"{\w+}", en)), key
        assert vi, key


@pytest.mark.parametrize(
    ("lang", "value", "text"), [("vi", 1234.5, "1.234,5"), ("en", 1234.5, "1,234.5"), ("vi", 7, "7")]
)
def test_numbers_are_written_as_the_language_does(lang: Lang, value: float, text: str) -> None:
    assert Words(lang).number(value) == text
