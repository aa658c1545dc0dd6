"""The year by which a number is promised: the clause's own, else what stands above it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.clean import alternatives

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon

_YEAR = r"(?:19|20)\d\d"
_A_YEAR = re.compile(_YEAR)
_PHRASE = re.compile(
    rf"(?:các\s+)?năm\s*{_YEAR}(?:\s*(?:,|và|,\s*và)\s*(?:năm\s*)?{_YEAR})*\s*(?:,|và)\s*(?:năm\s*)?(?P<listed>{_YEAR})"
    rf"(?=\s+(?:mỗi năm|hằng năm|hàng năm|bình quân))"
    rf"|(?:hai|ba|0?2|0?3)\s+năm\s*:?\s*\(?{_YEAR}(?:\s*(?:,|và)\s*(?:năm\s*)?{_YEAR})*?\s*(?:,"
    rf"|và)\s*(?:năm\s*)?(?P<both>{_YEAR})(?!\d)"
    rf"|(?P<school>(?<!\w)(?:từ|kể từ|bắt đầu từ)\s+năm học\s*{_YEAR}(?:\s*-\s*{_YEAR})?)"
    rf"|(?:giai đoạn|thời kỳ|nhiệm kỳ|từ năm|từ|năm|các năm|trong)?\s*(?<![\d/.,]){_YEAR}\s*"
    rf"(?:-|đến|tới)\s*(?:hết\s*|cuối\s*)?(?:năm\s*)?(?P<last>{_YEAR})(?![\d%])"
    rf"|(?P<from>(?<!\w)(?:từ|sau|kể từ|bắt đầu từ)\s+(?:đầu\s+)?(?:năm|quý\s*[ivx\d]+\s*/)\s*{_YEAR})"
    rf"|(?<!\w)(?:trước|đến|hết|trong|vào|hoàn thành|xong)\s+(?:hết\s+)?(?:thời điểm\s+)?(?:ngày\s*)?"
    rf"(?:quý\s*[ivx\d]+\s*/\s*|tháng\s*)?(?:\d{{1,2}}\s*/\s*)*(?P<date>{_YEAR})"
    rf"(?![\d%])"
    rf"|(?<!\w)(?:quý\s*[ivx\d]+|tháng\s*\d{{1,2}})\s*[/,]?\s*(?:năm\s*)?(?P<quarter>{_YEAR})(?![\d%])"
    rf"|(?<!\w)năm\s*:?\s*(?P<year>{_YEAR})(?![\d%])"
    rf"|(?:(?<=[;,:] )|(?<=^))(?P<bare>{_YEAR})(?=\s*:\s|\s+(?:là|đạt|còn)\s)"
    rf"|\((?P<bracket>{_YEAR})\)"
)


_BY = re.compile(
    r"(?<!\w)(?:trong(?=\s+$)|vào|đến|hết|trước|ngay trong|cuối|muộn nhất|chậm nhất)\s+(?:cuối\s+|hết\s+|giữa\s+)?$"
)
"""Before a year that says when something is done, not which year's document it is."""
_OPEN = re.compile(r"\s*(?:và|,)?\s*(?:những|các)\s+năm\s+(?:tiếp theo|sau|kế tiếp|tới)|\s+trở đi")


@dataclass(frozen=True, slots=True)
class YearPhrase:
    """A mention of a year by which something shall be reached; `title` where it is part of a document's name."""

    start: int
    end: int
    year: int
    title: bool = False


@lru_cache(maxsize=8)
def _excluding(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    traps = lexicon.table("traps")
    changes = lexicon.table("changes")
    return (
        re.compile(
            rf"(?<!\w)(?:"
            rf"{alternatives([*changes['baseline'], 'so', 'bằng', 'sửa đổi', 'bổ sung', 'sửa đổi, bổ sung'])}"
            rf")[^,;.%:()]*$"
        ),
        re.compile(
            rf"(?<!\w)(?:{alternatives(traps['documents'])})(?!\w)(?! (?:vốn|giao|đề ra|được giao)(?!\w))[^,;.:()]*$"
        ),
    )


def find_years(form: str, start: int, end: int, earliest: int | None, lexicon: Lexicon) -> list[YearPhrase]:
    """Find the mentions of years between `start` and `end` that say when, not since when or of which document.

    Args:
        form: comparison form of a passage.
        start: where to begin.
        end: where to stop.
        earliest: first year of the plan: years before it are no deadlines (None: unknown).
        lexicon: tables `traps`, `changes`.
    """
    if not _A_YEAR.search(form, start, end):
        return []
    baseline, title = _excluding(lexicon)
    found: list[YearPhrase] = []
    for match in _PHRASE.finditer(form, start, end):
        last = (
            match["bracket"]
            or match["listed"]
            or match["both"]
            or match["bare"]
            or match["last"]
            or match["date"]
            or match["quarter"]
            or match["year"]
        )
        if not last or (earliest and int(last) < earliest):
            continue
        if _OPEN.match(form, match.end()):
            continue
        before = form[start : match.start()]
        until = re.match(r"đến|hết|trước", match.group()) or _BY.search(before)
        if baseline.search(before):
            continue
        vision = _VISION.search(before)
        if vision and not _PROMISES.match(form, match.end()) and (found or title.search(before[: vision.start()])):
            continue
        found.append(YearPhrase(match.start(), match.end(), int(last), bool(title.search(before) and not until)))
    return found


_PROMISES = re.compile(r"\s*,?\s*(?:phấn đấu\s+)?(?:đạt|là|có|trên|hơn|tối thiểu|ít nhất|từ|không|\d)(?!\w)|\s*,?\s*\d")
_VISION = re.compile(r"[,;]?\s*(?:có\s+)?(?:tính đến|định hướng|tầm nhìn)(?:\s+(?:đến|tới))?\s*$")
"""Before a year far beyond, added to a span of years: "giai đoạn 2021 - 2025, định hướng đến năm 2030"."""


_STEP_BY_STEP = re.compile(r"[^;]{0,40}?(?<!\w)(?:mỗi năm|hằng năm|hàng năm|bình quân)(?!\w)")


def _passed(form: str, opener: YearPhrase, number: int) -> bool:
    """Whether a number stands in another part than a span of steps: "…; từ 2021 đến 2024 mỗi năm giảm 1%; … 75%"."""
    return ";" in form[opener.end : number] and bool(_STEP_BY_STEP.match(form, opener.end))


_LEFT = re.compile(r",\s*(?:và\s+)?còn(?!\w)|(?<!\w)còn lại(?!\w)")
"""What is left is done later: "xử lý 11 văn bản, còn 03 văn bản xử lý trong năm 2026"."""


def year_of(
    form: str,
    phrases: list[YearPhrase],
    clauses: list[tuple[int, int, int]],
    index: int,
    openers: list[YearPhrase],
    each: bool,
) -> int | None:
    """Year of the quantity at `index` of a sentence.

    Args:
        form: comparison form of the passage: over a semicolon only the year that opens the sentence reaches.
        phrases: the sentence's mentions of years.
        clauses: start of each clause, of its quantity, and where it ends.
        index: which.
        each: whether the clause itself says "each year", which the sentence's opening does not reach.
        openers: mentions that open the sentence or a part of it ("Đến năm 2025, …; đến năm 2030, …"): each holds for
            all clauses up to the next.

    Returns:
        The clause's own year, the nearer before its number; else the one that opens the sentence; else the one that
        closes the clauses behind it ("80% A và 90% B vào năm 2025"); None where none holds.
    """
    start, number, stop = clauses[index]
    own = [p for p in phrases if start <= p.start < stop]
    if own:
        before = [p for p in own if p.start < number]
        return before[-1].year if before else own[0].year
    if each and index:
        return None
    opening = [p for p in phrases if p.start < min(clauses[0][1], start)]
    if above := [p for p in openers if p.start < number and not _passed(form, p, number)]:
        return above[-1].year
    near = opening and ";" not in form[opening[-1].end : number]
    if near and (len(phrases) == 1 or not any(clauses[0][1] < p.start < start for p in phrases)):
        return opening[-1].year
    for later_start, later_number, later_stop in clauses[index + 1 :]:
        if ";" in form[number:later_number] or _LEFT.search(form[number:later_stop]):
            return None
        closing = [p for p in phrases if later_start <= p.start < later_stop]
        if closing:
            return closing[0].year if closing[0].start > later_number else None
    return None


def year_of_heading(form: str, earliest: int | None, lexicon: Lexicon) -> int | None:
    """Year of a heading ("Mục tiêu cụ thể đến năm 2025")."""
    phrases = find_years(form, 0, len(form), earliest, lexicon)
    phrases = [p for p in phrases if not p.title] or phrases
    return phrases[-1].year if phrases else None
