"""Subjects made whole at the end: what only their row, their list or their bound says of them.

The value, its scope and its indicator are settled before; here only the words change that stand in the table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.clean import UPWARD, comparison_form, one_line
from extractors.scopes import find_levels
from extractors.subject_forms import normal_form
from extractors.subject_parts import own_level, put_level
from extractors.subjects import is_scope_alone

if TYPE_CHECKING:
    from extractors.clauses import Clause
    from extractors.lexicon import Lexicon
    from extractors.passages import Passage
    from extractors.quantities import QuantityMatch
    from extractors.target_drafts import Draft

_LEVEL = r"(?:(?:các\s+)?(?:ubnd\s+|cơ quan\s+)?cấp\s+(?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường))"
_LEVELS = re.compile(rf"(?<!\w){_LEVEL}(?:\s*(?:,|và|,\s*và)\s*{_LEVEL})+(?!\w)")
_ONE_LEVEL = re.compile(rf"(?<!\w){_LEVEL}(?!\w)")
_LEVELS_BEHIND = re.compile(rf"\s*(?P<at>ở|tại|của|đối với|cho)\s+(?={_LEVEL}\s*(?:,|và))")
_GRADE = re.compile(
    r"(?:\d|đại học|cao đẳng|trung cấp|sơ cấp|thạc sĩ|tuổi|học|phòng|khá|(?:cấp|hạng|bậc|mức|loại) \w+)$"
)
"""Words that "trở lên" belongs to where no number does: "trình độ đại học trở lên"."""
_TIMES = frozenset({"cuộc", "đợt", "buổi", "lần", "kỳ"})
"""Units that count an act: its own words say what is counted."""
_LONG = 16
"""Words of a task beyond which only its first clause names it."""


def whole_subject(passage: Passage, clause: Clause, subject: str, changed: bool, lexicon: Lexicon) -> str:
    """A subject with the words of its row, its own level of a list, and without what belongs to its bound.

    Args:
        passage: where it stands.
        clause: its quantity's clause.
        subject: its words so far.
        changed: whether it is an amount of change.
        lexicon: the words.
    """
    subject = _levels_last(passage, clause, subject, lexicon)
    subject = _own_level(passage, clause, _without_upward(passage, clause, subject))
    subject = _with_preposition(passage, clause, _counted_once(clause, subject))
    subject = normal_form(_with_start(passage, clause, subject), clause.quantity.kind == "count", lexicon)
    if clause.quantity.kind == "count" and _DANGLING.search(comparison_form(subject)):
        subject = one_line(f"{subject} {clause.quantity.unit}")
    if changed and clause.quantity.kind == "count":
        return subject
    return _with_task(passage, clause, subject, lexicon)


_DANGLING = re.compile(r"\s(?:cho|tới|đến|tại|đối với|của|với)$")
"""What is done for or at the things that are counted: "Đào tạo nghề cho" 620 "người"."""
_SPANS = frozenset({"ngày", "ngày làm việc", "giờ", "giờ làm việc", "phút", "tháng"})
_START = re.compile(r"\s*(?P<start>(?:kể từ|tính từ|sau khi|sau mỗi)\s[^,;.()]{3,60}?)(?=\s*(?:[,;.()]|$))")


def _with_start(passage: Passage, clause: Clause, subject: str) -> str:
    """From when a span of time runs: "trả lời trong 15 ngày kể từ khi nhận được"."""
    if clause.quantity.unit not in _SPANS:
        return subject
    start = _START.match(passage.form, clause.quantity.end, clause.stop)
    if start is None or comparison_form(subject).endswith(start["start"]):
        return subject
    return one_line(f"{subject} {passage.text[start.start('start') : start.end('start')]}")


_BEHIND_COLON = re.compile(r"^(?P<shared>.*?)\s*:\s*(?P<own>[^:]*)$")


def _levels_last(passage: Passage, clause: Clause, subject: str, lexicon: Lexicon) -> str:
    """Put a level said beside the number behind the things: "hồ sơ được số hóa: cấp xã 50%", "… 50% ở cấp xã"."""
    colon = _BEHIND_COLON.match(subject)
    if colon and is_scope_alone(colon["own"], lexicon):
        return put_level(colon["shared"], colon["own"], lexicon)
    quantity = clause.quantity
    if quantity.kind == "count" or clause.size > 1 or find_levels(comparison_form(subject), lexicon):
        return subject
    own = own_level(passage.form, passage.text, quantity.end, clause.stop, lexicon)
    return put_level(subject, own, lexicon) if own else subject


def _own_level(passage: Passage, clause: Clause, subject: str) -> str:
    """Split the levels of a list of shares: "… cấp huyện, cấp xã tương ứng đạt 95% và 80%"."""
    if clause.size < 2:
        return subject
    listed = _LEVELS.search(comparison_form(subject))
    if listed:
        named = list(_ONE_LEVEL.finditer(listed.group()))
        if len(named) != clause.size:
            return subject
        own = named[clause.position]
        low = listed.start() + own.start()
        return one_line(subject[: listed.start()] + subject[low : low + len(own.group())] + subject[listed.end() :])
    end = clause.quantity.end
    stop = next((i for i in range(end, clause.stop) if passage.form[i] in ";("), clause.stop)
    behind = re.search(_LEVELS_BEHIND, passage.form[end:stop])
    if not behind or not (run := _LEVELS.match(passage.form, end + behind.end(), stop)):
        return subject
    named = list(_ONE_LEVEL.finditer(passage.form, run.start(), run.end()))
    if len(named) != clause.size or _ONE_LEVEL.search(comparison_form(subject)):
        return subject
    own = named[clause.position]
    return one_line(f"{subject} {behind['at']} {passage.text[own.start() : own.end()]}")


def _without_upward(passage: Passage, clause: Clause, subject: str) -> str:
    """Leave out the second half of a bound that the things part: "từ 20% hồ sơ trở lên"."""
    quantity = clause.quantity
    near = passage.form[max(0, quantity.numbers[0][0] - 24) : quantity.numbers[0][0]]
    if not quantity.bounded or not re.search(r"(?<!\w)từ\s+(?:mức\s+)?$", near):
        return subject
    form = comparison_form(subject)
    for upward in UPWARD.finditer(form):
        if not _GRADE.search(form[: upward.start()]):
            return one_line(subject[: upward.start()] + subject[upward.end() :])
    return subject


_OF_THEM = re.compile(r"^(?:số|tổng số|các|mọi)\s+")
_PARTED = re.compile(r",|(?<!\w)mỗi(?!\w)")


def _counted_once(clause: Clause, subject: str) -> str:
    """Leave out the unit behind words that already name it: "Phiếu hỏi phát ra phiếu", "Diễn tập ứng cứu cuộc"."""
    unit = comparison_form(clause.quantity.unit)
    form = comparison_form(subject)
    if clause.quantity.kind != "count" or not form.endswith(f" {unit}"):
        return subject
    front = form[: -len(unit)].rstrip()
    things = _OF_THEM.sub("", front, count=1)
    rest = things[len(unit) :]
    named = things.startswith(unit) and not rest[:1].isalnum() and not _PARTED.search(rest)
    return subject[: len(front)].rstrip(" ,:;") if named or (unit in _TIMES and len(front.split()) > 1) else subject


_THE_NUMBER = re.compile(r"(?:tổng\s+)?số\s+(?:lượng\s+)?")
_WORD = re.compile(r"\w")


def counts_again(draft: Draft, before: str, last: QuantityMatch | None) -> bool:
    """Whether a count says no more than its unit and counts what stands before: "năm 2024 …, năm 2025 là 20 tổ".

    Args:
        draft: the clause with its subject.
        before: subject of the promise before it ("số tổ tự quản").
        last: its quantity (None: there is none).
    """
    unit = draft.clause.quantity.unit.casefold()
    if draft.listed or draft.subject.casefold() != unit:
        return False
    said = before.casefold()
    number = _THE_NUMBER.match(said)
    things = said[number.end() :] if number else ""
    counted = number is not None and things.startswith(unit) and not _WORD.match(things, len(unit))
    alike = last is None or last.unit.casefold() == unit or unit in said
    return alike and bool(draft.change.change or counted)


_AT = re.compile(r"(?P<word>\w+)\s+(?P<at>ở|với)\s+(?:(?:ít nhất|tối thiểu|không dưới|khoảng|trên|hơn|từ|đủ|cả)\s+)*$")


def _with_preposition(passage: Passage, clause: Clause, subject: str) -> str:
    """Keep what joins an act to the things it is done at: "Áp dụng … ở 12 phòng", "chấm điểm đối với 90% xã"."""
    quantity = clause.quantity
    near = _AT.search(passage.form, clause.start, quantity.start)
    things = (
        quantity.unit
        if quantity.kind == "count"
        else " ".join(re.findall(r"\w+", passage.form[quantity.end : clause.end])[:2])
    )
    if near is None or not things:
        return subject
    joint = f" {near['word']} {comparison_form(things)}"
    at = comparison_form(subject).find(joint)
    if at < 0:
        return subject
    at += len(near["word"]) + 1
    return one_line(f"{subject[:at]} {near['at']}{subject[at:]}")


_NUMBERED = re.compile(r"^\d{1,2}(?:\.\d{1,2})?[.)]\s+(?=[^\W\d_])")


def _with_task(passage: Passage, clause: Clause, subject: str, lexicon: Lexicon) -> str:
    """Join the row's task to a cell that leaves out what it measures: "Mở lớp bồi dưỡng" | "03 lớp"."""
    if passage.task is None or passage.source != "table":
        return subject
    task = _NUMBERED.sub("", one_line(passage.task.value.task)).rstrip(" .;:")
    if len(task.split()) > _LONG:
        task = re.split(r"[,;:.]\s", task)[0]
    unit = comparison_form(clause.quantity.unit.split("/")[0])
    form = comparison_form(subject)
    if not task or len(task.split()) > _LONG or (form in comparison_form(task) and form != unit):
        return subject
    if form in (unit, ""):
        return task
    return f"{task} {subject}" if is_scope_alone(subject, lexicon) else subject
