"""A small trained classifier for the role of a part that its words leave open: by heading, text, children and place.

It is asked last but one: after the words of the heading and of the parts below it, before the parent's role. Trained by
`python -m training.roles` on made plans and the open plans of tests/plans; a bag of words and pairs, so the same
text always gets the same answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

import spacy
from spacy.tokens import Doc

from extractors.lexicon import read_model
from extractors.toneless import bare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language

    from models.plan import Role

MODEL = "role_model"
LABELS = ("budget", "organization", "other", "purpose_requirements", "solutions", "targets", "tasks", "tasks_solutions")
"""What it tells apart; finer roles and those over several parts are told by words alone."""
SURE = 0.7
"""Probability from which an answer counts."""
TEXT_WORDS, CHILD_WORDS = 60, 6
CONFIG: dict[str, Any] = {
    "model": {
        "@architectures": "spacy.TextCatBOW.v3",
        "exclusive_classes": True,
        "ngram_size": 2,
        "no_output_layer": False,
        "length": 16384,
    }
}


@dataclass(frozen=True)
class PartSigns:
    """What a reader sees of a part: its heading, the text below it, the headings of its children, where it stands."""

    heading: str
    text: str
    children: Sequence[str] = ()
    first: bool = False
    last: bool = False


def part_words(signs: PartSigns) -> list[str]:
    """Write the signs of a part as words: each says where it was seen; figures are one word, percentages another."""
    words = [f"h:{word}" for word in _words(signs.heading)]
    words += [f"c:{word}" for child in signs.children for word in _words(child)[:CHILD_WORDS]]
    words += [f"t:{word}" for word in _words(signs.text)[:TEXT_WORDS]]
    words.append("first" if signs.first else "last" if signs.last else "between")
    return words


def _words(text: str) -> list[str]:
    plain = re.sub(r"\d[\d.,]*\s*%", " percent ", bare(text))
    return re.findall(r"[^\W\d_]+", re.sub(r"\d[\d.,/]*", " figure ", plain))


def blank_pipeline() -> Language:
    """The pipeline without weights."""
    nlp = spacy.blank("xx")
    nlp.add_pipe("textcat", config=CONFIG)
    return nlp


@lru_cache(maxsize=1)
def _pipeline() -> Language:
    return blank_pipeline().from_bytes(read_model(MODEL))


def read_cats(nlp: Language, signs: PartSigns) -> dict[str, float]:
    """Probability of each role."""
    doc = Doc(nlp.vocab, words=part_words(signs))
    return dict(nlp.get_pipe("textcat")(doc).cats)


@lru_cache(maxsize=4096)
def classify_part(signs: PartSigns) -> Role | None:
    """Tell the role of a part, None where the classifier is not sure."""
    cats = read_cats(_pipeline(), signs)
    best = max(LABELS, key=lambda label: cats[label])
    return cast("Role", best) if cats[best] >= SURE else None
