"""The maker's words: TOML under corpus/phrases, opened to the years and the split of a plan."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

PHRASES = Path(__file__).parent / "phrases"
SPLITS = ("train", "dev", "open", "opened", "held")
WORDED_APART = frozenset({"open", "opened", "held"})
"""Splits with files of words of their own (`phrases/<split>`); the others share those of `phrases`."""
SEEDED_AS = {"opened": "held", "held": "held-3"}
"""Under which name a split's plans are drawn: an opened one goes on to print what it printed while it was held."""
_CONDITION = re.compile(r"\|(since|until|split)=(\w+)")


@lru_cache(maxsize=32)
def _file(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def read_phrases(name: str, split: str) -> dict[str, Any]:
    """Return the table of `phrases/<name>.toml`; a split that is worded apart has files of its own.

    Raises:
        ValueError: the split is unknown.
    """
    if split not in SPLITS:
        raise ValueError(f"split {split!r}: one of {', '.join(SPLITS)}")
    return _file((PHRASES / split if split in WORDED_APART else PHRASES) / f"{name}.toml")


def own_words(name: str, split: str) -> dict[str, Any]:
    """Return `phrases/<split>/<name>.toml`: forms that a split words for itself; empty where it has none."""
    path = PHRASES / split / f"{name}.toml"
    return _file(path) if path.exists() else {}


DEV_ONLY = frozenset({"after_results", "lettered", "outside", "horizontal", "after_colon", "for_both", "between"})
"""Forms (section schemes, table styles, orders of a target) that the train split never prints."""


def open_to(split: str, form: str) -> bool:
    """Whether a split prints a form."""
    return split != "train" or form not in DEV_ONLY


def allowed(year: int, split: str, entry: dict[str, Any]) -> bool:
    """Whether an entry may stand in a plan of that year and split (`since`, `until`, `split`, all optional)."""
    since, until, only = entry.get("since", 0), entry.get("until", 9999), entry.get("split", split)
    return bool(int(since) <= year <= int(until) and only == split)


def phrases(entries: list[str], year: int, split: str) -> list[str]:
    """Return the strings that fit the year and split, without their conditions ("…|since=2020|split=dev")."""
    kept = []
    for entry in entries:
        conditions: dict[str, Any] = dict(_CONDITION.findall(entry))
        if allowed(year, split, conditions):
            kept.append(_CONDITION.sub("", entry))
    return kept


def spread(entries: list[str], year: int, split: str) -> list[str]:
    """Like `phrases`; in train and dev each keeps only every second of a long list, so that their wordings differ."""
    fitting = phrases(entries, year, split)
    if split in WORDED_APART or len(fitting) < 6:
        return fitting
    skip = 2 if split == "train" else 1
    return [entry for index, entry in enumerate(fitting) if index % 3 != skip]
