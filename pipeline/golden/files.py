"""Golden files: one JSON a plan in canonical form, and the words that they point to.

Canonical form is made for `git diff`: keys sorted, one fact a line, fields at their default left out. Prose of
documents that are not ours is looked up by the sha256 of the text it stands in (`models.golden.TextRef`).
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from models.golden import GoldenPlan, TextRef
from pipeline.files import sha256_of, write_atomic
from pipeline.golden.broken import BrokenFile, flaw_in, line_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from models.golden import Text


def golden_to_json(plan: GoldenPlan) -> str:
    """Return the canonical JSON of a plan's golden: two writings of one plan are byte-equal."""
    facts = plan.model_dump(mode="json", exclude_defaults=True)
    entries = [f"{_line(key)}: {_family(facts[key])}" for key in sorted(facts)]
    return "{\n" + ",\n".join(entries) + "\n}\n"


def _family(value: Any) -> str:
    if isinstance(value, dict) and value:
        return "{\n" + ",\n".join(f"{_line(key)}: {_line(value[key])}" for key in sorted(value)) + "\n}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(_line(fact) for fact in value) + "\n]"
    return _line(value)


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


class NotGolden(BrokenFile):
    """A file of the golden folder is no golden: a person must mend it before anything is held against it."""


def read_golden(folder: Path) -> tuple[GoldenPlan, ...]:
    """Return the golden of every plan in `folder`, by plan_id.

    Raises:
        NotGolden: a file that is no golden.
    """
    plans = [read_golden_file(path) for path in sorted(folder.glob("*.json"))]
    return tuple(sorted(plans, key=lambda plan: plan.plan_id))


def read_golden_file(path: Path) -> GoldenPlan:
    """Return the golden of one plan.

    Raises:
        NotGolden: the file is no golden, points beyond a text that is at hand, or its name is not its plan_id, so that
            one plan could stand twice.
    """
    content = path.read_bytes()
    try:
        plan = GoldenPlan.model_validate_json(content)
    except ValidationError as wrong:
        raise NotGolden(path, *flaw_in(content, wrong)) from wrong
    if path.stem != plan.plan_id:
        raise NotGolden(path, 1, "name", f"{plan.plan_id}.json")
    check_refs(path, content)
    return plan


def check_refs(path: Path, content: bytes) -> None:
    """See that each reference of a golden file lies in its text, as far as the texts are at hand.

    Raises:
        NotGolden: one does not.
    """
    folders = ref_folders(path.parent)
    for place, ref in _refs_in(json.loads(content), ()):
        try:
            resolve_ref(ref, folders)
        except RefBeyondText as beyond:
            raise NotGolden(path, line_of(content.decode("utf-8"), place), "ref", str(beyond.length)) from beyond


def _refs_in(value: Any, place: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], TextRef]]:
    """References in a JSON value of a golden file, each with the keys and numbers that lead to it."""
    if isinstance(value, dict) and {"sha256", "start", "end"} <= value.keys():
        yield place, TextRef.model_validate(value)
    elif isinstance(value, dict | list):
        for key, held in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _refs_in(held, (*place, key))


def write_golden(plan: GoldenPlan, folder: Path) -> Path:
    """Write a plan's golden whole, in canonical form, as `<plan_id>.json`, and return its path."""
    path = folder / f"{plan.plan_id}.json"
    write_atomic(path, golden_to_json(plan).encode("utf-8"))
    return path


class RefBeyondText(ValueError):
    """A piece of a reference is empty, or does not lie in its text.

    Attributes:
        length: characters of the text.
    """

    def __init__(self, ref: TextRef, length: int) -> None:
        super().__init__(f"{ref} does not lie in its text of {length} characters")
        self.length = length


def ref_folders(golden: Path) -> list[Path]:
    """Folders where the texts that golden files point to may lie: beside them, or beside the checkout."""
    folders = [golden / "texts", golden.resolve().parent.parent / "shared" / "seeds"]
    return [folder for folder in folders if folder.is_dir()]


@lru_cache(maxsize=16)
def _texts_of(folder: Path) -> dict[str, str]:
    """Return the text files below `folder` by sha256; read once a process, for golden texts never change."""
    return {sha256_of(path): path.read_bytes().decode("utf-8") for path in sorted(folder.rglob("*.txt"))}


def resolve_ref(ref: TextRef, folders: Sequence[Path]) -> str | None:
    """Return the words that a reference points to, whitespace folded to single spaces.

    None where no text file below `folders` has that sha256 (the plans are not beside this checkout).

    Raises:
        RefBeyondText: a piece that ends beyond its text.
    """
    for folder in folders:
        text = _texts_of(folder).get(ref.sha256)
        if text is not None:
            pieces = ((ref.start, ref.end), *ref.more)
            if any(not 0 <= start < end <= len(text) for start, end in pieces):
                raise RefBeyondText(ref, len(text))
            return " ".join(" ".join(text[start:end].split()) for start, end in pieces)
    return None


def resolve_text(text: Text, folders: Sequence[Path]) -> str | None:
    """Return a golden text, whether it stands plainly or by reference; None as for `resolve_ref`."""
    return resolve_ref(text, folders) if isinstance(text, TextRef) else text
