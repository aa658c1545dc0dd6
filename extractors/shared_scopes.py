"""Scopes that a number shares with the one before it: of each of its things, of what is done to them, of a part."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.scopes import find_levels

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from extractors.passages import Passage
    from extractors.shared_subjects import Reading
    from extractors.target_drafts import Draft
    from models.plan import Scope

_EACH_OF_THEM = re.compile(
    r"[\s,;:.\-+*•–]*(?:trong đó\s+|với\s+)?mỗi\s+"
    r"(?:nơi|phòng|điểm|bộ phận|đơn vị|chỗ|cơ sở|trụ sở|nhà|xã|phường)(?!\w)"
    r"(?! (?:sự nghiệp|y tế|giáo dục|trường|khám))"
)
_PART = re.compile(r"[\s,;:.]*(?:và\s+)?(?:trong đó|trong số đó|riêng)(?!\w)")
"""What opens a part of things of which each level had its own number."""
_DONE_TO = re.compile(r"\s*(?:được|phải|đều)(?!\w)")
_OFTEN = frozenset({"lần", "buổi", "giờ", "ngày", "ngày làm việc", "phút", "tháng", "lượt"})
"""Units that tell how often or how long what was spoken of is done."""


def scope_beside(passage: Passage, draft: Draft, scope: Scope, reading: Reading, lexicon: Lexicon) -> Scope:
    """Scope of a number whose own words name none, by the numbers before it in its sentence; notes it for the next.

    Args:
        passage: where it stands.
        draft: its clause with its subject.
        scope: what its own words say.
        reading: what was read before it.
        lexicon: table `scopes`.
    """
    clause, form = draft.clause, passage.form
    front = form[clause.start : clause.quantity.start].strip(" ,;:")
    reading.of_each = bool(_EACH_OF_THEM.match(form, clause.start)) or (reading.of_each and not front)
    if not scope and (reading.of_each or _goes_on(passage, draft, reading, lexicon)):
        scope = reading.scope
    since = form.rfind(";", 0, clause.quantity.start)
    since = 0 if _PART.match(form, since + 1) else since
    told = {one for at, one in reading.places if at >= since}
    apart = len(told) > 1 and not clause.bracketed and _PART.match(form, clause.start)
    if apart and not find_levels(form[clause.start : clause.stop], lexicon):
        scope = ""
    reading.scope = scope
    reading.scopes.append(scope)
    reading.places.append((clause.quantity.start, scope))
    return scope


def _goes_on(passage: Passage, draft: Draft, reading: Reading, lexicon: Lexicon) -> bool:
    """Whether a span or a number of times tells of the things before it: "100% dự thảo … được đăng … 20 ngày"."""
    clause, last = draft.clause, reading.last
    if draft.change.change or not reading.scopes or last is None or clause.quantity.unit.lower() not in _OFTEN:
        return False
    gap = passage.form[clause.lead : clause.quantity.start]
    does = _DONE_TO.match(passage.form, clause.start) or _DONE_TO.match(gap.lstrip(" ,"))
    return bool(does) and not re.search(r"[;.:]|(?<!\w)mỗi(?!\w)", gap) and not find_levels(gap, lexicon)
