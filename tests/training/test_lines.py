"""The maker of training lines: texts of every shape, strips that a reader can use, the same from the same seed."""

import random

import numpy as np
import pytest

pytest.importorskip("fontTools")

from pipeline.ocr.line_image import HEIGHT
from training import numerals
from training.charset import CHARSET, encoded, folded
from training.damage import Device, Noise, scanned
from training.lines import Studio, make_line, open_studio
from training.text import make_text
from training.words import Vocabulary, old_tone_place, read_vocabulary


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return read_vocabulary()


@pytest.fixture(scope="module")
def studio() -> Studio:
    try:
        return open_studio(5)
    except RuntimeError as missing:
        pytest.skip(str(missing))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("“Một cửa” – 2021…", '"Một cửa" - 2021...'),
        ("Họ tên: ............", "Họ tên: ..."),
        ("hòa", "hòa"),
        ("a  b\tc", "a bc"),
        ("│x│", "x"),
    ],
)
def test_folding(text: str, written: str) -> None:
    assert folded(text) == written
    assert all(0 < k <= len(CHARSET) for k in encoded(written))


@pytest.mark.parametrize(
    ("word", "old"), [("hòa bình", "hoà bình"), ("thủy", "thuỷ"), ("quý", "quý"), ("toàn", "toàn"), ("Ủy", "Uỷ")]
)
def test_the_old_place_of_the_tone(word: str, old: str) -> None:
    assert old_tone_place(word) == old


def test_every_character_is_taught(vocabulary: Vocabulary) -> None:
    rng = random.Random(2)
    seen = set("".join(folded(make_text(rng, vocabulary)) for _ in range(30_000)))
    assert seen == set(CHARSET)


@pytest.mark.parametrize(
    "make", [numerals.number, numerals.percentage, numerals.date, numerals.legal_symbol, numerals.label, numerals.code]
)
def test_numerals_hold_no_line_break(make) -> None:
    rng = random.Random(4)
    made = {make(rng) for _ in range(500)}
    assert len(made) > 50
    assert all(text and "\n" not in text for text in made)


def test_roman_numerals_run_to_thirty() -> None:
    rng = random.Random(4)
    assert {numerals.roman_label(rng) for _ in range(3000)} == set(numerals.ROMANS)
    assert len(set(numerals.ROMANS)) == 30


def test_lines_are_strips_with_texts(studio: Studio) -> None:
    made = [make_line(studio) for _ in range(60)]
    assert all(image.shape[0] == HEIGHT and image.dtype == np.uint8 for image, _ in made)
    assert all(set(text) <= set(CHARSET) for _, text in made)
    assert sum(image.max() > 200 for image, _ in made) > 50


def test_the_same_seed_makes_the_same_line() -> None:
    try:
        one, two = make_line(open_studio(11)), make_line(open_studio(11))
    except RuntimeError as missing:
        pytest.skip(str(missing))
    assert one[1] == two[1]
    assert np.array_equal(one[0], two[0])


@pytest.mark.parametrize("kind", ["clean", "grey", "bitonal"])
def test_damage_keeps_the_shape(kind: str) -> None:
    ink = np.zeros((80, 300), dtype=np.float32)
    ink[30:50, 40:260] = 1
    picture = scanned(ink, 36.0, Device(kind, 200), Noise(1), random.Random(1), None)
    assert picture.shape == ink.shape
    assert picture[32:48, 60:240].mean() < picture[:20].mean()
