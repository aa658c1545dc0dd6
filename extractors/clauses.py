"""Clauses: which words of a sentence belong to which of its quantities."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.clean import UPWARD, alternatives
from extractors.passages import outside_brackets
from extractors.scopes import scope_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.lexicon import Lexicon
    from extractors.quantities import QuantityMatch


@dataclass(frozen=True, slots=True)
class Clause:
    """A quantity with its words, as offsets in its passage.

    `start`:`end` is the clause; `lead` is where its sentence's part before it begins (behind the last semicolon).
    `position` of `size` tells its place in a bare list of numbers ("20%, 15%"), which shares one clause.
    `bracketed` says that the quantity stands in brackets behind its subject.
    """

    quantity: QuantityMatch
    start: int
    end: int
    lead: int
    stop: int
    position: int = 0
    size: int = 1
    bracketed: bool = False


@dataclass(frozen=True)
class ClauseWords:
    """Patterns over the lexicon's clause words."""

    starter: re.Pattern[str]
    marker: re.Pattern[str]
    trailer: re.Pattern[str]
    lead: re.Pattern[str]
    only_lead: re.Pattern[str]


@lru_cache(maxsize=8)
def clause_words(lexicon: Lexicon) -> ClauseWords:
    """Compile the clause words once for a lexicon."""
    words = lexicon.table("clauses")
    changes = lexicon.table("changes")
    comparators = lexicon.table("comparators")
    lead = alternatives([*changes["leads"], *comparators["between"]["words"], *comparators["approximate"]["words"]])
    return ClauseWords(
        starter=re.compile(rf"\s*(?:{alternatives(words['starters'])})(?!\w)"),
        marker=re.compile(rf"(?<!\w)(?:{alternatives(words['markers'])})(?!\w)"),
        trailer=re.compile(rf"\s*(?:{alternatives(words['trailers'])})(?!\w)"),
        lead=re.compile(
            r"(?:(?<=[,;:(])\s*|(?<!\w)(?:để|nhằm|và)\s+|(?<!\w)(?=phấn đấu)|(?<=[^,;:.]{40})"
            r"(?<!tự)(?<!được)(?<!để)\s(?=(?:bảo đảm|đảm bảo)\s+(?!duy trì)))"
            r"(?:tiếp tục\s+)?(?:phải\s+)?(?:phấn đấu|bảo đảm|đảm bảo|trong đó|trong số đó|cụ thể|duy trì)"
            r"(?:\s+(?:duy trì|chỉ tiêu|mục tiêu|tỷ lệ(?=\s+(?:tối thiểu|\d))))?(?!\w)[\s,:]*"
        ),
        only_lead=re.compile(rf"(?:[\s,:(+*•\"-]|(?<!\w)(?:{lead})(?!\w))*"),
    )


_LIST_GAP = re.compile(r"\s*(?:,|/|-|và|hoặc|,\s*và)?\s*")
_PLACES = re.compile(r"[,/]\s*(?:xã|phường|thị trấn|thị xã|thành phố)(?!\w)")
_WHICH = re.compile(r"là\s+(?!mục tiêu|chỉ tiêu|tối)[^\W\d]")


_LEAST = 15
"""Characters that a promise keeps at least before a reason or exclusion is cut off."""
_REASON = re.compile(
    r"(?<!nếu)(?<!khi)(?<!không)\s(?:để|nhằm)\s(?!xảy|quá)|,\s*(?:mà|góp phần|qua đó"
    r"|từ đó|tạo điều kiện)\s|\stheo quy định tại\s"
    r"|\s\((?:trừ|không bao gồm|không kể|ngoại trừ)(?!\w)[^)]*\)[\s.,;]*$"
)


@lru_cache(maxsize=1024)
def is_trailing(form: str, end: int, limit: int, lexicon: Lexicon) -> bool:
    """Whether nothing that is counted follows a quantity: the subject stands before it."""
    rest = UPWARD.sub("", form[end:limit], count=1).strip()
    if _PLACES.match(rest) or _WHICH.match(rest):
        return False
    if not rest or rest[0] in ",;.:)(/-…":
        return True
    return bool(clause_words(lexicon).trailer.match(rest))


def _groups(form: str, end: int, quantities: Sequence[QuantityMatch], lexicon: Lexicon) -> list[list[QuantityMatch]]:
    """Put bare lists of numbers together ("20%, 15%"): nothing that is counted follows the last."""
    groups: list[list[QuantityMatch]] = []
    for i, quantity in enumerate(quantities):
        limit = quantities[i + 1].start if i + 1 < len(quantities) else end
        spread = groups and _IN_ORDER.search(form[: groups[-1][0].start])
        if groups and (spread or is_trailing(form, quantity.end, limit, lexicon)):
            last = groups[-1][-1]
            gap = form[last.end : quantity.start]
            if (
                _LIST_GAP.fullmatch(gap)
                and gap.strip()
                and last.kind == quantity.kind != "count"
                and (not quantity.bounded or last.bounded)
            ):  # fmt: skip
                groups[-1].append(quantity)
                continue
        groups.append([quantity])
    return groups


_IN_ORDER = re.compile(r"(?<!\w)(?:lần lượt|tương ứng|theo thứ tự)(?:\s+(?:là|có|đạt|với|ở mức))*\s+$")
"""Before a list of numbers: one for each of those named before, whatever follows the last."""
_FRESH = re.compile(
    r",\s*(?:(?:tất cả|toàn bộ|mọi)\s[^,;.]{2,60}?\s(?:phải|đều|được)|không có|không để|không còn)(?!\w)"
)
"""What is said of other things behind a comma: "cắt 20% thời gian giải quyết, tất cả thủ tục phải …"."""
_CONTINUED = re.compile(r";\s*(?:và\s+)?được\s")
"""Behind a semicolon these words still speak of the same things: "… dạng điện tử; được ký số"."""
_JOIN = re.compile(r"(?<!\w)(?:và|hoặc|còn(?!\s+(?:dưới |khoảng |trên |tối đa |không quá )?\d))(?!\w)")
_PREPOSITION = re.compile(r"\s(?:đối với|(?<!đối )với|bằng|cho|tương đương|trị giá|giá trị|trên tổng số)\s")


_WHOSE = re.compile(r"(?<=\w)\s+của\s*$")
"""Things whose number is promised too: "20% thời gian giải quyết của ít nhất 25 thủ tục"."""


def _boundary(form: str, last: QuantityMatch, following: QuantityMatch, lexicon: Lexicon) -> tuple[int, int]:
    """Where the clause of `last` ends and that of `following` begins."""
    words = clause_words(lexicon)
    low, high = last.end, following.start
    if semicolons := outside_brackets(form, low, high, ";"):
        return semicolons[0], semicolons[-1] + 1
    if markers := [m for m in words.marker.finditer(form, low, high)]:
        return markers[-1].start(), markers[-1].start()
    commas = outside_brackets(form, low, high, ",")
    joins = [m.start() for m in _JOIN.finditer(form[low : high + 6]) if low + m.end() <= high]
    joins = [low + at for at in joins if form.count("(", low, low + at) <= form.count(")", low, low + at)]
    # Right before a bound "còn" is a verb ("…, hồ sơ nộp trực tiếp còn không quá 10%").
    joins = [at for at in joins if form[at:high].strip() != "còn"]
    for at in sorted([*commas, *joins], reverse=True):
        skip = 1 if form[at] == "," else len(re.match(r"\w+", form[at:]).group())  # type: ignore[union-attr]
        if words.only_lead.fullmatch(form, at + skip, high):
            return at, at + skip
    if further := [at for at in joins if _FURTHER.match(form, at)]:
        return further[0], further[0] + len("và")
    halves = [at for at in commas if _is_other_level(form, low, at, high, lexicon)]
    if halves:
        return halves[0], halves[0] + 1
    if others := [at for at in commas if _OTHERS.match(form, at, high)]:
        return others[0], others[0] + 1
    started = [at for at in commas if words.starter.match(form, at + 1) and not form.endswith("hđnd", low, at)]
    trailing = is_trailing(form, low, commas[0] if commas else high, lexicon)
    if started:
        at = started[0] if trailing else started[-1]
        return at, at + 1
    if commas:
        at = commas[0] if trailing else commas[-1]
        return at, at + 1
    if joins:
        at = joins[0] if trailing else joins[-1]
        return at, at + len(re.match(r"\w+", form[at:]).group())  # type: ignore[union-attr]
    if opened := outside_opening(form, low, high):
        return opened, opened
    if whose := _WHOSE.search(form, low + 1, high):
        return whose.start(), whose.start()
    prepositions = [m.start() for m in _PREPOSITION.finditer(form, low + 1, high)]
    at = low if trailing or not prepositions else prepositions[-1]
    return at, at


_FURTHER = re.compile(r"và\s+(?:tiếp tục|từng bước|đồng thời)(?!\w)")
"""What is done besides, behind a list of names: "tại 3 xã Tân An, Phú Lộc và tiếp tục xây dựng tại 2 phường"."""
_OTHERS = re.compile(
    r",\s*(?:còn|riêng|và)\s+(?:đối\s+)?với\s[^;.]*,\s*(?:tỷ lệ|mức|chỉ tiêu|con số) (?:ấy|này|đó)(?!\w)"
)
"""Other things of which the same is said behind an aside: ", còn đối với hồ sơ cấp xã, nơi …, tỷ lệ ấy"."""
_LEVEL_LAST = re.compile(r"(?<!\w)(?:tỉnh|huyện|xã|phường|thị trấn|thành phố|thị xã|quận|ngành|ban)\s*$")


def _is_other_level(form: str, low: int, comma: int, high: int, lexicon: Lexicon) -> bool:
    """Whether behind a comma another level alone is said before its number: "100% … của huyện, của cấp xã là 80%"."""
    named = scope_words(lexicon).alone.match(form, comma + 1, high)
    if not named or not named.group().strip() or _LEVEL_LAST.search(form, low, comma):
        return False
    return bool(_CLOSERS.fullmatch(form, named.end(), high))


_CLOSERS = re.compile(r"(?:\s|(?:là|đạt|có|phải|phải đạt|chiếm|còn|được|tỷ lệ|tương ứng|phấn đấu)(?!\w))*")


def outside_opening(form: str, low: int, high: int) -> int:
    """Offset of a bracket that opens before `high` and is still open there; 0 where none is."""
    depth: list[int] = []
    first = form.find("(", low, high)
    for i in range(first, high) if first >= 0 else ():
        if form[i] == "(":
            depth.append(i)
        elif form[i] == ")" and depth:
            depth.pop()
    return depth[-1] if depth else 0


_LEADS = re.compile(r"phấn đấu|bảo đảm|đảm bảo|trong (?:số )?đó|cụ thể|duy trì")
"""One of these stands in each lead."""
_SHARE_OF = re.compile(r"[\s\-+*•,;:.]*(?:(?:nâng|đưa|duy trì)\s+)?(?:tỷ lệ|số)\s")
_WITHIN = re.compile(r"\s?(?:và\s)?(?:bảo đảm|đảm bảo)\s(?!(?:tỷ lệ|mức|số|tổng|có|đạt)(?!\w))")
"""What the things of a share have to keep: "Tỷ lệ hộ có chuồng trại bảo đảm vệ sinh đạt trên 80%"."""
_MEASURED = re.compile(r"\s*(?:thời hạn|thời gian|tỷ lệ|mức|số lượng|tổng)(?!\w)")
_SAID = re.compile(r"(?<!\w)(?:phải|được|đều)(?!\w)")
"""What is said in full before a comma keeps its words: "Mọi lỗi phải được sửa, thời hạn sửa không quá 5 ngày"."""


def _sharpen(form: str, start: int, limit: int, quantity: QuantityMatch, lexicon: Lexicon) -> int:
    """Move a clause's start behind what only leads in to it: "…, đảm bảo 100% …" begins at "đảm bảo"."""
    words = clause_words(lexicon)
    trailing = is_trailing(form, quantity.end, limit, lexicon)
    commas = outside_brackets(form, start, quantity.start, "," if trailing else ",:")
    if commas and words.only_lead.fullmatch(form, commas[-1] + 1, quantity.start):
        return commas[-1] + 1
    further = outside_brackets(form, start, quantity.start, ",")
    if further and _MEASURED.match(form, further[-1] + 1) and _SAID.search(form, start, further[-1]):
        return further[-1] + 1
    leads = [
        m.start()
        for m in (
            words.lead.finditer(form, start, quantity.start) if _LEADS.search(form, start, quantity.start) else ()
        )
        if not trailing or not words.only_lead.fullmatch(form, m.end(), quantity.start)
        if not (trailing and _SHARE_OF.match(form, start) and _WITHIN.match(form, m.start()))
    ]
    return leads[-1] if leads else start


def find_clauses(
    form: str, start: int, end: int, quantities: Sequence[QuantityMatch], lexicon: Lexicon
) -> list[Clause]:
    """Give each quantity of the sentence `start`:`end` its clause.

    Args:
        form: comparison form of the passage.
        start: where the sentence begins.
        end: where it ends.
        quantities: those of the sentence, in order.
        lexicon: tables `clauses`, `changes`, `comparators`.
    """
    if not quantities:
        return []
    groups = _groups(form, end, quantities, lexicon)
    semicolons = outside_brackets(form, start, groups[0][0].start, ";")
    begins = [semicolons[-1] + 1 if semicolons else start]
    stops: list[int] = []
    for group, following in pairwise(groups):
        stop, begin = _boundary(form, group[-1], following[0], lexicon)
        stops.append(stop)
        begins.append(begin)
    semicolons = [at for at in outside_brackets(form, groups[-1][-1].end, end, ";") if not _CONTINUED.match(form, at)]
    stops.append(semicolons[0] if semicolons else end)
    clauses: list[Clause] = []
    for group, lead, stop in zip(groups, begins, stops, strict=True):
        begin = _sharpen(form, lead, max(stop, group[-1].end), group[0], lexicon)
        opened = outside_opening(form, begin, group[0].start)
        last = group[-1].end
        finish = max(stop, last)
        if group[-1].kind != "count" and is_trailing(form, last, finish, lexicon):
            cut = outside_brackets(form, last, finish, ",;")
            finish = cut[0] if cut else finish
        if fresh := _FRESH.search(form, last, finish):
            finish = fresh.start()
        least = last if finish < stop else last + _LEAST
        if (reason := _REASON.search(form, least, finish)) and form.count("(", last, reason.start()) <= form.count(
            ")", last, reason.start()
        ):
            finish = reason.start()
        for position, quantity in enumerate(group):
            clauses.append(
                Clause(quantity, begin, finish, lead, max(stop, last), position, len(group), bool(opened))
            )  # fmt: skip
    return clauses
