"""Headings joined to the sentence before them, labels of parts worn or lost, paragraphs cut in their midst."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from extractors.front_matter import find_front_matter
from extractors.outline import find_outline
from extractors.worded_labels import read_worn_part
from models.source import Found, Span
from tests.extractors.test_outline import FOOT, HEAD, TITLE, outline_of, scanned
from tests.made import plain_transcript
from tests.sheets import set_sheet

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from extractors.outline import Outline
    from models.transcript import Transcript

PARTS = """^**PHẦN THỨ NHẤT**
^**ĐẶC ĐIỂM CỦA XÃ**
**I. Vị trí**
Xã nằm bên sông.
**II. Dân cư**
Xã có chín thôn.
^**PHẦN THỨ HAI**
^**MỤC TIÊU VÀ NHIỆM VỤ**
**I. Mục tiêu**
Thôn nào cũng có vườn ươm.
**II. Nhiệm vụ**
Trồng cây ven sông.
^**PHẦN THỨ BA**
^**TỔ CHỨC THỰC HIỆN**
**I. Kinh phí**
Ngân sách xã.
"""
PATHS = [
    "Phần thứ nhất", "Phần thứ nhất/I", "Phần thứ nhất/II", "Phần thứ hai", "Phần thứ hai/I", "Phần thứ hai/II",
    "Phần thứ ba", "Phần thứ ba/I",
]  # fmt: skip


def _paths(outline: Outline) -> list[str]:
    return [found.value.path for found in outline.sections]


def _on_scan(body: str) -> Transcript:
    transcript = plain_transcript(HEAD + TITLE + body + FOOT)
    pages = tuple(page.model_copy(update={"source": "ocr"}) for page in transcript.pages)
    return transcript.model_copy(update={"pages": pages, "words": ()})


@pytest.mark.parametrize("worn", ["PHÀN THỨ HAI", "PHẦN THỬ HAI", "PHAN THU HAI.", "PHẦN THỨ HAL", "PHẤN THƯ HAI", ""])
def test_a_worn_or_lost_label_of_a_part_moves_no_path(worn: str, lexicon: Lexicon) -> None:
    line = f"^**{worn}**\n" if worn else ""
    outline = find_outline(_on_scan(PARTS.replace("^**PHẦN THỨ HAI**\n", line)), lexicon)
    assert _paths(outline) == PATHS
    assert [[doubt.code for doubt in found.doubts] for found in outline.sections if found.doubts] == [["label_mended"]]


@pytest.mark.parametrize(
    "text", ["Phần thu hải sản tăng khá", "Phân thứ tự ưu tiên", "phần thứ hai", "Phần mềm một cửa"]
)
def test_words_are_no_label_of_a_part(text: str) -> None:
    assert not read_worn_part(text)


JOINED = """^KẾ HOẠCH

**I. MỤC ĐÍCH**
Giữ màu xanh cho các thôn và các con đường dọc bờ sông trong suốt mùa khô, để đồng ruộng phía trong không bị cát lấp.
**II. NHIỆM VỤ TRỌNG TÂM CỦA XÃ**
**1. Ươm cây**
Mỗi thôn một vườn ươm.
**2. Trồng cây**
Trồng dọc bờ sông.
**III. TỔ CHỨC THỰC HIỆN**
Các thôn báo cáo mỗi quý.
"""


def _joined(transcript: Transcript, heading: str) -> Transcript:
    """The same transcript with a heading's block drawn into the one before it."""
    blocks = list(transcript.blocks)
    place = next(n for n, block in enumerate(blocks) if transcript.slice(block.span).startswith(heading))
    above, below = blocks[place - 1], blocks.pop(place)
    blocks[place - 1] = above.model_copy(update={"span": above.span.model_copy(update={"end": below.span.end})})
    start = below.span.start
    text = f"{transcript.text[: start - 1]} {transcript.text[start:]}"
    return transcript.model_copy(update={"text": text, "blocks": tuple(blocks)})


@pytest.mark.parametrize("heading", ["II. NHIỆM VỤ", "1. Ươm cây", "2. Trồng cây", "III. TỔ CHỨC"])
def test_a_heading_joined_to_the_sentence_before_it_is_one(heading: str, lexicon: Lexicon) -> None:
    sheet = set_sheet(JOINED, ocr=True)
    whole = _paths(find_outline(sheet, lexicon))
    assert whole == ["I", "II", "II/1", "II/2", "III"]
    assert _paths(find_outline(_joined(sheet, heading), lexicon)) == whole


def test_a_number_inside_a_sentence_heads_nothing(lexicon: Lexicon) -> None:
    text = JOINED.replace(
        "Trồng dọc bờ sông.", "Trồng theo các chỉ dẫn của huyện về " + "cây gỗ lớn, " * 6 + "mục 3. Cây giống."
    )
    assert _paths(find_outline(set_sheet(text, ocr=True), lexicon)) == ["I", "II", "II/1", "II/2", "III"]


CUT = (
    "a) Sửa lại nội quy của vườn ươm ở các thôn ven sông sau mỗi mùa mưa lũ\nlớn, dễ nhớ và dễ làm.\nb) Phát cây giống."
)


def test_a_sentence_cut_in_its_midst_heads_nothing(lexicon: Lexicon) -> None:
    body = f"**I. NHIỆM VỤ**\n**1. Giữ cây**\n{CUT}\n**2. Trồng cây**\nTrồng.\n"
    outline = find_outline(scanned(plain_transcript(HEAD + TITLE + body + FOOT)), lexicon)
    assert _paths(outline) == ["I", "I/1", "I/2"]
    assert [item.path for item in outline.items] == ["I/1/a", "I/1/b"]


RUN_IN = "**I. TỔ CHỨC**\n1. Tư pháp - Hộ tịch: Làm sổ.\n2. Trồng trọt: Giữ giống.\n3. Văn phòng: Đôn đốc.\n"
FIGURES = [
    "1. Chỉ tiêu mức độ hài lòng của người dân: không thấp hơn 90%; có 12 thôn làm tốt.",
    "1. Chỉ tiêu tỷ lệ cây sống sau một năm: ≥ 95%. Thu từ vườn ươm: > 20 triệu đồng.",
    "1. Tỷ lệ hộ nhận giữ cây: tối thiểu 60%, cuối năm 70%.",
]


def test_titles_may_begin_like_the_words_of_a_condition(lexicon: Lexicon) -> None:
    assert _paths(outline_of(RUN_IN, lexicon, ocr=True)) == ["I", "I/1", "I/2", "I/3"]


@pytest.mark.parametrize("line", FIGURES)
def test_a_figure_behind_its_colon_heads_nothing(line: str, lexicon: Lexicon) -> None:
    body = f"**I. CHỈ TIÊU**\n{line}\n2. Có 04 vườn ươm.\n3. Kiểm tra 02 lần một năm.\n"
    assert _paths(outline_of(body, lexicon, ocr=True)) == ["I"]


STAMPED = """ỦY BAN NHÂN DÂN || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ AN MỸ || Độc lập - Tự do - Hạnh phúc
Số: 5/KH-UBND || An Mỹ, ngày 3 tháng 2 năm 2022
^KẾ HOẠCH
^Trồng cây và giữ rừng
^xã An Mỹ năm 2022
Căn cứ Kế hoạch của huyện về trồng cây, xã làm như sau:
**I. MỤC ĐÍCH**
Giữ màu xanh cho các thôn.
"""


@pytest.mark.parametrize("stamp", ["Ngày.10.", "CÔNG VĂN ĐẾN", "sgày.0", "số. 333"])
@pytest.mark.parametrize("behind", ["KẾ HOẠCH", "Trồng cây và giữ rừng", "xã An Mỹ năm 2022"])
def test_a_stamp_beside_the_title_is_no_title(stamp: str, behind: str, lexicon: Lexicon) -> None:
    sheet = set_sheet(STAMPED, ocr=True)
    blocks = list(sheet.blocks)
    place = next(n for n, block in enumerate(blocks) if sheet.slice(block.span) == behind)
    box = blocks[place].box
    end = blocks[place].span.end + 1
    words = [word if word.start < end else _moved(word, len(stamp) + 1) for word in sheet.words]
    later = [_moved(block, len(stamp) + 1) for block in blocks[place + 1 :]]
    aside = box.model_copy(update={"x0": 74.0, "x1": 130.0, "y0": box.y0 + 8, "y1": box.y1 + 8})
    span = Span(start=end, end=end + len(stamp))
    mark = blocks[place].model_copy(update={"span": span, "box": aside, "bold": False, "centred": False})
    text = f"{sheet.text[:end]}{stamp}\n{sheet.text[end:]}"
    stamped = sheet.model_copy(
        update={"text": text, "blocks": (*blocks[: place + 1], mark, *later), "words": tuple(words)}
    )
    title = find_front_matter(stamped, lexicon).title
    assert isinstance(title, Found)
    assert title.value == "Trồng cây và giữ rừng xã An Mỹ năm 2022"


def _moved(one: Any, by: int) -> Any:
    """A block or word further behind in the text."""
    if hasattr(one, "span"):
        return one.model_copy(update={"span": Span(start=one.span.start + by, end=one.span.end + by)})
    return one.model_copy(update={"start": one.start + by, "end": one.end + by})


@pytest.mark.parametrize(("third", "first"), [("III", "Phần I"), ("3", "Phần 1")])
def test_a_part_numbered_one_is_of_the_kind_of_its_sisters(third: str, first: str, lexicon: Lexicon) -> None:
    """'PHẦN I' is read 'PHẦN 1' on scans; an office that writes 1, 2, 3 keeps its figures."""
    second = "II" if third == "III" else "2"
    body = PARTS.replace("PHẦN THỨ NHẤT", "PHẦN 1").replace("PHẦN THỨ HAI", f"PHẦN {second}")
    outline = find_outline(_on_scan(body.replace("PHẦN THỨ BA", f"PHẦN {third}")), lexicon)
    assert _paths(outline)[:2] == [first, f"{first}/I"]


@pytest.mark.parametrize("read", ["1 H III", "1 II III", "I H III", "I I III", "1 11 III"])
def test_numerals_of_parts_that_lost_strokes_follow_their_sequence(read: str, lexicon: Lexicon) -> None:
    body = PARTS
    for word, numeral in zip(("NHẤT", "HAI", "BA"), read.split(), strict=True):
        body = body.replace(f"PHẦN THỨ {word}", f"PHẦN {numeral}")
    outline = find_outline(_on_scan(body), lexicon)
    assert [path for path in _paths(outline) if "/" not in path] == ["Phần I", "Phần II", "Phần III"]


def test_a_part_whose_numeral_lost_a_letter_follows_its_sisters(lexicon: Lexicon) -> None:
    parts = ("MỤC ĐÍCH CHUNG", "CHỈ TIÊU CHUNG", "NHIỆM VỤ CHUNG", "KINH PHÍ CHUNG", "TỔ CHỨC THỰC HIỆN")
    numerals = ("I", "II", "III", "IV", "V")
    body = "".join(f"^**PHẦN {n}. {part}**\nViệc của thôn.\n" for n, part in zip(numerals, parts, strict=True))
    for read in ("I", "V"):
        outline = find_outline(_on_scan(body.replace("PHẦN IV.", f"PHẦN {read}.")), lexicon)
        assert _paths(outline) == [f"Phần {numeral}" for numeral in numerals]
        assert [doubt.code for doubt in outline.sections[3].doubts] == ["label_mended"]
