"""Which numbers commit: a count or a sum is a target only where the document promises to reach it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.clean import comparison_form
from extractors.language import counted_nouns
from extractors.quantities import alternatives

if TYPE_CHECKING:
    from extractors.clauses import Clause
    from extractors.lexicon import Lexicon
    from extractors.passages import Passage

_ROLE_WEIGHT = {
    "targets": 2, "tasks": 1, "solutions": 1, "tasks_solutions": 1, "mixed": 1, "appendix": 1, "organization": 0,
    "purpose": 0, "requirements": 0, "purpose_requirements": 0, "budget": -3, "other": 0, "": 1, "preamble": -1,
}  # fmt: skip
_NEEDED = 2


@dataclass(frozen=True)
class _Words:
    described: frozenset[str]
    describing: re.Pattern[str]
    past: re.Pattern[str]
    past_heading: re.Pattern[str]
    money: re.Pattern[str]
    share_after: re.Pattern[str]
    share_before: re.Pattern[str]
    deadline: re.Pattern[str]
    committing: re.Pattern[str]
    done: re.Pattern[str]


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    traps, clauses = lexicon.table("traps"), lexicon.table("clauses")
    return _Words(
        described=frozenset(comparison_form(word) for word in traps["described"]),
        describing=re.compile(rf"(?<!\w)(?:{alternatives(traps['describing_before'])})\s*[\"'(]*\s*$"),
        past=re.compile(rf"(?<!\w)(?:{alternatives(traps['past'])})(?!\w)(?![^,;.]*"
                        rf"(?<!\w)(?:phấn đấu|đảm bảo|bảo đảm|lên)(?!\w))[^,;.]{{0,60}}$"),
        past_heading=re.compile(rf"(?<!\w)(?:{alternatives(traps['past_headings'])})(?!\w)"),
        money=re.compile(rf"(?<!\w)(?:{alternatives(traps['money_before'])})(?!\w)[^;.]{{0,40}}$"),
        share_after=re.compile(rf"\s*(?:tổng\s+)?(?:{alternatives(traps['share_after'])})(?!\w)"),
        share_before=re.compile(rf"(?<!\w)(?:{alternatives(traps['share_before'])})\s*"
                                rf"(?:tối đa|tối thiểu|không quá|đến)?\s*$"),
        deadline=re.compile(rf"(?<!\w)(?:{alternatives(traps['deadline_before'])})\s*$"),
        done=re.compile(rf"(?<!\w)đã\s+(?:được\s+)?(?:{alternatives(clauses['committing'])})(?!\w)[^,;.]{{0,40}}$"),
        committing=re.compile(rf"(?<!\w)(?:{alternatives(clauses['committing'])})(?!\w)"),
    )  # fmt: skip


def is_past_heading(form: str, lexicon: Lexicon) -> bool:
    """Whether a heading opens a part that tells what was reached, not what is promised."""
    return bool(_words(lexicon).past_heading.search(form))


def commits(passage: Passage, clause: Clause, role: str, changed: bool, timed: bool, lexicon: Lexicon) -> bool:
    """Whether a quantity is promised.

    Args:
        passage: where it stands.
        clause: the quantity's clause.
        role: role of its section, "" where none is known.
        changed: whether it is an amount of change.
        timed: whether the clause names a year or recurs.
        lexicon: tables `traps`, `clauses`.
    """
    words, quantity, form = _words(lexicon), clause.quantity, passage.form
    front = form[clause.start : quantity.start]
    behind = form[quantity.end : clause.stop]
    if words.past.search(front) or role == "budget":
        return False
    if quantity.kind == "percent":
        spent = words.share_before.search(front) or (words.share_after.match(behind) and not quantity.bounded)
        return changed or not spent
    if role == "appendix" and passage.source == "body" and not (quantity.bounded or changed):
        return False
    if quantity.kind == "none":
        return False
    score = _ROLE_WEIGHT.get(role, 0) + 2 * quantity.bounded + 2 * changed + timed
    score += bool(words.committing.search(form, clause.lead, quantity.start) or _PASSIVE.search(behind))
    score += role == "other" and bool(_STRONG.search(form, clause.lead, quantity.start))
    if words.done.search(front):
        return False
    unit = comparison_form(quantity.unit)
    score += 3 * (quantity.parsed.whole is not None)
    if unit in words.described or (quantity.kind == "count" and _first_described(form, quantity.end, unit, words)):
        score -= 0 if unit == "lần" and (quantity.bounded or _TIMES.search(front)) else 3
    if words.describing.search(form[max(0, quantity.start - 40) : quantity.start]) and not quantity.bounded:
        score -= 3
    if quantity.kind == "money" and words.money.search(front) and not quantity.bounded:
        score -= 3
    if quantity.kind == "count" and not _is_known_noun(unit, lexicon):
        score -= 1 if quantity.bounded or _VERB_BEFORE.search(front) else 2
    if words.deadline.search(front):
        score -= 3
    return score >= _NEEDED


_VERB_BEFORE = re.compile(
    r"(?<!\w)(?:xây dựng|thành lập|lắp đặt|trồng|mở|đào tạo|phấn đấu|hoàn thành|tổ chức|thêm|mới)\s*$"
)
_STRONG = re.compile(
    r"(?<!\w)(?:phấn đấu|hoàn thành|đạt|thành lập|xây dựng mới|trồng mới|việc làm|kết nạp|công nhận)(?!\w)"
)
_TIMES = re.compile(r"(?<!\w)(?:gấp|tăng|giảm|bằng)\s+(?:gấp\s+)?(?:hơn\s+)?$")
_PASSIVE = re.compile(r"^[^,;.]*?(?<!\w)(?:được|có|đạt|tham gia|hoàn thành)(?!\w)")
"""What becomes of counted things: "15 thôn được sáp nhập"."""


def _is_known_noun(unit: str, lexicon: Lexicon) -> bool:
    nouns = counted_nouns(lexicon)
    return any(unit == noun or unit.startswith((f"{noun} ", f"{noun},")) for noun in nouns)


def _first_described(form: str, end: int, unit: str, words: _Words) -> bool:
    following = form[end : end + 24].strip()
    return any(f"{unit} {following}".startswith(word + " ") for word in words.described if " " in word)
