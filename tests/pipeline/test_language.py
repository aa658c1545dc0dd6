"""How likely syllables are beside each other, and stops by the form of the text."""

from __future__ import annotations

from math import log

import pytest

from pipeline.ocr.language import choose_stops, core_of, language, syllable_key


def open_at(word: str, **rivals: tuple[str, float]) -> list[tuple[tuple[str, float], ...]]:
    """Rivals of a word: by the place of a character, another one and its chance beside the best."""
    found: list[tuple[tuple[str, float], ...]] = [() for _ in word]
    for place, (other, share) in rivals.items():
        found[int(place[1:])] = ((other, log(share)),)
    return found


def test_one_syllable_with_its_tone_in_two_places() -> None:
    assert syllable_key("Hoà") == syllable_key("hòa")
    assert syllable_key("uỷ") == syllable_key("Ủy")
    assert syllable_key("quản") != syllable_key("quan")


def test_core() -> None:
    assert core_of("(quý),") == (1, 4)
    assert core_of("...") == (3, 3)


def test_counts_are_of_syllables_alone() -> None:
    known = language()
    assert known.total > 200_000
    assert known.follows(syllable_key("hành"), syllable_key("chính")) > known.follows("", syllable_key("chính"))
    assert not any(char.isdigit() for key in known.single for char in key)
    assert not {"percent", "until"} & known.single.keys()  # the maker's identifiers are no text


def test_a_pair_never_seen_is_as_likely_as_its_parts() -> None:
    known = language()
    for before, often, rare in (("buôn", "đạt", "dạt"), ("khai", "vào", "vao"), ("và", "chính", "chình")):
        keys = [syllable_key(text) for text in (before, often, rare)]
        assert known.follows(keys[0], keys[1]) > known.follows(keys[0], keys[2]) + 2
    # Many words follow "và", few follow "nhõng": so much less does it say of what it was never seen before.
    assert known.follows(syllable_key("và"), syllable_key("buôn")) > known.follows("", syllable_key("buôn")) - 2


# A line, where a full stop stands beside the comma with which chance, the line under it, the line then.
STOPS = [
    ("giữa năm 2021,", 13, 0.2, "- Đầu tư", "giữa năm 2021."),
    ("giữa năm 2021,", 13, 0.2, "và đầu tư", "giữa năm 2021,"),
    ("giữa năm 2021,", 13, 0.001, "- Đầu tư", "giữa năm 2021,"),
    ("1,6. Việc khác", 1, 0.3, "", "1.6. Việc khác"),
    ("1,6 điểm", 1, 0.9, "", "1,6 điểm"),
]


@pytest.mark.parametrize(("read", "place", "share", "under", "then"), STOPS)
def test_stops_by_the_form_of_the_text(read: str, place: int, share: float, under: str, then: str) -> None:
    assert choose_stops(read, open_at(read, **{f"k{place}": (".", share)}), under) == then


@pytest.mark.parametrize(
    ("read", "place", "sign", "under", "then"),
    [
        ("từ quý IV;", 9, "/", "2021", "từ quý IV/"),
        ("từ quý IV;", 9, "/", "các xã", "từ quý IV;"),
        ("số 12/2016/ND-CP", 12, "Đ", "", "số 12/2016/NĐ-CP"),
        ("số 8/NQ-HDND", 9, "Đ", "", "số 8/NQ-HĐND"),
    ],
)
def test_signs_of_quarters_and_codes(read: str, place: int, sign: str, under: str, then: str) -> None:
    assert choose_stops(read, open_at(read, **{f"k{place}": (sign, 0.1)}), under) == then


def test_line_without_rivals_keeps_its_commas() -> None:
    assert choose_stops("năm 2021,", [() for _ in "năm 2021,"], "- Việc") == "năm 2021,"
