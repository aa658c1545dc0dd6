"""Group rows of a table: their own row over the width, numeral and text in one cell, or a line outside the grid."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extractors.group_lines import GROUP_LINE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.lexicon import Lexicon
    from extractors.table_rows import DraftCell, DraftRow

_LABEL = re.compile(r"(?:[IVXLHl1|!]{1,6}|[A-H])\s?[.)]?")
_ROMAN = re.compile(r"(?:[IVXL]{1,6}|[A-H])\s?[.)]?")
_SHOUT = 0.9
_LONG_SHOUT, _LONGEST_LABEL = 10, 5
_AHEAD = 3
_LONGEST_TOTAL = 40
_COUNT = re.compile(r"(\d{1,2})\s?[.)]?")
# Letters behind a space that are no word (no vowel): the rest of it stands in the next cell.
_TORN = re.compile(
    r"\s[^\W\d_aeiouyàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵIVX]{1,3}$", re.IGNORECASE
)


class GroupName(NamedTuple):
    """What a group row says: its label as printed, without point or bracket, and its text."""

    label: str
    title: str


def split_group(texts: Sequence[str]) -> GroupName:
    """Part a group row's texts (filled cells from left to right) into label and title."""
    if len(texts) > 1 and len(texts[0].strip()) <= _LONGEST_LABEL and not _TORN.search(texts[0].strip()):
        return GroupName(texts[0].strip(" .)"), " ".join(texts[1:]).strip())
    whole = join_torn(texts)
    match = GROUP_LINE.fullmatch(whole)
    if match is None and (match := re.fullmatch(r"(?P<label>\d{1,2})[.)]\s+(?P<title>\S.*)", whole, re.DOTALL)) is None:
        return GroupName("", whole)
    return GroupName(match["label"], match["title"].strip())


def join_torn(texts: Sequence[str]) -> str:
    """Texts of the cells of a group row as one; a word cut between two cells ("TRỤ C", "ỘT …") is one again."""
    whole = texts[0].strip() if texts else ""
    for text in texts[1:]:
        whole = f"{whole}{'' if _TORN.search(whole) and text[:1].isalpha() else ' '}{text.strip()}"
    return whole.strip()


def is_total_text(text: str, lexicon: Lexicon) -> bool:
    """Whether a text is the name of a row that adds others up ("Tổng cộng", "Cộng (I + II)")."""
    table = lexicon.table("columns")["totals"]
    form = " ".join(re.findall(r"[^\W\d_]+", text.casefold()))
    alone = " ".join(word for word in form.split() if len(word) > 1 and not re.fullmatch(r"[ivxl]+", word))
    begins = any(re.match(rf"{re.escape(word.casefold())}(?!\w)", form) for word in table["words"])
    return len(text) < _LONGEST_TOTAL and (begins or alone in {word.casefold() for word in table["alone"]})


def is_total(row: DraftRow, lexicon: Lexicon) -> bool:
    """Whether a row adds others up ("Tổng cộng")."""
    said = next((cell.text for cell in row.filled() if not re.fullmatch(r"[\d.,\s]*", cell.text)), "")
    return is_total_text(said, lexicon)


def mark_groups(rows: Sequence[DraftRow], columns: int, number: int | None, task: int | None, lexicon: Lexicon) -> None:
    """Set `kind` of those rows that open a group."""
    bold_body = sum(row.bold for row in rows) > len(rows) / 2
    for n, row in enumerate(rows):
        following = rows[n + 1 : n + 1 + _AHEAD]
        if (
            row.kind == "cell"
            and not is_total(row, lexicon)
            and _opens_group(row, following, columns, number, task, bold_body)
        ):
            row.kind = "group"
            _mend_torn(row, columns)
    if number is not None and task is not None and number != task:
        _mark_counted(rows, number, task)


def _mark_counted(rows: Sequence[DraftRow], number: int, task: int) -> None:
    """Mark rows of a number and a name alone whose numbers count by themselves, past those of the rows around them.

    In "1, 01, 02, 2, 03" the row below goes on from the one above the name, or begins anew.
    """
    groups = before = 0
    for n, row in enumerate(rows):
        count = _count(row, number)
        if row.kind == "group":
            groups = count or groups
            continue
        following = next((other for other in rows[n + 1 :] if _count(other, number) is not None), None)
        alone = {cell.column for cell in row.filled()} == {number, task} and count == groups + 1
        stated = following is not None and following.kind == "cell" and len(following.filled()) > 2
        if following is not None and alone and stated and _count(following, number) in (1, before + 1):
            row.kind = "group"
            groups += 1
        else:
            before = before if count is None else count


def _count(row: DraftRow, number: int) -> int | None:
    match = _COUNT.fullmatch(row.text(number).strip())
    return int(match[1]) if match else None


def _mend_torn(row: DraftRow, columns: int) -> None:
    """Make the pieces of a name that runs over the whole width one cell: letters on the place of a rule parted them."""
    filled = row.filled()
    label = len(filled[0].text) <= _LONGEST_LABEL and not _TORN.search(filled[0].text)
    torn = False
    if label and len(filled) == 3 and not filled[0].column and _is_shouted(filled[1].text + filled[2].text):
        # Its own cell holds the label. Without rules nothing ends a name that seems to reach over a gutter.
        filled, label = filled[1:], False
        torn = filled[1].col_span > 1 and filled[0].column + filled[0].col_span == filled[1].column
    first = filled[0]
    if len(filled) < 2 or label or not (torn or sum(cell.col_span for cell in filled) >= columns - first.column):
        return
    first.text = join_torn([cell.text for cell in filled])
    first.parts += [part for cell in filled[1:] for part in cell.parts]
    first.col_span = columns - first.column
    row.cells.update(dict.fromkeys(range(first.column, columns), first))


def _is_shouted(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and sum(char.isupper() for char in letters) >= _SHOUT * len(letters)


def _runs_over_width(filled: Sequence[DraftCell], columns: int) -> bool:
    """Whether two cells hold one line over the whole width that begins with the label of a group."""
    if len(filled) != 2 or filled[0].column or filled[0].col_span < 2:
        return False
    begins = GROUP_LINE.match(filled[0].text) or re.match(r"\d{1,2}[.)]\s+[^\W\d_]", filled[0].text)
    return begins is not None and sum(cell.col_span for cell in filled) == columns


def _opens_group(
    row: DraftRow, following: Sequence[DraftRow], columns: int, number: int | None, task: int | None, bold_body: bool
) -> bool:
    filled = row.filled()
    if not filled or columns < 3:
        return False
    if _runs_over_width(filled, columns):
        return True
    label = row.text(number).strip()
    rest = [cell for cell in filled if cell.column != number or cell.col_span > 1]
    if not rest:
        # Numeral and text may share the narrow first cell.
        return number is not None and GROUP_LINE.fullmatch(label) is not None
    wide = max(cell.col_span for cell in rest)
    if len(rest) == 1 and wide >= max(2, columns - 2):
        return bool(following) or bool(_LABEL.fullmatch(label))
    text = " ".join(cell.text for cell in rest)
    shouted = _is_shouted(text)
    if _ROMAN.fullmatch(label):
        return len(rest) == 1 or shouted
    if shouted and len(text) >= _LONG_SHOUT and len(label) <= _LONGEST_LABEL and wide > 1:
        # A title in capitals over merged cells, whatever the reader made of its numeral.
        return True
    if len(rest) > 1 or (task is not None and rest[0].column != task):
        return False
    if not label:
        told = GROUP_LINE.fullmatch(text)
        numeral = told is not None and re.fullmatch("[IVXL]+|[A-H]", told["label"]) is not None
        return shouted or (told is not None and (numeral or row.bold)) or (row.bold and not bold_body)
    count = _COUNT.fullmatch(label)
    # A row right below it may have lost its number.
    below = next((text for other in following if (text := other.text(number).strip())), "")
    return count is not None and re.match(rf"{count[1]}\.\d", below) is not None
