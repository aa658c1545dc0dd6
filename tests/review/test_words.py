"""Every text is there in both languages, every colour can be read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from models.plan import Domain, FrontMatter, NumberKind, Role
from models.report import Cause
from models.review import Family
from models.table import DeadlineKind
from pipeline.code_words import CODES
from pipeline.golden.fact_view import EDITABLE
from pipeline.phrasebook import texts
from review.lines import GLYPHS
from review.tabs import TABS
from review.visitor import HELP
from review.words import SOURCE

ROOM = SOURCE.parent
SAID = texts(CODES) | texts(SOURCE)
CSS = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOM / "static").glob("*.css")))
COLOURS = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})", CSS))


def test_every_text_that_is_asked_for_is_there() -> None:
    asked = set()
    for path in [*ROOM.rglob("*.py"), *ROOM.rglob("*.j2")]:
        asked |= set(
            re.findall(r"""(?:\bt|words|VI|EN)\(\s*["']([a-z_]+\.[a-z_]+)["']""", path.read_text(encoding="utf-8"))
        )
    assert len(asked) > 100
    assert asked <= set(SAID)


def test_no_code_has_two_words() -> None:
    assert not set(texts(CODES)) & set(texts(SOURCE))


def test_every_text_has_two_languages_with_the_same_gaps() -> None:
    for key, (vi, en) in texts(SOURCE).items():
        assert vi, key
        assert en, key
        assert set(re.findall(r"\{(\w+)\}", vi)) == set(re.findall(r"\{(\w+)\}", en)), key


@pytest.mark.parametrize(
    ("room", "names"),
    [
        ("family", get_args(Family)), ("tab", TABS), ("mark", tuple(GLYPHS)), ("domain", get_args(Domain)[1:]),
        ("role", get_args(Role)), ("number", get_args(NumberKind)), ("deadline_kind", get_args(DeadlineKind)),
        ("cause", get_args(Cause)), ("field", tuple(FrontMatter.model_fields)),
        ("field", tuple(name for names in EDITABLE.values() for name in names)),
        ("help", tuple(text for _, rows in HELP for _, text in rows)),
    ],
)  # fmt: skip
def test_every_code_has_its_word(room: str, names: tuple[str, ...]) -> None:
    assert [name for name in names if f"{room}.{name}" not in SAID] == []


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


STATES = ("accepted", "corrected", "added", "rejected", "doubtful", "conflict", "focus")


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        *((ink, ground) for ink in ("ink", "soft", "faint") for ground in ("paper", "ground")),
        *((state, f"{state}-ground") for state in STATES),
        *((state, "paper") for state in STATES),
        *(("ink", f"{state}-ground") for state in STATES),
        *(("soft", f"{state}-ground") for state in STATES),
        ("doubtful", "focus-ground"), ("rejected", "doubtful-ground"), ("accepted", "doubtful-ground"),
        ("accepted", "focus-ground"), ("rejected", "focus-ground"),
    ],
)  # fmt: skip
def test_text_can_be_read(ink: str, ground: str) -> None:
    assert contrast(COLOURS[ink], COLOURS[ground]) >= 4.5  # WCAG 2.1, AA


def test_focus_and_edges_of_inputs_can_be_seen() -> None:
    assert contrast(COLOURS["focus"], COLOURS["paper"]) >= 3
    assert contrast(COLOURS["focus"], COLOURS["desk"]) >= 3
    assert contrast(COLOURS["edge"], COLOURS["paper"]) >= 3


def test_no_state_is_told_by_colour_alone() -> None:
    assert len(set(GLYPHS.values())) == len(GLYPHS)


def test_templates_carry_no_script_style_or_handler_of_their_own() -> None:
    for path in Path(ROOM / "templates").glob("*.j2"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon[a-z]+=|javascript:|\|\s*safe", text), (
            path.name
        )
