"""The line recogniser's runtime: what it gives for lines, blanks, specks and giants."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.ocr.line_image import HEIGHT, cut_strip, net_input, net_width
from pipeline.ocr.line_size import line_em, measured_em, usual_em
from pipeline.ocr.recogniser import MODEL, LineRecogniser, crop_left, cut_line, widest_paper

FACES = ("LiberationSerif-Regular.ttf", "DejaVuSerif.ttf")
EM = 40


@pytest.fixture(scope="module")
def recogniser() -> LineRecogniser:
    return LineRecogniser()


@pytest.fixture(scope="module")
def face() -> ImageFont.FreeTypeFont:
    for root in (Path("/usr/share/fonts/truetype/liberation2"), Path("/usr/share/fonts/truetype/dejavu")):
        for name in FACES:
            if (root / name).exists():
                return ImageFont.truetype(str(root / name), EM, layout_engine=ImageFont.Layout.BASIC)
    pytest.skip("no typeface with full Vietnamese is installed")


def page_with(
    text: str, face: ImageFont.FreeTypeFont, slope: float = 0.0
) -> tuple[np.ndarray, tuple[int, ...], tuple[float, ...]]:
    """A page of one line: the picture, the box of its ink, its baseline."""
    width = int(face.getlength(text)) + 200
    image = Image.new("L", (width, 300), 255)
    ImageDraw.Draw(image).text((100, 150), text, font=face, fill=0, anchor="ls")
    page = np.asarray(image)
    if slope:
        page = cv2.warpAffine(
            page, np.array([[1, 0, 0], [slope, 1, 0]], dtype=np.float64), (width, 300), borderValue=255
        )
    ys, xs = np.nonzero(page < 128)
    box = (int(xs.min()), int(ys.min()), int(xs.max()) + 1, int(ys.max()) + 1)
    return page, box, (100.0, 150 + slope * 100, width - 100.0, 150 + slope * (width - 100))


CLEAN = [
    "Tối thiểu 90% hồ sơ được giải quyết đúng hạn;",
    "Quyết định số 27/KH-UBND ngày 05/01/2021",
    "II. MỤC TIÊU CỤ THỂ",
    "1.250.000 đồng (2,5%)",
    "Nguyễn Thị Ẩn",
]
SINGLE = ["1", "-", "I.", "a)", "III", "100%"]


@pytest.mark.parametrize("text", CLEAN + SINGLE)
def test_reads_a_clean_line(text: str, recogniser: LineRecogniser, face: ImageFont.FreeTypeFont) -> None:
    page, box, baseline = page_with(text, face)
    (reading,) = recogniser.read([cut_line(page, box, baseline, EM)])
    assert reading.text == text
    assert len(reading.char_confidences) == len(reading.char_x) == len(text)
    assert reading.confidence > 0.5


def test_a_leaning_line_is_straightened(recogniser: LineRecogniser, face: ImageFont.FreeTypeFont) -> None:
    page, box, baseline = page_with(CLEAN[0], face, slope=0.03)
    assert recogniser.read([cut_line(page, box, baseline, EM)])[0].text == CLEAN[0]


def test_letters_stand_where_their_ink_is(recogniser: LineRecogniser, face: ImageFont.FreeTypeFont) -> None:
    text = "giai đoạn 2021 - 2030 của"
    page, box, baseline = page_with(text, face)
    (reading,) = recogniser.read([cut_line(page, box, baseline, EM)])
    start = crop_left(box[0], EM)
    for word in text.split():
        at = text.index(word)
        true_left, true_right = 100 + face.getlength(text[:at]), 100 + face.getlength(text[: at + len(word)])
        left, right = reading.char_x[at][0] + start, reading.char_x[at + len(word) - 1][1] + start
        assert left == pytest.approx(true_left, abs=0.2 * EM)
        assert right == pytest.approx(true_right, abs=0.2 * EM)
    assert all(left <= right for left, right in reading.char_x)


@pytest.mark.parametrize("shape", [(0, 0), (1, 1), (1, 400), (400, 1), (0, 50), (40, 2), (54, 30_000)])
@pytest.mark.parametrize("shade", [0, 128, 255])
def test_odd_crops_do_no_harm(shape: tuple[int, int], shade: int, recogniser: LineRecogniser) -> None:
    (reading,) = recogniser.read([np.full(shape, shade, dtype=np.uint8)])
    assert reading.text.strip() == ""
    assert 0 <= reading.confidence <= 1


def test_paper_with_grain_reads_empty(recogniser: LineRecogniser) -> None:
    grain = np.random.default_rng(3).normal(225, 4, (54, 700)).clip(0, 255).astype(np.uint8)
    assert recogniser.read([grain])[0].text == ""


def test_a_line_reads_the_same_in_any_company(recogniser: LineRecogniser, face: ImageFont.FreeTypeFont) -> None:
    crops = []
    for text in CLEAN + SINGLE:
        page, box, baseline = page_with(text, face)
        crops.append(cut_line(page, box, baseline, EM))
    together = recogniser.read(crops)
    alone = [recogniser.read([crop])[0] for crop in crops]
    assert [r.text for r in together] == [r.text for r in alone]
    assert [r.confidence for r in together] == pytest.approx([r.confidence for r in alone], abs=1e-4)
    assert recogniser.read([]) == []


def test_the_model_is_small_and_known(recogniser: LineRecogniser) -> None:
    assert MODEL.stat().st_size <= 5_000_000
    assert recogniser.version == recogniser.sha256[:12]
    assert len(set(recogniser.charset)) == len(recogniser.charset)


def test_a_model_without_its_card_is_refused(tmp_path: Path) -> None:
    (tmp_path / "line.onnx").write_bytes(MODEL.read_bytes() + b"x")
    (tmp_path / "line.json").write_text(MODEL.with_suffix(".json").read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(ValueError, match="not the model"):
        LineRecogniser(model=tmp_path / "line.onnx")


def test_a_strip_beyond_the_page_is_white() -> None:
    page = np.zeros((50, 50), dtype=np.uint8)
    strip = cut_strip(page, (-20.0, 45.0, 70.0, 45.0), 30.0)
    assert strip.shape == (40, 90)
    assert strip[0, 0] == 255
    assert strip[20, 40] == 0
    assert cut_strip(page, (500.0, 500.0, 600.0, 503.0), 30.0).min() == 255


def test_the_net_sees_forty_rows() -> None:
    crop = np.full((60, 300), 200, dtype=np.uint8)
    crop[20:40, 50:250] = 60
    strip = net_input(crop)
    assert strip.shape == (HEIGHT, net_width(60, 300)) == (40, 200)
    assert strip.max() == 255
    assert strip.min() == 0


@pytest.mark.parametrize("text", ["Tối thiểu 90% hồ sơ được giải quyết đúng hạn;", "II. MỤC TIÊU CỤ THỂ", "1.250.000"])
@pytest.mark.parametrize("slope", [0.0, 0.02])
def test_the_type_is_measured_on_its_ink(text: str, slope: float, face: ImageFont.FreeTypeFont) -> None:
    page, box, baseline = page_with(text, face, slope)
    assert line_em(page, box, baseline, usual=float(EM)) == pytest.approx(EM, rel=0.13)


def test_the_usual_type_is_that_of_long_lines(face: ImageFont.FreeTypeFont) -> None:
    page, box, baseline = page_with(CLEAN[0], face)
    assert usual_em(page, [(box, baseline)] * 3) == pytest.approx(EM, rel=0.13)
    assert usual_em(page, []) is None
    blank = np.full((100, 400), 255, dtype=np.uint8)
    assert measured_em(blank, (10, 10, 390, 60), (10, 50, 390, 50)) is None
    assert line_em(blank, (10, 10, 390, 60), (10, 50, 390, 50), usual=33.0) == 33.0


def test_the_widest_paper_is_found() -> None:
    ink = np.array([1, 1, 0, 1, 0, 0, 0, 1, 1], dtype=bool)
    assert widest_paper(ink, 0, 8) == (4.0, 7.0)
