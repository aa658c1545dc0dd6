"""The reading before this one: what a document said when another version read it otherwise.

`kehoach diff` tells by it what an upgrade changed. One is kept, the last that differed.
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from pydantic import ValidationError

from models.plan import PlanDocument
from pipeline.files import write_atomic

if TYPE_CHECKING:
    from pathlib import Path

NAME = "previous.json.gz"


def keep_previous(folder: Path, plan: PlanDocument) -> None:
    """Keep the reading that `plan` is about to replace in its folder, where another version read otherwise."""
    path = folder / "plan.json"
    if not path.exists():
        return
    old = _parse(path.read_bytes())
    if old and old.versions != plan.versions and old.model_copy(update={"versions": plan.versions}) != plan:
        write_atomic(folder / NAME, gzip.compress(old.model_dump_json().encode(), 6, mtime=0))


def read_previous(folder: Path) -> PlanDocument | None:
    """Return the last reading that said otherwise than the one in `folder`; None where there is none."""
    path = folder / NAME
    return _parse(gzip.decompress(path.read_bytes())) if path.exists() else None


def _parse(content: bytes) -> PlanDocument | None:
    try:
        return PlanDocument.model_validate_json(content)
    except ValidationError:  # written by a program whose plans had another form: nothing can be told from it
        return None
