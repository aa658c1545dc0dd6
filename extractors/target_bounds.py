"""Bounds that numbers share: "tối thiểu 60% hồ sơ cấp huyện và 50% cấp xã"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.clean import comparison_form
from extractors.scopes import find_levels
from extractors.subjects import is_elliptic, is_scope_alone, noun_of

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from extractors.passages import Passage
    from extractors.quantities import QuantityMatch
    from extractors.target_drafts import Draft


def _parallel(one: str, other: str, lexicon: Lexicon) -> bool:
    """Whether two subjects count the same things of two levels: "hồ sơ cấp huyện", "hồ sơ cấp xã"."""
    levels = [find_levels(comparison_form(text), lexicon)[:1] for text in (one, other)]
    things = noun_of(other, lexicon)
    return all(levels) and levels[0] != levels[1] and bool(things) and noun_of(one, lexicon).endswith(things)


_TERM = re.compile(r"\s*(?:đối với|cho|với)\s")


def _same_terms(passage: Passage, before: QuantityMatch, here: QuantityMatch) -> bool:
    """Whether two limits of one unit each say for what: "không quá 03 ngày đối với …, 07 ngày đối với …"."""
    gap = passage.form[before.end : here.start]
    listed = before.unit == here.unit and not re.search(r"[;.:]", gap) and re.search(r"(?:,|(?<!\w)và)\s*$", gap)
    return bool(listed and _TERM.match(gap) and _TERM.match(passage.form, here.end))


_NEXT_COUNT = re.compile(r"[^,;.:()\d]{0,24},\s*")
"""Between two counts of one list: "mỗi bộ phận tối thiểu 02 máy vi tính, 01 máy quét"."""
_OF_EACH = re.compile(r"(?<!\w)mỗi\s+(?!tháng|quý|năm|tuần|ngày|kỳ)[^,;.:]{2,40}$")


def _is_listed(passage: Passage, before: QuantityMatch, gap: str) -> bool:
    """Whether a count goes on a list of what each has."""
    return bool(_NEXT_COUNT.fullmatch(gap) and _OF_EACH.search(passage.form[: before.numbers[0][0]]))


def share_bound(
    passage: Passage, draft: Draft, before: QuantityMatch | None, subject: str, lexicon: Lexicon
) -> tuple[QuantityMatch, bool]:
    """Give a quantity the bound that it shares with its neighbour.

    Args:
        passage: where it stands.
        draft: its clause with its subject.
        before: the target before it, with its bound (None: it is the first).
        subject: what that target measures.
        lexicon: tables `scopes`, `clauses`.

    Returns:
        The quantity, and whether its bound was taken from there.
    """
    quantity = draft.clause.quantity
    if quantity.bounded or quantity.parsed.maximum is not None or before is None or not before.bounded:
        return quantity, False
    if quantity.parsed.value == 100 and quantity.kind == "percent":
        return quantity, False
    gap = passage.form[before.end : quantity.start]
    listed = draft.clause.position > 0
    joined = bool(re.search(r"(?<!\w)và\s*$", gap)) and not re.search(r"[;.]", gap)
    leaves_out = is_scope_alone(draft.own, lexicon) or is_elliptic(draft.own)
    alone = leaves_out and not re.search(r"[;.]|trong đó|trong số đó", gap)
    parallel = not re.search(r"[;.:]|trong đó", gap) and _parallel(subject, draft.subject, lexicon)
    parallel = parallel or _same_terms(passage, before, quantity)
    parallel = parallel or (before.kind == quantity.kind == "count" and _is_listed(passage, before, gap))
    alike = quantity.parsed.whole is not None and joined
    alike = alike or before.kind == quantity.kind or (joined and "percent" not in (before.kind, quantity.kind))
    if (listed or joined or alone or parallel) and alike:
        return replace(quantity, comparator=before.comparator), True
    return quantity, False
