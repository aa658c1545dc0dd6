"""Text to targets: pages a second on one core, without OCR (`python -m bench.targets [PLAN.txt …]`)."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.lexicon import Lexicon, load_lexicon
from extractors.outline import find_outline
from extractors.targets import find_targets
from models.plan import FrontMatter
from tests.made import plain_transcript

if TYPE_CHECKING:
    from models.transcript import Transcript

PLANS = Path(__file__).parents[1] / "tests" / "plans"
A_PAGE = 2200
"""Characters of a full page of a plan."""
WARM = 4
"""Texts that are read before the clock runs: rules and models are then loaded, and the others were never seen."""


def read(transcript: Transcript, lexicon: Lexicon) -> int:
    """Number of targets of one plan."""
    return len(find_targets(transcript, find_outline(transcript, lexicon), FrontMatter(), (), (), lexicon))


def main(arguments: list[str]) -> None:
    """Read a few texts for warming up, then each of the others once: a night's plans are all new."""
    paths = [Path(name) for name in arguments] or sorted(PLANS.glob("[0-9]*.txt"))
    transcripts = [plain_transcript(path.read_text("utf-8")) for path in paths]
    lexicon, pages = load_lexicon(), sum(len(transcript.text) for transcript in transcripts[WARM:]) / A_PAGE
    for transcript in transcripts[:WARM]:
        read(transcript, lexicon)
    start = time.process_time()
    count = sum(read(transcript, lexicon) for transcript in transcripts[WARM:])
    spent = time.process_time() - start
    print(f"{pages:.0f} pages, {count} targets: {pages / spent:.0f} pages/s a core (CPU time, outline and targets)")


if __name__ == "__main__":
    main(sys.argv[1:])
