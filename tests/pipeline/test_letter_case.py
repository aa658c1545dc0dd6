"""Capitals whose lower-case letters look like them."""

from __future__ import annotations

import pytest

from pipeline.ocr.letter_case import choose_case


@pytest.mark.parametrize(
    ("line", "want"),
    [
        ("cỘNG HÒA xÃ HỘI CHỦ NGHĨA vIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("v. cÔNG TÁC Tổ CHỨC THỰC HIỆN", "V. CÔNG TÁC TỔ CHỨC THỰC HIỆN"),
        ("III. NHIỆM vỤ, GIẢI PHÁP số", "III. NHIỆM VỤ, GIẢI PHÁP SỐ"),
        ("vI - Ứng dụng công nghệ thông tin", "VI - Ứng dụng công nghệ thông tin"),
        # Lower case that is meant: a line of mixed case, a word with a letter of its own shape, a code with figures.
        ("- Lưu: VT, NV. Số vào sổ", "- Lưu: VT, NV. Số vào sổ"),
        ("ỦY BAN NHÂN DÂN HUYỆN đến năm", "ỦY BAN NHÂN DÂN HUYỆN đến năm"),
        ("PHÒNG HỌC 4x6", "PHÒNG HỌC 4x6"),
        ("Trung (Bộ KH-ĐT), các PN/cứu", "Trung (Bộ KH-ĐT), các PN/cứu"),
        ("Tổ", "Tổ"),
    ],
)
def test_case(line: str, want: str) -> None:
    words = line.split()
    rivals = [tuple(((char.upper(), -1.0),) if char.islower() else () for char in word) for word in words]
    assert choose_case(words, rivals) == want.split()


def test_a_letter_that_the_net_is_sure_of_stays() -> None:
    words = ["PHỤ", "LỤC", "số", "III"]
    assert choose_case(words, [tuple(() for _ in word) for word in words]) == words
