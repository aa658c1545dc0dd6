"""Fictional plans by the dozen: written, printed, scanned, with their truth beside them."""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus import layers, scanner
from corpus.author import write_plan
from corpus.pdf import write_pdf
from corpus.press import Look, draw_look, print_sheets
from corpus.sheets import ScannedPage
from corpus.truth import finish, write_truth
from corpus.vocabulary import SEEDED_AS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from corpus.blocks import Draft
    from corpus.sheets import Sheet

PROFILES = ("digital", "clean", "office", "poor", "mixed")
SCANS = ("clean", "office", "poor")
LAYERS = (*layers.MAPS, *layers.OVERLAYS)
"""Further profiles: the page is right, its text layer is not."""


@dataclass(frozen=True)
class MadePlan:
    """One made document and where its files lie.

    `truth` holds the facts, `pages_truth` the text of every page's blocks, `layout` words, cells and targets in place.
    """

    name: str
    kind: str
    profile: str
    pdf: Path
    truth: Path
    pages_truth: Path
    layout: Path
    pages: int
    sha256: str
    seed: str
    split: str


def make_samples(folder: Path, *, count: int, seed: int, profile: str = "mixed", split: str = "dev") -> list[MadePlan]:
    """Make `count` plans in `folder`: `<name>.<profile>.pdf` and its truth (facts, page text, places).

    The same arguments give the same bytes, and the first plans do not depend on how many follow.

    Args:
        folder: Made if it is not there.
        count: How many plans.
        seed: Which plans.
        profile: digital, clean, office, poor, mixed (some pages digital, some scanned), or a text layer that lies:
            tcvn3, vni, shifted, cid (digital), ocr_layer, stray (scanned); "all": the first five in turn, and each
            tenth document has a layer that lies.
        split: train, dev, open, opened or held.

    Raises:
        ValueError: an unknown profile or split.
    """
    known = (*PROFILES, *LAYERS, "all")
    if profile not in known:
        raise ValueError(f"profile {profile!r}: one of {', '.join(known)}")
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for index in range(count):
        chosen = in_turn(index) if profile == "all" else profile
        key = f"{SEEDED_AS.get(split, split)}/{seed}/{index}"
        made.append(make_plan(folder, write_plan(key, split=split), f"{index + 1:02d}", key, chosen, split))
    return made


def in_turn(index: int) -> str:
    """Profile of the document at this place (from 0) of a set of all profiles."""
    if index % 10 == 9:
        return LAYERS[index // 10 % len(LAYERS)]
    return PROFILES[index % len(PROFILES)]


def make_plan(
    folder: Path, draft: Draft, suffix: str, seed: str, profile: str, split: str, look: Look | None = None
) -> MadePlan:
    """Print and scan one plan and write it with its truth; `suffix` makes its name unique in the folder."""
    name = f"{draft.name}-{suffix}"
    rng = random.Random(f"print-{seed}")
    look = look or draw_look(rng, split)
    sheets = print_sheets(draft.blocks, look)
    pages, turns = reproduce(sheets, profile, seed)
    draft = replace(draft, forms=draft.forms | _forms_of_print(look, profile, pages, turns))
    false = profile if profile in layers.MAPS else ""
    hidden = {}
    if profile in layers.OVERLAYS:
        hidden = {i: layers.hidden_words(profile, sheet, rng) for i, sheet in enumerate(sheets) if not turns[i]}
    data = write_pdf(pages, random.Random(f"ink-{seed}"), draft.facts.title, layer=false, hidden=hidden)
    stem = f"{name}.{profile}"
    path = folder / f"{stem}.pdf"
    path.write_bytes(data)
    sha256 = hashlib.sha256(data).hexdigest()
    facts = finish(draft, sheets, name, stem, sha256)
    truth, pages_truth, layout = write_truth(folder / "truth", facts, draft, sheets, turns, (profile, split))
    return MadePlan(name, draft.kind, profile, path, truth, pages_truth, layout, len(sheets), sha256, seed, split)


def reproduce(sheets: Sequence[Sheet], profile: str, seed: str) -> tuple[list[Sheet | ScannedPage], list[int]]:
    """Turn printed sheets into the pages of a document of that profile, with the turn (degrees) of each as stored."""
    rng = random.Random(f"scan-{seed}")
    turns = [0] * len(sheets)
    if profile == "tcvn3":
        return [layers.set_capitals(sheet) for sheet in sheets], turns
    if profile == "digital" or profile in layers.MAPS:
        return list(sheets), turns
    scanned = set(range(len(sheets)))
    recipe = scanner.draw_recipe(rng, profile if profile in SCANS else rng.choice(SCANS))
    if profile == "mixed":
        scanned = _scanned_part(rng, sheets)
    for index in scanned:
        sideways = sheets[index].width > sheets[index].height
        if rng.random() < (0.45 if sideways else 0.025):
            turns[index] = rng.choice((90, 270) if sideways else (90, 180, 270))
    ring = next((seal.ring for sheet in sheets for seal in sheet.seals), "")
    pdf = write_pdf(sheets, random.Random(f"ink-{seed}"))
    pages: list[Sheet | ScannedPage] = list(sheets)
    for index in sorted(scanned):
        back = index + 1 if index + 1 < len(sheets) else index - 1
        picture, behind = scanner.rasterise(pdf, [index, max(back, 0)], recipe.dpi)
        pages[index] = scanner.scan_page(picture, behind, sheets[index], recipe, f"{seed}/{index}", turns[index], ring)
    return pages, turns


def _forms_of_print(
    look: Look, profile: str, pages: Sequence[Sheet | ScannedPage], turns: Sequence[int]
) -> dict[str, tuple[str, ...]]:
    """Name how a document was set and scanned, beside how it is worded."""
    scans = [page for page in pages if isinstance(page, ScannedPage)]
    dpi = tuple(dict.fromkeys(f"{round(page.width * 72 / page.points_wide)} dpi" for page in scans))
    inks = {"1-bit" if page.bits == 1 else "grey" if page.grey else "colour" for page in scans}
    return {
        "profile": (profile,),
        "font": (look.family,),
        "resolution": dpi,
        "ink": tuple(sorted(inks)),
        "turned_pages": tuple(f"{turn}°" for turn in turns if turn),
    }


def _scanned_part(rng: random.Random, sheets: Sequence[Sheet]) -> set[int]:
    """Choose the scanned pages of a mixed document: the signed one and some more, never all."""
    signed = {index for index, sheet in enumerate(sheets) if sheet.seals}
    chosen = signed | {index for index in range(len(sheets)) if rng.random() < 0.35}
    if len(chosen) == len(sheets) and len(sheets) > 1:
        chosen.discard(min(set(range(len(sheets))) - signed, default=0))
    return chosen or {len(sheets) - 1}


def describe(folder: Path) -> dict[str, Counter[str]]:
    """Count the forms that the plans of a folder are printed in: comparators, orders, schemes, tables.

    Raises:
        FileNotFoundError: the folder holds no made plan.
    """
    layouts = sorted((folder / "truth" / "layout").glob("*.json"))
    if not layouts:
        raise FileNotFoundError(f"no made plans in {folder}")
    forms: dict[str, Counter[str]] = {}
    for path in layouts:
        layout = json.loads(path.read_text(encoding="utf-8"))
        for key, values in layout["forms"].items():
            forms.setdefault(key, Counter()).update(values)
        facts = json.loads((folder / "truth" / path.name).read_text(encoding="utf-8"))
        for target in facts["targets"] or ():
            change = f" {target['change']}" if target["change"] else ""
            forms.setdefault("comparator", Counter())[target["comparator"] + change] += 1
            forms.setdefault("unit", Counter())[target["unit"]] += 1
            forms.setdefault("scope", Counter())[target["scope"] or "none"] += 1
        for task in facts["tasks"] or ():
            forms.setdefault("deadline", Counter())[task["deadline_kind"]] += 1
    return forms
