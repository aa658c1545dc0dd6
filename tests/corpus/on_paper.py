"""A made plan as it is printed, and its facts held against the paper."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import TYPE_CHECKING

from corpus.old_style import to_old_style
from corpus.press import draw_look, print_sheets

if TYPE_CHECKING:
    from corpus.blocks import Draft
    from corpus.sheets import Sheet
    from models.golden import GoldenPlan


def sheets_of(draft: Draft, split: str) -> list[Sheet]:
    """Print a draft in a look of its split."""
    return print_sheets(draft.blocks, draw_look(random.Random(draft.name), split))


def text_of(sheets: Iterable[Sheet]) -> str:
    """What the sheets say, page numbers left out."""
    return " ".join(block for sheet in sheets for block in sheet.blocks if block != str(sheet.number))


def facts_stand(facts: GoldenPlan, text: str) -> None:
    """Hold headings, commitments, citations and names against the printed text."""
    for section in facts.sections:
        assert section.heading in text
        assert section.level == len(section.path.split("/"))
    for commitment in facts.commitments:
        assert commitment.quote in text
    for ref in facts.legal_refs:
        assert ref.symbol in text
    for name in ("unit_name", "signer_name"):
        if facts.document[name].state == "stated":
            value = facts.document[name].value.casefold()
            assert value in text.casefold() or to_old_style(value) in text.casefold()
