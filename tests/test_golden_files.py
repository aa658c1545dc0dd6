"""Golden stands in canonical form, and every reference in it leads to words."""

from __future__ import annotations

import hashlib
import pickle
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.golden import GoldenField, GoldenLegalRef, GoldenPlan, GoldenTarget, TextRef
from models.source import Frozen
from pipeline.golden.files import NotGolden, golden_to_json, read_golden, resolve_ref, resolve_text, write_golden

if TYPE_CHECKING:
    from collections.abc import Iterator

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
PLANS = read_golden(GOLDEN)
IDS = [plan.plan_id for plan in PLANS]
TEXT = "Tối thiểu 70%\nhồ sơ của xã\n\nđược trả trước hạn\f3\nnăm 2024."


def refs(value: object) -> Iterator[TextRef]:
    if isinstance(value, TextRef):
        yield value
    elif isinstance(value, Frozen):
        yield from refs([getattr(value, name) for name in type(value).model_fields])
    elif isinstance(value, dict):
        yield from refs(list(value.values()))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from refs(item)


def made_plan() -> GoldenPlan:
    sha256 = hashlib.sha256(TEXT.encode("utf-8")).hexdigest()
    target = GoldenTarget(
        value=Decimal("70"), unit="%", comparator=">=", section_path="II/1",
        subject="hồ sơ của xã", quote=TextRef(sha256=sha256, start=0, end=26),
    )  # fmt: skip
    return GoldenPlan(
        plan_id="xa-mau-2024",
        title="Kế hoạch mẫu",
        origin="made",
        read_from=sha256,
        document={"number": GoldenField(state="unreadable"), "issue_date": GoldenField(value="2024-01-31")},
        targets=(target, target.model_copy(update={"value": Decimal("305.5")})),
        legal_refs=(GoldenLegalRef(symbol="1/QĐ-UBND", issued=date(2024, 1, 2)),),
        numbers=((1, "70%"), (2, "2024")),
    )


def test_a_plan_comes_back_as_it_was_written(tmp_path: Path) -> None:
    path = write_golden(made_plan(), tmp_path)
    assert path.name == "xa-mau-2024.json"
    assert read_golden(tmp_path) == (made_plan(),)
    before = path.read_bytes()
    assert write_golden(made_plan(), tmp_path).read_bytes() == before


def test_one_fact_stands_on_one_line() -> None:
    lines = golden_to_json(made_plan()).splitlines()
    assert sum('"section_path"' in line for line in lines) == 2
    assert '[1, "70%"],' in lines
    assert '"issue_date": {"value": "2024-01-31"},' in lines
    keys = [match[1] for line in lines if (match := re.match(r'"(\w+)": ', line))]
    assert keys.index("document") < keys.index("targets") < keys.index("title")


GOOD = golden_to_json(made_plan())
LAST = GOOD[: GOOD.index('"305.5"')].count("\n") + 1
"""Line of the last target."""


@pytest.mark.parametrize(
    ("name", "text", "number", "flaw", "field"),
    [
        ("other", GOOD, 1, "name", "xa-mau-2024.json"),
        ("xa-mau-2024", GOOD.replace('"305.5"', '"many"'), LAST, "field", "targets.1.value"),
        ("x", '{"plan_id": "x", "origin": "read",\n\n "read_from": "a"}', 1, "field", "title"),
        ("x", "[]", 1, "field", ""),
        ("xa-mau-2024", GOOD.replace('"value": "2024-01-31"', '"value": [1]'), 3, "field", "document.issue_date.value"),
        ("xa-mau-2024", GOOD.replace(",\n", "\n", 1), 4, "json", ""),
        ("xa-mau-2024", "{\n" + "<" * 7 + " HEAD\n" + GOOD[2:], 2, "merge", ""),
    ],
)
def test_a_file_that_is_no_golden_is_named_by_its_line(
    name: str, text: str, number: int, flaw: str, field: str, tmp_path: Path
) -> None:
    (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
    with pytest.raises(NotGolden) as wrong:
        read_golden(tmp_path)
    found = pickle.loads(pickle.dumps(wrong.value))
    assert (found.path, found.number, found.flaw) == (tmp_path / f"{name}.json", number, flaw)
    assert found.field.startswith(field)
    assert bool(found.field) == bool(field)


@pytest.mark.parametrize(
    ("start", "end", "more", "words"),
    [
        (0, 13, (), "Tối thiểu 70%"),
        (10, 26, (), "70% hồ sơ của xã"),  # a hard wrap folds
        (28, 46, ((49, 57),), "được trả trước hạn năm 2024"),  # a page number between is left out
    ],
)
def test_a_reference_gives_its_words(
    tmp_path: Path, start: int, end: int, more: tuple[tuple[int, int], ...], words: str
) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "plan.txt").write_bytes(TEXT.encode("utf-8"))
    sha256 = hashlib.sha256(TEXT.encode("utf-8")).hexdigest()
    ref = TextRef(sha256=sha256, start=start, end=end, more=more)
    assert resolve_ref(ref, [tmp_path]) == words
    assert resolve_text(ref, [tmp_path]) == words
    assert resolve_text("plain", []) == "plain"


def test_a_reference_to_a_text_that_is_not_here_gives_none(tmp_path: Path) -> None:
    assert resolve_ref(TextRef(sha256="0" * 64, start=0, end=1), [tmp_path]) is None


def test_a_reference_beyond_its_text_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_bytes(TEXT.encode("utf-8"))
    sha256 = hashlib.sha256(TEXT.encode("utf-8")).hexdigest()
    with pytest.raises(ValueError, match="does not lie in its text"):
        resolve_ref(TextRef(sha256=sha256, start=0, end=10_000), [tmp_path])


def test_no_two_golden_speak_for_one_file() -> None:
    stems = Counter(stem for plan in PLANS for stem in plan.applies_to)
    assert [stem for stem, count in stems.items() if count > 1] == []


@pytest.mark.parametrize("plan", PLANS, ids=IDS)
def test_every_file_is_canonical(plan: GoldenPlan) -> None:
    assert (GOLDEN / f"{plan.plan_id}.json").read_text(encoding="utf-8") == golden_to_json(plan)


@pytest.mark.parametrize("plan", PLANS, ids=IDS)
def test_facts_agree_with_each_other(plan: GoldenPlan) -> None:
    paths = {section.path for section in plan.sections or ()}
    for target in plan.targets or ():
        assert any(target.section_path == path or target.section_path.startswith(f"{path}/") for path in paths)
        assert (target.source == "table") == target.section_path.startswith("Phụ lục")
    assert [task.row for task in plan.tasks or ()] == list(range(1, len(plan.tasks or ()) + 1))
    if plan.groups is not None:
        assert plan.groups == len({task.group_label for task in plan.tasks or ()})
    cited = Counter((ref.symbol, ref.issued) for ref in plan.legal_refs or ())
    assert [ref for ref, count in cited.items() if count > 1] == []


@pytest.mark.shared
@pytest.mark.parametrize("plan", PLANS, ids=IDS)
def test_every_reference_leads_to_words(plan: GoldenPlan, shared: Path) -> None:
    for ref in refs(plan):
        assert resolve_ref(ref, [shared / "seeds"])


@pytest.mark.shared
@pytest.mark.parametrize("plan", PLANS, ids=IDS)
def test_every_quote_holds_its_number(plan: GoldenPlan, shared: Path) -> None:
    for target in plan.targets or ():
        quote = resolve_text(target.quote, [shared / "seeds"]) or ""
        printed = {
            Decimal(number.replace(".", "").replace(",", ".")) for number in re.findall(r"\d+(?:[.,]\d+)*", quote)
        }
        assert target.value in printed, quote
