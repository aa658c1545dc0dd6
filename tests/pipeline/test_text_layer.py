"""The text layer: words with fonts, lines, turned pages, damage."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from pipeline.documents import PageError
from pipeline.ocr.legacy_fonts import decode_letters, encoding_of
from pipeline.ocr.text_layer import is_bold, read_text_layer, visible_text
from tests.pipeline.pdfs import HEIGHT, WIDTH, Sheet, need_legacy_font


def test_words_keep_their_place_and_font(tmp_path: Path) -> None:
    pdf = (
        Sheet(tmp_path / "a.pdf")
        .text(85, 100, "I. MỤC TIÊU", "Serif-Bold", 14)
        .text(85, 120, "Căn cứ Luật Khí tượng;", "Serif-Italic", 13)
        .save()
    )
    page = read_text_layer(pdf, 1)
    assert [line.text for line in page.lines] == ["I. MỤC TIÊU", "Căn cứ Luật Khí tượng;"]
    first, second = page.lines[0].words[1], page.lines[1].words[0]
    assert (first.bold, first.italic, first.size) == (True, False, 14.0)
    assert (second.bold, second.italic, second.size) == (False, True, 13.0)
    assert page.lines[0].box.x0 == pytest.approx(85, abs=1)
    assert page.lines[0].box.y0 < 100 < page.lines[0].box.y1 + 1
    assert page.width == pytest.approx(WIDTH)
    assert page.height == pytest.approx(HEIGHT)
    assert page.source == "text_layer"


def test_text_printed_twice_to_look_bold_counts_once(tmp_path: Path) -> None:
    pdf = Sheet(tmp_path / "a.pdf").text(85, 100, "KẾ HOẠCH").text(85.3, 100, "KẾ HOẠCH").save()
    assert [line.text for line in read_text_layer(pdf, 1).lines] == ["KẾ HOẠCH"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_stored_turned_is_read_as_it_shows(tmp_path: Path, turn: int) -> None:
    pdf = Sheet(tmp_path / "a.pdf").text(85, 100, "Trồng 40 ha rừng ngập mặn").save()
    document = pypdfium2.PdfDocument(pdf)
    document[0].set_rotation(turn)
    document.save(tmp_path / "b.pdf")
    document.close()
    page = read_text_layer(tmp_path / "b.pdf", 1)
    # The text runs sideways or upside down as shown: it is brought upright again, so nothing is turned in the end.
    assert [line.text for line in page.lines] == ["Trồng 40 ha rừng ngập mặn"]
    assert page.turn == 360 - turn
    assert page.width == pytest.approx(WIDTH)
    assert page.lines[0].box.x0 == pytest.approx(85, abs=1)


def test_a_cropped_page_is_measured_from_its_own_corner(tmp_path: Path) -> None:
    pdf = Sheet(tmp_path / "a.pdf").text(185, 200, "Dọn kênh").text(20, 20, "dấu cắt").save()
    document = pypdfium2.PdfDocument(pdf)
    document[0].set_cropbox(100, 0, WIDTH, HEIGHT - 100)
    document.save(tmp_path / "b.pdf")
    document.close()
    page = read_text_layer(tmp_path / "b.pdf", 1)
    assert [line.text for line in page.lines] == ["Dọn kênh"]
    assert page.width == pytest.approx(WIDTH - 100)
    assert page.height == pytest.approx(HEIGHT - 100)
    assert page.lines[0].box.x0 == pytest.approx(85, abs=1)
    assert page.lines[0].box.y0 == pytest.approx(88, abs=2)


def test_text_set_sideways_is_brought_upright(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.canvas.rotate(90)
    sheet.canvas.translate(0, -WIDTH)
    sheet.text(85, HEIGHT - WIDTH + 100, "Phụ lục biểu tổng hợp")
    page = read_text_layer(sheet.save(), 1)
    assert [line.text for line in page.lines] == ["Phụ lục biểu tổng hợp"]
    assert page.turn == 90
    assert page.width == pytest.approx(HEIGHT)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\uf0b7", "•"),  # Word's bullet in Symbol
        ("\uf02d", "-"),
        ("h\u200bà", "hà"),
        ("Uỷ", "Uỷ"),  # the old tone placement stays: text is never mended
        ("Uỷ\u00ad", "Uỷ"),
        ("Tiê\u0301n", "Tiến"),  # NFD
    ],
)
def test_letters_as_they_show(raw: str, shown: str) -> None:
    assert visible_text(raw) == shown


@pytest.mark.parametrize(
    ("font", "bold"),
    [("TimesNewRoman,Bold", True), ("Arial-BoldMT", True), ("TimesNewRomanPSMT", False), ("Roboto-Black", True)],
)
def test_bold_is_in_the_name_of_the_font(font: str, bold: bool) -> None:
    assert is_bold(font) is bold


@pytest.mark.parametrize(
    ("font", "printed", "shown"),
    [
        (".VnTime", "KÕ ho¹ch tr÷ n-íc ngät", "Kế hoạch trữ nước ngọt"),
        (".VnTimeH", "kÕ ho¹ch", "KẾ HOẠCH"),
        (".VnTime", "kinh tÕ-x· héi, 90-95%", "kinh tế-xã hội, 90-95%"),
        (".VnTime", "§¶ng ñy, ­u tiªn", "Đảng ủy, ưu tiên"),
        ("VNI-Times", "Uûy ban nhaân daân huyeän ñaûo", "Ủy ban nhân dân huyện đảo"),
        ("VNI-Times", "ÑOÄC LAÄP - TÖÏ DO", "ĐỘC LẬP - TỰ DO"),
        ("VNI-Times", "tröõ nöôùc, thò xaõ, Tyû leä", "trữ nước, thị xã, Tỷ lệ"),
        ("Times", "café 100%", "café 100%"),
    ],
)
def test_fonts_from_before_unicode(font: str, printed: str, shown: str) -> None:
    assert decode_letters([(sign, font) for sign in printed]) == shown


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "tcvn3"),
        ("ABCDEF+.VnTimeH", "tcvn3"),
        (".VnArial,Bold", "tcvn3"),
        ("VNI-Times", "vni"),
        ("VNI Helve", "vni"),
        ("Times New Roman", None),
        ("ABCDEF+TimesNewRomanPSMT", None),
        ("Vnokia", None),
    ],
)
def test_encodings_are_known_by_the_font(font: str, encoding: str | None) -> None:
    assert encoding_of(font) == encoding


def test_a_page_in_a_font_from_before_unicode(tmp_path: Path) -> None:
    need_legacy_font(".VnTime")
    pdf = Sheet(tmp_path / "a.pdf").text(85, 100, "Uû ban nh©n d©n huyÖn ®¶o", ".VnTime").save()
    assert [line.text for line in read_text_layer(pdf, 1).lines] == ["Uỷ ban nhân dân huyện đảo"]


def test_damage_is_told_as_a_page_error(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF")
    with pytest.raises(PageError):
        read_text_layer(path, 1)
