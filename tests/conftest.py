"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.lexicon import Lexicon, load_lexicon

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real plans and scans beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip("the real plans (../shared) are not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """Our own words, without an office's overlay."""
    return load_lexicon()
