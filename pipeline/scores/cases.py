"""Documents that can be scored: what was read, the truth that speaks for it, and where both come from.

A source is a folder of golden files, or a folder that `kehoach sample` wrote (it holds `truth/`). A document belongs to
the truth that names its bytes; golden, which speaks for several scans of one plan, names file stems and plan_ids.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.golden.files import read_golden, ref_folders, resolve_ref

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from models.golden import GoldenPlan, TextRef
    from models.plan import PlanDocument
    from pipeline.store import Store

PROFILES = ("digital", "clean", "office", "poor", "mixed", "tcvn3", "vni", "shifted", "cid", "ocr_layer", "stray")
PAPER = "paper"
"""Profile of a real scan: its name ends with none of the maker's profiles."""
OPEN_SPLITS = frozenset({"train", "dev", "open", "opened", "golden"})
"""Splits whose single facts may be shown; of any other only totals are."""
SEALED = "sealed"
"""A folder of this name, or one that holds a file of this name, shows totals alone."""


class Case(NamedTuple):
    """A document with its truth. `blocks`: true text by page; `layout`: the maker's places; each None if unknown."""

    source: str
    stem: str
    plan: PlanDocument
    golden: GoldenPlan
    pages: tuple[str, ...]
    profile: str
    split: str
    kind: str
    blocks: tuple[tuple[str, ...], ...] | None
    layout: dict[str, Any] | None
    store: Store

    @property
    def sealed(self) -> bool:
        """Whether only totals may be shown."""
        return self.split not in OPEN_SPLITS


class NoTruth(Exception):
    """A source holds neither golden nor the maker's truth, or no document was read that it speaks for."""


def find_cases(
    sources: Mapping[str, Path], stores: Sequence[Store], texts: Sequence[Path], docs: Sequence[str] = ()
) -> list[Case]:
    """Pair documents read with the truth of each source, in the order of sources and file names.

    Args:
        sources: folders by the name under which their columns stand.
        stores: where documents were read.
        texts: folders of page text by plan_id (`{"pages": [[block, …], …]}`), for golden that has none itself.
        docs: beginnings of doc_ids to keep; none keeps all.

    Raises:
        NoTruth: a source without truth, or none of whose documents was read.
    """
    cases = []
    for name, folder in sources.items():
        found = _cases_of(name, folder, stores, texts, docs)
        if not found:
            raise NoTruth(name)
        cases += found
    return cases


def _cases_of(
    name: str, folder: Path, stores: Sequence[Store], texts: Sequence[Path], docs: Sequence[str]
) -> list[Case]:
    made = folder / "truth"
    facts = made if made.is_dir() else folder
    golden = read_golden(facts)
    by_bytes = {one.read_from: one for one in golden if one.origin == "made"}
    by_stem = {stem: one for one in golden if one.origin != "made" for stem in one.applies_to}
    by_plan = {one.plan_id: one for one in golden if one.origin != "made"}
    cases = []
    for store in stores:
        for record in store.records():
            stem = Path(record.source.file_name).stem
            truth = by_bytes.get(record.source.sha256) or by_stem.get(stem) or by_plan.get(record.plan_id)
            asked = not docs or any(record.doc_id.startswith(one) for one in docs)
            if truth is None or record.status not in ("read", "partial") or not asked:
                continue
            cases.append(_case(name, facts, store, record.doc_id, truth, texts))
    return sorted(cases, key=lambda case: case.stem)


def _case(
    name: str, folder: Path, store: Store, doc_id: str, truth: GoldenPlan, texts: Sequence[Path]
) -> Case:  # fmt: skip
    plan = store.plan(doc_id)
    stem = Path(plan.source.file_name).stem
    layout = _read_json(folder / "layout" / f"{truth.plan_id}.json") if truth.origin == "made" else None
    blocks = _blocks([folder / "pages"] if truth.origin == "made" else texts, truth.plan_id)
    ending = stem.rpartition(".")[2]
    return Case(
        source=name,
        stem=stem,
        plan=plan,
        golden=truth,
        pages=tuple(store.transcript_text(doc_id).split("\f")),
        profile=ending if ending in PROFILES else PAPER,
        split=_split(folder, truth, layout),
        kind=(layout or {}).get("kind", ""),
        blocks=blocks,
        layout=layout,
        store=store,
    )


def is_sealed(folder: Path) -> bool:
    """Whether a folder of golden shows totals alone."""
    return folder.resolve().name == SEALED or (folder / SEALED).is_file()


def _split(folder: Path, truth: GoldenPlan, layout: dict[str, Any] | None) -> str:
    """Split of a document; a made one whose split is told nowhere has none, and is sealed."""
    if is_sealed(folder):
        return SEALED
    if truth.origin != "made":
        return "golden"
    if layout is None:
        told = folder / "split"
        return told.read_text(encoding="utf-8").strip() if told.is_file() else ""
    return str(layout.get("split", ""))


def _blocks(folders: Sequence[Path], plan_id: str) -> tuple[tuple[str, ...], ...] | None:
    for folder in folders:
        held = _read_json(folder / f"{plan_id}.json")
        if held is not None:
            return tuple(tuple(blocks) for blocks in held["pages"])
    return None


def _read_json(path: Path) -> dict[str, Any] | None:
    if not path.is_file():
        return None
    held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return held


def text_folders(golden: Path) -> list[Path]:
    """Folders where page text of golden documents may lie: beside them, or beside the checkout."""
    return [golden / "pages", golden.resolve().parent.parent / "shared" / "scans" / "truth"]


def make_resolver(golden: Path) -> Callable[[TextRef], str | None]:
    """Look up prose that golden files hold by reference: beside them, or beside the checkout."""
    return lambda ref: resolve_ref(ref, ref_folders(golden))
