"""Passages: the stretches of a document in which one reads a promise (paragraphs, cells), and their sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal

from extractors.clean import UPPER, comparison_form
from extractors.mending import mended_text, scanned_pages
from models.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from extractors.lexicon import Lexicon
    from models.source import Found
    from models.table import Cell, Table, Task
    from models.transcript import Transcript


@dataclass(frozen=True)
class Passage:
    """A paragraph or a cell as one text: `pieces` lead back to the transcript (start here, start there, length)."""

    text: str
    pieces: tuple[tuple[int, int, int], ...]
    source: Literal["body", "table"] = "body"
    table: Table | None = None
    cell: Cell | None = None
    task: Found[Task] | None = None
    form: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "form", comparison_form(self.text))

    @property
    def start(self) -> int:
        """Offset of its first character in the transcript."""
        return self.pieces[0][1]

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Where a stretch of the passage stands in the transcript."""
        found = []
        for here, there, length in self.pieces:
            first, last = max(start, here), min(end, here + length)
            if first < last:
                found.append(Span(start=there + first - here, end=there + last - here))
        return tuple(found)

    def offset(self, position: int) -> int:
        """Offset in the transcript of one character."""
        index = max(0, bisect_right([piece[0] for piece in self.pieces], position) - 1)
        here, there, length = self.pieces[index]
        return there + min(position - here, length)


def _body_lines(transcript: Transcript) -> Iterable[tuple[int, int]]:
    rows = {block.span.start for block in transcript.blocks if block.kind == "table_row"}
    start = 0
    for line in transcript.text.split("\n"):
        lead = len(line) - len(line.lstrip(" \f"))
        if line.strip(" \f") and start not in rows and start + lead not in rows:
            yield start + lead, start + len(line)
        start += len(line) + 1


def find_passages(
    transcript: Transcript, tables: tuple[Table, ...], tasks: tuple[Found[Task], ...], lexicon: Lexicon
) -> list[Passage]:
    """Cut a transcript into paragraphs and table cells, in order of their place.

    Their words are mended where a reader got marks wrong (`extractors.mending`); offsets and numbers stay.
    Cells of a header, of a numbers row and those that name an agency, a deadline or a row's number are left out.
    """
    scanned = scanned_pages(transcript)

    def mended(text: str, offset: int) -> str:
        return mended_text(text, lexicon) if transcript.page_at(offset) in scanned else text

    passages = [
        Passage(mended(transcript.text[start:end], start), ((0, start, end - start),))
        for start, end in _body_lines(transcript)
    ]
    placed = [
        (min(span.start for span in task.spans), max(span.end for span in task.spans), task)
        for task in tasks
        if task.spans
    ]
    for table in tables:
        for cell in table.cells:
            role = table.roles[cell.column - 1] if cell.column <= len(table.roles) else "other"
            if cell.kind != "cell" or not cell.spans or role in ("number", "lead", "support", "deadline"):
                continue
            passages.append(_cell_passage(transcript, table, cell, _task_of(cell, placed), mended))
    return sorted(passages, key=lambda passage: passage.start)


def _cell_passage(
    transcript: Transcript, table: Table, cell: Cell, task: Found[Task] | None, mended: Callable[[str, int], str]
) -> Passage:
    pieces: list[tuple[int, int, int]] = []
    texts: list[str] = []
    here = 0
    for span in cell.spans:
        texts.append(transcript.slice(span))
        pieces.append((here, span.start, len(span)))
        here += len(span) + 1
    return Passage(mended(" ".join(texts), pieces[0][1]), tuple(pieces), "table", table, cell, task)


def _task_of(cell: Cell, placed: list[tuple[int, int, Found[Task]]]) -> Found[Task] | None:
    """The first row that shares text with a cell, of rows with where their text begins and ends."""
    low, high = min(span.start for span in cell.spans), max(span.end for span in cell.spans)
    near = (task for start, end, task in placed if start < high and low < end)
    return next((task for task in near if any(a.overlaps(b) for a in task.spans for b in cell.spans)), None)


_END = re.compile(
    rf"(?P<mark>[.!?…]+)[\"'”’)\]]*[\s\f]+(?=[\"'“(\[]*[{UPPER}\d]|[-+•]\s)"
    rf"|(?<=[;.:,])[\s\f](?=\d{{1,2}}[.)][\s\f]+[{UPPER}])"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(.])(?:tp|tx|tt|th|ts|ths|pgs|gs|kt|tm|q|p|h|x|ttr|đ/c|vd|v\.v|st|số|[ivxl]+|[a-zđ])$|(?:^|[;:.,])[\s\f]*\d{1,2}$"
)


_WHOLE_WORD = re.compile(
    r"[^\W_]\ssố$|(?<!\w)(?:quý|khóa|hạng|loại|vùng|khu vực|lần thứ|đợt|bậc|giai đoạn|đô thị loại)\s[ivx]+$"
)
"""No abbreviation at the end of a sentence, unless a digit follows: "trên tổng số. Bình quân …", "quý II. Lập …"."""


def find_sentences(passage: Passage) -> list[tuple[int, int]]:
    """Cut a passage at full stops, not at those of labels ("1.") and abbreviations ("TP.")."""
    text, form = passage.text, passage.form
    cuts = [0]
    for match in _END.finditer(text):
        before = form[cuts[-1] : match.start()]
        numbered = text[match.end() : match.end() + 1].isdigit()
        if before.count("(") > before.count(")"):
            continue
        shortened = _ABBREVIATION.search(before) and not re.search(r"(?:19|20)\d\d$", before)
        if match["mark"] == "." and shortened and (numbered or not _WHOLE_WORD.search(before)):
            continue
        cuts.append(match.end())
    return [(a, b) for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True) if text[a:b].strip()]


@cache
def _brackets_and(marks: str) -> re.Pattern[str]:
    return re.compile(rf"[()\[\]{re.escape(marks)}]")


def outside_brackets(form: str, start: int, end: int, marks: str) -> list[int]:
    """Offsets of any of these marks between `start` and `end` that stand in no bracket opened there."""
    depth, found = 0, []
    for match in _brackets_and(marks).finditer(form, start, end):
        i, char = match.start(), match.group()
        if char in "([":
            depth += 1
        elif char in ")]":
            depth = max(0, depth - 1)
        elif depth == 0 and not (char in ",." and i and form[i - 1].isdigit() and form[i + 1 : i + 2].isdigit()):
            found.append(i)
    return found
