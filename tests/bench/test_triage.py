"""Triage over made pages of all kinds, a few of each; `python -m bench.triage` takes three hundred."""

from __future__ import annotations

import pytest

from bench.triage import judge, legacy_errors

COUNT, SEED = 60, 7


def test_text_layers_are_judged_right() -> None:
    judged = judge(COUNT, SEED)
    assert len(judged) >= COUNT - 10
    wrong = [(page.kind, page.verdict) for page in judged if not page.right]
    assert not wrong


@pytest.mark.parametrize("layer", ["tcvn3", "vni"])
def test_legacy_layers_are_decoded(layer: str) -> None:
    edits, characters = legacy_errors(layer, 3)
    assert characters > 1_000
    assert edits <= 0.005 * characters
