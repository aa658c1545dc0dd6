from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extractors.places import (
    Unit,
    find_units,
    level_of,
    most_named,
    province_alike,
    province_named,
    provinces_of,
    provinces_today,
    title_case,
)
from models.source import Span

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon

READ = [
    ("Kế hoạch của UBND tỉnh Phú Yên; Nghị quyết", "tỉnh", "Phú Yên", "tỉnh"),
    ("ỦY BAN NHÂN DÂN\nHUYỆN TUY AN\nSố: 5", "huyện", "Tuy An", "huyện"),
    ("thị trấn Chí Thạnh, giai đoạn", "thị trấn", "Chí Thạnh", "xã"),
    ("HUYỆN ĐẮK R'LẤP", "huyện", "Đắk R'Lấp", "huyện"),
    ("tỉnh Bà Rịa - Vũng Tàu ban hành", "tỉnh", "Bà Rịa - Vũng Tàu", "tỉnh"),
    ("TP. Hồ Chí Minh", "thành phố", "Hồ Chí Minh", "tỉnh"),
    ("thành phố Tuy Hòa năm 2022", "thành phố", "Tuy Hòa", "huyện"),
    ("UBND XÃ A ROẰNG\nSố: 5", "xã", "A Roằng", "xã"),
    ("Quận 12 và", "quận", "12", "huyện"),
    ("tỉnh Đăk Nông", "tỉnh", "Đăk Nông", "tỉnh"),
    ("xã An Mỹ năm 2023", "xã", "An Mỹ", "xã"),
]
TRAPS = [
    "UBND các xã, thị trấn trên địa bàn", "cấp huyện, cấp xã", "cấp tỉnh", "huyện năm 2021", "xã hội",
    "TỈNH HÌNH THỰC HIỆN NĂM 2021", "PHƯỜNG HƯỚNG, NHIỆM VỤ", "Tỉnh trạng Hạn Hán",
]  # fmt: skip
MISREAD = [
    ("huyện Tụy An", "Tuy An"),
    ("tỉnh Quãng Ngãi", "Quảng Ngãi"),
    ("HUYỆN ĐỒNG XUẬN", "Đồng Xuân"),
]


@pytest.mark.parametrize(("text", "word", "name", "level"), READ)
def test_a_unit_is_read(text: str, word: str, name: str, level: str, lexicon: Lexicon) -> None:
    for mend in (False, True):
        (unit,) = find_units(text, lexicon, mend=mend)
        assert (unit.word, unit.name, level_of(unit, lexicon), unit.misread) == (word, name, level, False)


@pytest.mark.parametrize("text", TRAPS)
def test_what_names_no_unit(text: str, lexicon: Lexicon) -> None:
    assert find_units(text, lexicon, mend=True) == []


@pytest.mark.parametrize(("text", "name"), MISREAD)
def test_ocr_is_put_right_and_print_is_not_overruled(text: str, name: str, lexicon: Lexicon) -> None:
    (mended,) = find_units(text, lexicon, mend=True)
    assert (mended.name, mended.misread) == (name, True)
    (printed,) = find_units(text, lexicon)
    assert printed.name != name
    assert not printed.misread


def test_a_name_of_other_letters_is_not_overruled(lexicon: Lexicon) -> None:
    for text in ("HUYỆN XUÂN GIAO", "huyện Tuy Ẩn Đông"):
        (unit,) = find_units(text, lexicon, mend=True)
        assert not unit.misread


def test_the_gazetteer(lexicon: Lexicon) -> None:
    assert provinces_of("huyện", "Tuy An", lexicon) == ("Phú Yên",)
    assert len(provinces_of("huyện", "Châu Thành", lexicon)) > 5
    assert provinces_of("huyện", "Không Có", lexicon) == ()
    table = lexicon.table("places")["province"]
    assert len(table) == 63
    assert len({entry["now"] for entry in table}) == 34
    units = find_units("tỉnh Phú Yên, huyện Phú Hòa, tỉnh Phú Hòa", lexicon)
    assert [province_named(unit, lexicon) for unit in units] == ["Phú Yên", "", ""]


def test_the_most_named_comes_first(lexicon: Lexicon) -> None:
    units = find_units("huyện Tuy An và huyện Phú Hòa; huyện Phú Hòa", lexicon)
    assert [unit.name for unit in most_named(units)] == ["Phú Hòa", "Tuy An"]


def test_title_case() -> None:
    assert title_case("ĐẮK R'LẤP") == "Đắk R'Lấp"
    assert title_case("Tuy An") == "Tuy An"


def test_units_of_today(lexicon: Lexicon) -> None:
    assert provinces_today("đặc khu", "Phú Quốc", lexicon) == ("An Giang",)
    assert len(provinces_today("xã", "An Khánh", lexicon)) > 1  # a name of several provinces
    assert provinces_today("xã", "Bến Gỗ Xa", lexicon) == ()
    table = lexicon.table("communes")["province"]
    assert (len(table), sum(len(entry["communes"]) for entry in table)) == (34, 3321)
    assert {entry["name"] for entry in table} == {entry["now"] for entry in lexicon.table("places")["province"]}


def test_hue_is_a_province_from_2025_on(lexicon: Lexicon) -> None:
    hue = Unit("thành phố", "Huế", Span(start=0, end=1))
    assert [level_of(hue, lexicon, year) for year in (None, 2024, 2025)] == ["huyện", "huyện", "tỉnh"]


def test_a_highland_name_whose_capital_reads_as_an_l(lexicon: Lexicon) -> None:
    (unit,) = find_units("UBND huyện la Grai về", lexicon, mend=True)
    assert (unit.name, unit.misread) == ("Ia Grai", True)
    assert find_units("huyện la Grai", lexicon) == []  # a text layer is taken at its word


@pytest.mark.parametrize(
    ("read", "meant"),
    [("Quảng Lam", "Quảng Nam"), ("Ouảng Ngãi", "Quảng Ngãi"), ("Hải Bình", ""), ("Vân Trường", ""), ("Quảng Nam", "")],
)
def test_a_misread_province_is_known_again_by_its_letters(read: str, meant: str, lexicon: Lexicon) -> None:
    assert province_alike(read, lexicon) == meant


def test_a_word_at_a_lines_end_before_a_number_is_no_district(lexicon: Lexicon) -> None:
    assert find_units("cơ quan chủ quản\n1.1 Việc của thôn", lexicon, mend=True) == []
    assert [unit.name for unit in find_units("phố chợ quận 1, các phường", lexicon, mend=True)] == ["1"]
