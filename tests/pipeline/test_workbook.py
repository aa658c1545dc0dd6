from __future__ import annotations

import subprocess
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from shutil import which

import openpyxl
import pytest

from models.columns import TABLES
from pipeline.export.tables import export
from pipeline.export.workbook import NAME, cell_xml
from pipeline.export.workbook_parts import CUT, MAX_TEXT, column_letters, xml_text
from tests.pipeline.made_store import made_plan, made_store, made_task, target

INJECTION = '=HYPERLINK("http://x";"y")'
TARGETS = [
    target("a", "12.5", subject=INJECTION),
    target("b", "1600", unit="tỷ đồng", subject="@SUM(A1) thu ngân sách"),
]
TASKS = [made_task(1, "Phòng Tư pháp", date(2022, 6, 30)), made_task(2, "Phòng Nội vụ", None)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = made_store(tmp_path / "data", [made_plan("Tuy Phong", TARGETS, tasks=TASKS)])
    export(store, tmp_path / "out", formats=("csv", "xlsx"), workers=1)
    return tmp_path / "out"


def test_a_sheet_a_table_typed_with_frozen_filtered_header(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / NAME)
    assert book.sheetnames == [*TABLES, "tasks_by_agency", "legend"]
    for table, columns in TABLES.items():
        sheet = book[table]
        assert [cell.value for cell in sheet[1]] == list(columns)
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.column_dimensions["A"].width > 10
    row = dict(zip(TABLES["consolidated"], [cell.value for cell in book["consolidated"][2]], strict=True))
    assert (row["value"], row["year"], row["recurring"], row["value_max"]) == (12.5, 2025, False, None)
    issued = dict(zip(TABLES["documents"], book["documents"][2], strict=True))["issue_date"]
    assert issued.value.date() == date(2021, 9, 1)
    assert issued.is_date


def test_text_that_looks_like_a_formula_is_text_and_stays_text_when_edited(folder: Path) -> None:
    cell = openpyxl.load_workbook(folder / NAME)["consolidated"].cell(2, TABLES["consolidated"].index("subject") + 1)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (INJECTION, "s", True)


def test_tasks_stand_by_agency_and_day(folder: Path) -> None:
    rows = list(openpyxl.load_workbook(folder / NAME)["tasks_by_agency"].values)
    assert [(row[0], row[1]) for row in rows[1:]] == [("Phòng Nội vụ", None), ("Phòng Tư pháp", "2022-Q2")]


def test_two_workbooks_of_one_state_are_byte_equal(folder: Path, tmp_path: Path) -> None:
    export(made_store(tmp_path / "data", []), tmp_path / "again", formats=("xlsx",), workers=1)
    assert (tmp_path / "again" / NAME).read_bytes() == (folder / NAME).read_bytes()
    with zipfile.ZipFile(folder / NAME) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_nothing_else_is_left_in_the_folder(folder: Path) -> None:
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        ("\x07chuông", "_x0007_chuông"),
        ("_x0041_", "_x005F_x0041_"),
        ("dòng\nhai", "dòng\nhai"),
    ],
)
def test_every_character_survives_xml(text: str, written: str) -> None:
    assert xml_text(text) == written


def test_an_over_long_text_is_cut_and_says_so() -> None:
    assert len(xml_text("x" * 40_000)) == MAX_TEXT
    assert xml_text("x" * 40_000).endswith(CUT)


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (702, "ZZ"), (703, "AAA")]
)
def test_columns_are_named_as_spreadsheets_do(number: int, letters: str) -> None:
    assert column_letters(number) == letters


def test_numbers_keep_their_digits() -> None:
    assert cell_xml(Decimal("305.50")) == "<c><v>305.5</v></c>"
    assert cell_xml(0.1234) == "<c><v>0.1234</v></c>"


@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.slow
def test_libreoffice_reads_workbook_and_csv_alike(folder: Path, tmp_path: Path) -> None:
    """Both converted headless to CSV again: every letter and number as in ours."""
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1",
    ]
    subprocess.run([*command, "--outdir", tmp_path / "lo", folder / NAME], check=True, capture_output=True, timeout=120)
    written = next((tmp_path / "lo").glob("*.csv")).read_text(encoding="utf-8")
    for text in (INJECTION.replace('"', '""'), "Bình Thuận", "12.5", "1600", "tỷ đồng"):
        assert text in written
