"""Forms to correct a fact or to add a missed one: every field, as text that a person types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.compare.yardstick import read_indicators
from pipeline.golden.fact_edit import choices
from pipeline.golden.fact_view import EDITABLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from models.review import Family, Fields
    from pipeline.golden.fact_edit import NotAValue
    from review.words import Words

LONG = frozenset(["subject", "heading", "task", "support", "output", "text"])
WIDTHS = {
    "unit": "two", "baseline": "two", "domain": "two", "indicator_id": "three", "lead": "three", "type": "two",
    "deadline_text": "three", "issuer": "three", "role": "two", "state": "two", "kind": "two", "symbol": "two",
    "deadline_kind": "two", "issued": "two",
}  # fmt: skip
"""Columns of six that an input takes; one where nothing is said."""
DAYS = frozenset(["issued", "deadline_date"])
LONG_FROM = 60
"""Letters from which a value gets a box of its own."""


class Input(NamedTuple):
    """One field of a form."""

    name: str
    label: str
    value: str
    was: str
    size: str
    rows: int
    choices: tuple[tuple[str, str], ...]
    hint: str
    list: str
    fault: str


def fact_inputs(
    family: Family, key: str, fields: Fields, words: Words, typed: Mapping[str, str], wrong: NotAValue | None
) -> list[Input]:
    """Inputs of every field that may be corrected.

    Args:
        family: of the fact.
        key: of the fact; a front-matter field is named by it.
        fields: the fact as it stands.
        words: the language.
        typed: what the person typed before, where the form comes back.
        wrong: why it comes back.
    """
    return [_input(family, key, name, fields.get(name, ""), words, typed.get(name), wrong) for name in EDITABLE[family]]


def _input(
    family: Family, key: str, name: str, value: str, words: Words, typed: str | None, wrong: NotAValue | None
) -> Input:
    day = name in DAYS or (family == "field" and key.endswith("_date") and name == "value")
    was = _plain(family, name, value, day, words)
    words_of = tuple((one, _choice(family, name, one, words)) for one in choices(family, name))
    size = "three" if family == "field" and name == "value" else WIDTHS.get(name, "")
    if name in LONG or (family == "field" and name == "value" and len(value) > LONG_FROM):
        size = "long"
    fault = ""
    if wrong is not None and wrong.field == name:
        fault = wrong.vi if words.lang == "vi" else wrong.en
    return Input(
        name=name,
        label=words.named("field", key if family == "field" and name == "value" else name),
        value=was if typed is None else typed,
        was=was,
        size=size,
        rows=1 + min(4, len(value) // 75),
        choices=words_of,
        hint=words("edit.day") if day else "",
        list="indicators" if name == "indicator_id" else "",
        fault=fault,
    )


def _plain(family: Family, name: str, value: str, day: bool, words: Words) -> str:
    """A value as the person would type it: decimal comma and day/month/year in Vietnamese."""
    if words.lang != "vi":
        return value
    if family == "target" and name in ("value", "value_max"):
        return value.replace(".", ",")
    if day and len(value) == 10 and value[4] == "-":
        return f"{value[8:]}/{value[5:7]}/{value[:4]}"
    return value


def _choice(family: Family, name: str, value: str, words: Words) -> str:
    return words.value(family, name, value) or words("edit.empty")


def form_fault(wrong: NotAValue | None, inputs: Sequence[Input], words: Words) -> str:
    """Why a form comes back, where no input says it."""
    if wrong is None or any(one.fault for one in inputs):
        return ""
    return wrong.vi if words.lang == "vi" else wrong.en


def indicator_names(words: Words, overlay: Path) -> list[tuple[str, str]]:
    """Indicators to choose from: id and name."""
    return [(one.id, one.name(words.lang)) for one in read_indicators(overlay if overlay.is_dir() else None).values()]


def typed_fields(form: Mapping[str, Any]) -> dict[str, str]:
    """Fields of a form that came back (`field.<name>`)."""
    return {name.removeprefix("field."): str(value) for name, value in form.items() if name.startswith("field.")}
