"""A lone sign before a target's number on a scan."""

from __future__ import annotations

import pytest

from extractors.misread_signs import sign_doubts

STRAY = ["tỷ lệ lao động có nghề 2 ", "giữ ổn định tỷ trọng (6 ", "khoản tiết kiệm (@ ", "8 "]
TORN = ["20.09/", "tăng 3,"]
PLAIN = ["", "đạt ", "trong năm 2 ", "mức độ 3 ", "từ 5 ", "năm 2025, ", "hồ sơ (", "đạt 12 ", "- "]


@pytest.mark.parametrize(
    ("before", "code"),
    [*((text, "comparator_unclear") for text in STRAY), *((text, "number_torn") for text in TORN)],
)
def test_what_may_have_been_a_sign_or_a_part_is_doubted(before: str, code: str) -> None:
    assert [doubt.code for doubt in sign_doubts(before)] == [code]


@pytest.mark.parametrize("before", PLAIN)
def test_plain_words_raise_no_doubt(before: str) -> None:
    assert sign_doubts(before) == ()
