"""Train the classifier of roles on plans of the maker (train, dev, open), the open ones of tests/plans and the lexicon.

`python -m training.roles [OUT]` writes `extractors/lexicon/role_model.gz` and prints what it adds where words are
unknown: half of the lexicon's phrases are forgotten, and parts of plans that it was not trained on, whose heading none
of the others names, are told by it or by the rule alone ("other").
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import spacy.util
from spacy.tokens import Doc
from spacy.training import Example

from corpus.author import write_plan
from corpus.blocks import Para
from extractors.lexicon import load_lexicon
from extractors.role_classifier import LABELS, SURE, PartSigns, blank_pipeline, part_words, read_cats
from extractors.toneless import bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.language import Language

ROOT = Path(__file__).parents[1]
OUT = ROOT / "extractors" / "lexicon" / "role_model.gz"
PLANS = ROOT / "tests" / "plans"
COUNT, EPOCHS, BATCH, SEED = 150, 8, 64, 20
HIDDEN = 0.5
"""Share of parts whose heading is hidden in training: unknown words are what the classifier is for."""
TAILS = ("", " của kế hoạch", " năm 2024", " chủ yếu", " trên địa bàn", " trong giai đoạn mới")
"""What may follow a phrase in a heading."""
MEANT = {"purpose": "purpose_requirements", "requirements": "purpose_requirements"}


class Part(NamedTuple):
    """A part with its true role."""

    signs: PartSigns
    role: str
    open: bool
    """Whether no part above tells its role: then alone the classifier is asked."""


def _parts(sections: Sequence[tuple[str, str, str]], texts: Sequence[str]) -> Iterator[Part]:
    """Pair sections (path, heading, role) in reading order with the paragraphs of their plan."""
    places, start = [], 0
    roles = {path: role for path, _, role in sections}
    for _, heading, _ in sections:
        found = next((n for n in range(start, len(texts)) if heading.casefold() in texts[n].casefold()), None)
        places.append(found)
        start = found + 1 if found is not None else start
    for rank, (path, heading, role) in enumerate(sections):
        place, depth = places[rank], path.count("/")
        if place is None:
            continue
        stop = next((p for p, (other, _, _) in zip(places[rank + 1 :], sections[rank + 1 :], strict=True)
                     if p is not None and other.count("/") <= depth), len(texts))  # fmt: skip
        behind = texts[place][texts[place].casefold().index(heading.casefold()) + len(heading) :]
        sisters = [other for other, _, _ in sections if other.rpartition("/")[0] == path.rpartition("/")[0]]
        children = tuple(title for other, title, _ in sections if other.rpartition("/")[0] == path)
        signs = PartSigns(heading, " ".join([behind, *texts[place + 1 : stop]]), children,
                          first=path == sisters[0], last=path == sisters[-1])  # fmt: skip
        above = roles.get(path.rpartition("/")[0], "other")
        yield Part(signs, MEANT.get(role, role), above in ("other", "mixed"))


def made_parts(split: str, count: int) -> list[Part]:
    """Parts of made plans."""
    found: list[Part] = []
    for number in range(count):
        draft = write_plan(f"roles/{split}/{number}", split=split)
        texts = [block.text for block in draft.blocks if isinstance(block, Para)]
        sections = [(s.path, str(s.heading), s.role) for s in draft.facts.sections or ()]
        found += _parts(sections, texts)
    return found


def written_parts(folder: Path = PLANS) -> list[Part]:
    """Parts of the plans that were written by hand (open ones alone)."""
    found: list[Part] = []
    for path in sorted(folder.glob("[0-9]*.json")):
        held = json.loads(path.read_text(encoding="utf-8"))
        lines = path.with_suffix(".txt").read_text(encoding="utf-8").replace("*", "").replace(">>", "").splitlines()
        sections = [(s["path"], s["heading"], s["role"]) for s in held["sections"]]
        found += _parts(sections, [line for line in lines if line.strip()])
    return found


def train(parts: Iterable[Part]) -> Language:
    """Train from the beginning; the same parts give the same weights."""
    spacy.util.fix_random_seed(SEED)
    rng = random.Random(SEED)
    nlp = blank_pipeline()
    known = [part for part in parts if part.role in LABELS and part.open]
    examples = []
    for part in known:
        for heading in dict.fromkeys((part.signs.heading, "" if rng.random() < HIDDEN else part.signs.heading)):
            signs = replace(part.signs, heading=heading)
            doc = Doc(nlp.vocab, words=part_words(signs))
            examples.append(Example.from_dict(doc, {"cats": {label: float(label == part.role) for label in LABELS}}))
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(EPOCHS):
        rng.shuffle(examples)
        for batch in spacy.util.minibatch(examples, BATCH):
            nlp.update(batch, sgd=optimizer)
    return nlp


def phrases() -> list[tuple[str, str]]:
    """Phrases of the lexicon with their roles."""
    table = load_lexicon().table("roles")
    kinds = ("roles", "weak", "alone")
    pairs = [(phrase, role) for kind in kinds for role, held in table[kind].items() for phrase in held]
    return [(phrase, MEANT.get(role, role)) for phrase, role in pairs]


def reworded(parts: Sequence[Part], known: Sequence[tuple[str, str]]) -> list[Part]:
    """Parts under a phrase of the lexicon for their role."""
    rng = random.Random(SEED)
    by_role = {label: [phrase for phrase, role in known if role == label] for label in LABELS}
    return [
        part._replace(signs=replace(part.signs, heading=rng.choice(by_role[part.role]) + rng.choice(TAILS)))
        for part in parts
        if part.open and by_role.get(part.role)
    ]


def gain(nlp: Language, parts: Iterable[Part], known: Sequence[tuple[str, str]]) -> str:
    """Count parts that no known phrase names: all, right by the rule, right with the classifier where it is sure."""
    count = rule = helped = 0
    for part in parts:
        named = any(bare(phrase) in bare(part.signs.heading) for phrase, _ in known)
        if part.role not in LABELS or not part.open or named:
            continue
        cats = read_cats(nlp, part.signs)
        best = max(LABELS, key=lambda label: cats[label])
        count += 1
        rule += part.role == "other"
        helped += part.role == (best if cats[best] >= SURE else "other")
    return f"{count} unknown: right by rule {rule}, with the classifier {helped}"


def main(out: Path = OUT) -> None:
    """Measure on what was left out, then train on everything and write the weights."""
    made = [part for split in ("train", "dev") for part in made_parts(split, COUNT)]
    other, written = made_parts("open", COUNT), written_parts()
    kept = random.Random(SEED).sample(phrases(), len(phrases()) // 2)
    nlp = train([*made, *reworded(made, kept)])
    for name, parts in (("maker's open split", other), ("tests/plans", written)):
        print(f"{name}: {gain(nlp, parts, kept)}")
    made += other
    nlp = train([*made, *written, *reworded(made, phrases())])
    out.write_bytes(gzip.compress(nlp.to_bytes(exclude=["vocab", "tokenizer"]), 9, mtime=0))
    print(f"{out.name}: {out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else OUT)
