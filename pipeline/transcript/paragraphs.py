"""Join the hard-wrapped lines of a text column into paragraphs.

A typist begins a paragraph with an indent, a label or a gap, and ends it with a short line; a line that the next word
would not have fitted on was wrapped. Every tolerance is a share of the letter height, so that pages read from
pictures, whose geometry is noisy and whose fonts are unknown, pass the same tests.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.clean import BULLETS
from pipeline.transcript.layout import is_kind
from pipeline.transcript.lines import height_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.page import Line
    from pipeline.transcript.column import Column

LABEL = re.compile(
    rf"(?:[-–—+*o{BULLETS}]\s"
    r"|[.,'`´‘’:;_~^°¬|]{0,2}[IVXLC]{1,6}\s?[.):/]"
    r"|\d{1,2}(?:\.\d{1,2}){0,3}\s?[.)]\s?(?=\D|$)"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\s|\d{1,2}(?:\.\d{1,2}){0,3}\s?[-–:/]\s?(?=[A-ZÀ-ỸĐ][a-zà-ỹ])"
    r"|[a-zđ]\d?\s?[.)]\s?|[a-zđ]\s?[/:-]\s?(?=[A-ZÀ-ỸĐ])|[A-H]\s?[.)/]\s?(?=[A-ZÀ-ỸĐ])"
    r"|(?:Phần|PHẦN)\s+(?:thứ\s+|THỨ\s+)?(?:nhất|một|hai|ba|tư|bốn|năm|NHẤT|MỘT|HAI|BA|TƯ|BỐN|NĂM)(?!\w)"
    r"|(?:Điều|Mục|Chương|Phần|Phụ lục|PHỤ LỤC|CHƯƠNG|PHẦN|MỤC)\s+(?:[IVXLC]+|\d+|[A-Z])\b"
    r"|Căn cứ\s|Theo đề nghị|Xét đề nghị|Nơi nhận|Kính gửi\s?:)"
)
"""What opens a paragraph: bullets, labels of items and headings (a stain may stand before a numeral), the grounds of a
decision."""
ENDED = re.compile(r"[.;:!?…][\"'”’)\]]*$|\./\.?$")
LETTER = re.compile(r"[^\W\d_]")
EVEN = 1.2
"""Letter heights that a centred line keeps from both edges."""
WIDE = 0.4
"""Letter heights that the widest line of a title still keeps from both edges; a wrapped line of text keeps none."""
SHORT = 0.4
"""Share of the column that a short line leaves white."""
INDENT = 0.8
"""Least first-line indent in letter heights (typists use 1 to 1.27 cm, about two)."""


@dataclass(frozen=True)
class Paragraph:
    """Lines that make one paragraph; `centred` by its first line. `full` and `ended` speak of its last line."""

    lines: tuple[Line, ...]
    centred: bool
    indented: bool


def join_lines(lines: Sequence[Line], column: Column | None) -> tuple[Paragraph, ...]:
    """Join the lines of one stretch of text, from top to bottom, into paragraphs."""
    if column is None:
        return tuple(Paragraph((line,), False, False) for line in lines)
    centred = _centred_lines(lines, column)
    groups: list[list[int]] = []
    for k, line in enumerate(lines):
        so_far = [lines[member] for member in groups[-1]] if groups else []
        if so_far and continues(so_far, line, column, (centred[groups[-1][0]], centred[k])):
            groups[-1].append(k)
        else:
            groups.append([k])
    return tuple(
        Paragraph(
            tuple(lines[member] for member in group),
            centred[group[0]],
            indent(lines[group[0]], column) > INDENT * column.em,
        )
        for group in groups
    )


def _centred_lines(lines: Sequence[Line], column: Column) -> list[bool]:
    """Which lines are set on the middle; a line under the kind of document or under a title needs less proof."""
    flags: list[bool] = []
    for k, line in enumerate(lines):
        under = k > 0 and flags[k - 1] and not LABEL.match(line.text)
        # A paragraph under a title may begin so wide too; it is set in plain letters.
        least = WIDE if is_bold(line) or is_capital(line.text) else EVEN
        flags.append(is_centred(line, column) or (under and _is_even(line, column, least)))
    return flags


def indent(line: Line, column: Column) -> float:
    """Points from the column's left edge to the line's first letter."""
    return line.box.x0 - column.at(height_of(line))[0]


def shortfall(line: Line, column: Column) -> float:
    """Points from the line's last letter to the column's right edge."""
    return column.at(height_of(line))[1] - line.box.x1


def is_centred(line: Line, column: Column) -> bool:
    """Whether a line is set on the middle of the column, clear of both edges."""
    if not _is_even(line, column):
        return False
    # A paragraph of one line may happen to end as far from the right as it is indented on the left.
    far = indent(line, column) > 3.2 * column.em
    return far or is_bold(line) or is_capital(line.text) or is_kind(line.text) or line.text.startswith("(")


def _is_even(line: Line, column: Column, least: float = EVEN) -> bool:
    """Whether a line stays as far from the left edge as from the right one, by `least` letter heights or more."""
    left, right = indent(line, column), shortfall(line, column)
    return min(left, right) >= least * column.em and abs(left - right) <= 1.6 * column.em


def is_full(line: Line, following: Line, column: Column) -> bool:
    """Whether the next line's first word would not have fitted on this line."""
    first = following.words[0]
    return shortfall(line, column) < first.box.width + 0.8 * column.em


def is_short(line: Line, column: Column) -> bool:
    """Whether a line ends so far from the edge that no lost word explains it."""
    left, right = column.at(height_of(line))
    return shortfall(line, column) > SHORT * (right - left)


def is_bold(line: Line) -> bool:
    """Whether most letters of the line are bold."""
    return 2 * sum(len(w.text) for w in line.words if w.bold) > sum(len(w.text) for w in line.words)


def is_capital(text: str) -> bool:
    """Whether nearly all letters are capitals."""
    letters = LETTER.findall(text)
    return len(letters) >= 3 and sum(letter.isupper() for letter in letters) > 0.85 * len(letters)


def starts_lower(text: str) -> bool:
    """Whether the first letter is a small one."""
    match = LETTER.search(text)
    return bool(match and match.group().islower())


def continues(group: Sequence[Line], line: Line, column: Column, centred: tuple[bool, bool]) -> bool:
    """Whether a line goes on with the paragraph whose lines so far are `group`.

    `centred` says of the group and of the line whether they are set on the middle.
    """
    last = group[-1]
    step = height_of(line) - height_of(last)
    if step > 1.7 * column.pitch:
        return False
    if any(centred):
        return _continues_title(group, line, column, centred)
    labelled = bool(LABEL.match(line.text))
    ended = bool(ENDED.search(last.text))
    deep = indent(line, column) > INDENT * column.em
    if not is_full(last, line, column):
        # Ragged setting, or a reader that lost the last word.
        goes_on = starts_lower(line.text) and not (line.text[:1].isdigit() and is_short(last, column))
        return not (labelled or ended or deep) and goes_on and not _turns(last, line)
    if deep:
        return _hangs(group, line, column, labelled, ended)
    if labelled and (ended or _turns(last, line)):
        return False
    # Paragraphs without an indent are parted by a gap; one that ends at the very edge is told by it alone.
    return starts_lower(line.text) or not (ended and step > 1.25 * column.pitch)


def _turns(last: Line, line: Line) -> bool:
    """Whether the type changes between two lines: bold, or capitals."""
    return is_bold(last) != is_bold(line) or is_capital(last.text) != is_capital(line.text)


def _hangs(group: Sequence[Line], line: Line, column: Column, labelled: bool, ended: bool) -> bool:
    """Whether an indented line goes on with an indented paragraph."""
    if labelled:
        return False
    beneath = abs(line.box.x0 - group[-1].box.x0) < 0.6 * column.em
    if len(group) > 1:
        return beneath and not (ended and not starts_lower(line.text))
    hanging = LABEL.match(group[0].text) and 0.3 * column.em < line.box.x0 - group[0].box.x0 < 3 * column.em
    return bool(hanging) or (beneath and not ended and starts_lower(line.text))


def _continues_title(group: Sequence[Line], line: Line, column: Column, centred: tuple[bool, bool]) -> bool:
    """Whether a line goes on with a centred title."""
    last = group[-1]
    if is_kind(last.text) or LABEL.match(line.text) or _turns(last, line) or _slants(last) != _slants(line):
        return False
    if line.text.startswith("(") or last.text.rstrip().endswith(")"):
        return last.text.startswith("(") and not last.text.rstrip().endswith(")")
    if centred[0]:
        # The widest line of a title may fill the column.
        return centred[1] or (abs(indent(line, column)) < column.em and abs(shortfall(line, column)) < 2 * column.em)
    return centred[1] and is_full(last, line, column) and starts_lower(line.text)


def _slants(line: Line) -> bool:
    return 2 * sum(len(w.text) for w in line.words if w.italic) > sum(len(w.text) for w in line.words)


def goes_on_over_page(last: Paragraph, first: Paragraph, column: Column | None, following: Column | None) -> bool:
    """Whether the last paragraph of a page goes on with the first one of the next page."""
    if column is None or following is None or last.centred or first.centred:
        return False
    end, start = last.lines[-1], first.lines[0]
    ended, lower = bool(ENDED.search(end.text)), starts_lower(start.text)
    if first.indented or _turns(end, start) or (ended and not lower):
        return False
    # A dash before a small letter at the column's edge, after an unfinished line, is dirt or the writer's own dash.
    if LABEL.match(start.text) and (ended or not lower or start.text[0] not in "-–—~"):
        return False
    return lower or is_full(end, start, column)
