"""Promises without a number: ranks, zeros, wholes."""

from __future__ import annotations

import pytest

from extractors.commitments import find_commitments
from extractors.lexicon import load_lexicon
from extractors.outline import Outline
from models.plan import Section
from models.source import Found, Span
from tests.made import plain_transcript

READ = [
    ("Phấn đấu chỉ số chuyển đổi số của huyện thuộc nhóm khá của tỉnh.", ["rank"]),
    ("Giữ vững thứ hạng về chỉ số hài lòng.", ["rank"]),
    ("Chỉ số cải cách của xã nằm trong nhóm dẫn đầu huyện.", ["rank"]),
    ("Tăng cường kiểm tra, không để xảy ra cháy rừng.", ["zero"]),
    ("Bảo đảm trong năm không có viên chức bị kỷ luật.", ["zero"]),
    ("Không để hồ sơ trễ hạn; thực hiện số hóa toàn bộ sổ hộ tịch.", ["zero", "all"]),
    ("Đảm bảo tất cả các kết luận thanh tra phải được thực hiện.", ["all"]),
]
TRAPS = [
    "Nâng cao trách nhiệm của người đứng đầu cơ quan.",
    "Xử lý nghiêm nếu để xảy ra sai phạm.",
    "Bãi bỏ văn bản không còn phù hợp với thực tế.",
    "Dữ liệu dùng chung trên tất cả hệ thống của tỉnh.",
    "Đánh giá, xếp loại công tác cải cách hành chính.",
    "Xem xét trách nhiệm khi để xảy ra vi phạm.",
]


def kinds(text: str) -> list[str]:
    transcript = plain_transcript(text)
    section = Section(
        path="II", label="II", heading="Nhiệm vụ", level=1, role="tasks", span=Span(start=0, end=len(transcript.text))
    )
    found = find_commitments(transcript, Outline(sections=(Found[Section](value=section),)), load_lexicon())
    assert all(x.quote == " ".join(transcript.slice(span) for span in x.spans) for x in found)
    return [x.value.kind for x in found]


@pytest.mark.parametrize(("text", "wanted"), READ, ids=[case[0][:40] for case in READ])
def test_commitments(text: str, wanted: list[str]) -> None:
    assert kinds(text) == wanted


@pytest.mark.parametrize("text", TRAPS, ids=[text[:40] for text in TRAPS])
def test_traps(text: str) -> None:
    assert kinds(text) == []
