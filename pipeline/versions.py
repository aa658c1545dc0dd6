"""Fingerprints of the code, the words and the readers, so that an upgrade re-reads what it touches and no more."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from extractors.lexicon import load_lexicon
from models.plan import Versions

ROOT = Path(__file__).resolve().parent.parent
READING = (
    "extractors/lexicon/columns.toml",
    "models/page.py",
    "pipeline/documents.py",
    "pipeline/grids",
    "pipeline/image",
    "pipeline/ocr",
    "pipeline/page_look.py",
    "pipeline/read_page.py",
    "pipeline/signing_stamps.py",
    "pipeline/syllables.py",
    "pipeline/syllables.toml",
    "pipeline/tessdata.py",
    "pipeline/transcript/layout.py",
    "pipeline/transcript/layout.toml",
    "pipeline/transcript/lines.py",
    "pipeline/triage.py",
)
"""What turns a page into words."""

FINDING = (
    "extractors",
    "models/page.py",
    "models/plan.py",
    "models/source.py",
    "models/table.py",
    "models/transcript.py",
    "pipeline/assemble.py",
    "pipeline/confidence.py",
    "pipeline/fact_doubts.py",
    "pipeline/strange_words.py",
    "pipeline/syllables.py",
    "pipeline/syllables.toml",
    "pipeline/target_confidence.py",
    "pipeline/target_confidence.toml",
    "pipeline/transcript",
)
"""What turns words into a transcript and facts."""

WORDS = ROOT / "extractors" / "lexicon"
"""Vocabulary: the lexicon has a fingerprint of its own."""
CODE = frozenset({".py", ".toml"})
LEARNED = frozenset({".onnx", ".json", ".gz"})
"""Endings of small trained models and calibrations."""


def _files(names: tuple[str, ...], suffixes: frozenset[str]) -> list[Path]:
    found: list[Path] = []
    for name in names:
        path = ROOT / name
        found += path.rglob("*") if path.is_dir() else [path]
    return sorted(path for path in found if path.suffix in suffixes)


def _fingerprint(names: tuple[str, ...], suffixes: frozenset[str] = CODE | LEARNED) -> str:
    digest = hashlib.sha256()
    for path in _files(names, suffixes):
        if path.suffix == ".toml" and path.is_relative_to(WORDS):
            continue
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


@cache
def reader_version(engine: str = "auto") -> str:
    """Fingerprint of everything that turns a page into words; recorded pages are keyed by it."""
    return f"{engine}-{_fingerprint(READING)}"


@cache
def current_versions(overlay: Path | None = None, engine: str = "auto") -> Versions:
    """Fingerprints of what would make a plan now."""
    return Versions(
        program=version("kehoach"),
        extractors=_fingerprint(FINDING, CODE),
        model=_fingerprint(FINDING, LEARNED),
        lexicon=load_lexicon(overlay).fingerprint,
        engine=reader_version(engine),
    )
