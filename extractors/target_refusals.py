"""Numbers that look like targets and are none: what was, what is, a condition, a rule of scoring, a definition."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.clean import alternatives
from extractors.given_numbers import is_given
from extractors.told_numbers import find_past_span, is_told

if TYPE_CHECKING:
    from extractors.clauses import Clause
    from extractors.lexicon import Lexicon
    from extractors.passages import Passage
    from extractors.quantities import QuantityMatch

_BEGIN = r"[\s\-+*•.\d)]*"
_YEAR = r"(?:19|20)\d\d"
_OPENING_YEAR = re.compile(
    rf"{_BEGIN}(?:(?:trong|kết thúc|cuối|hết|đến|tính đến|kết quả|thực hiện|ước|ước thực hiện)\s+)*(?:hết\s+|cuối\s+)?"
    rf"(?:(?:giai đoạn|nhiệm kỳ|5 năm|các năm)\s*{_YEAR}\s*-\s*({_YEAR})"
    rf"|(?:năm|tháng\s*\d{{1,2}}\s*(?:/|năm)|quý\s*[ivx\d]+\s*(?:/|năm))\s*({_YEAR})"
    rf"(?!\d|\s*-|,\s*(?:{_YEAR}|năm)))"
)
_YEAR_OF_NUMBER = re.compile(
    rf"(?<!so với )(?<!so )(?<!cùng kỳ )(?:năm|giai đoạn)\s*(?:{_YEAR}\s*-\s*)?({_YEAR})\s*"
    rf"(?:(?:đã|mới|ước|chỉ|bình quân)\s+)*(?:đạt|là|chiếm|còn|có|:)[^,;]*$"
)


_BASE_OPEN = re.compile(r"(?<!\w)(?:so với|hơn|trên nền|lấy)\s+(?:(?!\sthì\s)[^,;])*$")
"""Before the year of a base: "mức giảm so với kết quả năm 2022 là 15%" tells no result of 2022."""
_LIGHT = "đột xuất|kịp thời|nghiêm|cho|đối với|các|những|trách nhiệm|của|ngay|thích đáng"


@dataclass(frozen=True)
class _Words:
    opening: re.Pattern[str]
    promising: re.Pattern[str]
    turning: re.Pattern[str]
    scoring: re.Pattern[str]
    scored_after: re.Pattern[str]
    conditional: re.Pattern[str]
    defined: re.Pattern[str]
    describing: re.Pattern[str]
    fund: re.Pattern[str]
    praised: re.Pattern[str]
    in_ranking: re.Pattern[str]
    ranked: re.Pattern[str]
    sized: re.Pattern[str]
    """What size the things have that are merged: "sáp nhập 30 thôn có quy mô dưới 50% tiêu chuẩn"."""


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    traps = lexicon.table("traps")

    who = alternatives(traps["praised"])

    def some(name: str) -> str:
        return rf"(?<!\w)(?:{alternatives(traps[name])})(?!\w)"

    return _Words(
        opening=re.compile(rf"{_BEGIN}{some('past_openings')}"),
        promising=re.compile(some("promising")),
        turning=re.compile(some("turning")),
        scoring=re.compile(some("scoring")),
        scored_after=re.compile(rf"\s*{some('scored_after')}"),
        conditional=re.compile(
            rf"(?<!\d )(?<!không )(?<!không có )(?<!không để )(?<!không một ){some('conditional')}[^,;:.]*$"
        ),
        defined=re.compile(rf"[^,;.]*{some('defined_after')}"),
        describing=re.compile(some("describing_openings")),
        praised=re.compile(
            rf"{some('praising')}\s+(?:(?:{_LIGHT})\s+)*(?:{who})(?:\s*(?:,|và|hoặc)\s*(?:{who}))*"
            rf"\s+(?:[^\W\d]+\s+){{0,2}}?{some('merits')}(?:(?!phấn đấu|bảo đảm|đảm bảo)[^;.])*$"
        ),
        in_ranking=re.compile(rf"{some('ranking')}(?:\s+(?:lên|vào|ở))*\s+{some('ranks')}\s+(?:các\s+)?$"),
        ranked=re.compile(rf"[^,;.]*?{some('ranked')}"),
        sized=re.compile(rf"{some('merging')}[^;.]*?(?<!\w)(?:có|với)\s+{some('sizes')}[^;.]*$"),
        fund=re.compile(rf"{_BEGIN}(?:trong đó\s*:?|gồm|bao gồm|từ|nguồn|do|và|còn lại)?\s*{some('funds')}[^,;.]*$"),
    )


_CONSEQUENCE = re.compile(
    r"(?:(?!\s-\s)[^;.,])*(?<!\w)(?:thì|không (?:được )?(?:xếp loại|xét|công nhận)|được cộng điểm"
    r"|bị (?:xem xét|phê bình|trừ|kiểm điểm|nhắc nhở|hạ bậc|hạ loại|cắt|xử lý|kỷ luật|phạt|xếp loại)"
    r"|phải (?:kiểm điểm|giải trình|viết kiểm điểm)"
    r"|được (?:xét |đề nghị |xem xét )?(?:khen thưởng|biểu dương|tuyên dương|xét thi đua|tặng giấy khen))(?!\w)"
)


def _is_place(form: str, quantity: QuantityMatch, words: _Words) -> bool:
    """Whether a count names a place in a ranking ("đứng trong 5 huyện dẫn đầu"), no number of things."""
    return (
        quantity.kind == "count"
        and bool(words.in_ranking.search(form[: quantity.start]))
        and bool(words.ranked.match(form, quantity.end))
    )


def _names(form: str, quantity: QuantityMatch) -> bool:
    """Whether a count only names the things."""
    return bool(_LISTED.search(form, 0, quantity.start)) or bool(_KNOWN.match(form, quantity.numbers[-1][1]))


_OWN_COSTS = re.compile(r"%[^,;:]*tự (?:bảo đảm|đảm bảo|chủ)\s*$")
"""What kind of bodies are counted, not a second promise: "10% đơn vị … tự bảo đảm 100% chi thường xuyên"."""
_PAST_BRACKET = re.compile(rf"năm\s*({_YEAR})\s*\([^)]*$")


def past_bracket(form: str, sentence: int, number: int, earliest: int | None) -> bool:
    """Whether a number stands in a bracket behind a year before the plan: "năm 2018 (đạt 81,2 điểm, thứ 14/19 sở)"."""
    match = _PAST_BRACKET.search(form, sentence, number)
    return bool(match and earliest and int(match[1]) < earliest)


_LISTED = re.compile(
    r"(?<!\w)(?:rà soát|theo dõi|xem xét|đối chiếu|trong|ngoài|thuộc|theo|của)\s+(?:lại\s+)?(?:danh mục|danh sách)\s+$"
)
"""How many a list holds that is at hand: "rà soát danh mục 41 công trình chậm bàn giao"."""
_KNOWN = re.compile(r"\s*(?:chương trình|ct)\s+(?:mục tiêu quốc gia|mtqg)(?!\w)")
"""Things whose number everybody knows: they are named by it, whatever is done for them."""
_FAR = re.compile(r"(?<!\w)(?:xa|cách)(?!\w)[^,;.\d]*$")
"""A distance tells which places are meant: "các thôn xa trung tâm trên 10 km"."""
_SPAN_START = re.compile(r"(?<!\w)(?:kể từ|tính từ|sau khi|từ khi|từ ngày)(?!\w)(?:(?!\s(?:phải|được|thì)\s)[^,;.])*")
_FEW_WORDS = 1
_LIMIT = re.compile(
    r"[\s\-+*•→.\d)a-zđ]{0,6}(?:(?:chậm nhất|muộn nhất)\s+(?:là\s+)?)?(?:trong\s+)?"
    r"(?:(?:thời hạn|vòng|thời gian|sau)(?:\s+(?:là|không quá|tối đa|chậm nhất))*)?\s*"
)
_OF_DOCUMENT = re.compile(
    r"\s*,?\s*(?:kể từ|tính từ|sau|từ)\s+(?:ngày|khi|thời điểm)\s+(?:ngày\s+)?(?:(?:ký|ban hành|nhận được|có)\s+)?"
    r"(?:hồ sơ\s+)?(?:đồ án|quy hoạch|nhiệm vụ quy hoạch|quyết định|kế hoạch|đề án|nghị quyết|chương trình|phương án"
    r"|dự án|quy chế|hiệu lực)(?!\w)(?![^.;]{0,120}(?<!\w)(?:hằng|hàng) năm)"
)
"""A limit that opens its sentence and runs from a document's day is the deadline of one duty, no promised service."""


def _is_span_alone(passage: Passage, clause: Clause) -> bool:
    """Whether a span of time says nothing of what is done in it: "trong thời hạn 05 ngày kể từ khi nhận hồ sơ"."""
    quantity = clause.quantity
    if not re.match(r"(?:ngày|giờ|phút|giây)", quantity.unit) or "/" in quantity.unit:
        return False
    front = passage.form[clause.start : quantity.start]
    behind = passage.form[quantity.end : clause.stop]
    if _LIMIT.fullmatch(front) and _OF_DOCUMENT.match(behind):
        return True
    said = _SPAN_START.sub(" ", f"{front} {behind}")
    return len(re.findall(r"[^\W\d_]+", said)) <= _FEW_WORDS


_TREATED = re.compile(
    r"(?<!\w)(?:chuyển hóa|xử lý|giải quyết|hỗ trợ|khắc phục|xóa|cải tạo|kiểm tra|rà soát)(?:\s+[^\W\d_]+){0,3}\s*$"
)
"""What is done to some of the things that are defined: "chuyển hóa 60% địa bàn được xác định là phức tạp"."""
_FULL_SCORE = re.compile(r"(?:%|phần trăm)\s+(?:tổng\s+)?(?:số\s+)?điểm (?:tối đa|chuẩn)(?!\w)")
"""A share of the full score is promised ("đạt 80% số điểm tối đa"); the full score itself is a rule."""
_SO_FAR = re.compile(
    rf"{_BEGIN}tính đến(?!\w)[^;.]*?(?<!làm )(?<!lập )(?<!dựng )(?:mới|đã|chỉ)\s+(?:chỉ\s+)?(?:đạt|có|được)"
)


_ASIDE = re.compile(
    r"\((?:không tính|không kể|không bao gồm|chưa tính|chưa kể|trừ|ngoại trừ)\s[^);]*$"
    r"|(?<!\w)(?:nghị quyết|quyết định|chỉ thị|nghị định|kết luận|chương trình|chiến lược)\s+số\s[^.;(]{3,90}\s"
    r"(?:của|về)\s[^.;(]{2,60}\((?!trong đó)[^);]*$"
)
"""In brackets: what is not counted, what a cited document asks for."""
_OTHERS_AIM = re.compile(
    r"^[\s\-+*•\d.)]*(?:[a-zđ]\)\s*)?(?:theo\s[^;.]{3,160},\s*)?(?:cả nước|toàn quốc)\s+(?:phải|cần|đặt)(?!\w)"
    r"|^[\s\-+*•\d.)]*(?:[a-zđ]\)\s*)?(?:nghị quyết|chiến lược|chương trình|quyết định|kết luận)\s[^;.]{0,120}?"
    r"(?:đại hội|chính phủ|trung ương|quốc hội|quốc gia|tỉnh|thành phố)(?!\w)[^;.]{0,60}?\s"
    r"(?:đặt ra|đặt|đề ra|xác định)\s+(?:các\s+)?(?:mục tiêu|chỉ tiêu)(?![^;.]*(?<!\w)(?:huyện|xã|phường) (?:ta"
    r"|phấn đấu))"
)
"""What the nation or a higher body's document aims at is no promise of the plan."""
_SIZES = frozenset(
    {
        "dân", "hộ", "hộ dân", "người", "nhân khẩu", "khẩu", "học sinh", "ha", "km2",
        "lớp", "tầng", "giường", "giường bệnh", "m2", "thành viên", "lao động", "phòng học", "tấn", "kw", "mw",
    }
)  # fmt: skip
_OF_SIZE = re.compile(
    r"(?<!\w)(?:các|những|số|ở|tại)\s+(?:xã|thôn|bản|phường|trường|lớp|điểm trường|tổ dân phố|khu|nhà"
    r"|cơ sở|chợ|doanh nghiệp|hợp tác xã|bệnh viện)"
    r"(?:\s+(?:cao|có|quy mô|có quy mô|từ))*\s*$"
)
"""Which places are meant, by their size: "hợp nhất trường ở các xã dưới 3.000 dân"."""


def find_past_opening(form: str, start: int, end: int, earliest: int | None, lexicon: Lexicon) -> int:
    """End of words that open a sentence by telling what was or is ("năm 2019, …", "hiện nay …"); -1 where none do."""
    match = _OPENING_YEAR.match(form, start, end)
    if match and earliest and int(match[1] or match[2]) < earliest:
        return match.end()
    match = (
        _SO_FAR.match(form, start, end)
        or find_past_span(form, start, end, earliest)
        or _words(lexicon).opening.match(form, start, end)
    )
    return match.end() if match else -1


_PROMISE = re.compile(r"(?<!\w)(?:phấn đấu|trong thời hạn|chậm nhất|trong vòng)(?!\w)")


def promises(form: str) -> bool:
    """Whether a passage says in so many words that something shall be reached, or within what time."""
    return bool(_PROMISE.search(form))


def turns(form: str, start: int, end: int, earliest: int | None, lexicon: Lexicon) -> bool:
    """Whether a text that began by telling comes to promise: "…, phấn đấu năm 2025 …"."""
    if _words(lexicon).turning.search(form, start, end):
        return True
    years = re.findall(r"(?<![\d/.,])(20\d\d)(?![\d%])", form[start:end])
    return any(earliest and int(year) >= earliest for year in years)


_FALLS = re.compile(
    r"(?<!\w)từ\s+(?:mức\s+)?\d[\d.,]*\s?(?:%|[^\W\d_]+)?\s+(?:của\s+|vào\s+)?(?:cuối\s+)?năm\s+20\d\d$"
)
_OWN_YEAR = re.compile(r"\s*(?:(?:vào|đến|trong|hết|cuối)\s+)*năm\s+(20\d\d)(?!\d)")


def _reaches(behind: str, earliest: int) -> bool:
    """Whether a year of the plan stands right behind a number: "từ 6% năm 2021 còn 4% năm 2025" promises the 4%."""
    year = _OWN_YEAR.match(behind)
    return bool(year and int(year[1]) >= earliest)


def is_refused(passage: Passage, sentence: int, clause: Clause, earliest: int | None, lexicon: Lexicon) -> bool:
    """Whether a number's own words say that it commits to nothing.

    Args:
        passage: where it stands.
        sentence: where its sentence begins.
        clause: the quantity's clause.
        earliest: first year of the plan (None: unknown): years before it tell what was reached.
        lexicon: table `traps`.
    """
    words, form, quantity = _words(lexicon), passage.form, clause.quantity
    number = quantity.numbers[0][0]
    front = form[clause.lead : number]
    behind = form[quantity.numbers[-1][1] : quantity.numbers[-1][1] + 60]
    before = form[sentence:number]
    past = _YEAR_OF_NUMBER.search(front)
    return bool(
        (
            past
            and earliest
            and int(past[1]) < earliest
            and not _BASE_OPEN.search(front[: past.start()])
            and not words.promising.search(front, past.start())
            and not (_FALLS.search(front[: past.end(1)]) and _reaches(form[quantity.end :][:40], earliest))
        )
        or words.scoring.search(_FULL_SCORE.sub(" ", before))
        or words.scored_after.match(behind)
        or (quantity.unit == "điểm" and re.search(r"(?<!\w)(?:chiếm|được|tính)\s*$", before))
        or words.conditional.search(before)
        or (words.defined.match(behind) and not (quantity.kind == "percent" and _TREATED.search(front)))
        or words.describing.search(before)
        or _CONSEQUENCE.match(behind)
        or words.praised.search(before)
        or _is_place(form, quantity, words)
        or (quantity.kind == "count" and _names(form, quantity))
        or (quantity.bounded and words.sized.search(before))
        or (quantity.kind == "percent" and _OWN_COSTS.search(form[sentence:number]))
        or past_bracket(form, sentence, number, earliest)
        or (quantity.unit in ("km", "m", "mét", "hải lý") and _FAR.search(front))
        or _is_span_alone(passage, clause)
        or ("(" in before and _ASIDE.search(before))
        or _OTHERS_AIM.search(form[max(clause.lead, sentence) : number])
        or (quantity.bounded and quantity.unit in _SIZES and _OF_SIZE.search(form[: quantity.start]))
        or (_is_fund(front, quantity, words) and not _INVESTED.search(before))
        or is_given(form, sentence, quantity, earliest)
        or is_told(passage, sentence, clause, lexicon)
    )


_INVESTED = re.compile(r"(?<!\w)(?:đầu tư (?:toàn xã hội|phát triển)|huy động)(?!\w)[^;]*(?<!\w)trong đó(?!\w)")
"""How much is invested by whom is a promise; elsewhere a part of a sum by its source says who pays."""


def _is_fund(front: str, quantity: QuantityMatch, words: _Words) -> bool:
    """Whether a share or sum says who pays: "ngân sách tỉnh 70%"."""
    if (
        quantity.kind not in ("percent", "money")
        or quantity.bounded
        or re.search(r"đạt|thu |tăng|giảm|giải ngân|toàn xã hội", front)
    ):
        return False
    return bool(words.fund.fullmatch(front))
