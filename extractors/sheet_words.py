"""Words of the sheet that tell its zones, and capitals as the form prints them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.toneless import bare

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon


@dataclass(frozen=True)
class SheetWords:
    """Words of the sheet without marks (types with their names)."""

    types: dict[str, str]
    headed: tuple[tuple[str, re.Pattern[str]], ...]
    """Name and pattern of each type at the head of a text, its blanks of any width."""
    any_type: re.Pattern[str]
    spaced: dict[str, str]
    """Types without their blanks."""
    issuing: frozenset[str]
    lists: frozenset[str]
    """Types that are annexes when they come behind another document."""
    grounds: tuple[str, ...]
    authority: tuple[str, ...]
    addressed: tuple[str, ...]
    attachment: tuple[str, ...]
    appendix_label: re.Pattern[str]
    """The label of an annex at the head of a text, with its number."""
    drafts: tuple[str, ...]
    recipients: tuple[str, ...]
    marks: tuple[str, ...]


@lru_cache(maxsize=8)
def sheet_words(lexicon: Lexicon) -> SheetWords:
    """Wrap the lexicon's words of the sheet."""
    table = lexicon.table("doc_types")
    opening, signature = table["opening"], table["signature"]
    types = {bare(name): name for name in table["names"]}
    heads = {name: re.escape(form).replace(r"\ ", r"\s+") + r"(?!\w)" for form, name in types.items()}
    label = "|".join(re.escape(bare(word)).replace(r"\ ", r"\s+") for word in opening["appendix"])
    return SheetWords(
        types=types,
        headed=tuple((name, re.compile(head)) for name, head in heads.items()),
        any_type=re.compile("|".join(heads.values())),
        spaced={form.replace(" ", ""): name for form, name in types.items()},
        appendix_label=re.compile(
            rf"\s*(?:{label})(?![^\W\d])(?:\s*(?:so\s*)?(?:[ivx]+|\d{{1,2}}|[a-d]|[il1|]{{2,3}})(?![\w]))?"
        ),
        issuing=frozenset(table["issuing"]),
        lists=frozenset(table["attached"]),
        grounds=tuple(bare(word) for word in opening["grounds"]),
        authority=tuple(bare(word) for word in opening["authority"]),
        addressed=tuple(bare(word) for word in opening["addressed"]),
        attachment=tuple(bare(word) for word in opening["attachment"]),
        drafts=tuple(bare(word) for word in opening["drafts"]),
        recipients=tuple(bare(word) for word in signature["recipients"]),
        marks=tuple(bare(word) for word in signature["marks"]),
    )


def is_capitals(text: str, share: float = 0.8) -> bool:
    """Whether (nearly) all letters are capitals; a text without letters is not."""
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and sum(char.isupper() for char in letters) >= share * len(letters)


def begins_small(text: str) -> bool:
    """Whether a line begins small; one letter alone before a capital is a bullet as a scan reads it ("o Đạt")."""
    return text[:1].islower() and not (text[0].isascii() and text[1:2].isspace() and text[2:].lstrip()[:1].isupper())
