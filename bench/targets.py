"""Text to targets: pages a second on one core, without OCR (`python -m bench.targets [PLAN.txt …]`)."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from extractors.lexicon import load_lexicon
from extractors.outline import find_outline
from extractors.targets import find_targets
from models.plan import FrontMatter
from tests.made import plain_transcript

PLANS = Path(__file__).parents[1] / "tests" / "plans"
A_PAGE = 2200
"""Characters of a full page of a plan."""
ROUNDS = 3


def main(arguments: list[str]) -> None:
    """Read each text a few times after a first, and print pages a second by the fastest round."""
    paths = [Path(name) for name in arguments] or sorted(PLANS.glob("[0-9]*.txt"))
    transcripts = [plain_transcript(path.read_text("utf-8")) for path in paths]
    lexicon, pages = load_lexicon(), sum(len(transcript.text) for transcript in transcripts) / A_PAGE
    best = float("inf")
    for round_ in range(ROUNDS + 1):
        start = time.process_time()
        count = 0
        for transcript in transcripts:
            count += len(find_targets(transcript, find_outline(transcript, lexicon), FrontMatter(), (), (), lexicon))
        if round_:
            best = min(best, time.process_time() - start)
    print(f"{pages:.0f} pages, {count} targets: {pages / best:.0f} pages/s a core (CPU time, outline and targets)")


if __name__ == "__main__":
    main(sys.argv[1:])
