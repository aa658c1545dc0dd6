"""Appendix tables of indicators: a row an indicator, its unit and its plan for one year or for each of several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus.blocks import NewPages, Para, Piece, TableBlock, TableRow
from corpus.clauses import Promise, draw_value, print_number
from corpus.pen import ROMAN, domain_of, golden_target
from corpus.prose import field_name
from corpus.vocabulary import own_words
from models.golden import GoldenSection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.pen import Pen
    from models.plan import Comparator

_UNITS = ("money", "measure")
SIGNS: dict[Comparator, tuple[str, ...]] = {
    "=": ("{n}", "{n}", "{n}"),
    ">=": ("≥ {n}", "≥{n}", "Từ {n} trở lên"),
    ">": ("> {n}", ">{n}", "Trên {n}"),
    "<=": ("≤ {n}", "Không quá {n}"),
    "<": ("< {n}", "Dưới {n}"),
}
"""How a cell writes its comparator."""
WORDS: dict[str, Any] = {
    "titles": ("HỆ THỐNG CHỈ TIÊU CHỦ YẾU", "BIỂU CHỈ TIÊU KẾ HOẠCH", "CÁC CHỈ TIÊU CHỦ YẾU"),
    "number": ("TT",),
    "name": ("Chỉ tiêu",),
    "unit": ("Đơn vị tính", "ĐVT"),
    "done": ("Ước thực hiện năm {y}", "Thực hiện {y}"),
    "done_many": ("TH {y}",),
    "plan": ("Kế hoạch năm {y}",),
    "plan_many": ("KH {y}",),
    "signs": SIGNS,
}
"""The words of the table where a split has none of its own (`indicator_table.toml`)."""


def indicator_table(pen: Pen, label: str, count: int) -> dict[str, str]:
    """Write the appendix with its table and the truth of both; returns the forms used."""
    rng, setting = pen.rng, pen.setting
    years = list(range(setting.start, setting.last + 1))
    past = list(range(setting.start - (5 if len(years) > 3 and rng.random() < 0.4 else 1), setting.start))
    landscape = len(years) > 1
    pen.blocks.append(NewPages(landscape=landscape, renumber=rng.random() < 0.3))
    words = own_words("indicator_table", setting.split) or WORDS
    title = rng.choice(words["titles"])
    ending = f"{pen.words['subject']} {setting.period}".upper()
    for text, before in ((label.upper(), 0.0), (title, 2.0), (ending, 1.0)):
        pen.blocks.append(Para((Piece(text, bold=True),), "centre", 0.0, before, keep=True))
    pen.sections.append(GoldenSection(path=label, heading=f"{title} {ending}", level=1, role="appendix"))
    rows = [_header(pen, words, past, years)]
    if rng.random() < 0.5:
        rows.append(TableRow("numbers", tuple(str(number) for number in range(1, len(rows[0].cells) + 1))))
    grouped = rng.random() < 0.6
    fields = pen.words["field"] if grouped else [None]
    used: set[str] = set()
    number = 0
    for position, field in enumerate(fields):
        group = ROMAN[position] if grouped else ""
        chosen = _choose(pen, field["domain"] if field else "", max(2, count // len(fields)), used)
        if not chosen:
            continue
        if field is not None:
            rows.append(TableRow("group", (group, field_name(pen, field))))
        for entry in chosen:
            number += 1
            path = "/".join(part for part in (label, group, str(number)) if part)
            rows.append(_row(pen, words["signs"], entry, number, path, past, years, domain_of(entry, field)))
    columns = len(past) + len(years)
    noun = 0.4 if columns < 7 else 0.25
    wide = (noun, 0.1, *((0.84 - noun) / columns for _ in range(columns)))
    pen.blocks.append(
        TableBlock(
            tuple(rows),
            (0.06, *wide),
            centred=(0, *range(2, len(wide) + 1)),
            repeat_header=rng.random() < 0.6,
            size=-2.0 if columns < 7 else -4.0,
        )
    )
    return {"indicator_table": f"{len(rows[0].cells)} columns"}


def _one_of(pen: Pen, entries: Sequence[str]) -> str:
    return pen.rng.choice(entries) if len(entries) > 1 else entries[0]


def _header(pen: Pen, words: dict[str, Any], past: list[int], years: list[int]) -> TableRow:
    wording = _one_of(pen, words["done"] if len(past) == 1 else words["done_many"])
    done = [wording.format(y=year) for year in past]
    planned = _one_of(pen, words["plan"] if len(years) < 3 else words["plan_many"])
    plans = [planned.format(y=year) for year in years]
    return TableRow("header", (*(_one_of(pen, words[key]) for key in ("number", "name", "unit")), *done, *plans))


def _choose(pen: Pen, domain: str, count: int, used: set[str]) -> list[dict[str, Any]]:
    """Take indicators that a table can hold: a noun, a unit, a number."""
    pool = [entry for entry in pen.choose_indicators(domain, 99) if entry.get("rate") or entry["kind"] in _UNITS]
    fresh = [entry for entry in pool if str(entry) not in used][:count]
    used.update(str(entry) for entry in fresh)
    return fresh


def _row(
    pen: Pen,
    signs: dict[Comparator, Sequence[str]],
    entry: dict[str, Any],
    number: int,
    path: str,
    past: list[int],
    years: list[int],
    domain: str,
) -> TableRow:
    rng = pen.rng
    noun = (entry.get("rate") or entry["things"]).replace("{of}", "")
    name = noun[0].upper() + noun[1:]
    unit = "%" if entry.get("rate") else entry["unit"]
    values = sorted((draw_value(rng, entry) for _ in range(len(past) + len(years))), reverse=bool(entry.get("lower")))
    cells = [str(number), name, unit, *(print_number(value) for value in values[: len(past)])]
    choices: tuple[Comparator, ...] = ("=", "=", "<=", "<") if entry.get("lower") else ("=", "=", ">=", ">")
    comparator: Comparator = rng.choice(choices)
    for year, value in zip(years, values[len(past) :], strict=True):
        sign: Comparator = "=" if value >= 100 and unit == "%" else comparator
        text = rng.choice(signs[sign]).format(n=print_number(value))
        cells.append(text)
        promise = Promise(value, unit, sign, name, text, year=year)
        pen.targets.append(golden_target(promise, path, domain, year, source="table"))
        pen.forms.append(("indicator_cell", signs[sign][0], 1))
    return TableRow("cell", tuple(cells))
