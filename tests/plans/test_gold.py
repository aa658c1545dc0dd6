"""The plans and their gold hold together: types, quotes, figures, and pages that can be set."""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pdfplumber
import pytest

from models.golden import GoldenPlan
from pipeline.golden.files import golden_to_json
from tests.plans.typeset import plain_lines, plan_texts, typeset

TEXTS = plan_texts()
NAMED = pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)


def _gold(path: Path) -> GoldenPlan:
    return GoldenPlan.model_validate_json(path.with_suffix(".json").read_bytes())


def _folded(text: str) -> str:
    return " ".join(text.split())


def _paper(path: Path) -> str:
    """The text without marks, whitespace folded; a joined cell keeps its place in a row, as quotes of rows do."""
    return _folded(" ".join(plain_lines(path.read_text("utf-8"))))


def _figures(quote: str) -> set[Decimal]:
    """Every number of a quote, read with a point for thousands and a comma for decimals."""
    return {Decimal(token.replace(".", "").replace(",", ".")) for token in re.findall(r"\d+(?:[.,]\d+)*", quote)}


SEALED = {"18", "19", "20", "21", "24", "26", "30", "32", "34", "36", "38", "40", "42", "44", "46"}


def test_plans_are_sealed_or_open_as_the_readme_says():
    places = {path.name: path.parent.name for path in TEXTS}
    assert {name: "sealed" if name[:2] in SEALED else "plans" for name in places} == places


@NAMED
def test_gold_is_of_this_text_and_in_canonical_form(path):
    plan = _gold(path)
    assert (plan.plan_id, plan.applies_to, plan.origin) == (path.stem, (path.stem,), "read")
    assert plan.read_from == hashlib.sha256(path.read_bytes()).hexdigest()
    assert path.with_suffix(".json").read_text("utf-8") == golden_to_json(plan)
    assert unicodedata.is_normalized("NFC", path.read_text("utf-8"))


@NAMED
def test_what_is_quoted_stands_on_the_paper(path):
    plan, paper = _gold(path), _paper(path)
    said = [fact.quote for fact in (*(plan.targets or ()), *(plan.commitments or ()))]
    said += [section.heading for section in plan.sections or ()] + [target.baseline for target in plan.targets or ()]
    said += [text for task in plan.tasks or () for text in (task.task, task.lead, task.support, task.output)]
    assert [text for text in said if _folded(str(text)) not in paper] == []


@NAMED
def test_every_target_has_its_figure_in_its_quote(path):
    targets = _gold(path).targets or ()
    ends = [(target.quote, end) for target in targets for end in (target.value, target.value_max) if end is not None]
    assert [(quote, end) for quote, end in ends if end not in _figures(str(quote))] == []


@NAMED
def test_every_path_of_a_target_lies_in_a_section(path):
    plan = _gold(path)
    paths = {section.path for section in plan.sections or ()}
    astray = [fact.section_path for fact in (*(plan.targets or ()), *(plan.commitments or ()))]
    assert [where for where in astray if not any(f"{where}/".startswith(f"{known}/") for known in paths)] == []


@NAMED
def test_every_cited_symbol_stands_on_the_paper(path):
    paper = _paper(path).replace(" ", "")
    assert [ref.symbol for ref in _gold(path).legal_refs or () if ref.symbol.replace(" ", "") not in paper] == []


@NAMED
def test_pages_show_every_word(path):
    text = path.read_text("utf-8")
    with pdfplumber.open(io.BytesIO(typeset(text, path.stem))) as pdf:
        printed = Counter("".join(page.extract_text() for page in pdf.pages).replace("\n", "").replace(" ", ""))
        assert len(pdf.pages) > 1
    # Letters, not words: a cell may break a word over its lines. Repeated headers and page numbers print more.
    assert Counter("".join(plain_lines(text)).replace(" ", "").replace("|", "")) - printed == Counter()
