"""A store full of made plans: places of the gazetteer, promises by dice. Nothing in it was promised by anyone."""

from __future__ import annotations

import hashlib
import random
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from extractors.lexicon import load_lexicon
from models.plan import (
    Commitment,
    FrontMatter,
    LegalRef,
    NumberRead,
    PlanDocument,
    Quantity,
    Section,
    Target,
    Versions,
)
from models.record import DocumentRecord
from models.source import Box, Doubt, Found, SourceDocument, Span
from models.table import Cell, Deadline, Table, Task
from models.transcript import PageInfo, Transcript
from pipeline.identity import slug
from pipeline.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGES = 11
AGENCIES = ["Phòng Nội vụ", "Phòng Tư pháp", "Văn phòng HĐND và UBND", "Phòng Tài chính - Kế hoạch", "UBND cấp xã"]
OUTPUTS = ["Báo cáo", "Kế hoạch", "Quyết định", "Công văn"]
FIELDS = ["direction", "institutions", "procedures", "organization", "civil_service", "finance", "digital"]
VALUES = [30, 50, 60, 60, 70, 80, 80, 80, 85, 90, 90, 95, 95, 98, 100, 100, 100]
BOX = Box(x0=85, y0=100, x1=510, y1=130)


def _found(value: Any, page: int, quote: str, rng: random.Random, doubts: tuple[Doubt, ...] = ()) -> Found[Any]:
    box = Box(x0=85, y0=rng.randint(80, 700), x1=510, y1=720)
    sure = round(1 - rng.random() ** 3 * 0.3, 4)
    return Found(
        value=value, spans=(Span(start=0, end=5),), quote=quote, page=page, box=box, confidence=sure, doubts=doubts
    )


def _front(place: tuple[str, str], start: int, end: int) -> FrontMatter:
    district, province = place
    _, _, name = district.partition(" ") if not district.startswith(("thành", "thị")) else _two(district)
    sure = {"page": 1, "box": BOX, "quote": name}
    return FrontMatter(
        doc_type=Found(value="KẾ HOẠCH", **sure),
        number=Found(value="27/KH-UBND", **sure),
        issue_date=Found(value=date(start, 2, 11), **sure),
        issuer=Found(value=f"Ủy ban nhân dân {district}", **sure),
        unit_name=Found(value=name, **sure),
        unit_level=Found(value="huyện", **sure),
        district=Found(value=name, **sure),
        province=Found(value=province, **sure),
        title=Found(value=f"Cải cách hành chính năm {start} của {district}", **sure),
        period_start=Found(value=start, **sure),
        period_end=Found(value=end, **sure),
        signer_name=Found(value="Nguyễn Văn Mẫu", **sure),
        signer_title=Found(value="CHỦ TỊCH", **sure),
    )


def _two(district: str) -> tuple[str, str, str]:
    first, second, name = district.split(" ", 2)
    return f"{first} {second}", " ", name


def _targets(doc_id: str, rng: random.Random, year: int) -> Iterator[Found[Target]]:
    known = load_lexicon().table("indicators")["indicator"]
    indicators = [entry for entry in known if entry.get("national")] + known[::12]
    for number, entry in enumerate(rng.sample(indicators, min(len(indicators), rng.randint(20, 34))), 1):
        value = Decimal(rng.choice(VALUES))
        name = str(entry["name_vi"])
        quantity = Quantity(value=value, unit="%", comparator=rng.choice([">=", ">=", ">=", ">", "="]), text=str(value))
        target = Target(
            target_id=f"{doc_id}.t{number:03d}",
            quantity=quantity,
            subject=name,
            scope=rng.choice(["", "", "", "cấp huyện", "cấp xã"]),
            year=year,
            section_path=f"II/{number % 7 + 1}",
            section_role="targets",
            domain=rng.choice(FIELDS),
            indicator_id=str(entry["id"]),
            indicator_name=name,
        )
        doubts = (Doubt(code="readings_differ", detail=f"{value} / {value + 1}"),) if rng.random() < 0.05 else ()
        yield _found(target, rng.randint(1, 8), f"{name} đạt tối thiểu {value}%", rng, doubts)


def _tasks(year: int) -> list[Task]:
    """Rows of the appendix: twenty, in quarters of one year."""
    return [
        Task(
            table=1,
            row=row,
            group_label="I",
            group="Cải cách thủ tục hành chính",
            number=str(row),
            task=f"Rà soát, công bố danh mục thủ tục lần {row}",
            lead=AGENCIES[row % 5],
            support="Các phòng, ban có liên quan",
            output=OUTPUTS[row % 4],
            deadline_text=f"Quý {['I', 'II', 'III', 'IV'][row % 4]}/{year}",
            deadlines=(
                Deadline(
                    text=f"Quý {row % 4 + 1}/{year}",
                    kind="quarter",
                    last_day=date(year, row % 4 * 3 + 3, 30 if row % 4 in (1, 2) else 31),
                ),
            ),
            lead_agencies=(AGENCIES[row % 5],),
            page_end=9,
        )
        for row in range(1, 21)
    ]


def _table() -> Table:
    """The appendix as a grid of 26 rows and six columns."""
    cells = tuple(
        Cell(
            row=row, column=column, kind="cell", text=f"Ô của bảng {row}.{column}", page=9, box=BOX, confidence=0.97
        )
        for row in range(1, 27)
        for column in range(1, 7)
    )  # fmt: skip
    return Table(number=1, page=9, page_end=11, columns=6, cells=cells)


def _sections(rng: random.Random) -> tuple[Found[Section], ...]:
    return tuple(
        _found(
            Section(path=f"II/{n}", label=str(n), heading=f"Cải cách lĩnh vực thứ {n}", level=2, role="targets",
                    span=Span(start=0, end=9)), n % PAGES + 1, f"{n}.", rng)
        for n in range(1, 37)
    )  # fmt: skip


def made_plan(seed: int, place: tuple[str, str], start: int, end: int) -> PlanDocument:
    """Make one plan, somewhat larger than the five real ones are on average.

    It has 11 pages, some 27 targets, 36 sections, 20 tasks, 156 cells, 220 numbers.
    """
    rng = random.Random(seed)
    sha256 = hashlib.sha256(f"made {seed} {place} {start}".encode()).hexdigest()
    name = f"{slug(place[0].split(' ', 1)[1])}-{start}" + (f"-{end}" if end != start else "")
    doc_id = f"{name}-{sha256[:8]}"
    file_name = f"{name}-{seed:05d}.pdf"
    return PlanDocument(
        doc_id=doc_id,
        plan_id=name if seed % 10 else f"{name}-{seed}",
        source=SourceDocument(sha256=sha256, file_name=file_name, size=12345),
        status="read",
        versions=Versions(program="0.1.0", extractors="made", lexicon="made", engine="made"),
        front=_front(place, start, end),
        pages=tuple(PageInfo(number=n, width=595, height=842, source="ocr") for n in range(1, PAGES + 1)),
        sections=_sections(rng),
        targets=tuple(_targets(doc_id, rng, end)),
        commitments=tuple(
            _found(Commitment(kind="rank", subject="Chỉ số thuộc nhóm khá", year=end), 2, "thuộc nhóm khá", rng)
            for _ in range(6)
        ),
        tables=(_table(),),
        tasks=tuple(_found(task, 9, task.task, rng) for task in _tasks(start)),
        legal_refs=tuple(
            _found(LegalRef(symbol=f"{n}/NQ-CP", type="Nghị quyết", issued=date(2021, 7, n)), 1, f"{n}/NQ-CP", rng)
            for n in range(1, 16)
        ),
        numbers=tuple(
            _found(NumberRead(text=str(rng.randint(1, 2030)), kind="count"), n % PAGES + 1, "số", rng)
            for n in range(220)
        ),
        confidence=0.94,
    )


def districts() -> list[tuple[str, str]]:
    """Districts with their provinces, as the gazetteer has them until 30 June 2025."""
    provinces = load_lexicon().table("places")["province"]
    return [(district, entry["name"]) for entry in provinces for district in entry["districts"]]


def fill(folder: Path, count: int, pdf: bytes = b"%PDF-1.4 made %%EOF") -> Store:
    """Write a store of `count` made plans below `folder`: a district after the other, further rounds a year later."""
    store = Store(folder)
    places = districts()
    rng = random.Random(7)
    rng.shuffle(places)
    for seed in range(count):
        start = 2021 + seed // len(places)
        end = 2025 if start == 2021 else start
        plan = made_plan(seed, places[seed % len(places)], start, end)
        record = DocumentRecord(source=plan.source, names=(plan.source.file_name,), archived="2026-01-01T00:00:00Z")
        store.original(plan.source.sha256).parent.mkdir(parents=True, exist_ok=True)
        store.original(plan.source.sha256).write_bytes(pdf)
        done = record.model_copy(
            update={"doc_id": plan.doc_id, "plan_id": plan.plan_id, "status": plan.status, "made_by": "made"}
        )
        folder_of = store.plans / plan.doc_id
        folder_of.mkdir(parents=True, exist_ok=True)
        (folder_of / "plan.json").write_text(plan.model_dump_json(indent=1), encoding="utf-8")
        text = Transcript(text="\f".join(f"Trang {n} của kế hoạch mẫu.\n" for n in range(1, PAGES + 1))).text
        (folder_of / "transcript.txt").write_text(text, encoding="utf-8")
        record_path = store.archive / plan.source.sha256[:2] / f"{plan.source.sha256}.json"
        record_path.write_text(done.model_dump_json(indent=1), encoding="utf-8")
    return store
