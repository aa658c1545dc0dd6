"""Made plans: the same bytes again, and a truth that stands on the paper."""

from __future__ import annotations

import hashlib
import json
import random
import re
import tomllib
from pathlib import Path

import numpy as np
import pdfplumber
import pytest

from corpus import damage, marks
from corpus.author import write_plan
from corpus.contact_sheet import draw
from corpus.layers import to_tcvn3, to_vni
from corpus.make import LAYERS as ALL_LAYERS
from corpus.make import PROFILES, describe, in_turn, make_samples
from corpus.old_style import to_old_style
from corpus.vocabulary import read_phrases
from models.golden import GoldenPlan
from tests.corpus import on_paper

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
SEEDS = [f"test/{number}" for number in range(40)]


def text_of(path: Path) -> str:
    """Text layer without page numbers, white space folded."""
    with pdfplumber.open(path) as pdf:
        pages = [re.sub(r"\A\s*\d+\s*\n", "", page.extract_text() or "") for page in pdf.pages]
    return " ".join(" ".join(pages).split())


def printed(draft):
    return on_paper.text_of(on_paper.sheets_of(draft, "dev"))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    return folder, make_samples(folder, count=5, seed=3, profile="all")


def test_same_arguments_give_same_bytes(tmp_path, made):
    again = make_samples(tmp_path, count=3, seed=3, profile="all")
    for first, second in zip(made[1][:3], again, strict=True):
        assert first.sha256 == second.sha256
        assert first.truth.read_bytes() == second.truth.read_bytes()
        assert first.layout.read_bytes() == second.layout.read_bytes()


def test_every_file_is_there(made):
    folder, plans = made
    assert [plan.profile for plan in plans] == ["digital", "clean", "office", "poor", "mixed"]
    for plan in plans:
        assert plan.pdf == folder / f"{plan.name}.{plan.profile}.pdf"
        assert hashlib.sha256(plan.pdf.read_bytes()).hexdigest() == plan.sha256
        pages = json.loads(plan.pages_truth.read_text(encoding="utf-8"))
        assert pages["id"] == plan.name
        assert len(pages["pages"]) == plan.pages
        facts = GoldenPlan.model_validate_json(plan.truth.read_text(encoding="utf-8"))
        assert facts.origin == "made"
        assert facts.applies_to == (plan.pdf.stem,)


def test_digital_text_layer_holds_what_the_truth_quotes(made):
    plan = made[1][0]
    facts = GoldenPlan.model_validate_json(plan.truth.read_text(encoding="utf-8"))
    text = text_of(plan.pdf)
    assert facts.targets
    for target in facts.targets:
        if target.source == "body":
            assert target.quote in text


def test_scans_have_no_text_layer(made):
    for plan in made[1][1:4]:
        assert text_of(plan.pdf) == ""
    assert text_of(made[1][4].pdf), "a mixed document has digital pages too"


@pytest.mark.parametrize("seed", SEEDS)
def test_facts_stand_on_the_paper(seed):
    draft = write_plan(seed)
    text = printed(draft)
    facts = draft.facts
    for target in facts.targets:
        if target.source == "body":
            assert target.quote in text
            whole = f"{target.value.normalize():f}".replace(".", ",")
            assert whole.split(",")[0].lstrip("0") in target.quote.replace(".", "")
    on_paper.facts_stand(facts, text)


@pytest.mark.parametrize("seed", SEEDS[:12])
def test_targets_of_a_plan_are_told_apart(seed):
    facts = write_plan(seed).facts
    keys = [(t.section_path, t.quote, t.subject, t.value, t.change, t.source) for t in facts.targets]
    assert len(set(keys)) >= len(keys) - 1


def test_rows_and_groups_of_tables_are_counted():
    drafts = [write_plan(f"rows/{number}", rows=18) for number in range(12)]
    for draft in drafts:
        assert draft.facts.tasks, "eighteen rows were asked for"
        assert [task.row for task in draft.facts.tasks] == list(range(1, len(draft.facts.tasks) + 1))
        kinds = [row.kind for block in draft.blocks if hasattr(block, "rows") for row in block.rows]
        assert kinds.count("cell") == len(draft.facts.tasks)
        assert kinds.count("group") == draft.facts.groups


def test_kinds_levels_and_forms_vary():
    drafts = [write_plan(f"vary/{number}") for number in range(120)]
    assert {draft.kind for draft in drafts} == {"cchc", "digital", "ktxh"}
    assert {draft.forms["level"][0] for draft in drafts} == {"xã", "huyện", "tỉnh"}
    assert {draft.forms["wrapped"][0] for draft in drafts} == {"own", "decision", "note"}
    assert len({draft.forms["scheme"][0] for draft in drafts}) == 5
    targets = [target for draft in drafts for target in draft.facts.targets]
    assert {target.comparator for target in targets} == {">=", ">", "=", "<=", "<"}
    assert {target.change for target in targets} == {"", "increase", "decrease"}
    assert {target.scope for target in targets} == {"", "cấp tỉnh", "cấp huyện", "cấp xã"}
    assert any(target.value_max for target in targets)
    assert any(target.source == "table" for target in targets)
    deadlines = {task.deadline_kind for draft in drafts for task in draft.facts.tasks or ()}
    assert deadlines == {"date", "quarter", "month", "year", "recurring", "on_event", "open"}


def test_districts_end_in_july_2025():
    for number in range(150):
        document = write_plan(f"new/{number}").facts.document
        if int(document["period_start"].value) >= 2026:
            assert document["unit_level"].value != "huyện"
            assert document["district"].state == "not_stated"


LEGACY = [
    ("Uỷ ban nhân dân", "Uû ban nh©n d©n", "UyÛ ban nhaân daân"),
    ("đường", "®\xadêng", "ñöôøng"),
    ("số 12/KH", "sè 12/KH", "soá 12/KH"),
]


@pytest.mark.parametrize(("text", "tcvn3", "vni"), LEGACY)
def test_legacy_encodings(text, tcvn3, vni):
    assert "".join(map(to_tcvn3, text)) == tcvn3
    assert "".join(map(to_vni, text)).casefold() == vni.casefold()


LAYERS = [("tcvn3", "céng"), ("vni", "coäng"), ("shifted", "ylỉw"), ("cid", "(cid:"), ("stray", "x")]


@pytest.mark.parametrize(("layer", "expected"), LAYERS)
def test_text_layers_lie_as_asked(tmp_path, layer, expected):
    plan = make_samples(tmp_path, count=1, seed=9, profile=layer)[0]
    with pdfplumber.open(plan.pdf) as pdf:
        text = (pdf.pages[0].extract_text() or "").casefold()
    assert expected in text
    assert "việt nam" not in text


def test_train_prints_fewer_forms_than_dev():
    def forms_of(split):
        return {form for n in range(60) for form in write_plan(f"s/{n}", split=split).forms["scheme"]}

    assert forms_of("train") < forms_of("dev")


def test_numbers_of_indicator_tables_are_targets_of_their_year():
    for number in range(60):
        draft = write_plan(f"table/{number}", kind="ktxh")
        if "indicator_table" not in draft.forms:
            continue
        cells = [t for t in draft.facts.targets if t.source == "table" and t.section_path.startswith("Phụ lục")]
        start, end = (int(draft.facts.document[f"period_{name}"].value) for name in ("start", "end"))
        assert {target.year for target in cells} >= set(range(start, end + 1))
        return
    pytest.fail("no plan of sixty has a table of indicators")


def test_sets_of_all_profiles_hold_every_layer_that_lies():
    profiles = [in_turn(index) for index in range(60)]
    assert set(profiles) == {*PROFILES, *ALL_LAYERS}
    assert sum(profile in ALL_LAYERS for profile in profiles) == 6


def test_a_heading_without_its_label_is_no_section():
    drafts = (write_plan(f"missing/{number}", kind="cchc") for number in range(200))
    draft = next(draft for draft in drafts if draft.forms["numbering"] == ("missing",))
    assert "budget" not in {section.role for section in draft.facts.sections}
    heads = read_phrases("common", "dev")["headings"]["budget"]
    assert any(to_old_style(head) in {to_old_style(text), text} for head in heads for text in texts_of(draft))
    labels = [section.path for section in draft.facts.sections if "/" not in section.path]
    assert len(labels) == len(set(labels))


def texts_of(draft):
    return {block.text for block in draft.blocks if hasattr(block, "pieces")}


def test_the_truth_says_how_it_was_made(made):
    plan = made[1][2]
    layout = json.loads(plan.layout.read_text(encoding="utf-8"))
    targets = json.loads(plan.truth.read_text(encoding="utf-8"))["targets"]
    assert (layout["profile"], layout["split"]) == ("office", "dev")
    assert len(layout["target_forms"]) == len(targets)
    assert layout["forms"]["resolution"]


def test_a_seal_across_the_leaves_marks_the_edge_alone():
    page = np.full((900, 640, 3), 255, np.uint8)
    marks.seal_edge(page, "UBND XÃ MẪU", 1.0, 0.5, random.Random(1), np.random.default_rng(1))
    assert (page[:, -12:] < 200).any()
    assert (page[:, :600] == 255).all()


def test_cleared_paper_is_white_and_ink_stays():
    page = np.asarray([[10, 120, 240]], np.uint8)
    cleared = damage.clear_paper(page, 230)
    assert cleared[0, 0] == 0
    assert cleared[0, 2] == 255
    assert 100 < cleared[0, 1] < 160


def test_describe_counts_forms(made):
    forms = describe(made[0])
    assert forms["profile"] == {profile: 1 for profile in PROFILES}
    assert forms["font"]
    assert sum(forms["scheme"].values()) == 5
    assert sum(forms["comparator"].values()) == sum(
        len(json.loads(plan.truth.read_text(encoding="utf-8"))["targets"]) for plan in made[1]
    )


def test_contact_sheet_is_drawn(made, tmp_path):
    out = tmp_path / "sheet.png"
    draw(made[0], out, pages=6, columns=3, width=90)
    assert out.stat().st_size > 5_000


def test_wrong_names_are_refused(tmp_path):
    with pytest.raises(ValueError, match="profile"):
        make_samples(tmp_path, count=1, seed=1, profile="fax")
    with pytest.raises(ValueError, match="split"):
        write_plan("x", split="test")
    with pytest.raises(FileNotFoundError):
        describe(tmp_path)


def test_manifest_describes_the_samples():
    entries = tomllib.loads((CORPUS / "manifest.toml").read_text(encoding="utf-8"))["sample"]
    assert len(entries) >= 4
    assert sum((CORPUS / entry["file"]).stat().st_size for entry in entries) <= 6_000_000
    for entry in entries:
        assert hashlib.sha256((CORPUS / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
        facts = GoldenPlan.model_validate_json((CORPUS / entry["truth"]).read_text(encoding="utf-8"))
        assert facts.read_from == entry["sha256"]
        assert facts.targets
        assert facts.sections
