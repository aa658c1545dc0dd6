"""`make bench`: every measurement, one after another."""

from pathlib import Path

from bench import ablation, cost, speed

SAMPLES = sorted((Path(__file__).resolve().parent.parent / "corpus" / "samples").glob("*.pdf"))

if __name__ == "__main__":
    speed.main(SAMPLES)
    cost.main()
    ablation.main()
