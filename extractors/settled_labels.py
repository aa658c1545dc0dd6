"""Labels that their own count shows to be read right: the paper counts 1, 2, 3, and so does what was read.

A misread label breaks its run: it does not follow the one before, or the next does not follow it. Where both hold, the
count is a witness that shares no fault with the readers of the ink, and a doubt about strokes ("I" or "L", "1" or "l")
is empty. What was mended, or looks like the author's slip, is no witness.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from extractors.labels import roman
from models.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extractors.outline import Outline
    from models.plan import Item, NumberRead, Section
    from models.source import Found
    from models.table import Table
    from models.transcript import Transcript

SETTLED = 0.97
"""Confidence of a label, at least, that stands in its place of a whole run."""
_COLUMNS = re.compile(r"[\s|]*1(?:[\s|]+\d{1,2}){2,}[\s|]*")
"""A row that counts the columns, three at least."""
_TITLED = re.compile(r"([IVXL]{1,6}|\d{1,2})[.)/]\s")
"""The label of a group that runs on into its title."""
_STROKES = re.compile(r"\b(?:1+|I{1,3})\b")
"""What stands before a label's own part and may be Roman or not: the run of "1.1", "1.2" says nothing of an "I"."""
_ROMAN_FRONT, _OTHER_FRONT = re.compile(r"[IVXL]{2,}[./]"), re.compile(r"(?:[2-9]|1[02-9])[./]")
"""Fronts that are no arabic ones, and fronts that are: where the first stand alone, the front of "1.2" is an I."""
_LAST = re.compile(r"(?P<lead>(?:(?:\d{1,2}|[IVXL]{1,6})[./])*)(?P<own>\d{1,3}|[IVXL]{1,6})")


class _Entry(NamedTuple):
    """A label of a run: where it stands, how it counts, its value, and whether it was read without mending.

    `style`: roman or arabic, and what stands before its own part ("1." of "1.2"). `own`: where its own part begins.
    """

    span: Span
    style: str
    value: int
    plain: bool
    own: int

    @property
    def front(self) -> str:
        """What stands before its own part."""
        return self.style.removeprefix("roman").removeprefix("arabic")


class SettledLabels(NamedTuple):
    """Where the labels and their own parts begin that are settled, and the labels whose front may be an I."""

    starts: frozenset[int]
    strokes: frozenset[int]


def settled_labels(transcript: Transcript, outline: Outline, tables: Sequence[Table]) -> SettledLabels:
    """Find the labels that follow the one before them and are followed by the next.

    Whether the front of "I.2" is a stroke of Roman count its run does not say; the fronts of other parts do.

    Args:
        transcript: the document's text.
        outline: sections and items: labels under one parent make a run.
        tables: whose number columns and groups are runs.
    """
    starts: set[int] = set()
    strokes: set[int] = set()
    for runs in (list(_runs_of_outline(transcript, outline)), *(list(_runs_of_table(table)) for table in tables)):
        fronts = [entry.front for run in runs for entry in run if entry.plain]
        roman_fronts = any(map(_ROMAN_FRONT.fullmatch, fronts)) and not any(map(_OTHER_FRONT.fullmatch, fronts))
        for run in runs:
            for entry in _settled(run):
                if not _STROKES.search(entry.front) or (roman_fronts and "1" not in entry.front):
                    starts |= {entry.span.start, entry.own}
            strokes |= {entry.span.start for entry in run if roman_fronts and re.fullmatch(r"1+[./]", entry.front)}
    return SettledLabels(frozenset(starts), frozenset(strokes))


def settled_pages(furniture: Sequence[Found[NumberRead]]) -> frozenset[tuple[int, str]]:
    """Pages with their printed numbers that count on from, or on to, one of the page beside them."""
    printed = {
        (found.page, int(found.value.text)): found.value.text
        for found in furniture
        if found.value.kind == "page" and found.value.text.isdigit()
    }
    return frozenset(
        (page, text)
        for (page, value), text in printed.items()
        if (page - 1, value - 1) in printed or (page + 1, value + 1) in printed
    )


def _settled(run: Sequence[_Entry]) -> Iterator[_Entry]:
    """Members that count on from the one before (or are the first, 1) and to the next (or are the last)."""
    for k, entry in enumerate(run):
        before, after = run[k - 1] if k else None, run[k + 1] if k + 1 < len(run) else None
        follows = before.plain and before.value + 1 == entry.value if before and entry.value > 1 else entry.value == 1
        leads = after is None or (after.plain and after.value in (entry.value + 1, 1))
        alone = entry.value == 1 and (after is None or after.value == 1)
        if entry.plain and follows and leads and not alone:
            yield entry


def _runs_of_outline(transcript: Transcript, outline: Outline) -> Iterator[list[_Entry]]:
    runs: dict[tuple[str, str], list[_Entry]] = defaultdict(list)
    doubted = {
        section.value.span.start
        for section in outline.sections
        if any(doubt.code.startswith("label_") for doubt in section.doubts)
    }
    nodes: list[Section | Item] = [*(section.value for section in outline.sections), *outline.items]
    for node in sorted(nodes, key=lambda node: node.span.start):
        start = node.span.start
        printed = transcript.text[start : start + len(node.label) + 2].lstrip(" \f")
        entry = _entry(Span(start=start, end=start + len(node.label) + 2), node.label)
        if entry is not None:
            plain = printed.startswith(node.label) and start not in doubted
            parent = node.path.removesuffix(node.label)
            runs[parent, _counted(entry)].append(entry._replace(plain=plain))
    yield from runs.values()


def _runs_of_table(table: Table) -> Iterable[list[_Entry]]:
    runs: dict[tuple[int, str], list[_Entry]] = defaultdict(list)
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        role = table.roles[cell.column - 1] if cell.column <= len(table.roles) else "other"
        titled = _TITLED.match(cell.text) if cell.kind == "group" else None
        if not cell.spans or (role != "number" and titled is None) or cell.kind in ("header", "numbers"):
            continue
        entry = _entry(cell.spans[0], titled[1] if titled else cell.text.strip(" .)/"))
        if entry is not None:
            runs[0 if titled else cell.column, _counted(entry)].append(entry)
    return runs.values()


def _counted(entry: _Entry) -> str:
    """What makes a run: labels of one style and front, whether its strokes were read as I or as 1."""
    return entry.style.replace("1", "I") if _STROKES.search(entry.front) else entry.style


def column_numbers(transcript: Transcript) -> frozenset[int]:
    """Where the numbers begin of each row that counts the columns from 1, a header's repeated on later pages too."""
    return frozenset(_across(transcript))


def _across(transcript: Transcript) -> Iterator[int]:
    for block in transcript.blocks:
        row = transcript.slice(block.span) if block.kind == "table_row" else ""
        if _COLUMNS.fullmatch(row) is None:
            continue
        found = list(re.finditer(r"\d+", row))
        if [match[0] for match in found] == [str(n + 1) for n in range(len(found))]:
            yield from (block.span.start + match.start() for match in found)


def _entry(span: Span, label: str) -> _Entry | None:
    match = _LAST.fullmatch(label)
    if match is None:
        return None
    own = match["own"]
    value = int(own) if own.isdigit() else roman(own)
    style = ("arabic" if own.isdigit() else "roman") + match["lead"]
    return _Entry(span, style, value, True, span.start + match.start("own")) if value else None
