"""Heads of which a scan misread letters: closed words are known again, names agree with the text, lost ones doubted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extractors.front_matter import find_front_matter
from extractors.worn_words import worn_lead
from models.page import Reading
from models.source import Found
from tests.sheets import set_sheet

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.plan import FrontMatter
    from models.transcript import Transcript

SHEET = """**ỦY BAN NHÂN DÂN** || **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
**HUYỆN TUY LẠNG** || **Độc lập - Tự do - Hạnh phúc**
Số: 41/KH-UBND || Tuy Lạng, ngày 09 tháng 3 năm 2021

^KẾ HOẠCH
^Nuôi ong lấy mật trên địa bàn huyện Tuy Lạng năm 2021

Căn cứ Luật Chăn nuôi, việc nuôi ong ở huyện Tuy Lạng được tiến hành như sau:
**I. MỤC TIÊU**
- Thêm bốn mươi đàn ong, mỗi đàn một tổ, mỗi tổ một vườn, mỗi vườn một người trông nom cẩn thận.
**II. TỔ CHỨC THỰC HIỆN**
Các thôn của huyện Tuy Lạng làm theo Kế hoạch này, có gì vướng mắc thì báo lại để cùng bàn bạc./.

Nơi nhận: || **TM. ỦY BAN NHÂN DÂN**
- Như trên; || **CHỦ TỊCH**
- Lưu: VT. || **Lê Thị Hoa**
"""
RIGHT = {
    "doc_type": "Kế hoạch",
    "number": "41/KH-UBND",
    "issue_date": "2021-03-09",
    "issue_place": "Tuy Lạng",
    "issuer": "Ủy ban nhân dân huyện Tuy Lạng",
    "unit_name": "Tuy Lạng",
    "unit_level": "huyện",
    "district": "Tuy Lạng",
}


def _front(lexicon: Lexicon, ocr: bool = True, **worn: str) -> FrontMatter:
    text = SHEET
    for read in worn.values():
        printed, _, misread = read.partition(" → ")
        assert printed in text
        text = text.replace(printed, misread, 1)
    return find_front_matter(set_sheet(text, ocr), lexicon)


def _values(front: FrontMatter) -> dict[str, str]:
    return {name: str(f.value) if isinstance(f := getattr(front, name), Found) else "" for name in RIGHT}


def _codes(front: FrontMatter, name: str) -> set[str]:
    return {doubt.code for doubt in getattr(front, name).doubts}


WORN = [
    ("ngày 09 tháng 3 năm → ngảv 09 thámg 3 nărn", "issue_date", ""),
    ("ngày 09 tháng → nqàỵ 09 lháug", "issue_date", ""),
    ("|| Tuy Lạng, ngày → || Tuy Lạng; ngày", "issue_place", ""),
    ("ỦY BAN NHÂN DÂN** || **CỘNG → ỦV BAN NMÂN DÂM** || **CỘNG", "issuer", "issuer_mended"),
    ("ỦY BAN NHÂN DÂN** || **CỘNG → UBMD** || **CỘNG", "issuer", "issuer_mended"),
    ("ỦY BAN NHÂN DÂN** || **CỘNG → ỦBND** || **CỘNG", "issuer", ""),
    ("**HUYỆN TUY LẠNG** → **HUYỆNTUY LẠNG**", "unit_level", ""),
    ("**HUYỆN TUY LẠNG** → **HUVỆN TUY LẠNG**", "issuer", "issuer_mended"),
    ("**HUYỆN TUY LẠNG** → **HUYỆN TDY LẠNG**", "unit_name", "place_misread"),
    ("**HUYỆN TUY LẠNG** → **HUYỆN TUY LẠMQ**", "district", "place_misread"),
    ("|| Tuy Lạng, → || Tny Lạng,", "issue_place", "place_mended"),
    ("41/KH-UBND → 41/KH-UBMD", "number", "symbol_mended"),
    ("41/KH-UBND → 41/RH-UBND", "number", "symbol_mended"),
    ("41/KH-UBND → 41/XH-UDND", "number", "symbol_mended"),
    ("^KẾ HOẠCH → ^KẼ NOẠCN", "doc_type", "type_misread"),
    ("^KẾ HOẠCH → ^KẾHOẠCH", "doc_type", ""),
]


@pytest.mark.parametrize(("worn", "field", "doubt"), WORN)
def test_closed_words_and_names_are_known_again(worn: str, field: str, doubt: str, lexicon: Lexicon) -> None:
    front = _front(lexicon, worn=worn)
    assert _values(front) == RIGHT
    assert doubt in _codes(front, field) if doubt else not _codes(front, field)


def test_a_unit_whose_name_ends_like_the_word_of_a_stamp_issues_its_plan(lexicon: Lexicon) -> None:
    text = SHEET.replace("TUY LẠNG", "TUY NHẠN").replace("Tuy Lạng", "Tuy Nhạn")
    found = _values(find_front_matter(set_sheet(text, ocr=True), lexicon))
    assert (found["issue_place"], found["issue_date"]) == ("Tuy Nhạn", "2021-03-09")
    stamp = SHEET.replace("|| Tuy Lạng, ngày 09 tháng 3 năm 2021", "|| CÔNG VĂN ĐẾN ngày 19 tháng 3 năm 2021")
    assert not _values(find_front_matter(set_sheet(stamp, ocr=True), lexicon))["issue_date"]


SPELT = [
    # Read alike wherever it stands, surely nowhere: no known name has the syllable, one has it with another tone.
    ("Tuy Rổng", 0.6, "Tuy Rồng", True),
    # What is clearly printed stands, be it in no list.
    ("Tuy Rổng", 0.97, "Tuy Rổng", False),
    # A known syllable stands, and is doubted.
    ("Tuy Lạng", 0.6, "Tuy Lạng", True),
    # No known name has its letters, or none has a tone above.
    ("Tuy Gruếp", 0.6, "Tuy Gruếp", True),
]


@pytest.mark.parametrize(("read", "sure", "name", "doubted"), SPELT)
def test_a_name_read_surely_nowhere_is_doubted(
    read: str, sure: float, name: str, doubted: bool, lexicon: Lexicon
) -> None:
    sheet = set_sheet(SHEET.replace("Tuy Lạng", read).replace("TUY LẠNG", read.upper()), ocr=True)
    front = find_front_matter(_read(sheet, read.split()[1], sure), lexicon)
    assert isinstance(front.title, Found)
    assert (_values(front)["unit_name"], _values(front)["issue_place"]) == (name, name)
    assert front.title.value == f"Nuôi ong lấy mật trên địa bàn huyện {name} năm 2021"
    for field in ("unit_name", "district", "issuer", "issue_place", "title"):
        assert ("place_misread" in _codes(front, field)) == doubted


def _read(sheet: Transcript, word: str, sure: float) -> Transcript:
    """The sheet with one word read so surely wherever it stands."""
    read = [sheet.text[placed.start : placed.end].strip(".,").lower() == word.lower() for placed in sheet.words]
    words = [
        placed.model_copy(update={"confidence": sure}) if it else placed
        for it, placed in zip(read, sheet.words, strict=True)
    ]
    return sheet.model_copy(update={"words": tuple(words)})


def test_each_mention_of_a_name_speaks_as_surely_as_it_was_read(lexicon: Lexicon) -> None:
    """Two sure mentions outvote two worn ones, syllable by syllable, in the title and the line of the place too."""
    text = SHEET.replace("TUY LẠNG", "TUY LANG").replace("huyện Tuy Lạng năm", "huyện Tuy Lặng năm")
    sheet = set_sheet(text.replace("|| Tuy Lạng,", "|| Tuy Lặng,"), ocr=True)
    front = find_front_matter(_read(sheet, "Lặng", 0.5), lexicon)
    assert isinstance(front.title, Found)
    assert "huyện Tuy Lạng năm" in front.title.value
    assert (_values(front)["unit_name"], _values(front)["issue_place"]) == ("Tuy Lạng", "Tuy Lạng")


def test_a_name_behind_another_level_spells_no_unit(lexicon: Lexicon) -> None:
    text = SHEET.replace("Các thôn của huyện Tuy Lạng làm", "Các xã Tuy Lãng, xã Tuy Lãng và xã Tuy Lãng làm")
    assert _values(find_front_matter(set_sheet(text.replace("LẠNG", "LANG"), ocr=True), lexicon)) == RIGHT


LOST = [
    ("|| Tuy Lạng, ngày 09 tháng 3 năm 2021 → || Tuy Lạng", "issue_date", "date_not_found"),
    ("^KẾ HOẠCH → ^K# %OẠ*H", "doc_type", "type_not_found"),
    ("**HUYỆN TUY LẠNG** → **H/^ỆN**", "issuer", "issuer_mended"),  # the text names it
    # The text never has another name: which of the two is right nobody can tell.
    ("|| Tuy Lạng, → || Tuy Lảnq,", "issue_place", "place_mended"),
]


@pytest.mark.parametrize(("worn", "field", "doubt"), LOST)
def test_what_is_lost_is_doubted(worn: str, field: str, doubt: str, lexicon: Lexicon) -> None:
    assert doubt in _codes(_front(lexicon, worn=worn), field)


def test_a_unit_that_neither_letterhead_nor_text_names_is_doubted(lexicon: Lexicon) -> None:
    text = SHEET.replace("**HUYỆN TUY LẠNG**", "**H/^ỆN**").replace("huyện Tuy Lạng", "địa phương")
    front = find_front_matter(set_sheet(text, ocr=True), lexicon)
    assert all("unit_not_found" in _codes(front, name) for name in ("unit_name", "unit_level"))


def test_a_head_stands_although_its_type_is_not_legible(lexicon: Lexicon) -> None:
    found = _values(_front(lexicon, worn="^KẾ HOẠCH → ^K# %OẠ*H"))
    assert found == {**RIGHT, "doc_type": ""}


KEPT = [
    # Digits are never taken for letters, nor letters for digits.
    ("ngày 09 tháng 3 → ngày O9 tháng 3", "issue_date", ""),
    # A word that is none of the three makes no date.
    ("ngày 09 tháng 3 năm 2021 → vườn 09 thôn 3 nhà 2021", "issue_date", ""),
    # Two letters off the type's symbol is another symbol.
    ("41/KH-UBND → 41/QĐ-UBND", "number", "41/QĐ-UBND"),
]


@pytest.mark.parametrize(("worn", "field", "value"), KEPT)
def test_what_may_mean_something_else_is_kept(worn: str, field: str, value: str, lexicon: Lexicon) -> None:
    assert _values(_front(lexicon, worn=worn))[field] == value


def test_print_is_not_mended(lexicon: Lexicon) -> None:
    front = _front(lexicon, ocr=False, unit="**HUYỆN TUY LẠNG** → **HUYỆN TUY LẠMG**", number="KH-UBND → KM-UBND")
    found = _values(front)
    assert (found["unit_name"], found["number"]) == ("Tuy Lạmg", "41/KM-UBND")


def test_an_invented_province_that_the_text_names_stays(lexicon: Lexicon) -> None:
    text = SHEET.replace("**HUYỆN TUY LẠNG**", "**TỈNH QUẢNG LAM**").replace("huyện Tuy Lạng", "tỉnh Quảng Lam")
    front = find_front_matter(set_sheet(text, ocr=True), lexicon)
    assert isinstance(front.unit_name, Found)
    assert front.unit_name.value == "Quảng Lam"
    text = text.replace("tỉnh Quảng Lam", "tỉnh").replace("Tuy Lạng, ngày", "Tam Kỳ, ngày")
    front = find_front_matter(set_sheet(text, ocr=True), lexicon)
    assert isinstance(front.unit_name, Found)
    assert (front.unit_name.value, _codes(front, "unit_name")) == ("Quảng Nam", {"place_misread"})


@pytest.mark.parametrize(
    ("text", "form", "end"),
    [
        ("ỦV BAN NMÂN DÂN HUYỆN", "Ủy ban nhân dân", 15),
        ("ỦYBAN NHÂNDÂNXÃ AN", "Ủy ban nhân dân", 13),
        ("HUYỆNN TUY AN", "huyện", 6),
        ("PHƯỚNG", "phường", 6),
        ("TÌNH HÌNH", "tỉnh", 4),
        ("XÔ", None, 0),
        ("12 THÔN", None, 0),
    ],
)
def test_a_form_at_the_head_of_a_text(text: str, form: str | None, end: int) -> None:
    worn = worn_lead(text, ["Ủy ban nhân dân", "huyện", "tỉnh", "phường", "xã"])
    assert (worn.form, worn.end) == (form, end) if worn else form is None


def test_a_day_that_only_a_bracket_prints_is_doubted_below_a_letterhead(lexicon: Lexicon) -> None:
    """A decision whose line of place and date is lost or blank: the bracket under its plan may print another day."""
    decision = SHEET.replace("^KẾ HOẠCH\n^Nuôi ong", "^QUYẾT ĐỊNH\n^Ban hành Kế hoạch nuôi ong")
    decision = decision.replace("41/KH-UBND || Tuy Lạng, ngày 09 tháng 3 năm 2021", "41/QĐ-UBND || ")
    decision = decision.replace("**I. MỤC TIÊU**", "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch nuôi ong.")
    decision = decision.replace("**II. TỔ CHỨC THỰC HIỆN**", "Điều 2. Quyết định có hiệu lực từ ngày ký.")
    plan = """
---
^KẾ HOẠCH
^Nuôi ong lấy mật năm 2021
^_(Ban hành kèm theo Quyết định số 41/QĐ-UBND ngày 09/3/2021 của Ủy ban nhân dân huyện Tuy Lạng)

**I. MỤC TIÊU**
- Thêm bốn mươi đàn ong, mỗi đàn một tổ, mỗi tổ một vườn, mỗi vườn một người trông nom cẩn thận.
"""
    front = find_front_matter(set_sheet(decision + plan, ocr=True), lexicon)
    assert "date_in_note" in _codes(front, "issue_date")
    blank = decision.replace("41/QĐ-UBND || ", "41/QĐ-UBND || Tuy Lạng, ngày     tháng 3 năm 2021")
    front = find_front_matter(set_sheet(blank + plan, ocr=True), lexicon)
    assert not isinstance(front.issue_date, Found)
    assert "date_in_note" in _codes(front, "issue_date")


def _with_readers(transcript: Transcript, seen: dict[str, tuple[float, float]]) -> Transcript:
    """Let two readers have read the digits of a sheet alike, as sure as it says; else surely."""
    words = []
    for word in transcript.words:
        text = transcript.text[word.start : word.end]
        sure = seen.get(text, (1.0, 0.96))
        readings = tuple(Reading(reader=name, text=text, confidence=c) for name, c in zip("ab", sure, strict=True))
        words.append(word.model_copy(update={"readings": readings, "confidence": 0.995}))
    return transcript.model_copy(update={"words": tuple(words)})


@pytest.mark.parametrize(
    ("number", "day", "doubts"),
    [
        ((1.0, 0.95), (1.0, 0.52), {"date_unsure"}),  # a fold over a printed day
        ((0.7, 0.6), (1.0, 0.52), {"date_unreadable"}),  # who wrote the number by pen wrote the day too
        ((0.7, 0.6), (1.0, 0.96), set()),  # a printed day beside a written number
    ],
)
def test_a_pen_in_the_number_speaks_against_an_unsure_day(
    number: tuple[float, float], day: tuple[float, float], doubts: set[str], lexicon: Lexicon
) -> None:
    sheet = set_sheet(SHEET.replace("Số: 41/KH-UBND", "Số: 41 /KH-UBND"), ocr=True)
    front = find_front_matter(_with_readers(sheet, {"41": number, "09": day}), lexicon)
    assert _codes(front, "issue_date") == doubts


@pytest.mark.parametrize(
    ("body", "doubted"),
    [("**PHÒNG NỘI VỤ**", True), ("**BỘ NỘI VỤ**", False)],
)
def test_a_department_whose_unit_is_not_legible_is_doubted(body: str, doubted: bool, lexicon: Lexicon) -> None:
    text = SHEET.replace("**ỦY BAN NHÂN DÂN** ||", "** ** ||", 1).replace("**HUYỆN TUY LẠNG** ||", f"{body} ||", 1)
    front = find_front_matter(set_sheet(text.replace("Tuy Lạng", "Tuỳ").replace("huyện", ""), True), lexicon)
    assert _values(front)["unit_name"] == ""
    assert ("unit_not_found" in _codes(front, "unit_name")) is doubted
