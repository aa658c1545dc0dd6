"""Fit how sure a target is: `python -m training.target_confidence DATA TRUTH [DATA TRUTH …]`.

DATA is a data folder that holds recorded pages, TRUTH a folder of golden files for the documents read in it. A target
is right where value, unit, comparator and change all are. Prints the expected calibration error by documents that the
fit did not see, and writes `pipeline/target_confidence.toml`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from extractors.front_matter import find_front_matter
from extractors.lexicon import load_lexicon
from extractors.outline import find_outline
from extractors.tables import find_tables
from extractors.target_relations import relate_targets
from extractors.targets import find_targets
from extractors.tasks import find_tasks
from pipeline.golden.fact_fields import target_fields
from pipeline.golden.fact_matching import match_targets
from pipeline.golden.files import read_golden, resolve_ref
from pipeline.store import Store
from pipeline.target_confidence import SIGNS, WEIGHTS, signs_of, words_of
from pipeline.transcript.transcribe import transcribe
from training.rank_indicators import calibration_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from models.golden import TextRef
    from models.plan import Target
    from models.source import Found
    from models.transcript import Transcript

FOLDS, STEPS, RATE, PENALTY = 6, 4000, 0.1, 0.002
_JUDGED = frozenset({"value", "value_max", "unit", "comparator", "change"})


def _transcripts(data: Path) -> Iterator[tuple[str, Transcript]]:
    """File stem and transcript of each document, from its recorded pages."""
    store = Store(data)
    for record in store.records():
        if record.status not in ("read", "partial"):
            continue
        plan = store.plan(record.doc_id)
        pages = [store.read_page(record, page.number, plan.versions.engine) for page in plan.pages]
        if kept := [page for page in pages if page is not None]:
            yield Path(record.source.file_name).stem, transcribe(kept)


def _targets(transcript: Transcript) -> tuple[Found[Target], ...]:
    """Targets as the finders leave them, related but not weighed."""
    lexicon = load_lexicon()
    front, outline, tables = (
        find_front_matter(transcript, lexicon), find_outline(transcript, lexicon), find_tables(transcript, lexicon)
    )  # fmt: skip
    tasks = find_tasks(tables, transcript, lexicon)
    found = find_targets(transcript, outline, front, tables, tasks, lexicon)
    named = tuple(
        one.model_copy(update={"value": one.value.model_copy(update={"target_id": str(n)})})
        for n, one in enumerate(found)
    )
    return relate_targets(named, lexicon)


def judge(data: Path, truth: Path, texts: Path) -> Iterator[tuple[NDArray[np.float64], NDArray[np.bool_]]]:
    """Signs of each document's targets, and which of them are right."""
    golden = {stem: plan for plan in read_golden(truth) for stem in plan.applies_to}

    def resolve(ref: TextRef) -> str | None:
        return resolve_ref(ref, [texts]) if texts.is_dir() else None

    for stem, transcript in _transcripts(data):
        if stem not in golden:
            continue
        found = _targets(transcript)
        pairs = match_targets(found, golden[stem].targets or (), resolve).pairs
        good = {
            id(one)
            for one, other in pairs
            if all(
                field.right for field in target_fields(one.value, one.quote, other, resolve) if field.name in _JUDGED
            )
        }
        signs = np.array([signs_of(one, words_of(one, transcript)) for one in found]).reshape(len(found), len(SIGNS))
        yield signs, np.array([id(one) in good for one in found], dtype=bool)


def fit(signs: NDArray[np.float64], right: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Logistic weights with a quadratic penalty (none on the constant)."""
    weights = np.zeros(len(SIGNS))
    hold = np.array([0.0, *[PENALTY] * (len(SIGNS) - 1)])
    for _ in range(STEPS):
        sure = 1.0 / (1.0 + np.exp(-(signs @ weights)))
        weights -= RATE * (signs.T @ (sure - right) / len(right) + hold * weights)
    return weights


def main(arguments: list[str]) -> None:
    """Fit on every document given, print what documents left out say, write the weights."""
    texts = Path(__file__).parents[2] / "shared" / "seeds"
    folders = list(zip(arguments[::2], arguments[1::2], strict=True))
    judged = [one for data, truth in folders for one in judge(Path(data), Path(truth), texts) if len(one[1])]
    order = np.random.default_rng(7).permutation(len(judged))
    sure, right = [], []
    for fold in range(FOLDS):
        held = order[fold::FOLDS].tolist()
        kept = [one for i, one in enumerate(judged) if i not in held]
        weights = fit(np.concatenate([signs for signs, _ in kept]), np.concatenate([good for _, good in kept]))
        for i in held:
            sure.append(1.0 / (1.0 + np.exp(-(judged[i][0] @ weights))))
            right.append(judged[i][1])
    gap = calibration_error(np.concatenate(sure), np.concatenate(right))
    weights = fit(np.concatenate([signs for signs, _ in judged]), np.concatenate([good for _, good in judged]))
    count, share = sum(len(good) for _, good in judged), float(np.concatenate(right).mean())
    note = (
        f"{count} targets of {len(judged)} documents, {share:.3f} right, ECE {gap:.3f} over {FOLDS} folds of documents"
    )
    lines = [f"# Fitted by training.target_confidence: {note}.", "", "[weights]"]
    lines += [f"{name} = {weight:.4f}" for name, weight in zip(SIGNS, weights, strict=True)]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(note)


if __name__ == "__main__":
    main(sys.argv[1:])
