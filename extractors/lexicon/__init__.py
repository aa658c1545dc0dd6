"""The words: one loader for `*.toml` here and for an office's overlay; nothing else in extractors reads files.

Trained weights (`*.json`) lie beside the words that they weigh.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


class LexiconError(Exception):
    """A lexicon file that cannot be used: names the file and what is wrong in it."""


class Lexicon:
    """Parsed vocabulary by table name; equal files give equal fingerprints, so readers may cache on them."""

    def __init__(self, tables: dict[str, dict[str, Any]], fingerprint: str) -> None:
        self._tables = tables
        self.fingerprint = fingerprint
        self._hash = hash(fingerprint)

    def table(self, name: str) -> dict[str, Any]:
        """Return the parsed `<name>.toml` (with the overlay's entries merged in).

        Raises:
            LexiconError: no such table.
        """
        if name not in self._tables:
            raise LexiconError(f"the lexicon has no table {name!r}: {', '.join(sorted(self._tables))}")
        return self._tables[name]

    @property
    def tables(self) -> dict[str, dict[str, Any]]:
        """Every table by name."""
        return dict(self._tables)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lexicon) and other.fingerprint == self.fingerprint


def _merge(ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    """Add an overlay's entries: lists grow, tables merge, single values are replaced."""
    merged = dict(ours)
    for key, value in theirs.items():
        present = merged.get(key)
        if isinstance(present, dict) and isinstance(value, dict):
            merged[key] = _merge(present, value)
        elif isinstance(present, list) and isinstance(value, list):
            merged[key] = [*present, *(entry for entry in value if entry not in present)]
        else:
            merged[key] = value
    return merged


def _parse(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
        return json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except (tomllib.TOMLDecodeError, json.JSONDecodeError, UnicodeDecodeError) as fault:
        raise LexiconError(f"{path}: {fault}") from fault


@cache
def load_lexicon(overlay: Path | None = None) -> Lexicon:
    """Load our words and, over them, those of an office (`<data>/lexicon/*.toml`).

    Raises:
        LexiconError: a file is not UTF-8 TOML.
    """
    digest = hashlib.sha256()
    tables: dict[str, dict[str, Any]] = {}
    folders = [HERE, *([overlay] if overlay and overlay.is_dir() else [])]
    for folder in folders:
        for path in sorted([*folder.rglob("*.toml"), *folder.rglob("*.json")]):
            name = path.relative_to(folder).with_suffix("").as_posix()
            digest.update(name.encode() + path.read_bytes())
            tables[name] = _merge(tables.get(name, {}), _parse(path))
    return Lexicon(tables, digest.hexdigest()[:12])


@cache
def read_model(name: str) -> bytes:
    """Return the trained weights `<name>.gz`, unpacked; read once, when they are first asked for."""
    return gzip.decompress((HERE / f"{name}.gz").read_bytes())
