"""The older way to place tone marks: hoà, thuỷ, uỷ. Both ways are met, often in one archive."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from models.golden import GoldenPlan

if TYPE_CHECKING:
    from corpus.blocks import Draft

_STYLES = (
    ("òa óa ỏa õa ọa", "oà oá oả oã oạ"),
    ("òe óe ỏe õe ọe", "oè oé oẻ oẽ oẹ"),
    ("ủy ũy ụy ùy", "uỷ uỹ uỵ uỳ"),
)
_PAIRS = {new: old for news, olds in _STYLES for new, old in zip(news.split(), olds.split(), strict=True)}


def to_old_style(text: str) -> str:
    """Move the tone marks of open syllables to the second vowel, in small letters and capitals."""
    for new, old in _PAIRS.items():
        text = text.replace(new, old).replace(new.upper(), old.upper()).replace(new.capitalize(), old.capitalize())
    return text


def _restyled(value: Any) -> Any:
    if isinstance(value, str):
        return to_old_style(value)
    if isinstance(value, tuple | list):
        return type(value)(_restyled(item) for item in value)
    if isinstance(value, dict):
        return {key: _restyled(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _restyled(getattr(value, field.name)) for field in fields(value)})
    return value


def in_old_style(draft: Draft) -> Draft:
    """Return the plan with all its text in the old style; the outer facts keep their corrected form."""
    facts = draft.facts.model_dump()
    printed = {key: _restyled(facts[key]) for key in ("sections", "targets", "tasks", "commitments")}
    restyled = GoldenPlan.model_validate(facts | printed)
    return replace(draft, blocks=_restyled(draft.blocks), facts=restyled, forms=draft.forms | {"tone": ("old",)})
