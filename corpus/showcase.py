"""The sample scans that travel with the program: four fictional plans, fixed by seed, with truth and a manifest.

python -m corpus.showcase corpus
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.author import write_plan
from corpus.make import MadePlan, make_plan
from corpus.press import Look

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Showpiece:
    """One sample: what it shows, and how it is made."""

    shows: str
    seed: str
    kind: str
    profile: str
    wrapped: str
    rows: int
    size: float


SHOWPIECES = (
    Showpiece("office scan, appendix table over three pages", "show/1/589", "cchc", "office", "", 34, 14.0),
    Showpiece("decision and plan in one file", "show/2/1431", "cchc", "office", "decision", 0, 13.5),
    Showpiece("poor photocopy", "show/3/418", "ktxh", "poor", "", 0, 14.0),
    Showpiece("some pages digital, some scanned", "show/4/107", "digital", "mixed", "", 14, 13.0),
)


def make_showcase(folder: Path) -> list[MadePlan]:
    """Make the samples in `folder`/samples and describe them in `folder`/manifest.toml.

    Places of words and cells (`truth/layout`) are left out: they can be made again. What they say of the split stands
    in `truth/split`.
    """
    made = []
    samples = folder / "samples"
    samples.mkdir(parents=True, exist_ok=True)
    for number, piece in enumerate(SHOWPIECES, 1):
        draft = write_plan(piece.seed, kind=piece.kind, wrapped=piece.wrapped, rows=piece.rows)
        plan = make_plan(samples, draft, f"{number}", piece.seed, piece.profile, "dev", look=Look(size=piece.size))
        plan.layout.unlink()
        plan.layout.parent.rmdir()
        made.append(plan)
    (samples / "truth" / "split").write_text("dev\n", encoding="utf-8")
    (folder / "manifest.toml").write_text(manifest(made), encoding="utf-8")
    return made


def manifest(made: Sequence[MadePlan]) -> str:
    """Return the manifest of the samples as TOML."""
    lines = ["# Fictional plans made by corpus.showcase; truth/<name>.json holds their facts. Nobody in them exists."]
    for plan, piece in zip(made, SHOWPIECES, strict=True):
        lines += [
            "",
            "[[sample]]",
            f'file = "samples/{plan.pdf.name}"',
            f'truth = "samples/truth/{plan.truth.name}"',
            f'shows = "{piece.shows}"',
            f'kind = "{plan.kind}"',
            f'profile = "{plan.profile}"',
            f"pages = {plan.pages}",
            f'seed = "{plan.seed}"',
            f'split = "{plan.split}"',
            'source = "made"',
            f'sha256 = "{plan.sha256}"',
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    for plan in make_showcase(Path(sys.argv[1])):
        sys.stdout.write(f"{plan.pdf.name}: {plan.pages} pages\n")
