from __future__ import annotations

import random

from models.record import DocumentRecord
from models.source import SourceDocument
from pipeline.identity import make_doc_id, resemblance, sketch_of, slug
from pipeline.known_scans import KnownScans

WORDS = [f"{onset}{rime}" for onset in "bcdghklmnpqrstvx" for rime in ("an", "eo", "inh", "oai", "uong", "ưa")]


def text(seed: int, count: int = 1500) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=count))


def misread(clean: str, share: float, seed: int = 1) -> str:
    rng = random.Random(seed)
    return " ".join("x" + word if rng.random() < share else word for word in clean.split())


def record(plan_id: str, body: str, sha: str = "a") -> DocumentRecord:
    source = SourceDocument(sha256=sha * 64, file_name="x.pdf", size=1)
    return DocumentRecord(source=source, names=("x.pdf",), archived="", plan_id=plan_id, sketch=sketch_of(body))


def test_names_are_plain_ascii() -> None:
    assert slug("Ủy ban nhân dân xã Đắk R'Lấp") == "uy-ban-nhan-dan-xa-dak-r-lap"
    source = SourceDocument(sha256="3f9a1c2b" * 8, file_name="x", size=1)
    assert make_doc_id("phu-la-2022", source) == "phu-la-2022-3f9a1c2b"


def test_two_readings_of_one_text_resemble_each_other() -> None:
    assert resemblance(sketch_of(text(1)), sketch_of(misread(text(1), 0.05))) > 0.6
    assert resemblance(sketch_of(text(1)), sketch_of(text(2))) < 0.1
    assert resemblance(sketch_of("quá ngắn"), sketch_of("quá ngắn")) == 0


def test_a_scan_joins_its_plan_even_where_its_letterhead_is_misread() -> None:
    known = KnownScans([record("phu-la-2022", text(1))])
    assert known.find_plan_id("phu-la-2022", sketch_of(misread(text(1), 0.15))) == "phu-la-2022"
    assert known.find_plan_id("phu-ia-2022", sketch_of(misread(text(1), 0.1))) == "phu-la-2022"


def test_units_that_copy_each_other_have_plans_of_their_own() -> None:
    known = KnownScans([record("phu-la-2022", text(1)).model_copy(update={"unit": "phu-la"})])
    sketch = sketch_of(misread(text(1), 0.02))
    assert known.find_plan_id("son-da-2022", sketch, "son-da") == "son-da-2022"
    assert known.find_plan_id("phu-ia-2022", sketch, "phu-ia") == "phu-la-2022"
    assert known.find_plan_id("scan-007-2022", sketch, "") == "phu-la-2022"


def test_another_year_or_another_text_is_another_plan() -> None:
    known = KnownScans([record("phu-la-2022", text(1))])
    assert known.find_plan_id("phu-la-2023", sketch_of(misread(text(1), 0.02))) == "phu-la-2023"
    assert known.find_plan_id("phu-la-2022", sketch_of(text(3))) == "phu-la-2022-v2"
