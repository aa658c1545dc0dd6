"""Words read anew where the net was unsure: by its frames and the language together."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from models.page import Word
from pipeline.ocr.find_lines import TextLine
from pipeline.ocr.frame_chances import log_chances
from pipeline.ocr.kehoach_engine import LEAST_CHOSEN, _in_language, _words
from pipeline.ocr.language import syllable_key
from pipeline.ocr.recogniser import MODEL, LineFrames, LineReading, best_path
from pipeline.ocr.spellings import spellings, spelt
from pipeline.ocr.word_lattice import Piece, read_by_language

CHARSET = json.loads(MODEL.with_suffix(".json").read_text(encoding="utf-8"))["charset"]
SURE = 0.9999


def seen(text: str, *doubts: tuple[int, str, float]) -> LineFrames:
    """Frames of a line: each character and a blank after it; a doubt says what else stands there, how likely.

    Another character of "" is nothing at all; a place after the text's end counts from its blanks: -1 is the first.
    """
    frames = np.full((2 * len(text), len(CHARSET) + 1), 1e-7)
    frames[1::2, 0] = SURE
    for k, char in enumerate(text):
        frames[2 * k, CHARSET.index(char) + 1] = SURE
    for place, other, chance in doubts:
        row, own = (2 * place, CHARSET.index(text[place]) + 1) if place >= 0 else (-2 * place - 1, 0)
        frames[row, own] = 1 - chance
        frames[row, CHARSET.index(other) + 1 if other else 0] = chance
    path = best_path(np.log(frames).astype(np.float32))
    return LineFrames(path.frames, path.runs, tuple(path.chances.tolist()), 4.0)


def pieces(text: str, *doubts: tuple[int, str, float]) -> tuple[Piece, ...]:
    starts = [k for k in range(len(text)) if text[k] != " " and (k == 0 or text[k - 1] == " ")]
    return read_by_language(text.split(), starts, seen(text, *doubts), CHARSET)


def read(text: str, *doubts: tuple[int, str, float]) -> str:
    return " ".join(word for piece in pieces(text, *doubts) for word in piece.words)


# As the net read it | what else it saw: where, what, how likely | the line then.
CHOSEN = [
    ("công tác quan lý", [(11, "ả", 0.2)], "công tác quản lý"),
    ("thanh toán trực tuyển", [(19, "ế", 0.3)], "thanh toán trực tuyến"),
    ('"Bộ phận tiếp nhần,', [(16, "ậ", 0.2)], '"Bộ phận tiếp nhận,'),
    ("Đấy mạnh cải cách", [(1, "ẩ", 0.3)], "Đẩy mạnh cải cách"),
    # WILD: pairs that the text never had: frequent syllables were held for less likely there than rare ones.
    ("mỗi buôn dạt tối thiểu", [(9, "đ", 0.2)], "mỗi buôn đạt tối thiểu"),
    ("điền tờ khai vao ngày", [(14, "à", 0.3)], "điền tờ khai vào ngày"),
    ("2) Chi tiêu đến cuối năm", [(5, "ỉ", 0.2)], "2) Chỉ tiêu đến cuối năm"),
    ("lấy ỷ kiến cơ sở", [(4, "ý", 0.3)], "lấy ý kiến cơ sở"),
    # A letter too many.
    ("cải cáich hành chính", [(6, "", 0.2)], "cải cách hành chính"),
    # A space lost, a space that is none.
    ("cải cáchhành chính", [(-8, " ", 0.05)], "cải cách hành chính"),
    ("cải cá ch hành chính", [(6, "", 0.2)], "cải cách hành chính"),
    ("ở huyện và ởcác xã", [(-12, " ", 0.3)], "ở huyện và ở các xã"),
    ("cải cách hành chính. ít nhất", [(21, "Í", 0.4)], "cải cách hành chính. ít nhất"),
]
# What stays: what is usual as read; what the net hardly saw; figures; names; habits of spelling; codes; labels.
LEFT = [
    ("công tác quản lý", [(11, "a", 0.3)]),
    ("công tác quan lý", [(11, "ả", 0.0001)]),
    ("đạt 30% trở lên", [(4, "8", 0.49)]),
    ("đạt 3o% trở lên", [(5, "0", 0.49)]),
    ("đạt SO% trở lên", [(4, "5", 0.49)]),
    ("bà Lê Thi Hoa", [(8, "ị", 0.4)]),
    ("HUYỆN TUY PHÒNG", [(12, "O", 0.4)]),
    ("công tác quản lý", [(15, "í", 0.49)]),
    ("theo mẫu TTg ban hành", [(10, "t", 0.49)]),
    ("VI. TỔ CHỨC THỰC HIỆN", [(1, "Ì", 0.4)]),
    ("điểm d) của", [(5, "đ", 0.4)]),
    ("năm 20 24 và", [(6, "", 0.45)]),
    ("năm 2024 và", [(-7, " ", 0.45)]),
    ("Zalo, email", [(3, "á", 0.3)]),
    # WILD: "- Lưu: VT," became "VI,", read at 0.99.
    ("- Lưu: VT, XB.", [(8, "I", 0.01), (12, "A", 0.02)]),
    ("từ xã đến tỉnh; cấp trên", [(11, "i", 0.25)]),
    # WILD: a page read sideways: noise became words.
    ("sn cóc vơ", [(k, "o", 0.4) for k in (0, 1, 3, 4, 5, 7, 8)]),
]


@pytest.mark.parametrize(("text", "doubts", "then"), CHOSEN)
def test_unsure_words_are_read_by_the_language(text: str, doubts: list[tuple[int, str, float]], then: str) -> None:
    assert read(text, *doubts) == then


@pytest.mark.parametrize(("text", "doubts"), LEFT)
def test_the_rest_stays_as_read(text: str, doubts: list[tuple[int, str, float]]) -> None:
    assert read(text, *doubts) == text


def test_what_the_net_is_sure_of_stays_word_or_not() -> None:
    text = "zzz quan lý 12/3 chíín"
    assert read(text) == text
    assert pieces(text)[1] == Piece(1, 2, ("quan",))


def test_pieces_say_which_words_they_stand_for_and_where_new_ones_part() -> None:
    *_, parted, last = pieces("cải cáchhành chính", (-8, " ", 0.05))
    assert parted == Piece(1, 2, ("cách", "hành"), (15,))
    assert last == Piece(2, 3, ("chính",))
    assert pieces("cải cá ch hành chính", (6, "", 0.2))[1] == Piece(1, 3, ("cách",))


def words_read(text: str, *doubts: tuple[int, str, float]) -> list[Word]:
    """Words of the engine: characters of 10 px, of which the net says 0.6."""
    places = tuple((10.0 * k, 10.0 * k + 10) for k in range(len(text)))
    frames = replace(seen(text, *doubts), width=5.0)
    reading = LineReading(text, 0.5, (0.6,) * len(text), places, ((),) * len(text), frames)
    line = TextLine((100, 70, 100 + 10 * len(text), 110), (100, 100, 100 + 10 * len(text), 100), 40, 0)
    return _in_language(_words(line, reading, 100.0, 0.5), reading, CHARSET, (100.0, 0.5))


def test_a_word_read_anew_keeps_what_the_net_read_beside_it() -> None:
    text = "cải cáchhành chính quan lý"
    words = words_read(text, (-8, " ", 0.05), (21, "ả", 0.2))
    assert [word.text for word in words] == ["cải", "cách", "hành", "chính", "quản", "lý"]
    assert [[reading.text for reading in word.readings] for word in words] == [
        [], ["cáchhành"], ["cáchhành"], [], ["quan"], []
    ]  # fmt: skip
    assert words[4].confidence == pytest.approx(LEAST_CHOSEN + 0.6**4)
    assert words[4].readings[0].confidence == pytest.approx(0.6**4)
    # Character k from 50 + 5 k points on; the cut is the frame behind the eighth.
    assert [(word.box.x0, word.box.x1) for word in words[:4]] == [(50, 65), (70, 88.75), (88.75, 110), (115, 140)]


def test_a_spelling_is_as_likely_as_all_ways_to_write_it() -> None:
    rng = np.random.default_rng(1)
    frames = rng.dirichlet(np.ones(4), size=5)
    ways: dict[tuple[int, ...], float] = {}
    for path in np.ndindex(4, 4, 4, 4, 4):
        written = tuple(k for k, before in zip(path, (0, *path), strict=False) if k and k != before)
        ways[written] = ways.get(written, 0.0) + float(np.prod(frames[np.arange(5), path]))
    spelled = [(1,), (1, 2), (2, 2), (3, 1, 3), (1, 1, 1)]
    classes = np.array([(*word, *[0] * (3 - len(word))) for word in spelled])
    chances = log_chances(frames, classes, np.array([len(word) for word in spelled]))
    assert np.exp(chances) == pytest.approx([ways[word] for word in spelled])


@pytest.mark.parametrize(
    "word", ["quản", "giữa", "khuyến", "hoạch", "muối", "ưu", "nghĩa", "thuở", "quý", "giết", "gì"]
)
def test_syllables_are_spelt_from_their_keys(word: str) -> None:
    assert spelt(syllable_key(word)) == (word,)


def test_open_rimes_take_their_tone_in_either_place() -> None:
    assert set(spelt(syllable_key("hòa"))) == {"hòa", "hoà"}
    assert set(spelt(syllable_key("thuỷ"))) == {"thủy", "thuỷ"}


def test_words_of_a_case_hold_each_syllable_once() -> None:
    listed = spellings("title", CHARSET)
    assert len(set(listed.texts)) == len(listed.texts)
    assert {"Quý", "Khuyến", "Hoà", "Hòa", "Ở"} <= set(listed.texts)
    assert "UBND" in spellings("upper", CHARSET).texts
    row = listed.texts.index("Chức")
    assert "".join(CHARSET[k - 1] for k in listed.classes[row] if k) == "Chức"
