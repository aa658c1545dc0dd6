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
    "pipeline/triage.py",
    "pipeline/render.py",
    "pipeline/clean_image.py",
    "pipeline/read_page.py",
    "pipeline/ocr",
    "pipeline/grids",
    "models/page.py",
)
FINDING = ("extractors", "pipeline/assemble.py", "pipeline/confidence.py", "models")
PUTTING_TOGETHER = ("pipeline/transcribe.py", "pipeline/transcribe")


def _files(names: tuple[str, ...]) -> list[Path]:
    found: list[Path] = []
    for name in names:
        path = ROOT / name
        if path.is_dir():
            found += [file for file in path.rglob("*") if file.suffix in {".py", ".onnx", ".json"}]
        elif path.exists():
            found.append(path)
    return sorted(found)


def _fingerprint(names: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for path in _files(names):
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
        extractors=_fingerprint((*FINDING, *PUTTING_TOGETHER)),
        lexicon=load_lexicon(overlay).fingerprint,
        engine=reader_version(engine),
    )
