"""What a deadline cell says: its kind and the last day that it allows.

Grammar over the toneless comparison form (`toneless.bare` keeps offsets); the words stand in lexicon/deadlines.toml.
A cell falls into clauses, a clause into dated expressions; a mark of recurrence, of an event or of a start governs
the clause. A day named after "trước" is still allowed; a period named after it is not.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from extractors.deadline_dates import Dated, find_dated
from extractors.toneless import bare
from models.table import Deadline, DeadlineKind

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon

_CLAUSE = re.compile(r";|\n|(?<=[\s.,:])(?=\d\s?[.)]\s)|(?<=\.)\s+(?=[^\W\d_a-zà-ỹ])|(?:^|(?<=[.;:,]\s))[-+•*](?=\s)")
# What the year of a plan does not complete: another one is meant.
_OTHER_YEAR = re.compile(r"\bnam (?:truoc(?!\s+(?:ngay|thang|quy|het|\d))|sau|ke tiep|tiep theo|lien ke|lien truoc)\b")
# "02 cuộc/năm", "tuần đầu của tháng": it comes round again, whatever is counted.
_ROUND = re.compile(
    r"\d\s+[^\W\d]+(?:\s[^\W\d]+)?\s?/\s?(?:nam|quy|thang|tuan)(?!\w)"
    r"|(?<!\w)(?:tuan|ngay|thang) (?:dau|cuoi)(?: tien| cung)?(?: cua)? (?:thang|quy)(?!\s*(?:\d|[ivxl]+\b|dau|cuoi))"
)
# The day of a document that is named is no deadline.
_SYMBOL = re.compile(r"\d+\s?/(?:20\d\d/)?[a-z]{2,}[\w-]*\s*,?\s*(?:ngay\s*)?$")
_AFTER = re.compile(r"(?<!\w)sau\s*(?:ngay|thang|quy|nam|het)?\s*$")
_ALL_THE_WHILE = re.compile(r"thuong xuyen|lien tuc")
_PART = re.compile(r"(?<!\w)(?<!lan )(?<!buoc )(dau|giua|thuong tuan|trung tuan)\s+(?:cua\s+)?(?:nam\s*)?$")
_TENTHS = {"thuong tuan": 10, "giua": 15, "trung tuan": 20}
_COMMA = re.compile(r",|\bva\b|\bhoac\b")


class Words(NamedTuple):
    """Compiled marks, over folded text."""

    recurring: re.Pattern[str]
    on_event: re.Pattern[str]
    open: re.Pattern[str]
    start: re.Pattern[str]
    end: re.Pattern[str]
    before: re.Pattern[str]
    lasting: re.Pattern[str]
    waiting: re.Pattern[str]


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> Words:
    table = lexicon.table("deadlines")

    def any_of(name: str, shape: str = r"(?<!\w)(?:{})(?!\w)") -> re.Pattern[str]:
        folded = sorted({bare(phrase) for phrase in table[name]}, key=len, reverse=True)
        return re.compile(shape.format("|".join(_spaced(phrase) for phrase in folded)))

    before_it = r"(?<!\w)(?:{})\s*(?:ngay|thang|quy|nam|hoan thanh|truoc|het|cuoi|dau)?\s*$"
    return Words(
        recurring=any_of("recurring"),
        on_event=any_of("on_event"),
        open=any_of("open"),
        start=any_of("from", before_it),
        end=any_of("to", r"^\s*(?:{})\s*(?:ngay|het|truoc|cuoi)?\s*$"),
        lasting=any_of("lasting"),
        waiting=any_of("waiting"),
        before=any_of("before", r"(?<!\w)(?:{})\s*(?:ngay|het|cuoi|dau|nam)?\s*$"),
    )


def _spaced(phrase: str) -> str:
    """Pattern of a phrase, white as it falls."""
    return re.escape(phrase).replace(r"\ ", r"\W+").replace("/", r"\s*/\s*")


def parse_deadlines(text: str, lexicon: Lexicon, year: int | None = None) -> tuple[Deadline, ...]:
    """Read the deadlines of one cell, in the order in which they stand.

    Args:
        text: the cell as printed.
        lexicon: the words.
        year: the year that holds for the whole column, where its header states one.

    Returns:
        One deadline for each that the cell states; empty for an empty cell and for a dash. A text in which no time is
        recognised is one deadline of kind `open` without a last day: the task's doubt tells it from a stated one.
    """
    if not any(map(str.isalnum, text)):
        return ()
    words = _words(lexicon)
    found = [deadline for clause in _clauses(text) for deadline in _read_clause(clause, words, year)]
    return tuple(found) or (Deadline(text=text.strip(), kind="open"),)


_PART_OF_YEAR = re.compile(
    r"\d\s?[/.-]\s?\d|thang|nua|[iv]\s?[/-]\s?2"
    r"|(?<!\w)(?:q\.|q[1-4i]|(?:quy|qui)(?!\s+(?:che|dinh|trinh|hoach|mo|dat|chuan)(?!\w)))"
)
"""One of these stands in every form of a day, month or quarter."""


def may_name_part_of_year(text: str) -> bool:
    """Whether a text may name a day, month or quarter: where it cannot, its deadlines need not be read for one."""
    return bool(_PART_OF_YEAR.search(bare(text)))


def states_time(text: str, lexicon: Lexicon) -> bool:
    """Whether a text names any time at all: tells a column of deadlines from others, and a read one from a guess."""
    words, folded = _words(lexicon), bare(text)
    marked = _recurs(folded, words) or words.on_event.search(folded) or words.open.search(folded)
    return bool(marked or find_dated(folded, None))


def _clauses(text: str) -> list[str]:
    """Cut at semicolons, list marks and sentence ends, but not inside brackets."""
    depths, depth = [], 0
    for char in text:
        depth += (char == "(") - (char == ")" and depth > 0)
        depths.append(depth)
    parts, start = [], 0
    for cut in _CLAUSE.finditer(text):
        if cut.start() < len(depths) and depths[cut.start()] and ")" in text[cut.start() :]:
            continue
        parts.append(text[start : cut.start()])
        start = cut.end()
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


def _read_clause(clause: str, words: Words, year: int | None) -> list[Deadline]:
    folded = bare(clause)
    year = None if _OTHER_YEAR.search(folded) else year
    dated = _refine(_resolve(_share_year(find_dated(folded, year), folded), folded, words), folded)
    if words.open.search(folded):
        return [Deadline(text=clause, kind="open")]
    recurring = _recurs(folded, words)
    after = bool(dated) and dated[0].kind == "open" and _AFTER.search(folded[: dated[0].start])
    event = None if after else words.on_event.search(folded)
    firm = [one for one in dated if one.kind != "year" and one.last_day]
    if recurring and firm and _goes_on_after(folded, firm[-1].end, recurring):
        rest = Deadline(text=_trim(clause[firm[-1].end :]), kind="recurring")
        return [*_pieces(clause[: firm[-1].end], firm), rest]
    if recurring and not (firm and _COMMA.search(folded[recurring.end() : max(firm[0].start, recurring.end())])):
        # It ends only where the cell itself says in which year.
        stated = _resolve(find_dated(folded, None), folded, words)
        last = max((one.last_day for one in stated if one.last_day), default=None)
        return [Deadline(text=clause, kind="recurring", last_day=last)]
    if recurring:
        return _led_by("recurring", clause, folded, firm)
    if event and (not dated or event.start() < dated[0].start):
        if not firm:
            return [Deadline(text=clause, kind="on_event")]
        return _led_by("on_event", clause, folded, firm)
    if not dated:
        undated: tuple[tuple[re.Pattern[str], DeadlineKind], ...] = (
            (words.lasting, "recurring"), (words.waiting, "on_event"),
        )  # fmt: skip
        return [Deadline(text=clause, kind=kind) for marks, kind in undated if marks.search(folded)][:1]
    return _pieces(clause, dated)


def _recurs(folded: str, words: Words) -> re.Match[str] | None:
    return words.recurring.search(folded) or _ROUND.search(folded)


def _goes_on_after(folded: str, end: int, recurring: re.Match[str]) -> bool:
    """Whether a date stands for itself and something else is done all the while, named after a comma or "và"."""
    between = folded[end : recurring.start()]
    other = re.search(r"[^\W\d]{2,}", _COMMA.sub(" ", between)) or _ALL_THE_WHILE.match(folded, recurring.start())
    return recurring.start() >= end and bool(_COMMA.search(between)) and bool(other)


def _share_year(dated: list[Dated], folded: str) -> list[Dated]:
    """Give a time without a year that of the next one ("15/6 và 15/12/2022"), unless it would come after it."""
    shared = list(dated)
    for n, one in enumerate(dated[:-1]):
        following = shared[n + 1]
        if one.last_day is None and following.last_day is not None:
            again = {(other.start, other.end): other for other in find_dated(folded, following.last_day.year)}
            other = again.get((one.start, one.end), one)
            if other.last_day is not None and other.last_day <= following.last_day:
                shared[n] = other
    return shared


def _refine(dated: list[Dated], folded: str) -> list[Dated]:
    """Let a day in brackets behind a longer time say when in it ("quý II/2022 (trước 15/5)")."""
    kept: list[Dated] = []
    for one in dated:
        over = kept[-1] if kept else None
        if over and over.last_day and over.eve and one.kind in ("date", "month") and one.kind != over.kind:
            inside = "(" in folded[over.end : one.start] and ")" not in folded[over.end : one.start]
            again = [n for n in find_dated(folded, over.last_day.year) if (n.start, n.end) == (one.start, one.end)]
            last = one.last_day or next((n.last_day for n in again), None)
            if inside and last and over.eve < last <= over.last_day:
                kept[-1] = one._replace(start=over.start, last_day=last)
                continue
        kept.append(one)
    return kept


def _resolve(dated: list[Dated], folded: str, words: Words) -> list[Dated]:
    """Make starts open, starts with ends one period, and a period that is already too late end the day before."""
    out: list[Dated] = []
    waiting: Dated | None = None
    for one in dated:
        between = folded[(waiting or out[-1]).end : one.start] if waiting or out else ""
        if words.end.search(between):
            # Two times with "đến" or a dash between them are a period.
            out = out if waiting else out[:-1]
            out.append(one._replace(start=waiting.start if waiting else one.start))
            waiting = None
            continue
        if waiting is not None:
            out.append(waiting._replace(kind="open", last_day=None))
            waiting = None
        lead_in = folded[: one.start]
        if _SYMBOL.search(lead_in):
            continue
        part = _PART.search(lead_in)
        if words.start.search(lead_in) or _AFTER.search(lead_in):
            waiting = one
        elif words.before.search(lead_in) and one.kind != "date":
            out.append(one._replace(last_day=one.eve))
        elif part and one.kind != "date":
            out.append(one._replace(last_day=_within(part[1], one)))
        else:
            out.append(one)
    if waiting is not None:
        # "từ 2021-2025" is a period with its end; "từ quý IV/2021" is a start alone.
        out.append(waiting if waiting.period else waiting._replace(kind="open", last_day=None))
    return out


def _within(part: str, period: Dated) -> date | None:
    """Last day of a part of a period; None where no calendar says it ("đầu quý II")."""
    if period.last_day is None:
        return None
    if period.kind == "month" and part in _TENTHS:
        return period.last_day.replace(day=_TENTHS[part])
    return date(period.last_day.year, 6, 30) if (part, period.kind) == ("giua", "year") else None


def _led_by(kind: DeadlineKind, clause: str, folded: str, firm: list[Dated]) -> list[Deadline]:
    """Part "sau khi …, trước 30/6/2022" into its undated beginning and its dates."""
    commas = list(_COMMA.finditer(folded, 0, firm[0].start))
    cut = commas[-1].start() if commas else firm[0].start
    return [Deadline(text=_trim(clause[:cut]), kind=kind), *_pieces(clause, firm, cut)]


def _pieces(clause: str, dated: list[Dated], start: int = 0) -> list[Deadline]:
    """Give each dated expression its own part of the clause, from `start`; the last has the rest."""
    ends = [*(one.end for one in dated[:-1]), len(clause)]
    starts = [start, *ends[:-1]]
    return [
        Deadline(text=_trim(clause[low:high]), kind=one.kind, last_day=one.last_day)
        for low, high, one in zip(starts, ends, dated, strict=False)
    ]


def _trim(part: str) -> str:
    return re.sub(r"^[\s,;]*(?:và\s+)?", "", part).rstrip(" ,;") or part
