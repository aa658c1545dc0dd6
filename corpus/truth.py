"""The truth of a made plan as files: facts, page text, and the places of words and cells."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from corpus.blocks import Draft
    from corpus.sheets import Sheet
    from models.golden import GoldenPlan

OUTER = ".,;:()[]\"'/…“”"
"""Marks that do not belong to a number token (the reading score trims the same)."""
BEFORE = "(“-"
"""Marks that may touch the first word of a quote: a bracket, a quotation mark, a bullet set without a space."""


def printed_numbers(sheets: Sequence[Sheet]) -> tuple[tuple[int, str], ...]:
    """Return (page, token) for every printed token with a digit, in reading order."""
    return tuple(
        (page, token.strip(OUTER))
        for page, sheet in enumerate(sheets, 1)
        for block in sheet.blocks
        for token in block.split()
        if any(char.isdigit() for char in token)
    )


def finish(draft: Draft, sheets: Sequence[Sheet], name: str, stem: str, sha256: str) -> GoldenPlan:
    """Complete the facts with what is known once the plan is printed."""
    return draft.facts.model_copy(
        update={
            "plan_id": name,
            "applies_to": (stem,),
            "read_from": sha256,
            "numbers": printed_numbers(sheets),
        }
    )


def locate(quote: str, sheets: Sequence[Sheet]) -> tuple[int, list[float]] | None:
    """Find the words of a quote on the sheets: page (from 1) and box of its part on that page; None if not printed."""
    tokens = quote.split()
    words = [(word, page) for page, sheet in enumerate(sheets, 1) for word in sheet.words]
    texts = [word.text for word, _ in words]
    numbers = {str(sheet.number) for sheet in sheets if sheet.number}
    for start, text in enumerate(texts):
        if text.lstrip(BEFORE) != tokens[0].lstrip(BEFORE):
            continue
        hit, at = [start], start + 1
        for token in tokens[1:]:
            if at < len(texts) and words[at][1] != words[at - 1][1] and texts[at] in numbers:
                at += 1
            if at >= len(texts) or texts[at].rstrip(OUTER) != token.rstrip(OUTER):
                hit = []
                break
            hit.append(at)
            at += 1
        if hit:
            page = words[hit[0]][1]
            boxes = [words[i][0] for i in hit if words[i][1] == page]
            return page, [
                round(min(word.x for word in boxes), 1),
                round(min(word.y - word.size for word in boxes), 1),
                round(max(word.x1 for word in boxes), 1),
                round(max(word.y + 0.25 * word.size for word in boxes), 1),
            ]
    return None


def locate_cell(
    quote: str, number: str, sheets: Sequence[Sheet], taken: set[tuple[int, int, int]]
) -> tuple[int, list[float]] | None:
    """Find the cell that holds a quote in the row of that number; cells `taken` before are passed over."""
    cells = [(page, cell) for page, sheet in enumerate(sheets, 1) for cell in sheet.cells]
    numbers = {(cell.table, cell.row): cell.text.rstrip(".") for _, cell in cells if cell.column == 0 and cell.text}
    fitting = [
        (page, cell)
        for page, cell in cells
        if quote in cell.text and cell.kind == "cell" and cell.column > 1
        if (cell.table, cell.row, cell.column) not in taken
    ]
    fitting.sort(key=lambda found: numbers.get((found[1].table, found[1].row)) != number)
    if not fitting:
        return None
    page, cell = fitting[0]
    taken.add((cell.table, cell.row, cell.column))
    return page, [round(edge, 1) for edge in (cell.x0, cell.y0, cell.x1, cell.y1)]


def layout_of(
    draft: Draft, facts: GoldenPlan, sheets: Sequence[Sheet], turns: Sequence[int], made: tuple[str, str]
) -> dict[str, Any]:
    """Return places: words and cells a page (upright, in points from the top left), and where targets stand.

    `made`: profile and split of the plan.
    """
    pages = []
    for sheet, turn in zip(sheets, turns, strict=True):
        words = [
            [w.text, round(w.x, 1), round(w.y - w.size, 1), round(w.x1, 1), round(w.y + 0.25 * w.size, 1)]
            for w in sheet.words
        ]
        cells = [
            [
                c.table,
                c.row,
                c.column,
                c.row_span,
                c.col_span,
                c.kind,
                c.text,
                *(round(v, 1) for v in (c.x0, c.y0, c.x1, c.y1)),
            ]
            for c in sheet.cells
        ]
        pages.append({"width": sheet.width, "height": sheet.height, "turn": turn, "words": words, "cells": cells})
    taken: set[tuple[int, int, int]] = set()
    places = [
        locate(str(target.quote), sheets)
        if target.source == "body"
        else locate_cell(str(target.quote), target.section_path.split("/")[-1], sheets, taken)
        for target in facts.targets or ()
    ]
    return {
        "id": facts.plan_id,
        "kind": draft.kind,
        "profile": made[0],
        "split": made[1],
        "forms": draft.forms,
        "target_forms": draft.target_forms,
        "targets": places,
        "pages": pages,
    }


def write_truth(
    folder: Path, facts: GoldenPlan, draft: Draft, sheets: Sequence[Sheet], turns: Sequence[int], made: tuple[str, str]
) -> tuple[Path, Path, Path]:
    """Write `<name>.json` (facts), `pages/<name>.json` (text of blocks) and `layout/<name>.json` (places).

    A folder holds one kind of file, so that each can be read whole. `made`: profile and split of the plan.
    """
    for part in ("pages", "layout"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    name = facts.plan_id
    facts_path = folder / f"{name}.json"
    facts_path.write_text(facts.model_dump_json(indent=1, exclude_defaults=False) + "\n", encoding="utf-8")
    pages_path = folder / "pages" / f"{name}.json"
    pages = {"id": name, "pages": [[block for block in sheet.blocks if block] for sheet in sheets]}
    pages_path.write_text(json.dumps(pages, ensure_ascii=False) + "\n", encoding="utf-8")
    layout_path = folder / "layout" / f"{name}.json"
    layout = layout_of(draft, facts, sheets, turns, made)
    layout_path.write_text(json.dumps(layout, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    return facts_path, pages_path, layout_path
