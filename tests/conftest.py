"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from extractors.lexicon import Lexicon, load_lexicon

# Laws are searched anew on a developer's machine; CI takes the same cases each time, on however slow a machine.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("local", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")
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
