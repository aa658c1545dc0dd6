"""Which document is this, and which plan does it hold? Names by content, and scans of one plan recognised.

The sketch is MinHash (Broder 1997, "On the resemblance and containment of documents") over runs of three words.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from typing import TYPE_CHECKING

import numpy as np

from models.source import Found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.plan import FrontMatter
    from models.record import DocumentRecord
    from models.source import Absent, SourceDocument

HASHES = 96
RUN = 3
_SEEDS = np.arange(HASHES, dtype=np.uint32)
_STEPS = tuple(zip(np.uint32(0x9E3779B1) * (2 * _SEEDS + 1), _SEEDS * np.uint32(0x85EBCA6B), strict=True))
"""Each number of the sketch is the least shingle under its own odd multiplier and shift."""


def slug(text: str) -> str:
    """Make lower-case ASCII words joined by hyphens ("Cẩm Xuyên" -> "cam-xuyen")."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    ascii_only = "".join(char for char in bare if not unicodedata.combining(char)).lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


def _value(field: Found[str] | Found[int] | Absent) -> str:
    return str(field.value) if isinstance(field, Found) else ""


def unit_of(front: FrontMatter) -> str:
    """Return the unit's name as a slug, "" where none was found."""
    return slug(_value(front.unit_name))


def period_of(front: FrontMatter) -> str:
    """Return the plan's years: "2022", "2021-2025", "2019-" for an open period, "" where none is stated."""
    start, end = _value(front.period_start), _value(front.period_end)
    if start and end:
        return start if start == end else f"{start}-{end}"
    return start or end


def plan_name(front: FrontMatter, source: SourceDocument) -> str:
    """Name a plan by its unit and years; by its file name where the paper names neither."""
    parts = [unit_of(front), period_of(front)]
    named = "-".join(part for part in parts if part)
    if parts[0]:
        return named
    stem = source.file_name.rsplit(".", 1)[0]
    return slug(stem)[:60].strip("-") or "document"


def make_doc_id(name: str, source: SourceDocument) -> str:
    """Join a plan's name and eight digits of the content: readable, unique, frozen at first reading."""
    return f"{name}-{source.sha256[:8]}"


def sketch_of(text: str) -> tuple[int, ...]:
    """MinHash of a text without its marks: `HASHES` numbers of 32 bits, empty for a text of fewer than 30 words."""
    words = re.findall(r"[a-z0-9]+", slug(text))
    if len(words) < 30:
        return ()
    shingles = {zlib.crc32(" ".join(words[i : i + RUN]).encode()) for i in range(len(words) - RUN + 1)}
    hashed = np.fromiter(shingles, np.uint32)
    return tuple(int((hashed * odd + shift).min()) for odd, shift in _STEPS)  # modulo 2³², as uint32 counts


def resemblance(one: Sequence[int], other: Sequence[int]) -> float:
    """Estimate the share of runs of words that two texts have in common (0 where one is too short to tell)."""
    if not one or not other:
        return 0.0
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)


def standing_document(scans: Sequence[DocumentRecord]) -> DocumentRecord:
    """Choose the document that stands for a plan: read whole, least OCR, most sure, first to arrive."""
    return min(
        scans,
        key=lambda record: (
            record.status != "read",
            record.summary.pages_ocr,
            -record.summary.confidence,
            record.archived,
            record.source.sha256,
        ),
    )
