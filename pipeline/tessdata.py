"""Where Tesseract's language data lie on this machine."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

PLACES = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)


@lru_cache(maxsize=8)
def tessdata_folder(language: str) -> Path | None:
    """Return the first folder that holds the language's data: TESSDATA_PREFIX, then the usual places, else None."""
    prefix = os.environ.get("TESSDATA_PREFIX")
    places = ((prefix, f"{prefix}/tessdata") if prefix else ()) + PLACES
    for place in places:
        if (Path(place) / f"{language}.traineddata").is_file():
            return Path(place)
    return None
