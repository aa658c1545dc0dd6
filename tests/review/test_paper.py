"""Pictures of pages lie under the boxes of their words, however the page was turned."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from models.source import Box
from models.transcript import PageInfo
from pipeline.settings import Settings
from pipeline.store import Store
from review.crops import NARROWEST, crop_of, lens_of
from review.desk import Desk
from review.paper import DPI, page_picture
from tests.pipeline.pdfs import HEIGHT, WIDTH, Sheet

INFO = PageInfo(number=1, width=WIDTH, height=HEIGHT, source="ocr")


def picture(pdf: Path, folder: Path, info: PageInfo) -> Image.Image:
    return Image.open(io.BytesIO(page_picture(pdf, folder, info, "page"))).convert("L")


def test_every_word_lies_on_ink(desk: Settings, tmp_path: Path) -> None:
    held = Desk(desk)
    record = next(record for record in held.records().values() if record.plan_id == "suoi-lim-2024")
    transcript = held.transcript(record)
    info = held.open(record).read.pages[0]
    pixels = np.asarray(picture(held.store.original(record.source.sha256), tmp_path, info))
    scale = DPI / 72
    words = [word for word in transcript.words if word.page == 1]
    assert len(words) > 100
    for word in words:
        box = word.box
        cut = pixels[int(box.y0 * scale) : int(box.y1 * scale) + 1, int(box.x0 * scale) : int(box.x1 * scale) + 1]
        assert cut.min() < 110, transcript.text[word.start : word.end]


@pytest.mark.parametrize(("turn", "corner"), [(0, (0, 0)), (90, (0, 1)), (180, (1, 1)), (270, (1, 0))])
def test_a_page_is_turned_as_it_was_read(tmp_path: Path, turn: int, corner: tuple[int, int]) -> None:
    pdf = Sheet(tmp_path / "a.pdf").box(0, 0, 200, 280, 0.0).save()  # dark in the stored page's top left
    sides = (WIDTH, HEIGHT) if turn in (0, 180) else (HEIGHT, WIDTH)
    info = PageInfo(number=1, width=sides[0], height=sides[1], source="ocr", turn=turn)
    shown = np.asarray(picture(pdf, tmp_path, info))
    assert shown.shape == pytest.approx((sides[1] * DPI / 72, sides[0] * DPI / 72), abs=2)
    row, column = (10 if at == 0 else -10 for at in corner)
    dark = [(y, x) for y in (10, -10) for x in (10, -10) if shown[y, x] < 100]
    assert dark == [(row, column)]


def test_a_leaning_page_is_straightened(tmp_path: Path) -> None:
    pdf = Sheet(tmp_path / "a.pdf").box(50, 400, 550, 404, 0.0).save()
    flat = np.asarray(picture(pdf, tmp_path, INFO))
    leaning = np.asarray(picture(pdf, tmp_path, INFO.model_copy(update={"skew": 2.0})))
    rows = [np.flatnonzero((shown < 128).any(axis=1)) for shown in (flat, leaning)]
    assert np.ptp(rows[0]) < 15
    assert np.ptp(rows[1]) > 30


def test_a_picture_is_made_once_and_another_reading_has_another(tmp_path: Path) -> None:
    pdf = Sheet(tmp_path / "a.pdf").box(0, 0, 100, 100, 0.0).save()
    first = page_picture(pdf, tmp_path / "review", INFO, "page")
    pdf.unlink()
    assert page_picture(tmp_path / "gone.pdf", tmp_path / "review", INFO, "page") == first
    assert len(page_picture(tmp_path / "gone.pdf", tmp_path / "review", INFO, "small")) < len(first)
    with pytest.raises(FileNotFoundError):
        page_picture(tmp_path / "gone.pdf", tmp_path / "review", INFO.model_copy(update={"turn": 180}), "page")


def test_a_crop_stays_on_the_paper() -> None:
    for box in (Box(x0=0, y0=0, x1=5, y1=5), Box(x0=590, y0=838, x1=595, y1=841), Box(x0=0, y0=0, x1=WIDTH, y1=HEIGHT)):
        crop = crop_of("d", INFO, box, "")
        assert crop.x >= 0
        assert crop.y >= 0
        assert crop.x + crop.width <= WIDTH + 0.1
        assert crop.y + crop.height <= HEIGHT + 0.1
        assert crop.width >= NARROWEST
        assert lens_of("d", INFO, box, "").x + lens_of("d", INFO, box, "").width <= WIDTH + 0.1


def test_a_removed_folder_is_made_again(desk: Settings) -> None:
    held = Desk(desk)
    record = next(iter(held.records().values()))
    assert not held.derived(record).exists()
    assert Store(desk.data).plan(record.doc_id) == held.open(record).read
