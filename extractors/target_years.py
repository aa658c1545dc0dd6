"""Years of the clauses of a sentence, with lists of years and the year that an opening carries on."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from extractors.changes import is_each
from extractors.deadlines import may_name_part_of_year, parse_deadlines
from extractors.language import is_verb
from extractors.years import YearPhrase, find_years, year_of

if TYPE_CHECKING:
    from extractors.clauses import Clause
    from extractors.lexicon import Lexicon
    from extractors.passages import Passage
    from extractors.target_places import Place


_OPENING = re.compile(
    r"(?:[\s\d.)\-+*•→]|[a-zđ]\)\s)*"
    r"(?:(?:phấn đấu|mục tiêu|chỉ tiêu|trong|đến|hết|tới|vào|cuối|cụ thể|từ nay)(?!\w)[\s,:]*)*"
)
"""What may stand before the year that opens a sentence."""


def years_of_clauses(
    passage: Passage,
    sentence: tuple[int, int],
    clauses: list[Clause],
    place: Place,
    carried: int | None,
    lexicon: Lexicon,
) -> tuple[list[int | None], int | None]:
    """Years of a sentence's clauses, and the year that its opening carries on ("Đến năm 2025: …; …")."""
    mentions = find_years(passage.form, *sentence, place.earliest, lexicon)
    phrases = [p for p in mentions if not p.title and not _is_base(passage.form, sentence[0], p)]
    phrases = _with_span_ends(passage.form, sentence, phrases, place.last)
    bounds = [(clause.lead, clause.quantity.start, clause.stop) for clause in clauses]
    years: list[int | None] = []
    openers = [p for p in phrases if _opens(passage.form, sentence[0], p)]
    leading = openers[0] if openers and _OPENING.fullmatch(passage.form[sentence[0] : openers[0].start]) else None
    openers = openers if leading else []
    for i, clause in enumerate(clauses):
        listed = [p for p in phrases if clause.start <= p.start < clauses[i - clause.position].quantity.start]
        front = passage.form[clause.start : clause.quantity.start]
        if _STARTS.search(front) or _REST_OF_YEARS.search(front):
            years.append(None)
        elif step := _year_of_step(passage, clauses, i, phrases):
            years.append(step)
        elif clause.size > 1 and len(listed) == clause.size:
            years.append(listed[clause.position].year)
        elif clause.size > 1 and (spread := _listed_years(passage, clause, clauses[i - clause.position])):
            years.append(spread[clause.position])
        elif clause.size > 1 and (again := _years_again(passage, clauses, i, years)):
            years.append(again)
        else:
            years.append(
                year_of(
                    passage.form,
                    [p for p in phrases if not any(_elsewhere(passage.form, other, p) for other in clauses)],
                    bounds,
                    i,
                    openers,
                    is_each(passage.form, clause.lead, clause.quantity, clause.start, lexicon),
                )
                or _year_of_title(passage, mentions, clause, place)
                or carried
            )
    listing = leading is not None and len(phrases) == 1 and passage.form[leading.end :].lstrip().startswith(":")
    return years, leading.year if leading and listing else (None if phrases else carried)


_BASE = re.compile(
    r"(?<!\w)từ\s+(?:mức\s+)?\d[\d.,]*\s?(?:%|[^\W\d_]+(?:\s[^\W\d_]+){0,2})?\s+(?:(?:của|vào|cuối|hết|đầu"
    r"|trong)\s+)*năm\s+20\d\d$"
)
_REACHED = re.compile(r"[\s)]*,?\s*(?:tăng |giảm )?(?:lên|xuống|còn|đến|tới)(?!\w)")


def _is_base(form: str, start: int, phrase: YearPhrase) -> bool:
    """Whether a year says when the base stood that something rises from: "từ 30% năm 2021 lên 60% năm 2023"."""
    return bool(_BASE.search(form[start : phrase.end]) and _REACHED.match(form, phrase.end))


_SPAN_END = re.compile(
    r"(?<!\w)(?:đến\s+)?(?:hết|cuối|kết thúc)\s+(?:toàn\s+)?(?:kỳ kế hoạch|kỳ|giai đoạn|nhiệm kỳ"
    r"|lộ trình)(?!\w)(?!\s*(?:họp|20\d\d|\())"
)


def _with_span_ends(
    form: str, sentence: tuple[int, int], phrases: list[YearPhrase], last: int | None
) -> list[YearPhrase]:
    """Mentions of years with those of the plan's end in words: "năm 2028 có 60% và hết kỳ kế hoạch có 90%"."""
    if last is None or not phrases:
        return phrases
    ends = [YearPhrase(m.start(), m.end(), last) for m in _SPAN_END.finditer(form, *sentence)]
    return sorted([*phrases, *ends], key=lambda phrase: phrase.start)


_STARTS = re.compile(
    r"(?<!\w)(?:từ|kể từ|bắt đầu từ)\s+(?:đầu\s+)?năm\s+20\d\d(?!\s*(?:-|đến|tới|\d))(?![^,;]*(?:đến|hết) năm)"
)
"""A clause's own start: "từ năm 2023 đạt 100%" holds until the plan ends."""
_REST_OF_YEARS = re.compile(r"(?<!\w)(?:các|những|hai|ba|bốn) năm (?:còn lại|cuối|sau|tiếp theo|kế tiếp)(?!\w)")
_END_STATE = re.compile(r"\s*(?:để|và|cho đến khi|cho tới khi|đến khi|tiến tới)\s+(?:phấn đấu\s+)?đạt(?!\w)")


def _year_of_step(passage: Passage, clauses: list[Clause], index: int, phrases: list[YearPhrase]) -> int | None:
    """Year said between the number before and an end state: "…, phần còn lại làm tiếp năm 2026 để đạt 100%"."""
    clause = clauses[index]
    if not index or not _END_STATE.match(passage.form, clause.start):
        return None
    low = clauses[index - 1].quantity.end
    said = [p for p in phrases if low <= p.start < clause.start and "," in passage.form[low : p.start]]
    return said[-1].year if said else None


def _opens(form: str, start: int, phrase: YearPhrase) -> bool:
    """Whether a year opens its sentence or what stands between semicolons there."""
    begin = max(start, form.rfind(";", start, phrase.start) + 1)
    return bool(_OPENING.fullmatch(form[begin : phrase.start]))


_FURTHER = re.compile(
    r"(?:và\s+)?(?:phần|số|\S+ \S+)? ?còn lại(?!\w)|(?:sau đó|tiếp tục|mở rộng|nhân rộng|tiến tới|làm tiếp|tổng kết"
    r"|sơ kết"
    r"|đánh giá|kinh phí|riêng|trừ|khởi công|động thổ|bàn giao|nghiệm thu|đưa vào|ban hành|trình)(?!\w)|(?:kết quả"
    r"|kế hoạch)(?: thực hiện)?$"
)
"""Behind a comma these speak of what comes next: "đạt 50%, phần còn lại làm trong năm 2027"."""


_DONE = re.compile(r"(?:hoàn thành|thực hiện|làm|đạt|xong|cấp (?:tỉnh|huyện|xã))(?!\w)")


def _elsewhere(form: str, clause: Clause, phrase: YearPhrase) -> bool:
    """Whether a year behind a clause's number belongs to further words: "đạt 50%, năm 2027 làm phần còn lại"."""
    if not clause.quantity.end <= phrase.start < clause.stop:
        return False
    between = form[clause.quantity.end : phrase.start]
    comma = between.rfind(",")
    if comma < 0 or re.search(r"\d[,.]\d", between[max(0, comma - 1) : comma + 2]):
        return False
    said = between[comma + 1 :].strip()
    if said and not _DONE.match(said) and is_verb(said):
        return True
    after = form[phrase.end : clause.stop].strip()
    return bool(_FURTHER.match(said)) if said else bool(after and after[0] not in ",;.)(")


def _year_of_title(passage: Passage, mentions: list[YearPhrase], clause: Clause, place: Place) -> int | None:
    """Year of a plan that the sentence names before its goals ("Kế hoạch … giai đoạn 2022-2025; trong đó …")."""
    titles = [p for p in mentions if p.title and p.end <= clause.start and p.year > (place.year or 9999)]
    if titles and re.search(r"trong đó|mục tiêu", passage.form[titles[-1].end : clause.quantity.start]):
        return titles[-1].year
    return None


def _listed_years(passage: Passage, clause: Clause, first: Clause) -> list[int]:
    """Years of "các năm 2023, 2024, 2025 lần lượt …" where they are as many as the numbers."""
    front = passage.form[first.start : first.quantity.start]
    years = [int(year) for year in re.findall(r"(?<![\d/])(20\d\d)(?!\d)", front)]
    return years if len(years) == clause.size and re.search(r"lần lượt|tương ứng|các năm", front) else []


_IN_ORDER = re.compile(r"(?<!\w)(?:tương ứng|lần lượt|theo thứ tự)(?!\w)")


def _years_again(passage: Passage, clauses: list[Clause], index: int, years: list[int | None]) -> int | None:
    """Year of the number before it in the same place: "năm 2024 60%, năm 2025 75%; cấp xã tương ứng 45%, 60%"."""
    clause = clauses[index]
    first = index - clause.position
    before = years[first - clause.size : first] if first >= clause.size else []
    ordered = _IN_ORDER.search(passage.form, clause.start, clauses[first].quantity.start)
    return before[clause.position] if ordered and None not in before and len(set(before)) == clause.size else None


def deadline_of(passage: Passage, clause: Clause, year: int | None, lexicon: Lexicon) -> date | None:
    """Last day by which a number is due: what its clause or row names in its year, else the year's last."""
    if year is None:
        return None
    words = passage.text[clause.lead : clause.stop]
    told = parse_deadlines(words, lexicon, year) if may_name_part_of_year(words) else ()
    rows = passage.task.value.deadlines if passage.task else ()
    named = [
        one.last_day
        for one in (*rows, *told)
        if one.last_day and one.last_day.year == year and one.kind in ("date", "quarter", "month")
    ]
    return named[-1] if named else date(year, 12, 31)
