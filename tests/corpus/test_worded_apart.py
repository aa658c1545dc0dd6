"""The splits in words of their own (open, opened, held): facts stand on the paper, forms are not those of dev."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest

from corpus.author import write_plan
from corpus.blocks import TableBlock
from corpus.clauses import AFTER_VERB, BEFORE_NOUN, Frame, levels_of, print_number
from corpus.make import make_samples
from corpus.names import invent_setting
from corpus.numerals import spell_out
from corpus.patterns import fill_pattern
from corpus.pen import domain_of, golden_target
from corpus.schemes import SCHEMES
from corpus.truth import locate, printed_numbers
from corpus.vocabulary import PHRASES, own_words, read_phrases
from tests.corpus.on_paper import facts_stand, sheets_of, text_of

SPLITS = ("open", "opened", "held")
STRANGE = ("open", "opened")
"""Splits whose short wordings are others too; held says "đạt từ … trở lên" and "Cơ quan chủ trì" as offices do."""
SEEDS = [f"{split}/{number}" for split in SPLITS for number in range(20)]
SHARED_BY_NATURE = ("cải cách hành chính", "chuyển đổi số", "phát triển kinh tế - xã hội")


def plan(seed, **wishes):
    return write_plan(seed, split=seed.partition("/")[0], **wishes)


@pytest.mark.parametrize("seed", SEEDS)
def test_facts_stand_on_the_paper(seed):
    draft = plan(seed)
    text, facts = text_of(sheets_of(draft, "held")), draft.facts
    cells = {
        cell for block in draft.blocks if isinstance(block, TableBlock) for row in block.rows for cell in row.cells
    }
    assert facts.targets
    for target in facts.targets:
        if target.source == "body":
            assert target.quote in text
        else:
            assert any(target.quote in cell for cell in cells)
        for value in (target.value, target.value_max):
            if value is not None:
                printed = f"{value.normalize():f}".replace(".", ",")
                digits = re.findall(r"\d+(?:,\d+)?", re.sub(r"(?<=\d)\.(?=\d{3})", "", target.quote))
                assert printed in {re.sub(r"^0+(?=\d)", "", number) for number in digits}
        if target.baseline:
            assert target.baseline.casefold() in target.quote.casefold()
    facts_stand(facts, text)


@pytest.mark.parametrize("seed", SEEDS[::3])
def test_every_target_stands_under_a_printed_label(seed):
    draft = plan(seed)
    headed = {section.path for section in draft.facts.sections}
    text = text_of(sheets_of(draft, "held"))
    for target in draft.facts.targets:
        above, _, label = target.section_path.rpartition("/")
        if target.section_path not in headed:
            assert above in headed or above.split("/")[0].startswith("Phụ lục") or label.startswith("Phụ lục")
            assert label in text


@pytest.mark.parametrize("seed", SEEDS[::5])
def test_every_quote_has_its_place(seed):
    draft = plan(seed)
    sheets = sheets_of(draft, "held")
    for target in draft.facts.targets:
        if target.source == "body":
            assert locate(target.quote, sheets), target.quote


@pytest.mark.parametrize("seed", SEEDS[::4])
def test_rows_of_tables_are_counted(seed):
    draft = plan(seed, rows=16)
    rows = [row for block in draft.blocks if isinstance(block, TableBlock) for row in block.rows]
    tables = [block for block in draft.blocks if isinstance(block, TableBlock)]
    if "indicator_table" in draft.forms:
        rows, tables = list(tables[-1].rows), tables[-1:]
    assert sum(row.kind == "cell" for row in rows) == len(draft.facts.tasks)
    assert sum(row.kind == "group" for row in rows) == draft.facts.groups
    for table in tables:
        for row in table.rows:
            assert sum(row.spans or (1,) * len(row.cells)) in (len(table.widths), 2)


def test_an_opened_split_prints_what_it_printed_while_it_was_held(tmp_path):
    """Decision 0020: figures of a seed stay comparable, and the new held split draws other plans."""
    for split, key in (("opened", "held/8/0"), ("held", "held-3/8/0")):
        (made,) = make_samples(tmp_path / split, count=1, seed=8, profile="digital", split=split)
        assert (made.seed, made.split) == (key, split)


def strings(value):
    if isinstance(value, str):
        yield re.sub(r"\|(since|until|split)=\w+", "", value).casefold()
    elif isinstance(value, list | dict):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            if key != "agencies":
                yield from strings(part)


NAMES = ("cchc", "digital", "ktxh", "indicators_cchc", "common", "tasks")


@pytest.mark.parametrize("split", STRANGE)
@pytest.mark.parametrize("name", NAMES)
def test_no_phrase_is_one_of_dev(name, split):
    dev = {phrase for other in NAMES for phrase in strings(read_phrases(other, "dev"))}
    own = {phrase for phrase in strings(read_phrases(name, split)) if len(phrase.split()) > 3}
    assert own & dev <= set(SHARED_BY_NATURE)


NAMES_OF_THINGS = {"agencies", "recipients", "columns", "titles", "period_titles", "open_titles", "subject", "labels"}
TERMS = re.compile(
    "cải cách hành chính|thủ tục hành chính|ủy ban nhân dân|chuyển đổi số|kinh tế - xã hội|quyết định số"
    "|cán bộ, công chức(?:, viên chức)?|đơn vị sự nghiệp|tổ chức bộ máy|tài chính công|chế độ công vụ|chính quyền số"
    "|văn hóa - xã hội|tài nguyên,? (?:và )?môi trường|quốc phòng, an ninh|mục đích, yêu cầu|mục tiêu, nhiệm vụ"
    "|nhiệm vụ(?: và|,) giải pháp|tổ chức thực hiện|chỉ đạo, điều hành|văn bản quy phạm(?: pháp luật)?"
    "|ban hành kế hoạch|cơ quan, đơn vị|không để xảy ra|quản lý chất lượng|chính quyền điện tử|môi trường mạng"
    "|dịch vụ công(?: trực tuyến)?(?: toàn trình)?|bưu chính công ích|bộ phận (?:tiếp nhận và trả kết quả|một cửa)"
    "|hiện đại hóa"
    "|(?:vốn )?đầu tư công|chi tiêu nội bộ|dự toán,? quyết toán|ngân sách nhà nước|thu ngân sách|chi thường xuyên"
    "|an toàn thông tin|mã độc|không dùng tiền mặt|công nghệ số cộng đồng|thương mại điện tử|công nghệ thông tin"
    "|hồ sơ sức khỏe điện tử|định danh điện tử|một cửa điện tử|số liệu chuyên dùng|bình quân đầu người"
    "|lương thực có hạt|đầu tư toàn xã hội|bảo hiểm y tế|bán lẻ hàng hóa|tai nạn giao thông|thi hành pháp luật"
    "|tiếp cận pháp luật|hòa giải thành|gia đình văn hóa|suy dinh dưỡng|phản ánh,? kiến nghị|trên địa bàn"
    "|chế độ báo cáo|trang thông tin điện tử|kèm theo|đào tạo, bồi dưỡng|chuyển đổi vị trí công tác|cơ cấu kinh tế"
    "|mức độ hài lòng|lao động qua đào tạo"
)
"""Terms of the trade: one word each, for every office writes them."""
RUN = 6


def runs(value):
    """Runs of six words of all phrases, without what merely names agencies and places."""
    if isinstance(value, str):
        words = re.findall(
            r"[^\W\d_]+|\{\w+\}", TERMS.sub(" thuậtngữ ", re.sub(r"\{/?q\}|\|\w+=\w+", "", value.casefold()))
        )
        yield from (" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
    elif isinstance(value, list | dict):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            if key not in NAMES_OF_THINGS:
                yield from runs(part)


def runs_of(split):
    schemes = own_words("schemes", split)
    return {run for name in NAMES for run in runs(read_phrases(name, split))} | set(runs(schemes))


@pytest.mark.parametrize(
    ("one", "other"),
    [("open", "dev"), ("opened", "dev"), ("opened", "open"), *(("held", other) for other in ("dev", "open", "opened"))],
)
def test_no_run_of_words_is_shared(one, other):
    assert sorted(runs_of(one) & runs_of(other)) == []


def test_a_shared_run_would_be_seen():
    assert set(runs(["Rà soát quy trình tiếp nhận và luân chuyển hồ sơ|since=2020"])) & set(
        runs({"tasks": ["Sửa quy trình tiếp nhận và luân chuyển hồ sơ"]})
    )


@pytest.mark.parametrize(("one", "other"), [("opened", "open")])
def test_splits_word_their_comparators_apart(one, other):
    held, opened = (own_words("patterns", split) for split in (one, other))
    for bank in ("after", "amount", "before", "reach", "share", "raised", "lowered", "bracket"):
        words = {word for words in held["words"][bank].values() for word in words if re.search(r"[^\W\d_]{2}", word)}
        assert not words & {word for words in opened["words"][bank].values() for word in words}
    bare = {
        "{rate} {w}",
        "{things} {w}",
        "{w} {things} {does}",
        "{things} {does} {w}",
        "{w} {unit} {tail}",
        "đưa {rate} {w}",
    }
    texts, others = ({text for entry in one["pattern"] for text in entry["text"]} for one in (held, opened))
    assert texts & others <= bare


@pytest.mark.parametrize("split", STRANGE)
def test_comparators_are_worded_otherwise(split):
    dev = {wording for bank in (AFTER_VERB, BEFORE_NOUN) for entries in bank.values() for wording in entries}
    words = own_words("patterns", split)["words"]
    for bank in ("after", "before", "amount", "reach", "share", "raised", "lowered", "bracket"):
        assert not dev & {wording for entries in words[bank].values() for wording in entries}


@pytest.mark.parametrize("split", STRANGE)
def test_schemes_heads_and_deadlines_are_others(split):
    schemes = own_words("schemes", split)["scheme"]
    assert not {scheme["name"] for scheme in schemes} & set(SCHEMES)
    assert len({tuple(scheme["labels"]) for scheme in schemes}) >= 4
    ours, theirs = (read_phrases("tasks", whose)["headers"] for whose in (split, "dev"))
    for role, heads in theirs.items():
        assert not {head.casefold() for head in ours[role]} & {head.casefold() for head in heads}

    def shapes(whose):
        drafts = [write_plan(f"due/{whose}/{number}", split=whose, rows=14) for number in range(25)]
        deadlines = {task.deadline for draft in drafts for task in draft.facts.tasks}
        return {re.sub(r"\b[IV]+\b", "Q", re.sub(r"\d+", "#", deadline)) for deadline in deadlines} - {""}

    own, dev = shapes(split), shapes("dev")
    assert len(own) > 20
    assert len(own & dev) <= 1


@pytest.mark.parametrize("split", SPLITS)
def test_forms_vary(split):
    drafts = [plan(f"{split}/vary/{number}") for number in range(100)]
    targets = [target for draft in drafts for target in draft.facts.targets]
    assert {draft.kind for draft in drafts} == {"cchc", "digital", "ktxh"}
    assert len({draft.forms["scheme"][0] for draft in drafts}) == len(own_words("schemes", split)["scheme"])
    assert {draft.forms["numbering"][0] for draft in drafts} == {"regular", "doubled", "skipped", "missing"}
    assert {target.comparator for target in targets} == {">=", ">", "=", "<=", "<"}
    assert {target.change for target in targets} == {"", "increase", "decrease"}
    assert {target.scope for target in targets} == {"", "cấp tỉnh", "cấp huyện", "cấp xã"}
    assert any(target.value_max for target in targets)
    shapes = Counter(shape for draft in drafts for shape in draft.forms["wording"])
    del shapes["{n}"]  # a bare number in a cell has no words
    assert len(shapes) > 300
    assert max(shapes.values()) < 0.05 * len(targets)
    numbers = sum(len(printed_numbers(sheets_of(draft, "held"))) for draft in drafts[:30])
    assert numbers / 30 > 70, "10,000 numbers over 150 plans"


@pytest.mark.parametrize("split", SPLITS)
def test_kinds_of_deadlines_are_all_met(split):
    tasks = [task for number in range(30) for task in plan(f"{split}/rows/{number}", rows=20).facts.tasks]
    assert {task.deadline_kind for task in tasks} == {
        "", "date", "quarter", "month", "year", "recurring", "on_event", "open",
    }  # fmt: skip
    for task in tasks:
        if task.deadline.startswith("6 tháng đầu năm"):
            assert (task.deadline_date.month, task.deadline_date.day) == (6, 30)


@pytest.mark.parametrize("split", SPLITS)
def test_a_year_in_the_clause_is_the_targets_year(split):
    patterns = own_words("patterns", split)["pattern"]
    assert sum(entry.get("year") == "within" for entry in patterns) >= 4
    for number in range(30):
        for target in plan(f"{split}/year/{number}", kind="cchc").facts.targets:
            match = re.search(r"(?:cuối|hết|trong|kết thúc) năm (20\d\d)", target.quote)
            if match and target.source == "body" and "mỗi năm" not in target.quote and not target.baseline:
                assert target.year == int(match[1])


@pytest.mark.parametrize("split", SPLITS)
def test_words_of_marked_commitments_stand_nowhere_else(split):
    marks = re.compile(r"không để|toàn bộ|tất cả|thuộc nhóm|trong nhóm|tốp đầu|không có")
    for name in NAMES:
        for phrase in strings(read_phrases(name, split)):
            assert phrase.startswith("{q}") or not marks.search(phrase)


@pytest.mark.parametrize("split", SPLITS)
def test_every_file_is_read(split):
    readable = {*NAMES, "names", "legal", "patterns", "schemes", "hands", "levels", "deadlines", "indicator_table"}
    assert {path.stem for path in (PHRASES / split).glob("*.toml")} == readable


def writes(nodes):
    for node in nodes:
        yield node.get("write", [])
        yield from writes(node.get("part", ()))


@pytest.mark.parametrize("split", SPLITS)
def test_nothing_is_promised_behind_labelled_items(split):
    """The deepest label above a bullet would be the last item's: what GUIDELINES leave open is not printed."""
    for scheme in own_words("schemes", split)["scheme"]:
        for names in writes(scheme["part"]):
            assert not any(name.endswith("_items") for name in names[:-1])


BESIDE = [
    ("digital", "Kinh tế số gắn với nông sản", ""),
    ("digital", "Chính quyền số các cấp", "digital"),
    ("cchc", "Đổi mới tài chính công", "finance"),
]


@pytest.mark.parametrize(("kind", "name", "domain"), BESIDE)
def test_the_heading_decides_the_field(kind, name, domain):
    field = next(entry for entry in read_phrases(kind, "opened")["field"] if name in entry["names"])
    entry = {"domain": "procedures", "unjudged": True}
    assert domain_of(entry, field) == domain
    assert domain_of(entry, None) == ""
    assert domain_of({"domain": "procedures"}, None) == "procedures"


SPELT = [
    (1, "một"),
    (10, "mười"),
    (15, "mười lăm"),
    (21, "hai mươi mốt"),
    (40, "bốn mươi"),
    (105, "một trăm linh năm"),
    (320, "ba trăm hai mươi"),
]


@pytest.mark.parametrize(("number", "letters"), SPELT)
def test_numbers_in_letters(number, letters):
    assert spell_out(number) == letters


def test_numbers_beyond_a_thousand_are_not_spelt():
    with pytest.raises(ValueError, match="1000"):
        spell_out(1000)


KINDS = ("cchc", "digital", "ktxh")


@pytest.mark.parametrize("split", SPLITS)
def test_every_pattern_makes_valid_truth(split):
    """Each text of each pattern: its numbers, years and baselines stand in what it prints."""
    bank = own_words("patterns", split)
    seen = set()
    for number in range(60):
        rng = random.Random(number)
        setting = invent_setting(rng, KINDS[number % 3], split, 2016)
        frame = Frame(setting, levels_of(setting))
        extra = "indicators_cchc" if setting.kind == "cchc" else setting.kind
        for entry in bank["pattern"]:
            for ind in read_phrases(extra, split)["indicator"]:
                clause = fill_pattern(rng, entry, ind, frame, bank["words"])
                if clause is None:
                    continue
                seen.add(entry["name"])
                assert "{" not in clause.text
                for promise in clause.promises:
                    golden_target(promise, "I", "", setting.end)
                    assert promise.quote in clause.text
                    assert promise.baseline in clause.text
                    assert promise.scope in ("", "cấp tỉnh", "cấp huyện", "cấp xã")
                    for value in (promise.value, promise.value_max):
                        assert value is None or print_number(value) in clause.text
                    if promise.year not in (-1, None):
                        assert str(promise.year) in clause.text
                    if promise.value_max is not None:
                        assert promise.value < promise.value_max
    assert seen == {entry["name"] for entry in bank["pattern"]}


def filled(split, values):
    """Clauses of the patterns of a split whose numbers are drawn that way."""
    bank = own_words("patterns", split)
    for number in range(90):
        rng = random.Random(number)
        setting = invent_setting(rng, KINDS[number % 3], split, 2016)
        frame = Frame(setting, levels_of(setting))
        extra = "indicators_cchc" if setting.kind == "cchc" else setting.kind
        for entry in bank["pattern"]:
            if entry.get("values") == values:
                clauses = (
                    fill_pattern(rng, entry, ind, frame, bank["words"])
                    for ind in read_phrases(extra, split)["indicator"]
                )
                yield from (clause for clause in clauses if clause is not None)


@pytest.mark.parametrize("values", ["part", "parts"])
def test_parts_are_less_than_their_whole_and_named_with_it(values):
    clauses = list(filled("held", values))
    assert clauses
    for clause in clauses:
        whole, *parts = clause.promises
        assert 0 < sum(part.value for part in parts) < whole.value
        assert all(part.subject.startswith(whole.subject) and part.subject != whole.subject for part in parts)


def test_a_structure_is_a_hundred():
    clauses = list(filled("held", "structure"))
    assert clauses
    assert all(sum(share.value for share in clause.promises) == 100 for clause in clauses)
    assert all(share.unit == "%" and share.value > 0 for clause in clauses for share in clause.promises)


def test_growth_stands_beside_its_amount():
    for clause in filled("held", "grown"):
        amount, growth = clause.promises
        assert (amount.change, growth.change, growth.unit) == ("", "increase", "%")
        assert amount.unit != "%"
        assert growth.baseline
        assert growth.subject == amount.subject


def test_items_in_round_brackets_stand_under_their_bare_number():
    ringed = 0
    for number in range(60):
        draft = plan(f"held/ring/{number}")
        text = text_of(sheets_of(draft, "held"))
        labels = {path.rpartition("/")[2] for path in (target.section_path for target in draft.facts.targets)}
        ringed += any(label.isdigit() and f"({label}) " in text for label in labels)
        assert not any("(" in label for label in labels)
    assert ringed


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("name", [name for name in NAMES if name != "indicators_cchc"])
def test_phrases_cite_no_document_of_their_own(name, split):
    """What is cited is listed in the truth by `Citations` alone."""
    symbol = re.compile(r"\d+/(?:20\d\d/)?(?:nđ|qđ|nq|tt|ct|kh|qh)[-\d]")
    assert not [phrase for phrase in strings(read_phrases(name, split)) if symbol.search(phrase)]
