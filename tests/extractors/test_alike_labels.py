"""One damaged label moves no other path: a plan is damaged a label at a time, as scans do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extractors.alike_labels import find_token
from extractors.outline import find_outline
from tests.extractors.test_outline import FOOT, HEAD, TITLE, scanned
from tests.made import plain_transcript

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from extractors.outline import Outline

FOUR_LEVELS = """Phần thứ nhất
**ĐẶC ĐIỂM CỦA XÃ**
**I) Vị trí**
Xã nằm bên sông.
**II) Dân cư**
Xã có chín thôn.
Phần thứ hai
**MỤC TIÊU VÀ NHIỆM VỤ**
**I) Mục tiêu bao trùm**
- Thôn nào cũng có vườn ươm.
**II) Các chỉ tiêu phấn đấu**
1. Có 95% số cây sống sau một năm.
2. Trồng 5.000 cây dọc bờ sông.
3. Tỷ lệ hộ nhận giữ cây đạt 60%.
4. Có 04 vườn ươm.
5. Có 02 tổ giữ rừng.
6. Mỗi năm 03 lần kiểm tra.
7. Trồng dặm 10% số cây.
8. Thu 20 triệu đồng từ vườn ươm.
**III) Nhiệm vụ theo lĩnh vực**
**1. Lĩnh vực thể chế**
**1.1. Mục tiêu**
Quy ước được sửa trong năm.
**1.2. Nhiệm vụ**
a) Rà soát quy ước của thôn.
b) Phổ biến quy ước tới từng hộ.
c) Gắn biển ở bìa rừng.
**2. Lĩnh vực tuyên truyền**
**2.1. Mục tiêu**
Mỗi thôn một bảng tin.
**2.2. Nhiệm vụ**
Làm bảng tin.
Phần thứ ba
**TỔ CHỨC THỰC HIỆN**
**I) Giải pháp chủ yếu**
Các thôn tự chọn ngày họp.
**II) Kinh phí bảo đảm**
Ngân sách xã.
**III) Về tổ chức thực hiện**
**1. Công chức Văn phòng**
Theo dõi, đôn đốc các thôn.
**2. Hội Nông dân**
Vận động hội viên.
"""
DAMAGED = [
    # one letter of another shape, as it is met or near to it
    ("I) Mục tiêu bao trùm", "D) Mục tiêu bao trùm"),
    ("I) Giải pháp", "D) Giải pháp"),
    ("II) Kinh phí", "H) Kinh phí"),
    ("II) Các chỉ tiêu", "11) Các chỉ tiêu"),
    ("III) Nhiệm vụ", "IlI) Nhiệm vụ"),
    ("II) Kinh phí", "II Kinh phí"),
    ("2. Lĩnh vực tuyên", "2 Lĩnh vực tuyên"),
    ("III) Nhiệm vụ", "III Nhiệm vụ"),
    ("1. Lĩnh vực thể chế", "Đ. Lĩnh vực thể chế"),
    ("1. Lĩnh vực thể chế", "7. Lĩnh vực thể chế"),
    ("1. Lĩnh vực thể chế", "l. Lĩnh vực thể chế"),
    ("2. Lĩnh vực tuyên", "Z. Lĩnh vực tuyên"),
    ("2. Lĩnh vực tuyên", "2, Lĩnh vực tuyên"),
    ("1.1. Mục tiêu", "7.1. Mục tiêu"),
    ("1.2. Nhiệm vụ", "1.7. Nhiệm vụ"),
    ("2.2. Nhiệm vụ", "2,2. Nhiệm vụ"),
    ("2.1. Mục tiêu", "2.I. Mục tiêu"),
    ("2. Trồng", "7. Trồng"),
    ("3. Tỷ lệ", "8. Tỷ lệ"),
    ("4. Có 04", "A. Có 04"),
    ("4. Có 04", "1. Có 04"),
    ("5. Có 02", "S. Có 02"),
    ("6. Mỗi", "5. Mỗi"),
    ("7. Trồng dặm", "T. Trồng dặm"),
    ("a) Rà", "à) Rà"),
    ("b) Phổ", "6) Phổ"),
    ("b) Phổ", "đ) Phổ"),
    ("b) Phổ", "b Phổ"),
]


def _nodes(outline: Outline) -> list[str]:
    return sorted([found.value.path for found in outline.sections] + [item.path for item in outline.items])


def _outline(body: str, lexicon: Lexicon) -> Outline:
    return find_outline(scanned(plain_transcript(HEAD + TITLE + body + FOOT)), lexicon)


@pytest.mark.parametrize(("printed", "read"), DAMAGED)
def test_one_misread_label_moves_no_path(printed: str, read: str, lexicon: Lexicon) -> None:
    assert FOUR_LEVELS.count(printed) == 1
    whole, damaged = _outline(FOUR_LEVELS, lexicon), _outline(FOUR_LEVELS.replace(printed, read), lexicon)
    assert _nodes(damaged) == _nodes(whole)
    titled = [found.value.path for found in whole.sections if found.quote.startswith(printed)]
    misread = read.split()[0].rstrip(".,)") != printed.split()[0].rstrip(".)")
    doubted = {found.value.path: [doubt.code for doubt in found.doubts] for found in damaged.sections if found.doubts}
    assert doubted == ({titled[0]: ["label_mended"]} if titled and misread else {})


def test_a_first_number_before_a_bracket_is_of_the_kind_of_its_sisters(lexicon: Lexicon) -> None:
    body = FOUR_LEVELS.replace("1. Công chức", "1) Công chức").replace("2. Hội", "2) Hội")
    assert _nodes(_outline(body.replace("1) Công", "D) Công"), lexicon)) == _nodes(_outline(body, lexicon))


def test_a_label_that_is_due_itself_is_taken_for_no_other(lexicon: Lexicon) -> None:
    """'D/' behind C, and its first 'I/' read '1/': the whole part went below C."""
    parts = [
        f"**{label}/ {name}**\nXã giao các thôn.\n"
        for label, name in zip("ABC", ("MỤC TIÊU", "NHIỆM VỤ", "KINH PHÍ"), strict=True)
    ]
    below = "**1/ Văn phòng**\nGhi sổ.\n**II/ Địa chính**\nĐo đất.\n**III/ Tư pháp**\nSoát quy ước.\n"
    body = "".join(parts) + "**D/ TỔ CHỨC THỰC HIỆN**\n" + below
    paths = [found.value.path for found in _outline(body, lexicon).sections]
    assert paths == ["A", "B", "C", "D", "D/I", "D/II", "D/III"]


@pytest.mark.parametrize(
    ("printed", "own"),
    [("3. Tỷ lệ", "2. Tỷ lệ"), ("8. Thu", "9. Thu"), ("III) Nhiệm vụ", "II) Nhiệm vụ")],
)
def test_the_authors_slip_of_a_label_stays(printed: str, own: str, lexicon: Lexicon) -> None:
    paths = _nodes(_outline(FOUR_LEVELS.replace(printed, own), lexicon))
    depth = f"Phần thứ hai/{'II/' if printed[0].isdigit() else ''}{own.split()[0].rstrip('.)')}"
    assert depth in paths


@pytest.mark.parametrize(
    "text", ["TP. Hồ Chí Minh", "Sở Nội vụ", "- 2. Yêu cầu", "c gắn tem", "1.000 cây", "Ô. Lê Văn Bình là"]
)
def test_what_no_label_is_made_of(text: str) -> None:
    token = find_token(text)
    assert token is None or token.core == "Ô"
