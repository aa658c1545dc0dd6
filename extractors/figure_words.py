"""Words of tables of figures: what a header or a line over the table says of its columns (`target_tables.toml`)."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from extractors.clean import alternatives, comparison_form, one_line
from extractors.quantities import find_quantities
from extractors.toneless import bare

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractors.lexicon import Lexicon
    from models.plan import Change

ColumnKind = Literal["", "plan", "time", "done", "aside"]
"""What a header says: promised values, a time alone, results, something beside (comparison, weight, money, note)."""

_YEAR = re.compile(r"(?<![\d./])20\d\d(?!\d)|(?<=/)20\d\d(?!\d)")
_TIME = (
    r"(?:(?:vào|đến|tới|hết|trong|cuối|giữa|giai đoạn|năm|quý|tháng|ngày|thời điểm|\d{1,2}\s+tháng|đầu năm|cuối năm"
    r"|cả năm|[ivx]{1,4}|\d{1,2}|20\d\d)(?!\w)|[\s,/.-])+"
)
_OF_PLAN = r"số|mức|điểm|tỷ lệ"
_OF_DONE = r"số liệu|số|mức|điểm"
"""What may stand before the word that says what a column is: "Mức kế hoạch", "Số liệu thực hiện"."""
_DAY = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?=/20\d\d|(?!/|\d))")
_MONTH = re.compile(r"tháng\s*(\d{1,2})(?!\s*\d|\w)")
_QUARTER = re.compile(r"quý\s*(iv|i{1,3}|[1-4])(?!\w)")
_QUARTERS = {"i": 3, "ii": 6, "iii": 9, "iv": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_HALF = re.compile(r"(?<!\d)([369])\s+tháng(?!\s+cuối)")


@dataclass(frozen=True)
class FigureWords:
    """Patterns over the comparison form of a header or of a row's name."""

    name: re.Pattern[str]
    bodies: re.Pattern[str]
    number: re.Pattern[str]
    unit: re.Pattern[str]
    plan: re.Pattern[str]
    promised: re.Pattern[str]
    done: re.Pattern[str]
    past: re.Pattern[str]
    toneless: re.Pattern[str]
    aside: re.Pattern[str]
    scores: re.Pattern[str]
    static: re.Pattern[str]
    money: re.Pattern[str]
    shared_out: re.Pattern[str]
    reports: re.Pattern[str]
    totals: re.Pattern[str]
    planning: re.Pattern[str]
    implied: tuple[tuple[str, re.Pattern[str]], ...]


@lru_cache(maxsize=8)
def figure_words(lexicon: Lexicon) -> FigureWords:
    """Compile the words once for a lexicon."""
    table = lexicon.table("target_tables")

    def anywhere(words: Iterable[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{alternatives(words)})(?!\w)")

    def opening(words: Iterable[str], before: str) -> str:
        return rf"(?:{_TIME}|(?:{before})(?!\w)|[\s(])*(?:{alternatives(words)})(?!\w)"

    aside = [word for key in ("compare", "weight", "note") for word in table[key]]
    # Without their tones words of one syllable are other words ("so", "số"); "ước" is none.
    opens, stands = (
        alternatives(bare(word) for key in keys for word in table[key] if " " in word)
        for keys in (("done",), ("past", "compare", "weight"))
    )
    return FigureWords(
        name=re.compile(rf"(?:{alternatives(table['name'])})(?!\w)"),
        bodies=re.compile(rf"(?:các\s+|tên\s+)?(?:{alternatives(table['bodies'])})(?!\w)(?!\s+(?:tính|đo))"),
        number=re.compile(rf"(?:{alternatives(table['number'])})"),
        unit=re.compile(rf"(?:{alternatives(table['unit'])})(?:\s*\(.*\))?"),
        plan=re.compile(
            opening(table["plan"], _OF_PLAN) + r"|(?:(?:số|mức|số lượng)\s+)?giao(?=$|\s+(?:năm|\d|kế hoạch))"
        ),
        promised=anywhere(table["promised"]),
        done=re.compile(opening(table["done"], _OF_DONE)),
        past=anywhere(table["past"]),
        toneless=re.compile(rf"^(?:[\W\d]|nam)*(?:{opens})(?!\w)|(?<!\w)(?:{stands}|uoc)(?!\w)"),
        aside=re.compile(
            rf"(?<!\w)(?:{alternatives(aside)})(?!\w)|^(?:{alternatives(table['compare_opening'])})(?!\w)"
        ),
        scores=re.compile(rf"(?:{alternatives(table['scores'])})(?!\w)"),
        static=re.compile(rf"(?:{alternatives(table['static'])})(?=\s*(?:\(|$|năm|hiện|20\d\d|của|toàn))"),
        money=anywhere(table["money"]),
        shared_out=anywhere(table["shared_out"]),
        reports=anywhere(table["reports"]),
        totals=re.compile(rf"(?:{alternatives(table['totals'])})(?:\s+(?:cả\s+)?\d+\s+[^\W\d_]+)?(?:\s*\(.*\))?"),
        planning=re.compile(rf"[\s,;:-]*(?:(?:{alternatives([*table['plan'], *table['opening']])})(?!\w)[\s,;:-]*)+"),
        implied=tuple(
            (unit, re.compile(rf"(?:{alternatives(words)})(?!\w)")) for unit, words in table["implied"].items()
        ),
    )


_AT_START = re.compile(r"(?:(?:tại|vào|thời điểm|tính đến|số|có)\s+)*đầu (?:năm|kỳ|giai đoạn|nhiệm kỳ)(?!\w)")
"""A state that a period begins with is no promise: "Đầu năm 2024 (hộ)"."""


def kind_of_words(form: str, lexicon: Lexicon) -> ColumnKind:
    """What one header cell says of its column, "" where it names a thing measured or nothing."""
    words = figure_words(lexicon)
    if form and re.fullmatch(_TIME, form):
        return "time"
    if words.aside.search(form) or (words.money.search(form) and not re.search(r"tỷ lệ|%", form)):
        return "aside"
    if words.promised.search(form):
        return "plan"
    if _AT_START.match(form):
        return "done"
    if words.done.match(form):
        return "done"
    if words.plan.match(form):
        return "plan"
    # A scan loses tones first: what tells of results must not become a promise.
    return "done" if words.past.search(form) or words.toneless.search(bare(form)) else ""


def years_of(form: str) -> list[int]:
    """Years that a header names, in order."""
    return [int(year) for year in _YEAR.findall(form)]


def last_day_of(form: str, year: int | None) -> date | None:
    """Last day of the month, quarter or half-year that a header names in a year, else that of the year."""
    if year is None:
        return None
    month = 12
    if (day := _DAY.search(form)) and 1 <= int(day[2]) <= 12 and 1 <= int(day[1]) <= monthrange(year, int(day[2]))[1]:
        return date(year, int(day[2]), int(day[1]))
    if match := _QUARTER.search(form):
        month = _QUARTERS[match[1]]
    elif (match := _MONTH.search(form) or _HALF.search(form)) and 1 <= int(match[1]) <= 12:
        month = int(match[1])
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


_BRACKETS = re.compile(r"\(([^()]*)\)")
_CAPTION_UNIT = re.compile(r"(?:đơn vị tính|đvt|đơn vị|đv tính)\s*:\s*(?P<unit>[^()|;.]+)")


def whole_unit(text: str, lexicon: Lexicon) -> str:
    """A text that is the name of a unit and nothing else, as printed; empty where it is something else."""
    text = one_line(text).strip(" .:")
    form, units = comparison_form(text), lexicon.table("units")
    if form in ("%", "phần trăm"):
        return "%"
    if any(form in units[kind] for kind in ("money", "measures", "nouns")):
        return text
    found = find_quantities(f"5 {text}", lexicon)
    return text if text and len(found) == 1 and found[0].unit and found[0].end == len(text) + 2 else ""


def printed_unit(text: str, lexicon: Lexicon) -> str:
    """The unit that a name or a header prints in brackets or behind "ĐVT:" ("Số lớp (lớp)", "ĐVT: %"); else empty."""
    for inside in reversed(_BRACKETS.findall(text)):
        named = _CAPTION_UNIT.search(comparison_form(inside))
        if unit := whole_unit(inside[named.start("unit") :] if named else inside, lexicon):
            return unit
    form = comparison_form(text)
    if match := _CAPTION_UNIT.search(form):
        return whole_unit(text[match.start("unit") : match.end()], lexicon)
    return "%" if re.search(r"(?<!\w)%\s*$|^\s*%", form) else ""


_COUNT = re.compile(r"(?:tổng\s+)?số(?:\s+lượng)?\s+(?!hóa|liệu|với|điểm|lượng)")


def implied_unit(text: str, lexicon: Lexicon) -> str:
    """The unit that the name of a thing measured implies: "Tỷ lệ …" %, "Số lớp tập huấn" lớp tập huấn; else empty."""
    form = comparison_form(text)
    for unit, pattern in figure_words(lexicon).implied:
        if pattern.match(form):
            return unit
    if not (match := _COUNT.match(form)):
        return ""
    found = find_quantities(f"5 {text[match.end() :]}", lexicon)
    return found[0].unit if found and found[0].kind in ("count", "measure") else ""


_SPAN_OF_TIME = re.compile(
    r"(?:(?:vào|đến|tới|hết|trong|cuối|giai đoạn)\s+)*(?:năm\s+|quý\s+[ivx\d]+[/\s]*|tháng\s+\d+\s*/\s*)?"
    r"20\d\d(?:\s*-\s*20\d\d)?"
    r"|(?<!\w)(?:cả năm|quý\s+(?:iv|i{1,3})|[369] tháng(?: đầu năm)?)(?!\w)"
)


def thing_measured(text: str, lexicon: Lexicon) -> str:
    """What a header or a title measures: without times, units and words of planning ("Chỉ tiêu giao"); may be empty."""
    text = one_line(_BRACKETS.sub(" ", text))
    for match in reversed(list(_SPAN_OF_TIME.finditer(comparison_form(text)))):
        text = text[: match.start()] + " " + text[match.end() :]
    text = one_line(text)
    if opening := figure_words(lexicon).planning.match(comparison_form(text)):
        text = text[opening.end() :]
    text = text.strip(" ,;:-/.")
    return text[:1].upper() + text[1:]


_AMOUNT_END = r"(?:\s+(?:cộng dồn|lũy kế|thêm|được|(?:so với|hằng|hàng|mỗi|bình quân).*))*$"


def change_of_name(name: str, lexicon: Lexicon) -> Change:
    """Whether a row or column is named as an amount of change ("Giảm biên chế", "Số vụ giảm so với năm 2022")."""
    table, form = lexicon.table("changes"), comparison_form(name)
    form = re.sub(rf"(?<!\w)(?:{alternatives(table['masked'])})(?!\w)", lambda match: "·" * len(match.group()), form)
    kinds: tuple[Change, ...] = ("increase", "decrease")
    for kind in kinds:
        verb = rf"(?:{alternatives(table[kind])})(?!\w)"
        if re.search(rf"^{verb}|(?<!\w){verb}{_AMOUNT_END}", form):
            return kind
    return ""
