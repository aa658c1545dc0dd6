"""Counts among tasks: what an order reaches is promised, what only says how many there are is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extractors.outline import Outline
from extractors.targets import find_targets
from models.plan import FrontMatter, Section
from models.source import Found, Span
from tests.made import plain_transcript

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.plan import Role

FRONT = FrontMatter(
    unit_level=Found[str](value="huyện"), period_start=Found[int](value=2024), period_end=Found[int](value=2024)
)
ORDERED = [
    ("- Lắp 14 ki ốt tra cứu ở các chợ.", ["14"]),
    ("- Nối mạng nội bộ cho 6 xã còn lại; cấp 320 chứng thư số cho công chức.", ["6", "320"]),
    ("a) Chuyển 05 trụ sở cũ thành nhà trẻ.", ["5"]),
    ("- Luân chuyển vị trí công tác đối với 28 người làm địa chính.", ["28"]),
    ("- Hoán đổi vị trí 16 công chức đã quá thời hạn giữ việc.", ["16"]),
    ("- Nhận hồ sơ, trả kết quả qua bưu điện đối với 90 thủ tục.", ["90"]),
    ("- Mở chuyên mục hỏi đáp với 36 số trong năm.", ["36"]),
    ("- Sản xuất 10 phóng sự ngắn về người làm một cửa.", ["10"]),
    ("- Dựng 12 màn hình ở nơi tiếp dân.", ["12"]),
    ("- Mỗi tuần phát 04 bản tin trên loa.", ["4"]),
]
DESCRIBED = [
    "- Huyện có 14 xã, trong đó nhiều xã ở vùng cao.",
    "- Đối với 12 thủ tục nêu trên, các phòng rà lại trình tự.",
    "- Địa bàn gồm 160 thôn nằm rải rác dọc sông.",
    "- Việc này thuộc trách nhiệm của 12 phòng.",
    "- Hồ sơ nộp tại tầng 2 trụ sở huyện.",
    "- Theo danh sách 40 đơn vị đã gửi, các xã tự rà lại.",
]


def counts(text: str, role: Role, lexicon: Lexicon) -> list[str]:
    """Values of the targets of one paragraph below a heading of some role."""
    transcript = plain_transcript(text)
    span = Span(start=0, end=len(transcript.text))
    section = Section(path="II", label="II", heading="Nội dung", level=1, role=role, span=span)
    outline = Outline(sections=(Found[Section](value=section),))
    found = find_targets(transcript, outline, FRONT, (), (), lexicon)
    return [str(one.value.quantity.value) for one in found]


@pytest.mark.parametrize(("text", "wanted"), ORDERED, ids=[text[:40] for text, _ in ORDERED])
def test_what_an_order_reaches(text: str, wanted: list[str], lexicon: Lexicon) -> None:
    assert counts(text, "tasks", lexicon) == wanted


@pytest.mark.parametrize("text", DESCRIBED, ids=[text[:40] for text in DESCRIBED])
def test_what_is_only_described(text: str, lexicon: Lexicon) -> None:
    assert counts(text, "tasks", lexicon) == []


def test_an_office_surveys_so_many_a_month(lexicon: Lexicon) -> None:
    assert counts("Khảo sát 250 hộ dân/tháng về thái độ phục vụ.", "organization", lexicon) == ["250"]


@pytest.mark.parametrize(
    ("heading", "scope"),
    [
        ("UBND các xã, thị trấn", "cấp xã"),
        ("Ủy ban nhân dân cấp xã", "cấp xã"),
        ("Các xã, phường", "cấp xã"),
        ("Phòng Nội vụ", ""),
        ("Các cơ quan và UBND các xã", ""),
        ("Bưu điện huyện", ""),
    ],
)
def test_duties_below_the_name_of_bodies_are_theirs(heading: str, scope: str, lexicon: Lexicon) -> None:
    transcript = plain_transcript("Phát thanh về cải cách ít nhất 02 buổi/tuần.")
    span = Span(start=0, end=len(transcript.text))
    section = Section(path="V/3", label="3", heading=heading, level=2, role="organization", span=span)
    outline = Outline(sections=(Found[Section](value=section),))
    (target,) = find_targets(transcript, outline, FRONT, (), (), lexicon)
    assert target.value.scope == scope
