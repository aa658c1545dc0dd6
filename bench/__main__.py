"""`make bench`: every measurement, one after another."""

from pathlib import Path

from bench import ablation, cost, speed, steps

SAMPLES = sorted((Path(__file__).resolve().parent.parent / "corpus" / "samples").glob("*.pdf"))

if __name__ == "__main__":
    speed.main(SAMPLES)
    for profile in ("office", "poor"):
        steps.show(SAMPLES[0].parent, profile, most=2, costs=False)
    cost.main()
    ablation.main()
