"""`make bench`: every measurement, one after another."""

from pathlib import Path

from bench import ablation, speed

SAMPLES = sorted((Path(__file__).resolve().parent.parent / "corpus" / "samples").glob("*.pdf"))

if __name__ == "__main__":
    speed.main(SAMPLES)
    ablation.main()
