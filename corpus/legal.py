"""Cited documents: national ones that exist, made-up ones of the province, the Party and the district."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from corpus.vocabulary import read_phrases
from models.golden import GoldenLegalRef

if TYPE_CHECKING:
    import random

    from corpus.names import Setting


class Citations:
    """Words citations and keeps the list of what was cited; a symbol once dated is not listed again without date."""

    def __init__(self, rng: random.Random, setting: Setting) -> None:
        self._rng = rng
        self._setting = setting
        self._refs: dict[str, date | None] = {}
        words = read_phrases("legal", setting.split)
        self._local = words.get("local", [])
        self.date_style = rng.choice(
            words.get("date_styles")
            or ("{d}/{m}/{y}", "{d:02d}/{m:02d}/{y}", "{d:02d}/{m}/{y}", "{d:02d} tháng {m} năm {y}")
        )
        self._national = [
            entry
            for entry in words["national"]
            if setting.kind in entry["kinds"]
            and entry["date"] < setting.issued
            and setting.last <= entry.get("until", 9999)
        ]

    def print_date(self, day: date) -> str:
        """Write a day in the plan's own style."""
        return str(self.date_style).format(d=day.day, m=day.month, y=day.year)

    def note(self, symbol: str, issued: date | None) -> None:
        """Put a document on the list of cited ones."""
        if issued is not None or symbol not in self._refs:
            self._refs[symbol] = issued

    def cite(self, kind: str, symbol: str, issued: date | None, issuer: str, about: str = "") -> str:
        """Word a citation and list it: "Nghị định số 45/2020/NĐ-CP ngày 08/4/2020 của Chính phủ về …"."""
        self.note(symbol, issued)
        colon = ": " if self._rng.random() < 0.04 else " "
        dated = f" ngày {self.print_date(issued)}" if issued else ""
        return f"{kind} số{colon}{symbol}{dated} của {issuer}{f' về {about}' if about else ''}"

    def national(self, dated: bool = True) -> str | None:
        """Cite one of the national documents that the plan can know; None where there is none."""
        if not self._national:
            return None
        entry = self._rng.choice(self._national)
        issued = entry["date"] if dated else None
        return self.cite(entry["type"], entry["symbol"], issued, entry["issuer"], entry["about"] if dated else "")

    def local(self) -> str:
        """Cite a made-up document of the unit above, the Party committee, a department or the unit itself."""
        rng, setting = self._rng, self._setting
        day = setting.issued - timedelta(days=rng.randrange(4, 400))
        number = rng.randrange(2, 4800)
        upper = "Thủ tướng Chính phủ" if setting.level == "tỉnh" else f"UBND {setting.above}"
        subject = read_phrases(setting.kind, setting.split)["subject"]
        if self._local:
            known = [entry for entry in self._local if setting.level != "tỉnh" or "{upper}" not in entry["issuer"]]
            entry = rng.choice(known)
            number = min(number, rng.randrange(3, entry.get("most", 5000)))
            names = {"upper": upper, "province": setting.province, "subject": subject, "year": setting.start}
            symbol = entry["symbol"].format(n=f"{number:02d}", y=day.year)
            return self.cite(
                entry["type"], symbol, day, entry["issuer"].format(**names), entry["about"].format(**names)
            )
        choice = rng.random()
        if choice < 0.4 and setting.level != "tỉnh":
            symbol = f"{number:02d}/KH-UBND"
            return self.cite("Kế hoạch", symbol, day, upper, f"{subject} năm {setting.start}")
        if choice < 0.6:
            return self.cite("Quyết định", f"{number:02d}/QĐ-UBND", day, f"UBND tỉnh {setting.province}", f"{subject}")
        if choice < 0.75:
            return self.cite("Nghị quyết", f"{rng.randrange(1, 60):02d}-NQ/TU", day, "Tỉnh ủy", f"đẩy mạnh {subject}")
        if choice < 0.9:
            symbol = f"{rng.randrange(5, 190)}/NQ-HĐND"
            return self.cite("Nghị quyết", symbol, day, f"HĐND {setting.unit}", f"nhiệm vụ năm {setting.start}")
        symbol = f"{rng.randrange(20, 999)}/SNV-CCHC"
        return self.cite("Công văn", symbol, day, "Sở Nội vụ", "hướng dẫn xây dựng kế hoạch")

    def refs(self) -> tuple[GoldenLegalRef, ...]:
        """Return the distinct cited documents in the order of first mention."""
        return tuple(GoldenLegalRef(symbol=symbol, issued=issued) for symbol, issued in self._refs.items())
