"""Targets from sentences: each form of the language on its own, and what must yield none."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extractors.lexicon import load_lexicon
from extractors.outline import Outline
from extractors.targets import find_targets
from models.plan import FrontMatter, Role, Section, Target
from models.source import Found, Span
from tests.extractors.target_cases import OTHER_PLANS, READ, SCANNED, TRAPS, WILD
from tests.made import plain_transcript

FRONT = FrontMatter(
    unit_level=Found[str](value="huyện"), period_start=Found[int](value=2023), period_end=Found[int](value=2025)
)


CASES = [*READ, *OTHER_PLANS, *WILD]


def read(
    text: str, role: Role = "targets", front: FrontMatter = FRONT, scanned: bool = False
) -> tuple[Found[Target], ...]:
    """Targets of paragraphs (parted by a blank line) that stand in one section of this role."""
    transcript = plain_transcript(text.replace("\n\n", "\n"))
    if scanned:
        pages = tuple(page.model_copy(update={"source": "ocr"}) for page in transcript.pages)
        transcript = transcript.model_copy(update={"pages": pages})
    section = Section(
        path="II", label="II", heading="Chỉ tiêu", level=1, role=role, span=Span(start=0, end=len(transcript.text))
    )
    outline = Outline(sections=(Found[Section](value=section),))
    return find_targets(transcript, outline, front, (), (), load_lexicon())


def differences(found: Found[Target], wanted: dict[str, Any]) -> list[str]:
    """Fields in which a target is not the wanted one."""
    target, quantity = found.value, found.value.quantity
    have: dict[str, Any] = {
        "value": quantity.value, "unit": quantity.unit, "comparator": quantity.comparator, "change": quantity.change,
        "value_max": quantity.value_max, "scope": target.scope, "year": target.year, "baseline": target.baseline,
        "recurring": target.recurring, "condition": target.condition,
    }  # fmt: skip
    faults = []
    for name, value in wanted.items():
        if name == "subject":
            if value.casefold() not in target.subject.casefold():
                faults.append(f"subject {target.subject!r} lacks {value!r}")
        elif name in ("value", "value_max"):
            if have[name] != Decimal(value):
                faults.append(f"{name} {have[name]} is not {value}")
        elif have[name] != value:
            faults.append(f"{name} {have[name]!r} is not {value!r}")
    return faults


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[case[0][:50] for case in CASES])
def test_targets(text: str, wanted: list[dict[str, Any]]) -> None:
    found = read(text)
    printed = [
        f"{x.value.quantity.comparator} {x.value.quantity.value} {x.value.quantity.unit}: {x.value.subject}"
        for x in found
    ]
    assert len(found) == len(wanted), printed
    faults = [fault for target, want in zip(found, wanted, strict=True) for fault in differences(target, want)]
    assert not faults, printed


@pytest.mark.parametrize("text", TRAPS, ids=[text[:50] for text in TRAPS])
def test_traps(text: str) -> None:
    found = read(text)
    assert not found, [(str(x.value.quantity.value), x.value.quantity.unit, x.quote) for x in found]


@pytest.mark.parametrize(("text", "wanted"), SCANNED, ids=[case[0][:50] for case in SCANNED])
def test_scanned(text: str, wanted: list[dict[str, Any]]) -> None:
    found = read(text, scanned=True)
    assert len(found) == len(wanted)
    assert not [fault for target, want in zip(found, wanted, strict=True) for fault in differences(target, want)]


LAND = (
    "Đất nhà xưởng: 52-61%\n\nMật độ xây dựng khu dịch vụ: 30-40%\n\nHành lang cây xanh: 12 m\n\n"
    "Trong thời hạn 20 ngày làm việc, huyện phải công bố đồ án."
)


@pytest.mark.parametrize(
    ("title", "values"),
    [
        ("Về việc phê duyệt quy hoạch phân khu xây dựng Khu công nghiệp Bàu Sen", ["20"]),
        ("Phê duyệt Chương trình phát triển kinh tế - xã hội", ["52", "30", "12", "20"]),
    ],
)
def test_a_plan_of_land_gives_norms_not_promises(title: str, values: list[str]) -> None:
    front = FRONT.model_copy(update={"doc_type": Found[str](value="Quyết định"), "title": Found[str](value=title)})
    found = read(LAND, front=front)
    assert [str(target.value.quantity.value) for target in found] == values


def test_the_year_stands_before_the_first_part_where_the_title_lost_it() -> None:
    opening = "UBND huyện Tà Hiên ban hành Kế hoạch trồng cây phân tán năm 2017 với các nội dung sau:"
    transcript = plain_transcript(f"{opening}\n90% thôn có vườn ươm chung.")
    section = Section(
        path="I", label="I", heading="Chỉ tiêu", level=1, role="targets",
        span=Span(start=len(opening), end=len(transcript.text)),
    )  # fmt: skip
    outline = Outline(sections=(Found[Section](value=section),))
    found = find_targets(transcript, outline, FrontMatter(), (), (), load_lexicon())
    assert [one.value.year for one in found] == [2017]


@pytest.mark.parametrize("role", ["targets", "tasks", "solutions"])
def test_an_amount_alone_in_brackets_is_promised_among_tasks_too(role: Role) -> None:
    found = read("Doanh thu từ du lịch cộng đồng (36,5 tỷ đồng).", role)
    assert [one.value.quantity.value for one in found] == [Decimal("36.5")]


@pytest.mark.parametrize(
    "text",
    [
        "Nâng doanh thu dịch vụ lưu trú lên 36,5 tỷ đồng.",
        "Tổng thu cân đối ngân sách: 36,5 tỷ đồng.",
        "Đưa khoản tiết kiệm chi hội nghị lên mức 36,5 triệu đồng.",
        "Rút ngắn thời gian khắc phục sự cố mạng chỉ còn 36,5 giờ.",
    ],
)
def test_a_measure_that_reaches_an_amount_is_promised_among_tasks(text: str) -> None:
    assert [one.value.quantity.value for one in read(text, "tasks")] == [Decimal("36.5")]


def test_what_is_spent_in_brackets_is_not() -> None:
    assert not read("Tổng kinh phí mua sắm thiết bị (120 triệu đồng).", "tasks")
