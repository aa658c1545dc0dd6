"""What speaks against a fact besides its confidence: doubts of the readers, and what does not fit the rest of the plan.

A signal has a code, which error rates are counted by, and says in both languages what a person should look at.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from models.page import READING_UNSURE
from pipeline.code_words import CodeWords
from pipeline.doubt_words import tell_doubt
from pipeline.golden.corrected_plan import CONFLICT, DOUBTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.plan import PlanDocument
    from models.review import Family, Fields, ReasonCode, ReviewedFact, ReviewedPlan

CORE_FIELDS = frozenset(["doc_type", "title", "unit_name", "unit_level", "issuer", "period_start"])
"""Fields that every plan states: one that was not found was missed, or stands where nobody looked."""
OFTEN_BLANK = frozenset(["number", "issue_date", "signer_name"])
"""Fields that a draft may leave blank: then someone should see that the paper does."""
FEW_HEADINGS = 1.0
FEWEST_PAGES = 3
"""Headings a page below which some were missed, judged from so many pages on."""
VI, EN = CodeWords("vi"), CodeWords("en")
_IGNORED = frozenset([CONFLICT, DOUBTED])
_ORDINAL = re.compile(r"\d+")


class Signal(NamedTuple):
    """Why to look at a fact."""

    code: str
    reason: ReasonCode
    vi: str
    en: str


Key = tuple["Family", str]


def signals_of(reviewed: ReviewedPlan) -> dict[Key, tuple[Signal, ...]]:
    """List what speaks against each fact of a plan; facts against which nothing speaks are left out."""
    found: dict[Key, list[Signal]] = defaultdict(list)
    for fact in reviewed.facts:
        for signal in (*_doubts(fact), *_absent(fact)):
            found[fact.family, fact.key].append(signal)
    for family in (_years, _contradictions, _gaps):
        for fact, signal in family(reviewed):
            found[fact.family, fact.key].append(signal)
    return {key: tuple(signals) for key, signals in found.items()}


def _doubts(fact: ReviewedFact) -> Iterator[Signal]:
    for doubt in fact.doubts:
        if doubt.code in _IGNORED:
            continue
        reason: ReasonCode = "readings_differ" if doubt.code == "readings_differ" else "doubt"
        vi, en = (sentence(str(tell_doubt(doubt, words))) for words in (VI, EN))
        yield Signal(doubt.code, reason, vi, en)


def sentence(told: str) -> str:
    """End what is told as a sentence: several may follow each other."""
    return told if told.endswith((".", "?", "!")) else f"{told}."


def _absent(fact: ReviewedFact) -> Iterator[Signal]:
    if fact.family != "field" or fact.read.get("state") in ("stated", None):
        return
    if fact.key in CORE_FIELDS:
        yield Signal(
            "field_missing",
            "not_found",
            "Không tìm thấy, mà kế hoạch nào cũng ghi.",
            "Every plan states it; not found.",
        )
    elif fact.key in OFTEN_BLANK:
        yield Signal(
            "field_blank",
            "not_found",
            "Không đọc được: trên giấy có để trống không?",
            "Not read: is it blank on the paper?",
        )


def _years(reviewed: ReviewedPlan) -> Iterator[tuple[ReviewedFact, Signal]]:
    """A target has the plan's last year where it states none: one without a year lost it, unless the plan is open."""
    for fact in reviewed.of("target"):
        if not _seen(fact).get("year") and _seen(fact).get("recurring") != "true":
            yield fact, Signal("year_missing", "inconsistent", "Chỉ tiêu không có năm.", "A target without a year.")


def _contradictions(reviewed: ReviewedPlan) -> Iterator[tuple[ReviewedFact, Signal]]:
    """The same promise with two numbers (an indicator, scope, year, unit; steps and changes apart)."""
    same: dict[tuple[str, ...], list[ReviewedFact]] = defaultdict(list)
    for fact in reviewed.of("target"):
        fields = _seen(fact)
        if fields.get("indicator_id") and not fields["change"] and fields["recurring"] != "true":
            same[tuple(fields[name] for name in ("indicator_id", "scope", "year", "unit", "baseline"))].append(fact)
    for facts in same.values():
        values = sorted({_seen(fact)["value"] for fact in facts})
        if len(values) > 1:
            told = " / ".join(values)
            signal = Signal(
                "contradicts", "inconsistent", f"Cùng một chỉ tiêu, hai con số: {told}",
                f"The same promise with two numbers: {told}",
            )  # fmt: skip
            for fact in facts:
                yield fact, signal


def _gaps(reviewed: ReviewedPlan) -> Iterator[tuple[ReviewedFact, Signal]]:
    """Rows of a group are numbered without a gap: behind one a row may be lost."""
    before: ReviewedFact | None = None
    for fact in reviewed.of("task"):
        if before is not None and _group(before) == _group(fact):
            last, now = _number(before), _number(fact)
            if last is not None and now is not None and now > last + 1:
                yield fact, Signal(
                    "row_gap", "inconsistent", f"Sau dòng {last} là dòng {now}: có mất dòng không?",
                    f"Row {now} follows row {last}: is one lost?",
                )  # fmt: skip
        before = fact


def _group(fact: ReviewedFact) -> tuple[str, str]:
    return (_seen(fact).get("table", ""), _seen(fact).get("group_label", ""))


def _number(fact: ReviewedFact) -> int | None:
    number = _seen(fact).get("number", "").rstrip(".)")
    return int(number) if _ORDINAL.fullmatch(number) else None


class PageSignal(NamedTuple):
    """Why to look at a place where a fact may be missing: a page, or an unclaimed number on it (its key)."""

    family: Family
    key: str
    page: int
    signal: Signal


def page_signals(plan: PlanDocument) -> Iterator[PageSignal]:
    """List pages unread or unsure, tables without a task, appendices and wide pages without a table, few headings."""
    for failure in plan.failures:
        yield PageSignal(
            "target", "", failure.number,
            Signal("page_unread", "page_unread", f"Trang {failure.number} không đọc được.",
                   f"Page {failure.number} was not read."),
        )  # fmt: skip
    yield from _unsure_pages(plan)
    yield from _tables_without_facts(plan)
    yield from _pages_without_table(plan)
    yield from _few_headings(plan)


FEW_FIGURES = 4
_FIGURE = re.compile(r"(?!(?:19|20)\d\d$)\D{0,24}\d[\d.,/ %–-]*\D{0,24}")


def _tables_without_facts(plan: PlanDocument) -> Iterator[PageSignal]:
    """A table without tasks: one of figures is there for its targets, and a column of targets has one in each row."""
    with_tasks = {task.value.table for task in plan.tasks}
    numbers = [span for found in plan.targets for span in found.value.number_spans]
    for table in plan.tables:
        if table.number in with_tasks:
            continue
        body = [cell for cell in table.cells if cell.kind == "cell"]
        rows = len({cell.row for cell in body})
        numbering = table.roles.index("number") + 1 if "number" in table.roles else 0
        figures = [cell for cell in body if _FIGURE.fullmatch(cell.text.strip()) and cell.column != numbering]
        claimed = {id(cell) for cell in body if any(own.overlaps(span) for own in cell.spans for span in numbers)}
        columns = {cell.column for cell in body if id(cell) in claimed}
        lost = [cell.text for cell in figures if cell.column in columns and id(cell) not in claimed]
        if claimed and lost:
            told = "; ".join(lost[:3])
            yield PageSignal(
                "target", "", table.page,
                Signal("cells_without_target", "not_found",
                       f"Bảng {table.number}: {len(lost)} ô ở cột chỉ tiêu không cho chỉ tiêu nào ({told}).",
                       f"Table {table.number}: {len(lost)} cells in a column of targets gave none ({told})."),
            )  # fmt: skip
        elif not claimed and len(figures) >= FEW_FIGURES:
            yield PageSignal(
                "target", "", table.page,
                Signal("table_without_targets", "not_found",
                       f"Bảng {table.number} có {len(figures)} ô số mà không cho chỉ tiêu nào.",
                       f"Table {table.number} has {len(figures)} cells of figures and gave no target."),
            )  # fmt: skip
        elif not claimed and rows >= 3 and table.columns >= 3:
            yield PageSignal(
                "task", "", table.page,
                Signal("table_unused", "not_found", f"Bảng {table.number} ({rows} dòng) không cho nhiệm vụ nào.",
                       f"Table {table.number} ({rows} rows) gave no task."),
            )  # fmt: skip


def _unsure_pages(plan: PlanDocument) -> Iterator[PageSignal]:
    """Pages read unsurely throughout: facts may be missing there, and its numbers are not stated in confidence."""
    for page in plan.pages:
        if any(doubt.code == READING_UNSURE for doubt in page.doubts):
            yield PageSignal(
                "target", "", page.number,
                Signal(READING_UNSURE, "doubt", f"Trang {page.number} đọc không chắc: xem lại mọi con số.",
                       f"Page {page.number} is read unsurely: look at every number."),
            )  # fmt: skip


def _few_headings(plan: PlanDocument) -> Iterator[PageSignal]:
    """A plan has two headings a page and more: one with hardly any is headed in a form that was not read."""
    with_table = {page for table in plan.tables for page in range(table.page, table.page_end + 1)}
    pages, count = len(plan.pages) - len(with_table), len(plan.sections)
    if pages >= FEWEST_PAGES and count < FEW_HEADINGS * pages:
        yield PageSignal(
            "section", "", 1,
            Signal("few_headings", "not_found", f"Chỉ {count} đề mục trên {pages} trang: có sót đề mục không?",
                   f"Only {count} headings on {pages} pages: were some missed?"),
        )  # fmt: skip


def _pages_without_table(plan: PlanDocument) -> Iterator[PageSignal]:
    """An appendix, or a page printed sideways, is there for its table."""
    held = {page for table in plan.tables for page in range(table.page, table.page_end + 1)}
    appendices = sorted({found.page for found in plan.sections if found.value.role == "appendix" and found.page})
    for number, page in enumerate(appendices):
        upto = appendices[number + 1] if number + 1 < len(appendices) else len(plan.pages) + 1
        if not held & set(range(page, max(upto, page + 1))):
            yield PageSignal(
                "task", "", page,
                Signal("appendix_without_table", "not_found", "Phụ lục mà không thấy bảng nào.",
                       "An appendix, and no table was found."),
            )  # fmt: skip
    for info in plan.pages:
        if info.width > info.height and info.number not in held and info.number not in appendices:
            yield PageSignal(
                "task", "", info.number,
                Signal("wide_without_table", "not_found", "Trang ngang mà không thấy bảng nào.",
                       "A wide page, and no table was found."),
            )  # fmt: skip


def unclaimed_numbers(reviewed: ReviewedPlan) -> Iterator[tuple[ReviewedFact, Signal]]:
    """List numbers that no target claims though they look like one: shares, money, counts where targets stand."""
    sections = [(found.value.span, found.value.role) for found in reviewed.plan.sections]
    for fact in reviewed.of("number"):
        kind, text = fact.read.get("kind", ""), fact.read.get("text", "")
        if kind not in ("other", "count", "money") or not fact.spans:
            continue
        role = next((role for span, role in reversed(sections) if span.covers(fact.spans[0])), "")
        code = _looks_like(kind, text, role)
        if code:
            yield fact, Signal(
                code, "number_unclaimed", f"Số {text} giống một chỉ tiêu mà chưa thuộc chỉ tiêu nào.",
                f"{text} looks like a target and belongs to none.",
            )  # fmt: skip


def _looks_like(kind: str, text: str, role: str) -> str:
    if text.endswith("%"):
        return "share_unclaimed"
    if kind == "money":
        return "money_unclaimed"
    if role == "targets":
        return "number_among_targets"
    return "count_unclaimed" if kind == "count" and role in ("tasks", "tasks_solutions", "solutions") else ""


def codes(signals: Sequence[Signal]) -> tuple[str, ...]:
    """Codes of signals, for error rates."""
    return tuple(dict.fromkeys(signal.code for signal in signals))


def _seen(fact: ReviewedFact) -> Fields:
    """What was read: a correction does not take away why a fact was asked for."""
    return fact.read or fact.fields
