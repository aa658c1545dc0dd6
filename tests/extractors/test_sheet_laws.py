from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.front_matter import find_front_matter
from extractors.legal_refs import find_legal_refs
from extractors.outline import find_outline
from models.source import Found
from tests.made import plain_transcript

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon

PIECES = [
    "I. MỤC TIÊU", "II.", "1. Yêu cầu", "a) Phòng", "1.1 Về", "KẾ HOẠCH", "QUYẾT ĐỊNH", "QUYẾT ĐỊNH:", "PHỤ LỤC",
    "Phụ lục II", "DANH MỤC", "(Kèm theo Quyết định số /QĐ-UBND)", "(Kèm theo Quyết định số 5/QĐ-UBND ngày 1/1/2020)",
    "Số: 5/KH-UBND", "Số:", "ngày 5 tháng 6 năm 2020", "X, ngày tháng năm", "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN",
    "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn A", "UBND huyện Tuy An ban hành Kế hoạch", "tỉnh Phú Yên", "-", "|", "\f",
    "Điều 1. Ban hành", "ỦY BAN NHÂN DÂN", "HUYỆN TUY AN", "Ð", "3 2. X", "l. Y", "HI. Z MỤC TIÊU", "2)", "CP", "*_`",
    "Nghị định số 5/2020/NĐ-", "năm 2021", "0", "đ) x", "22. Phòng",
]  # fmt: skip
LINES = st.tuples(st.sampled_from(["", "<", ">", "^", "\f"]), st.lists(st.sampled_from(PIECES), min_size=1, max_size=3))


@settings(max_examples=120, deadline=None)
@given(st.lists(LINES, max_size=14), st.booleans())
def test_any_sheet_is_read_and_quotes_are_slices(
    lexicon: Lexicon, lines: list[tuple[str, list[str]]], scanned: bool
) -> None:
    transcript = plain_transcript("\n".join(mark + " ".join(pieces) for mark, pieces in lines))
    if scanned:
        pages = tuple(page.model_copy(update={"source": "ocr"}) for page in transcript.pages)
        transcript = transcript.model_copy(update={"pages": pages})
    outline = find_outline(transcript, lexicon)
    front = find_front_matter(transcript, lexicon)
    fields = [getattr(front, name) for name in type(front).model_fields]
    for found in [*outline.sections, *find_legal_refs(transcript, lexicon), *fields]:
        if isinstance(found, Found):
            assert found.quote == " ".join(transcript.slice(span) for span in found.spans)
    spans = [(s.value.span, s.value.path) for s in outline.sections] + [(i.span, i.path) for i in outline.items]
    for span, path in spans:
        assert span.end <= len(transcript.text)
        assert outline.path_at(span.start) == path
    for offset in range(0, len(transcript.text), 5):
        section = outline.section_at(offset)
        assert section is None or outline.path_at(offset).startswith(section.path)
