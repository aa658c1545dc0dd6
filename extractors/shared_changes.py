"""One verb of change for several numbers: a list ("cắt giảm 30% thời gian, 20% chi phí"), steps, what says it again."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.clauses import is_trailing
from extractors.clean import comparison_form
from extractors.language import counted_nouns
from extractors.subjects import is_verb, split_predicate

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from extractors.passages import Passage
    from extractors.quantities import QuantityMatch
    from extractors.target_drafts import Draft


_LISTED = re.compile(r"\s*(?:,|và|,\s*và)\s*")


_MEASURE = re.compile(r"(?:tỷ lệ|mức|tỷ trọng|chỉ số|cơ cấu|độ|tổng|số|thu nhập|diện tích|sản lượng|giá trị)(?!\w)")
_SHORT = 8


def _trails_along(passage: Passage, before: Draft, draft: Draft, lexicon: Lexicon) -> bool:
    """Whether names with numbers alone follow one verb: "nông nghiệp tăng 5%; xây dựng 13%, dịch vụ 15,6%"."""
    trailing = is_trailing(passage.form, draft.clause.quantity.end, draft.clause.end, lexicon)
    verbed = passage.form[before.clause.start : before.clause.quantity.start].rstrip().endswith(("tăng", "giảm"))
    form = comparison_form(draft.subject)
    front = passage.form[draft.clause.start : draft.clause.quantity.start].strip(" ,;:.-+*()")
    return (
        trailing
        and (verbed or before.listed)
        and bool(form)
        and front.endswith(form)
        and len(form.split()) <= _SHORT
        and not _MEASURE.match(form)
        and not form.startswith("không ")
        and not draft.clause.bracketed
        and not (draft.clause.quantity.bounded and is_verb(form, lexicon))
    )


_SAYS_AGAIN = re.compile(r"\s*(?:\(\s*)?(?:(?:tức|bằng|tương đương|tương ứng|gồm|trong đó|có|là|khoảng|với)\s+|:\s*)*")


_EQUALS = re.compile(r"[^,;.:()%\d]*[,(]\s*(?:tức|tức là|tương đương|tương ứng|bằng|tương đương với)\s+(?:khoảng\s+)?")
"""An amount of change said again as a share: "giảm 28 biên chế viên chức, tương đương 1,9% so với …"."""


def _in_bracket(form: str, at: int) -> bool:
    return form.rfind("(", 0, at) > form.rfind(")", 0, at)


def _restates_change(passage: Passage, before: Draft, draft: Draft) -> bool:
    """Whether a bracket says an amount of change again or by parts: "giảm 12 biên chế (4 công chức, 8 viên chức)"."""
    last, here = before.clause.quantity, draft.clause.quantity
    gap = passage.form[last.end : here.start]
    if here.kind == "percent" and last.kind in ("count", "money", "measure") and _EQUALS.fullmatch(gap):
        return True
    if not _in_bracket(passage.form, here.start) or here.kind not in ("count", "percent"):
        return False
    if _in_bracket(passage.form, last.start):
        return bool(_LISTED.fullmatch(gap))
    return gap.strip().startswith("(") and bool(_SAYS_AGAIN.fullmatch(gap))


_STEP = re.compile(
    r"(?:[\s,;:.(\-+]|(?<!\w)(?:(?:giai đoạn|các năm|năm|trong|riêng|từ|đến|hết|và|thì|các|hai|ba|những)(?!\w)"
    r"|20\d\d(?!\d)"
    r"|(?:mỗi|hằng|hàng) năm|bình quân|tối thiểu|ít nhất|cuối|đầu|tiếp theo|còn lại(?! \d)|sau))*"
)
"""When, and nothing else: a further step of the change before it."""


def _is_step(passage: Passage, before: Draft, draft: Draft) -> bool:
    """Whether a number is a step of the change before it: "giảm biên chế: năm 2022 3%; năm 2023 2%"."""
    last, here = before.clause.quantity, draft.clause.quantity
    alike = last.kind == here.kind and comparison_form(last.unit) == comparison_form(here.unit)
    front = passage.form[draft.clause.start : here.start]
    dated = bool(re.search(r"năm|20\d\d", front))
    return alike and dated and bool(_STEP.fullmatch(front))


_BASED = re.compile(r"[^,;.]*(?<!\w)so với\s[^,;.]*,\s*")


def _told_whole(passage: Passage, last: QuantityMatch, here: QuantityMatch) -> bool:
    """Whether a change is told to its end before a comma: "…, tăng 12 so với năm 2022, và 30 biểu mẫu"."""
    return bool(_BASED.match(passage.form, last.end, here.start)) and here.kind == "count"


def share_change(passage: Passage, before: Draft, draft: Draft, lexicon: Lexicon) -> Draft:
    """Give a draft the verb of change of the one before it: "cắt giảm ít nhất 30% thời gian, 30% chi phí".

    Args:
        passage: where they stand.
        before: the draft before it.
        draft: the draft, with its own words.
        lexicon: the words.
    """
    here, last = draft.clause.quantity, before.clause.quantity
    if before.change.change and not draft.change.change and _restates_change(passage, before, draft):
        again = _EQUALS.fullmatch(passage.form, last.end, here.start)
        subject = before.subject if again else draft.subject
        return replace(draft, subject=subject, change=replace(draft.change, change=before.change.change))
    if before.change.change and not draft.change.change and _is_step(passage, before, draft):
        return replace(draft, change=replace(draft.change, change=before.change.change), inherited=True)
    if draft.change.change or not before.change.change or here.kind != last.kind or _told_whole(passage, last, here):
        return draft
    if here.part or _trails_along(passage, before, draft, lexicon):
        return replace(draft, change=replace(draft.change, change=before.change.change), listed=True)
    gap = re.split(r"(?=,|(?<!\w)và(?!\w))", passage.form[last.end : here.start])[-1]
    verb_first = not is_trailing(passage.form, last.end, before.clause.end, lexicon)
    if here.kind == "count":
        own = comparison_form(before.own)
        verb_first = own.startswith(comparison_form(last.unit)) and not split_predicate(own, lexicon)[1]
    counts = here.kind != "count" or comparison_form(here.unit) in counted_nouns(lexicon)
    if not (_LISTED.fullmatch(gap) and verb_first and counts) or ";" in passage.form[last.end : here.start]:
        return draft
    if (here.kind != "count" and is_trailing(passage.form, here.end, draft.clause.end, lexicon)) or split_predicate(
        draft.subject, lexicon
    )[1]:
        return draft
    quantity = here if here.bounded else replace(here, comparator=last.comparator, bounded=last.bounded)
    change = replace(draft.change, change=before.change.change)
    return replace(draft, clause=replace(draft.clause, quantity=quantity), change=change, listed=True)
