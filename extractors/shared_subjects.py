"""Subjects that a clause leaves to its sentence: repeated whole, with its own level, part or predicate."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.clauses import is_trailing
from extractors.clean import comparison_form, one_line
from extractors.subject_parts import is_part, join_part, measure_of, swap_scope
from extractors.subject_wholes import is_whole, with_whole
from extractors.subjects import is_elliptic, is_scope_alone, things_of, trim_subject
from extractors.target_sharing import is_predicate
from extractors.whole_subjects import counts_again

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from extractors.passages import Passage
    from extractors.quantities import QuantityMatch
    from extractors.target_drafts import Draft
    from models.plan import Scope


@dataclass
class Reading:
    """What the sentences read so far leave for those that leave words out."""

    subject: str = ""
    whole: str = ""
    comparator: QuantityMatch | None = None
    last: QuantityMatch | None = None
    told: str = ""
    stem: str = ""
    stem_mark: str = ""
    stem_scope: Scope = ""
    year: int | None = None
    carried: int | None = None
    follows: bool = False
    each: bool = False
    recurs: bool = False
    past: int = -1
    scope: Scope = ""
    scopes: list[Scope] = field(default_factory=list)
    places: list[tuple[int, Scope]] = field(default_factory=list)
    of_each: bool = False


_PART = re.compile(r"[\s,;:.(\-+*•–]*(?:và\s+)?(?:trong đó|trong số đó|trong số này|riêng)(?!\w)")
"""What opens a part of the things before it: "…, riêng lĩnh vực đất đai 92%"."""
_APART = re.compile(r"(?<!\w)riêng(?!\w)[^;.]*$")
_NAME = 3
"""Syllables of a further name behind one that is set apart: "riêng y tế 80%, giáo dục 82%"; more may be another."""
_REACHED = re.compile(r"(?<!\w)(?:đạt|chiếm|là|bằng)(?!\w)")


_CHANGES = re.compile(r"(?<!\w)(?:tăng|giảm)\s*$")


def _front(passage: Passage, draft: Draft) -> str:
    return passage.form[draft.clause.start : draft.clause.quantity.start]


def _only_reached(passage: Passage, draft: Draft, lexicon: Lexicon) -> bool:
    """Whether a share is only said to be reached, its things left out: "hết năm đạt 95% kế hoạch vốn"."""
    front = _front(passage, draft)
    return draft.clause.quantity.kind == "percent" and bool(_REACHED.search(front)) and not trim_subject(front, lexicon)


def _like(draft: Draft, reading: Reading) -> bool:
    """Whether a number counts by the unit of the one before it."""
    last, here = reading.last, draft.clause.quantity
    return last is not None and last.kind == here.kind and (here.kind == "percent" or last.unit == here.unit)


def _names_part(passage: Passage, draft: Draft, lexicon: Lexicon) -> bool:
    quantity = draft.clause.quantity
    trailing = quantity.kind == "count" or is_trailing(passage.form, quantity.end, draft.clause.end, lexicon)
    plain = not draft.inherited and not draft.clause.bracketed and not is_scope_alone(draft.subject, lexicon)
    changes = quantity.kind == "percent" and bool(_CHANGES.search(_front(passage, draft)))
    named = bool(_front(passage, draft).strip(" ,;:-"))
    return plain and trailing and named and is_part(draft.subject, lexicon, changes)


def _opens_part(passage: Passage, draft: Draft, reading: Reading, lexicon: Lexicon) -> bool:
    opened = _PART.match(passage.form, draft.clause.lead) or _PART.match(passage.form, draft.clause.start)
    return bool(opened) and _like(draft, reading) and _names_part(passage, draft, lexicon)


def _goes_on(passage: Passage, draft: Draft, reading: Reading, lexicon: Lexicon) -> bool:
    """Whether another part follows one: "…, trong đó nông nghiệp tăng 3%, công nghiệp 9%"."""
    last = reading.last
    if last is None or last.end > draft.clause.quantity.start or not _like(draft, reading):
        return False
    gap = passage.form[last.end : draft.clause.quantity.start]
    if _APART.search(passage.form, 0, last.start) and len(draft.subject.split()) > _NAME:
        return False
    return "." not in gap.rstrip("., ") and _names_part(passage, draft, lexicon)


_MEASURING = re.compile(r"(?:tỷ lệ|cơ cấu|số lượng|mức độ|tổng|diện tích|giá trị|sản lượng|chỉ số|tỷ trọng)(?!\w)")
"""A stem that names a measure goes on into its bullets ("Cơ cấu kinh tế:" – "Nông nghiệp 32%")."""


def shared_subject(passage: Passage, draft: Draft, reading: Reading, lexicon: Lexicon) -> tuple[str, str, bool]:
    """Complete a clause's subject by what its sentence and those before it have said.

    Args:
        passage: where it stands.
        draft: the clause with its own words.
        reading: what was read before it; its whole is noted for the parts that follow.
        lexicon: the words.

    Returns:
        The subject, words that name the scope, and whether the subject was taken from elsewhere.
    """
    whole = reading.whole if reading.whole and _goes_on(passage, draft, reading, lexicon) else ""
    if not whole and reading.subject and _opens_part(passage, draft, reading, lexicon):
        whole = reading.subject
    reading.whole = whole
    if whole:
        return join_part(whole, draft.subject, lexicon), draft.subject, True
    shared = reading.subject or reading.stem or draft.later
    clause = draft.clause
    if not shared and clause.lead < clause.start and is_scope_alone(draft.subject, lexicon):
        shared = trim_subject(passage.text[clause.lead : clause.start], lexicon)
    counted = counts_again(draft, reading.subject, reading.comparator)
    if not draft.subject or (counted and shared):
        return shared, shared, True
    if shared and not draft.inherited and _only_reached(passage, draft, lexicon) and is_whole(draft.subject, lexicon):
        return with_whole(shared, draft.subject, lexicon), shared, True
    if shared and not draft.inherited and (measured := measure_of(draft.subject, shared, draft.clause.quantity.unit)):
        return measured, measured, True
    if is_scope_alone(draft.subject, lexicon) and shared:
        return swap_scope(shared, draft.subject, lexicon), draft.subject, True
    if shared and not draft.inherited and is_predicate(passage, draft):
        things = things_of(shared, lexicon)
        return one_line(f"{things} {draft.subject}"), things, True
    if reading.stem and not reading.subject and is_elliptic(draft.subject):
        return one_line(f"{reading.stem} {draft.subject}"), draft.subject, True
    if (
        _MEASURING.match(comparison_form(reading.stem))
        and not draft.inherited
        and not _MEASURING.match(comparison_form(draft.subject))
    ):
        return f"{reading.stem}: {draft.subject}", draft.subject, True
    return draft.subject, draft.subject, draft.inherited
