"""Counts among the duties of a body: which words make a number a promise there, and which only describe."""

from __future__ import annotations

import pytest

from extractors.lexicon import load_lexicon
from extractors.promised_counts import is_told_apart, promised
from extractors.targets import find_targets
from tests.extractors.test_target_sentences import FRONT, outline_over
from tests.made import plain_transcript

DUTIES = [
    ("Mỗi chi hội giúp 20 hội viên cài ứng dụng.", ["20"]),
    ("Trung tâm Văn hóa phát chuyên mục hằng tuần, cả năm 40 chuyên mục.", ["40"]),
    ("Công an huyện cấp 5.000 tài khoản định danh trước tháng 6.", ["5000"]),
    ("Mặt trận Tổ quốc giám sát tại 03 xã.", ["3"]),
    ("UBND xã bố trí 01 công chức trực thứ bảy.", ["1"]),
    ("Thanh tra huyện kiểm tra 06 đơn vị, kết luận trong 20 ngày.", ["6", "20"]),
    ("Phòng Nội vụ lập danh sách 12 đơn vị chậm nộp báo cáo.", []),
    ("Phòng Tư pháp phối hợp với 12 xã rà soát hộ tịch.", []),
    ("Văn phòng theo dõi 38 nhiệm vụ của kế hoạch.", []),
    ("Các xã gửi báo cáo trước ngày 15 hằng tháng, chậm quá 3 ngày bị nhắc nhở.", []),
    ("Trong thời hạn 20 ngày làm việc, kể từ ngày Đồ án quy hoạch được phê duyệt, giao Phòng Kinh tế công bố.", []),
]


@pytest.mark.parametrize(("text", "wanted"), DUTIES, ids=[text[:40] for text, _ in DUTIES])
def test_duties(text: str, wanted: list[str]) -> None:
    transcript = plain_transcript(text)
    found = find_targets(transcript, outline_over(len(transcript.text), "organization"), FRONT, (), (), load_lexicon())
    assert [f"{one.value.quantity.value:f}" for one in found] == wanted


@pytest.mark.parametrize(
    ("front", "weight"),
    [
        ("mỗi hội giúp ", 1),
        ("từng xã cử ", 1),
        ("cả năm ", 1),
        ("đến cuối năm có ", 1),
        ("mỗi hồ sơ có ", 0),
        ("huyện có ", 0),
        ("trong quý gửi ", 0),
    ],
)
def test_words_before_a_count(front: str, weight: int) -> None:
    assert promised(front) == weight


@pytest.mark.parametrize(
    ("front", "unit", "apart"),
    [
        ("mở rộng từ 03 lên ", "lĩnh vực", True),
        ("mỗi năm họp ", "lần", True),
        ("triển khai ", "lĩnh vực", False),
        ("chỉ phải đi lại ", "lần", False),
    ],
)
def test_described_things_that_are_promised(front: str, unit: str, apart: bool) -> None:
    assert is_told_apart(front, unit) is apart
