"""The fields of a pair of facts side by side: what golden says, what was read, and whether they agree.

One place says what counts as equal: numbers, dates and closed words exactly; text strictly (`fold_text`) and, where a
person's cut may differ, softly. What golden leaves unjudged (an empty domain, an empty kind of deadline) is left out.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from models.source import Found
from pipeline.golden.fact_matching import SOFT, fold_text, likeness, resolved, same_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.golden import GoldenField, GoldenPlan, GoldenSection, GoldenTarget, GoldenTask
    from models.plan import FrontMatter, Section, Target
    from models.source import Absent
    from models.table import Task
    from pipeline.golden.fact_matching import Resolve

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
# Marks between digits are part of the number.
_PUNCTUATION = re.compile(r"(?<!\d)[^\w\s%\u0300-\u036f]|[^\w\s%\u0300-\u036f](?!\d)")
TASK_CELLS = ("task", "lead", "support", "output", "deadline_text")
# In these golden leaves the change empty and "increase" may stand ("vượt chỉ tiêu … 5%", "có thêm 02 đơn vị").
_EITHER_CHANGE = re.compile(r"\b(?:vượt|thêm)\b", re.IGNORECASE)


class Field(NamedTuple):
    """One field of a pair: `right` is the exact (or, for text, strict) verdict, `soft` the one for scans.

    `letters` is text that agrees but for marks of punctuation, white space, capitals and the seat of the tone.
    """

    name: str
    expected: str
    actual: str
    right: bool
    soft: bool
    letters: bool


def plain(value: object) -> str:
    """Write a value as a person compares it: ISO dates, decimals without idle zeros, "" for none."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def exact(name: str, expected: object, actual: object) -> Field:
    """Compare numbers, dates and closed words."""
    right = expected == actual
    return Field(name, plain(expected), plain(actual), right, right, right)


def letters_alone(text: str) -> str:
    """Letters and numbers of a text in one case, tones behind their syllable: "Hoà bình;" is "hòa bình"."""
    words = []
    for word in fold_text(text).casefold().split():
        marked = unicodedata.normalize("NFD", word)
        tones = "".join(char for char in marked if char in _TONES)
        rest = _PUNCTUATION.sub("", "".join(char for char in marked if char not in _TONES))
        words.append(unicodedata.normalize("NFC", rest) + tones)
    return "".join(words)


def worded(name: str, expected: str, actual: str) -> Field:
    """Compare text strictly and softly."""
    right = fold_text(expected) == fold_text(actual)
    letters = right or letters_alone(expected) == letters_alone(actual)
    return Field(name, expected, actual, right, right or likeness(expected, actual) >= SOFT, letters)


def document_fields(front: FrontMatter, golden: GoldenPlan, resolve: Resolve) -> Iterator[Field]:
    """Compare the front matter; `right` holds too where nothing was to be found and nothing was."""
    for name, said in golden.document.items():
        expected = _stated(said, resolve)
        if expected is None or not hasattr(front, name):
            continue
        read: Found[object] | Absent = getattr(front, name)
        actual = plain(read.value) if isinstance(read, Found) else ""
        if name.endswith("number"):
            expected, actual = re.sub(r"\s", "", expected), re.sub(r"\s", "", actual)
        elif name.endswith("_type") and expected.casefold() == actual.casefold():
            # The type is the same word in capitals over the title and in small letters in a sentence.
            actual = expected
        yield worded(name, expected, actual)


def _stated(said: GoldenField, resolve: Resolve) -> str | None:
    return resolved(said.value, resolve) if said.state == "stated" else ""


def target_fields(target: Target, quote: str, golden: GoldenTarget, resolve: Resolve) -> Iterator[Field]:
    """Compare a target field by field; fields that golden does not judge are left out."""
    quantity = target.quantity
    yield exact("value", golden.value, quantity.value)
    yield exact("value_max", golden.value_max, quantity.value_max)
    unit = same_unit(golden.unit, quantity.unit)
    yield Field("unit", golden.unit, quantity.unit, unit, unit, unit)
    yield exact("comparator", golden.comparator, quantity.comparator)
    either = not golden.change and quantity.change == "increase" and _EITHER_CHANGE.search(quote)
    yield exact("change", golden.change, "" if either else quantity.change)
    for name in ("scope", "year", "recurring", "section_path", "source"):
        yield exact(name, getattr(golden, name), getattr(target, name))
    yield _phrase("baseline", golden.baseline, target.baseline)
    for name in ("domain", "indicator_id"):
        if getattr(golden, name):
            yield exact(name, getattr(golden, name), getattr(target, name))
    subject = resolved(golden.subject, resolve)
    if subject is not None:
        yield worded("subject", subject, target.subject)


def _phrase(name: str, expected: str, actual: str) -> Field:
    """Compare short phrases: one may hold the other ("so với năm 2021", "so với thực hiện năm 2021" do not)."""
    a, b = fold_text(expected).casefold(), fold_text(actual).casefold()
    right = a == b or (bool(a) and bool(b) and (a in b or b in a))
    return Field(name, expected, actual, right, right, right)


def section_fields(section: Section, golden: GoldenSection, resolve: Resolve) -> Iterator[Field]:
    """Compare a section field by field."""
    yield exact("path", golden.path, section.path)
    heading = resolved(golden.heading, resolve)
    if heading is not None:
        yield worded("heading", heading, section.heading)
    yield exact("level", golden.level, section.level)
    yield exact("role", golden.role, section.role)


def task_fields(task: Task, golden: GoldenTask, resolve: Resolve) -> Iterator[Field]:
    """Compare a task field by field; a deadline whose kind golden leaves empty is not judged."""
    for name in ("table", "row", "group_label"):
        yield exact(name, getattr(golden, name), getattr(task, name))
    # Numbers as printed, without their point.
    yield exact("number", golden.number.rstrip(".)"), task.number.rstrip(".)"))
    for name in TASK_CELLS:
        text = resolved(getattr(golden, "deadline" if name == "deadline_text" else name), resolve)
        if text is not None:
            yield worded(name, text, getattr(task, name))
    if golden.deadline_kind or golden.deadline == "":
        yield exact("deadline_kind", golden.deadline_kind, deadline_kind(task))
        yield exact("deadline_date", golden.deadline_date, deadline_date(task))


def deadline_kind(task: Task) -> str:
    """Kind of the deadline that decides (the first of a task's deadlines), empty where it has none."""
    return task.deadlines[0].kind if task.deadlines else ""


def deadline_date(task: Task) -> date | None:
    """Last day that any deadline of a task allows."""
    return max((one.last_day for one in task.deadlines if one.last_day), default=None)
