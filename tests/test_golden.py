"""Document by document and family by family: what was once reached is reached again (golden/floors.toml)."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from extractors.lexicon import Lexicon
from models.plan import Versions
from models.report import Evaluation, Signature
from models.source import SourceDocument
from pipeline.assemble import assemble
from pipeline.documents import open_document
from pipeline.golden.files import read_golden
from pipeline.golden.score import score_plan
from pipeline.read_page import ReadSettings, read_page
from pipeline.scores.cases import make_resolver
from pipeline.scores.floors import FLOORED, NAME, find_breaches, read_floors
from pipeline.transcript.transcribe import transcribe

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
FLOORS = read_floors(GOLDEN / NAME)
IN_PRINT = [plan for plan in read_golden(GOLDEN) if any(stem.endswith(".digital") for stem in plan.applies_to)]
VERSIONS = Versions(program="t", extractors="t", lexicon="t", engine="t")
UNSIGNED = Signature(program="t", extractors="t", lexicon="t", engine="t", truth="t", documents=1, pages=0)


def test_floors_are_shares_of_known_scores() -> None:
    for name, held in FLOORS.items():
        assert set(held) <= set(FLOORED), name
        assert all(0 <= floor <= 1 for floor in held.values()), name


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("golden", IN_PRINT, ids=[plan.plan_id for plan in IN_PRINT])
def test_a_real_plan_in_print_reaches_its_floors(golden, shared: Path, lexicon: Lexicon) -> None:
    stem = next(stem for stem in golden.applies_to if stem.endswith(".digital"))
    path = shared / "scans" / f"{stem}.pdf"
    with open_document(path) as document:
        count = len(document)
    transcript = transcribe([read_page(path, number, ReadSettings()) for number in range(1, count + 1)])
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    source = SourceDocument(sha256=sha256, file_name=path.name, size=path.stat().st_size)
    tallies = score_plan(assemble(transcript, source, lexicon, VERSIONS), golden, make_resolver(GOLDEN))
    board = Evaluation(signature=UNSIGNED, sources=("t",), columns=(), documents={stem: tallies})
    assert stem in FLOORS
    assert find_breaches(board, FLOORS) == ()
