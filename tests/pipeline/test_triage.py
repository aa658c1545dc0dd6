"""Is a page's own text true? And what cannot be opened at all."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader

from pipeline.documents import DocumentError
from pipeline.syllables import is_syllable, syllable_share
from pipeline.triage import triage, triage_page
from tests.pipeline.pdfs import FOLDER, Sheet, need_legacy_font

BODY = [
    "Căn cứ kết quả khảo sát hạn mặn mùa khô, huyện đảo lập kế hoạch trữ nước",
    "ngọt cho nhân dân các xã ven biển, bảo đảm mỗi hộ có ít nhất hai bồn chứa",
    "trước ngày 15 tháng 12, đồng thời nạo vét 24 km kênh cấp hai và sửa chữa",
    "toàn bộ cống ngăn mặn đã xuống cấp do bão gây ra trong ba năm gần đây.",
]


def _printed(sheet: Sheet) -> None:
    for k, line in enumerate(BODY * 4):
        sheet.text(85, 100 + 20 * k, line)


def _scan(sheet: Sheet) -> None:
    sheet.scan()


def _scan_with_letter(sheet: Sheet) -> None:
    sheet.scan().text(560, 20, "x", size=10)


def _scan_with_stamp(sheet: Sheet) -> None:
    sheet.scan()
    for k, line in enumerate(
        ["Ký bởi: Văn phòng UBND huyện", "Email: vanthu@example.vn", "Ngày ký: 04.04.2018 14:21:14 +07:00"]
    ):
        sheet.text(400, 30 + 11 * k, line, size=9)


def _scan_with_unnamed_stamp(sheet: Sheet) -> None:
    sheet.scan()
    for k, line in enumerate(["Ủy ban nhân dân tỉnh", "18.07.2019", "14:17:55", "+07:00"]):
        sheet.text(400, 30 + 11 * k, line, size=9)


def _scan_with_good_layer(sheet: Sheet) -> None:
    sheet.scan(16)
    for k, line in enumerate(BODY * 4):
        # The strokes of the picture stand where this text is laid.
        sheet.hidden(86, 78 + 17.3 * k, line, size=13.5)


def _scan_with_bad_layer(sheet: Sheet) -> None:
    sheet.scan(16)
    for k, line in enumerate(BODY * 4):
        sheet.hidden(86, 78 + 17.3 * k, line.replace("à", "ả").replace("n", "rr").replace("ướ", "uo'"), size=13.5)


def _shifted_glyphs(sheet: Sheet) -> None:
    for k, line in enumerate(BODY * 4):
        sheet.text(85, 100 + 20 * k, "".join(chr(ord(c) + 3) if c.isascii() and c.isalpha() else c for c in line))


def _tcvn3(sheet: Sheet) -> None:
    for k in range(16):
        sheet.text(85, 100 + 20 * k, "Uû ban nh©n d©n huyÖn ®¶o lËp kÕ ho¹ch tr÷ n-íc ngät cho c¸c x·")


def _tcvn3_font(sheet: Sheet) -> None:
    need_legacy_font(".VnTime")
    for k in range(16):
        sheet.text(85, 100 + 20 * k, "Uû ban nh©n d©n huyÖn ®¶o lËp kÕ ho¹ch tr÷ n-íc ngät cho c¸c x·", ".VnTime")


def _tcvn3_font_of_another_encoding(sheet: Sheet) -> None:
    need_legacy_font(".VnTime")
    for k in range(16):
        sheet.text(85, 100 + 20 * k, "Xt edq qkòq gòq kxb¨q zqó tdb qgk kó jðv", ".VnTime")


def _drawn_text_with_stray_letter(sheet: Sheet) -> None:
    for k in range(30):
        for x in range(90, 500, 9):
            sheet.box(x, 100 + 20 * k, x + 6, 110 + 20 * k, 0.0)
    sheet.text(300, 40, "2")


def _blank(sheet: Sheet) -> None:
    sheet.line(85, 400, 85.2, 400)


def _figures(sheet: Sheet) -> None:
    for k in range(12):
        sheet.text(85, 100 + 20 * k, "1.250,5   98,2%   31/12/2024   17   2.400")


def _ruled_table_of_few_words(sheet: Sheet) -> None:
    rows = [100.0 + 22 * k for k in range(31)]
    sheet.grid([60.0, 90.0, 240.0, 330.0, 420.0, 530.0], rows)
    for k in range(30):
        sheet.text(66, rows[k] + 15, str(k + 1), size=11).text(95, rows[k] + 15, "nạo vét kênh", size=11)


DOTTED = [(1.0, 2.4), (0.5, 1.5), (1.0, 1.0), (2.0, 2.0), (3.0, 4.0)]
"""Points of ink and of white between: rules of dots and of dashes."""


def _dotted_table(sheet: Sheet, dot: float, gap: float) -> None:
    """Print a text, and below it a table of few words with dots between its rows: most of them run over white paper."""
    for k, line in enumerate(BODY * 3):
        sheet.text(85, 80 + 20 * k, line)
    for x in (60.0, 90.0, 240.0, 540.0):
        sheet.line(x, 340, x, 780)
    for k in range(20):
        sheet.dots(60, 362 + 22 * k, 540, dot, gap)
        sheet.text(66, 355 + 22 * k, str(k + 1), size=11).text(95, 355 + 22 * k, "nạo vét kênh", size=11)


def _pictured(sheet: Sheet, y: float, size: float) -> None:
    """Put a line of text below `y` as a picture of it: no layer holds it."""
    text = "nạo vét và gia cố bờ kênh cấp hai của xã ven biển, xong trước mùa khô " * 3
    face = ImageFont.truetype(FOLDER / "LiberationSerif-Regular.ttf", size * 4)
    _, top, _, low = face.getbbox(text)
    picture = Image.new("L", (4 * 290, round(low - top)), 255)
    ImageDraw.Draw(picture).text((0, -top), text, font=face, fill=0)
    sheet.canvas.drawImage(ImageReader(picture), 245, sheet.height - y - picture.height / 4, 290, picture.height / 4)


CASES: list[tuple[Callable[[Sheet], None], str, str]] = [
    (_printed, "text_layer", "printed_text"),
    (_figures, "text_layer", "printed_text"),
    (_ruled_table_of_few_words, "text_layer", "printed_text"),
    (_scan, "ocr", "no_text"),
    (_blank, "blank", "blank"),
    (_scan_with_letter, "ocr", "stray_text"),
    (_scan_with_stamp, "ocr", "stamp_only"),
    (_scan_with_unnamed_stamp, "ocr", "stray_text"),
    (_scan_with_good_layer, "text_layer", "good_ocr_layer"),
    (_scan_with_bad_layer, "ocr", "poor_ocr_layer"),
    (_shifted_glyphs, "ocr", "wrong_glyphs"),
    (_tcvn3, "ocr", "wrong_glyphs"),
    (_tcvn3_font, "text_layer", "legacy_font"),
    (_tcvn3_font_of_another_encoding, "ocr", "legacy_font"),
    (_drawn_text_with_stray_letter, "ocr", "stray_text"),
]


@pytest.mark.parametrize(("draw", "verdict", "reason"), CASES, ids=[case[0].__name__.strip("_") for case in CASES])
def test_verdicts(tmp_path: Path, draw: Callable[[Sheet], None], verdict: str, reason: str) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    draw(sheet)
    (found,) = triage(sheet.save())
    assert found.verdict == verdict, found.details
    assert found.reason == reason, found.details


@pytest.mark.parametrize(("dot", "gap"), DOTTED)
def test_rules_of_dots_are_no_text_that_the_layer_lacks(tmp_path: Path, dot: float, gap: float) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    _dotted_table(sheet, dot, gap)
    (found,) = triage(sheet.save())
    assert (found.verdict, found.reason) == ("text_layer", "printed_text"), found.details


@pytest.mark.parametrize("size", [6.5, 8.0, 11.0, 14.0])
@pytest.mark.parametrize(("dot", "gap"), DOTTED)
def test_text_that_the_layer_lacks_is_seen_between_rules_of_dots(
    tmp_path: Path, dot: float, gap: float, size: float
) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    _dotted_table(sheet, dot, gap)
    for k in range(4, 9):
        _pictured(sheet, 342.0 + 22 * k, size)
    (found,) = triage(sheet.save())
    assert (found.verdict, found.reason) == ("ocr", "lines_missing"), found.details


def test_pages_are_judged_one_by_one(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    _printed(sheet)
    sheet.next_page()
    _scan(sheet)
    pdf = sheet.save()
    assert [page.verdict for page in triage(pdf)] == ["text_layer", "ocr"]
    assert triage_page(pdf, 2).number == 2
    with pytest.raises(IndexError):
        triage_page(pdf, 3)


def test_a_turned_page_is_judged_as_it_shows(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    _printed(sheet)
    document = pypdfium2.PdfDocument(sheet.save())
    document[0].set_rotation(90)
    document.save(tmp_path / "b.pdf")
    document.close()
    (found,) = triage(tmp_path / "b.pdf")
    assert found.reason == "printed_text", found.details


BROKEN = [
    ("empty", b""),
    ("not_pdf", b"PK\x03\x04 a spreadsheet by another name"),
    ("truncated", b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"),
    ("truncated", b"%PDF-1.7\nnothing of use\n%%EOF"),
]


@pytest.mark.parametrize(("code", "content"), BROKEN)
def test_what_cannot_be_opened_says_why(tmp_path: Path, code: str, content: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    with pytest.raises(DocumentError) as caught:
        triage(path)
    assert caught.value.code == code
    assert caught.value.message_vi
    assert caught.value.message_en
    assert pickle.loads(pickle.dumps(caught.value)).code == code


def test_a_half_copied_file_is_truncated(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    _printed(sheet)
    whole = sheet.save().read_bytes()
    path = tmp_path / "b.pdf"
    path.write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises(DocumentError) as caught:
        triage(path)
    assert caught.value.code == "truncated"


def test_a_locked_file_is_encrypted(tmp_path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "a.pdf"), encrypt=StandardEncryption("secret", strength=128))
    canvas.drawString(100, 100, "a")
    canvas.save()
    with pytest.raises(DocumentError) as caught:
        triage(tmp_path / "a.pdf")
    assert caught.value.code == "encrypted"


def test_a_file_without_pages_says_so(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    document.save(tmp_path / "a.pdf")
    document.close()
    with pytest.raises(DocumentError) as caught:
        triage(tmp_path / "a.pdf")
    assert caught.value.code == "no_pages"


SYLLABLES = "nghiêng khuya quyển giếng gì quốc thuở ngoằn hoà hòa uỷ ủy kỹ kĩ xoong yêu Đắk loét ươm Huế"
NOT_SYLLABLES = "cê kà ngê gê kac hoạt1 thât cáp2 nghan strong vfa huyÖn nh©n cap phat bộ̀ Tur zui wa"


@pytest.mark.parametrize("word", SYLLABLES.replace("Đắk ", "").split())
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", NOT_SYLLABLES.split())
def test_not_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_codes_say_nothing_about_the_language() -> None:
    assert syllable_share(["UBND", "CCHC", "xã"]) == 1.0
    assert syllable_share(["UBND"]) == 0.0


@pytest.mark.shared
def test_real_files_are_judged_right(shared: Path) -> None:
    for pdf in sorted((shared / "real").glob("*.pdf")):
        drawn = pdf.stem.startswith("ke-hoach-3125")
        assert {page.verdict for page in triage(pdf)} == {"text_layer" if drawn else "ocr"}, pdf.name
    for pdf in sorted((shared / "scans").glob("tuy-phong-2022.*.pdf")):
        drawn = pdf.stem.endswith(".digital")
        assert {page.verdict for page in triage(pdf)} == {"text_layer" if drawn else "ocr"}, pdf.name
