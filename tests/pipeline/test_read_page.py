"""A page from its PDF to words: text layer, scan, table, blank sheet; engines that are missing."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from models.page import Page
from pipeline import read_page as module
from pipeline.image import clean
from pipeline.image.orientation import Upright
from pipeline.ocr import ENGINES, EngineUnavailable
from pipeline.read_page import ReadSettings, choose_engine, choose_witness, read_page
from tests.pipeline.drawn import PARAGRAPH, sheet, table_page, text_page
from tests.pipeline.pdfs import need_fonts

A4 = (595.0, 842.0)


def as_pdf(path: Path, image: Image.Image, rotate: int = 0) -> Path:
    """A scan: one picture over the whole page."""
    buffer = BytesIO()
    image.save(buffer, "PNG")
    canvas = Canvas(str(path), pagesize=A4)
    canvas.drawImage(ImageReader(buffer), 0, 0, *A4)
    canvas.setPageRotation(rotate)
    canvas.save()
    return path


@pytest.fixture
def settings() -> ReadSettings:
    try:
        choose_engine("tesserocr")
    except EngineUnavailable as reason:
        pytest.skip(str(reason))
    return ReadSettings(engine="tesserocr")


def words(page: Page) -> str:
    return " ".join(line.text for line in page.lines)


def test_scanned_text(tmp_path: Path, settings: ReadSettings) -> None:
    page = read_page(as_pdf(tmp_path / "a.pdf", text_page()), 1, settings)
    assert (page.source, page.turn, page.grids) == ("ocr", 0, ())
    assert page.engine.startswith("tesserocr ")
    assert (page.width, page.height) == pytest.approx(A4, abs=1)
    assert words(page).count("87,5%") == 5
    assert page.lines[0].words[0].bold
    numbers = [word for line in page.lines for word in line.words if "87,5" in word.text]
    assert all(word.readings for word in numbers) or any(d.code == "numbers_read_once" for d in page.doubts)


def test_table_stands_in_its_cells_only(tmp_path: Path, settings: ReadSettings) -> None:
    page = read_page(as_pdf(tmp_path / "a.pdf", table_page()), 1, settings)
    (grid,) = page.grids
    texts = {(cell.row, cell.column): cell.text for cell in grid.cells}
    assert [texts[row, 0] for row in (1, 2, 3)] == ["1", "2", "3"]
    assert "15" in texts[2, 1]
    assert texts[3, 3] == "30/6"
    assert "máy in" not in words(page)
    assert "Nơi nhận" in words(page)
    assert not grid.doubts
    for cell in grid.cells:
        for line in cell.lines:
            assert cell.box.x0 - 1 < line.box.x0
            assert line.box.x1 < cell.box.x1 + 1
            assert cell.box.y0 - 2 < line.box.center[1] < cell.box.y1 + 2


def test_sideways_scan_is_turned(tmp_path: Path, settings: ReadSettings) -> None:
    path = as_pdf(tmp_path / "a.pdf", text_page().rotate(90, expand=True).resize((1654, 2339)), rotate=0)
    page = read_page(path, 1, settings)
    assert page.turn == 90
    assert "hồ sơ" in words(page)


def test_a_page_that_reads_as_noise_is_read_on_its_other_head(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: ReadSettings
) -> None:
    # Where ink tells little, Tesseract may be sure of the wrong head: of hair strokes it was at 4.6.
    monkeypatch.setattr(clean, "find_upright", lambda *_: Upright(upside_down=True, doubt="told wrong"))
    page = read_page(as_pdf(tmp_path / "a.pdf", text_page()), 1, settings)
    assert (page.turn, words(page).count("87,5%")) == (0, 5)
    assert "orientation_unsure" not in {doubt.code for doubt in page.doubts}


def test_blank_sheet(tmp_path: Path, settings: ReadSettings) -> None:
    page = read_page(as_pdf(tmp_path / "a.pdf", sheet()[0]), 1, settings)
    assert page.source == "none"
    assert page.lines == ()


def test_true_text_layer_is_not_read_again(tmp_path: Path) -> None:
    need_fonts()
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.setFont("Serif", 13)
    for k, line in enumerate(PARAGRAPH * 3):
        canvas.drawString(80, 760 - 20 * k, line)
    canvas.save()
    page = read_page(tmp_path / "a.pdf", 1, ReadSettings())
    assert page.source == "text_layer"
    assert "87,5%" in words(page)


def test_auto_names_the_engines_that_do_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise EngineUnavailable("no model here")

    monkeypatch.setitem(ENGINES, "kehoach", broken)
    choose_engine.cache_clear()
    engine, doubts = choose_engine("auto")
    assert engine.name != "kehoach"
    assert [str(doubt) for doubt in doubts] == ["engine_unavailable: kehoach: no model here"]
    for name in ENGINES:
        monkeypatch.setitem(ENGINES, name, broken)
    choose_engine.cache_clear()
    choose_witness.cache_clear()
    with pytest.raises(EngineUnavailable, match="no model here"):
        choose_engine("auto")
    assert choose_witness("kehoach") is None
    choose_engine.cache_clear()
    choose_witness.cache_clear()


def test_second_try_is_lighter() -> None:
    assert ReadSettings(engine="tesserocr").lighter() == ReadSettings(engine="tesserocr", dpi=150)


@pytest.mark.parametrize("name", ["kehoach", "tesserocr", "pytesseract"])
def test_every_engine_has_a_witness_of_another_kind(name: str) -> None:
    assert name not in module.WITNESSES[name]
    assert set(module.WITNESSES) == set(ENGINES)


# Numbers of tasks in the appendices of two of the real plans: rows of their drawn tables with a number of their own.
@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize(
    ("stem", "number", "shape"),
    [
        ("mang-yang-2019.office", 17, (5, 6)),
        ("mang-yang-2019.office", 24, (10, 6)),
        ("but-son-2021-2025.office", 13, (11, 5)),
        ("but-son-2021-2025.poor", 12, (10, 5)),
    ],
)
def test_tables_of_the_scans(shared: Path, stem: str, number: int, shape: tuple[int, int]) -> None:
    page = read_page(shared / "scans" / f"{stem}.pdf", number, ReadSettings())
    assert [(grid.rows, grid.columns) for grid in page.grids] == [shape]
