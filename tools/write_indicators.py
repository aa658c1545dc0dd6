"""Write docs/indicators.md from the taxonomy: `python tools/write_indicators.py [--check]`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from extractors.lexicon import load_lexicon

PAGE = Path(__file__).parents[1] / "docs" / "indicators.md"
FIELDS = {
    "direction": "Chỉ đạo, điều hành", "institutions": "Thể chế", "procedures": "Thủ tục hành chính",
    "organization": "Tổ chức bộ máy", "civil_service": "Chế độ công vụ", "finance": "Tài chính công",
    "digital": "Chính quyền số, xã hội số", "other": "Kinh tế - xã hội",
}  # fmt: skip
UNITS = {"%": "%", "count": "số đếm", "money": "tiền", "any": "như văn bản nêu"}


def _national(entry: dict[str, Any]) -> list[str]:
    """A line for each national target, with its source and whether it was held against the decree."""
    return [
        f"{line['year']}: {line['comparator']} {line['value']} {line.get('unit', '%')}"
        + (f" ({line['level']})" if line.get("level") else "")
        + f", {line['source']}"
        + ("" if line["checked"] else " *(chưa đối chiếu văn bản)*")
        for line in entry.get("national", ())
    ]


def _entry(entry: dict[str, Any]) -> list[str]:
    better = "càng cao càng tốt" if entry["direction"] == "up" else "càng thấp càng tốt"
    told = [f"### `{entry['id']}`", "", f"**{entry['name_vi']}** · {entry['name_en']}", "", entry["definition"], ""]
    told.append(f"- Đơn vị: {UNITS[entry['unit']]} · {better}")
    if entry.get("denominator"):
        told.append(f"- Mẫu số: {entry['denominator']}")
    told.append(f"- Cấp: {entry['level'] or 'mọi cấp'}")
    words = "; ".join(" / ".join(group) for group in entry["needs"])
    told.append(f"- Từ nhận biết: {words}" + (f" · không có: {' / '.join(entry['bars'])}" if entry.get("bars") else ""))
    for title, key in (("Dễ lẫn với", "neighbours"), ("Liên quan, không đồng nhất", "related")):
        if entry.get(key):
            told.append(f"- {title}: " + ", ".join(f"`{name}`" for name in entry[key]))
    told += [f"- Căn cứ: {source}" for source in entry.get("legal", ())]
    told += [f"- Mục tiêu quốc gia {line}" for line in _national(entry)]
    return [*told, ""]


def make_page() -> str:
    """The whole page, fields in their order."""
    entries = load_lexicon().table("indicators")["indicator"]
    told = [
        "# Indicators", "",
        f"The {len(entries)} indicators to which targets are linked, made from `extractors/lexicon/indicators.toml` by "
        "`python tools/write_indicators.py`: change them there.", "",
        "The same thing counted with the same verb is one indicator: scope, year, step and end state never split it, a "
        "different denominator does. National targets come from secondary sources until someone holds them against the "
        "decree (*chưa đối chiếu văn bản*).", "",
    ]  # fmt: skip
    for field, name in FIELDS.items():
        told += [f"## {name} (`{field}`)", ""]
        for entry in entries:
            if entry["field"] == field:
                told += _entry(entry)
    return "\n".join(told).rstrip("\n") + "\n"


def main(arguments: list[str]) -> int:
    """Write the page; with --check only say whether it is current."""
    if "--check" in arguments:
        return 0 if PAGE.read_text("utf-8") == make_page() else 1
    PAGE.write_text(make_page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
