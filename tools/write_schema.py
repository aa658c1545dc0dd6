"""Write docs/schema/plan.json, the JSON Schema of a plan; with --check, say whether it is current."""

import json
import sys
from pathlib import Path

from models.plan import PlanDocument

TARGET = Path(__file__).resolve().parent.parent / "docs" / "schema" / "plan.json"


def main(arguments: list[str]) -> int:
    """Write the schema, or compare it."""
    text = json.dumps(PlanDocument.model_json_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if "--check" in arguments:
        if TARGET.exists() and TARGET.read_text(encoding="utf-8") == text:
            return 0
        sys.stdout.write(f"{TARGET} is not current: run make docs\n")
        return 1
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
