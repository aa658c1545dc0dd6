from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extractors.text_witness import mend_capitals, mend_title, name_raised, without_speck, witness_of
from tests.made import plain_transcript

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon

TEXT = (
    "Nghề nuôi ong của thôn.\nHội nuôi ong họp.\nNghề nuôi ong là nghề lâu đời.\nVườn rau sạch.\nVườn rau sạch nhất.\n"
    "Thôn chủ trì việc này.\nXã chủ trì việc kia.\nCác năm 2021-2025.\nGiai đoạn 2021-2025.\n"
)


@pytest.mark.parametrize(
    ("read", "meant", "doubts"),
    [
        ("Nghề nuối ong năm 2021", "Nghề nuôi ong năm 2021", 1),  # the text says "nuôi ong" again and again
        ("Trên địa bàn tính Phú La", "Trên địa bàn tỉnh Phú La", 1),  # usual words of titles
        ("ườn rau sạch", "Vườn rau sạch", 1),  # the first letter lies under a stamp
        ("Việc do thôn chủ ì việc này", "Việc do thôn chủ ì việc này", 0),  # one letter is left: it may be any word
        ("Nghề nuôi dê", "Nghề nuôi dê", 0),
        ("Đẩy mạnh cải cácn hành chính", "Đẩy mạnh cải cách hành chính", 1),  # a letter of a usual phrase
        ("Vận hành vườn rau", "Vận hành vườn rau", 0),  # one letter off "ban hành", yet another word
        ("Chuyển đổi số tinh Vân Trường", "Chuyển đổi số tỉnh Vân Trường", 1),
        ("Chuyển đổi số huyên Phú La", "Chuyển đổi số huyện Phú La", 1),
        ("Học tinh thần Đồng khởi", "Học tinh thần Đồng khởi", 0),
        ("Vườn Rấu Sạch", "Vườn Rấu Sạch", 0),  # names are left alone
        ("chăm sóc vườn", "Chăm sóc vườn", 0),  # a c has the shape of its capital
        ("đất vườn", "đất vườn", 0),
        ("Vườn rau,ao cá;, chuồng trại", "Vườn rau, ao cá, chuồng trại", 0),
        ("Ban Chí huy Quân sự", "Ban Chỉ huy Quân sự", 1),
        ("Truởng thôn chủ trì", "Trưởng thôn chủ trì", 1),  # no syllable has the rime "uơ" before a final
        ("VUỜN CHƯONG", "VƯỜN CHƯƠNG", 2),
        ("Thuở ấy quờn quện", "Thuở ấy quờn quện", 0),
        ("Nuôi ong 2021/2025", "Nuôi ong 2021-2025", 1),  # the text has the span with its dash twice
        ("Nuôi ong 2019/2020", "Nuôi ong 2019/2020", 0),
    ],
)
def test_a_scanned_title(read: str, meant: str, doubts: int, lexicon: Lexicon) -> None:
    title, found = mend_title(read, witness_of(plain_transcript(TEXT)), lexicon)
    assert (title, len(found)) == (meant, doubts)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("NHIỆM vụ", "NHIỆM VỤ"),
        ("PHỤ LỤc I", "PHỤ LỤC I"),
        ("Nhiệm vụ", "Nhiệm vụ"),
        ("TỔ CHỨC THỰC HIỆN", "TỔ CHỨC THỰC HIỆN"),
    ],
)
def test_capitals(read: str, meant: str) -> None:
    assert mend_capitals(read) == meant


@pytest.mark.parametrize(
    ("title", "meant"),
    [
        ("Trồng chè xã chư Pưng năm 2021", "Trồng chè xã Chư Pưng năm 2021"),
        ("Trồng chè xã Chư pưng", "Trồng chè xã Chư Pưng"),
        ("Trồng chè xã Hư pưng", "Trồng chè xã Hư pưng"),
        ("TRỒNG CHÈ XÃ CHƯ PƯNG", "TRỒNG CHÈ XÃ CHƯ PƯNG"),
    ],
)
def test_a_units_name_in_its_title(title: str, meant: str) -> None:
    assert name_raised(title, "Chư Pưng") == meant


@pytest.mark.parametrize(
    ("read", "meant"), [("Mục đích ị", "Mục đích"), ("Quý I", "Quý I"), ("Phụ lục I", "Phụ lục I")]
)
def test_a_speck_behind_a_heading(read: str, meant: str) -> None:
    assert without_speck(read) == meant


def test_a_word_that_lost_its_two_first_consonants(lexicon: Lexicon) -> None:
    text = "Các thôn thực hiện việc này.\nXã thực hiện việc kia.\nHuyện thực hiện nốt.\n"
    title, found = mend_title("Nhà đầu tư ục hiện dự án", witness_of(plain_transcript(text)), lexicon)
    assert (title, len(found)) == ("Nhà đầu tư thực hiện dự án", 1)
    text = "Công dân xã học nghề.\nCông dân xã họp.\nCông dân xã góp ý.\n"
    assert mend_title("Công an xã", witness_of(plain_transcript(text)), lexicon) == ("Công an xã", ())
