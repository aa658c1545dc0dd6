"""Whole sheets as offices write them: letterheads, issue lines, titles, signatures, section schemes (sheets/)."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from extractors.front_matter import find_front_matter
from extractors.outline import find_outline
from models.source import Found
from tests.sheets import set_sheet

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon

CASES = Path(__file__).parent / "sheets"
HEAD = """**ỦY BAN NHÂN DÂN** || **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
**HUYỆN PHÚ LA** || **Độc lập - Tự do - Hạnh phúc**
Số: 41/KH-UBND || Phú La, ngày 09 tháng 3 năm 2021

"""
TITLE = "^KẾ HOẠCH\n^Nuôi ong lấy mật năm 2021\n"
GROUNDS = "Căn cứ Luật Chăn nuôi và tình hình thực tế của địa phương, việc nuôi ong được tiến hành trong năm như sau:\n"
BODY = """
Căn cứ Luật Chăn nuôi ngày 19 tháng 11 năm 2018 và tình hình thực tế của địa phương trong năm qua;
Việc nuôi ong được tiến hành như sau:
**I. MỤC TIÊU**
- Thêm bốn mươi đàn ong, mỗi đàn một tổ, mỗi tổ một vườn, mỗi vườn một người trông nom cẩn thận.
- Mỗi thôn chọn lấy một vườn tốt để làm nơi học nghề cho bà con trong thôn và các thôn lân cận cùng đến xem.
**II. TỔ CHỨC THỰC HIỆN**
Các thôn làm theo Kế hoạch này, có gì vướng mắc thì báo lại để cùng nhau bàn bạc và tìm cách gỡ./.
"""
FOOT = """Nơi nhận: || **TM. ỦY BAN NHÂN DÂN**
- Như trên; || **CHỦ TỊCH**
- Lưu: VT. ||
 ||
 || **Lê Thị Hoa**
"""


class Expected(NamedTuple):
    """A section as labelled."""

    path: str
    role: str
    heading: str


def _cases(name: str, table: str = "") -> list[Any]:
    held = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=key) for key, case in (held[table] if table else held).items()]


def _head(left: str, date: str) -> str:
    """Set the left column (lines parted by |) beside quốc hiệu, place and date beside the number."""
    lines = left.split("|")
    number = next((place for place, line in enumerate(lines) if line.startswith("Số")), len(lines))
    right = ["**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**", "**Độc lập - Tự do - Hạnh phúc**"]
    right += [""] * max(0, number - 2) + [date]
    lines += [""] * (len(right) - len(lines))
    right += [""] * (len(lines) - len(right))
    return "\n".join(
        f"{f'**{one}**' if one.isupper() else one} || {other}" for one, other in zip(lines, right, strict=True)
    )


def _read(text: str, lexicon: Lexicon, ocr: bool) -> dict[str, str]:
    """Fields as text: empty where not stated, "!" unreadable, "?" not found."""
    front = find_front_matter(set_sheet(text, ocr), lexicon)
    why = {"not_stated": "", "unreadable": "!", "not_found": "?"}
    fields = {name: getattr(front, name) for name in type(front).model_fields}
    return {name: str(field.value) if isinstance(field, Found) else why[field.why] for name, field in fields.items()}


def _sections(text: str, lexicon: Lexicon, ocr: bool) -> list[Expected]:
    found = [section.value for section in find_outline(set_sheet(text, ocr), lexicon).sections]
    return [Expected(section.path, section.role, section.heading) for section in found]


@pytest.mark.parametrize("ocr", [False, True], ids=["digital", "scan"])
@pytest.mark.parametrize("case", _cases("letterheads"))
def test_letterhead(case: dict[str, str], ocr: bool, lexicon: Lexicon) -> None:
    expected = dict(case)
    found = _read(f"{_head(expected.pop('left'), expected.pop('date'))}\n\n{TITLE}{BODY}{FOOT}", lexicon, ocr)
    assert {name: found[name].replace("?", "") for name in expected} == expected


@pytest.mark.parametrize("ocr", [False, True], ids=["digital", "scan"])
@pytest.mark.parametrize("case", _cases("issue_lines"))
def test_number_place_and_date(case: dict[str, str], ocr: bool, lexicon: Lexicon) -> None:
    expected = dict(case)
    left = f"ỦY BAN NHÂN DÂN|HUYỆN PHÚ LA|{expected.pop('line')}"
    found = _read(f"{_head(left, expected.pop('place_date'))}\n\n{TITLE}{BODY}{FOOT}", lexicon, ocr)
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize("ocr", [False, True], ids=["digital", "scan"])
@pytest.mark.parametrize("case", _cases("titles"))
def test_title_and_period(case: dict[str, str], ocr: bool, lexicon: Lexicon) -> None:
    expected = dict(case)
    text = f"{HEAD}{expected.pop('lines')}{BODY}{FOOT}"
    found = _read(text, lexicon, ocr)
    assert {name: found[name] for name in expected} == expected
    assert [section.path for section in _sections(text, lexicon, ocr)] == ["I", "II"]


@pytest.mark.parametrize("ocr", [False, True], ids=["digital", "scan"])
@pytest.mark.parametrize("case", _cases("signatures"))
def test_signer(case: dict[str, str], ocr: bool, lexicon: Lexicon) -> None:
    expected = dict(case)
    text = f"{HEAD}{TITLE}{BODY}{expected.pop('rows')}"
    found = _read(text, lexicon, ocr)
    assert {name: found[name] for name in expected} == expected
    assert [section.path for section in _sections(text, lexicon, ocr)] == ["I", "II"]


_MARK = re.compile(r"\{([^{}]*) (\w+)\}")


def parse_scheme(text: str, bold_levels: int) -> tuple[str, list[Expected]]:
    """Return the text to set, titles of so many levels bold, and the sections labelled in it."""
    lines, expected = [], []
    for line in text.strip("\n").split("\n"):
        mark = _MARK.match(line)
        if mark is None:
            lines.append(line)
            continue
        rest, bold = line[mark.end() :], mark[1].count("/") < bold_levels
        label, _, title = rest.lstrip("^").partition("~")
        heading, _, behind = title.partition("¦")
        expected.append(Expected(mark[1], mark[2], heading.replace("_", " ").strip().rstrip(":.;")))
        if rest.startswith("^"):
            lines += [f"{'^' if bold else '^_'}{piece}" for piece in f"{label}{heading}".split("_")]
        else:
            printed = f"{label}{heading}"
            lines.append(f"**{printed.strip()}** {behind.strip()}".rstrip() if bold else f"{printed}{behind}")
    return "\n".join(lines), expected


@pytest.mark.parametrize("ocr", [False, True], ids=["digital", "scan"])
@pytest.mark.parametrize("bold_levels", [9, 1, 0])
@pytest.mark.parametrize("case", _cases("schemes", "any"))
def test_scheme(case: dict[str, str], bold_levels: int, ocr: bool, lexicon: Lexicon) -> None:
    text, expected = parse_scheme(case["text"], bold_levels)
    assert _sections(f"{HEAD}{TITLE}\n{GROUNDS}{text}\n{FOOT}", lexicon, ocr) == expected


@pytest.mark.parametrize("case", _cases("schemes", "bold"))
def test_scheme_that_bold_letters_tell(case: dict[str, str], lexicon: Lexicon) -> None:
    text, expected = parse_scheme(case["text"], 9)
    assert _sections(f"{HEAD}{TITLE}\n{GROUNDS}{text}\n{FOOT}", lexicon, ocr=False) == expected
