"""The document as a witness of its own words: a title's word that a scan hurt is put right by the same words elsewhere.

A title says what its text says again and again. A word that stands nowhere else beside its neighbours, while one that
differs from it in marks alone, or in a first letter that was lost, stands there twice or more, is taken for that one.
Names (words that begin large inside a title) and numbers are never touched.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from extractors.clean import UPPER, comparison_form
from extractors.toneless import bare
from models.source import Doubt

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.transcript import Transcript

ENOUGH = 2
"""So many times a pair of words stands in the text before it speaks."""
WHOLE_WORD = 3
"""Letters of a word of which one may have been misread."""
WHOLE_PHRASE = 3
"""Words of a phrase of which one may have been misread."""
SAME_SHAPE = frozenset("coôồốổỗộơờớởỡợsvxzwuùúủũụưừứửữựpk")
"""Letters whose capital looks alike, so that a scan may give either."""
_TWO_CONSONANTS = frozenset(["ch", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr"])
_COUNTED = frozenset(["quy", "loai", "phan", "muc", "luc", "cap", "hang", "doan", "ky", "dot", "so", "nhom", "chuong"])
"""Words (without marks) behind which a numeral stands."""
_IA = re.compile(r"(?<=huyện )la(?= [A-ZĐ])|(?<=xã )la(?= [A-ZĐ])")
"""The "Ia" that begins names of the highlands, its capital read as an l."""
_LEVELS = {
    **dict.fromkeys(["tinh", "tính", "tĩnh", "tịnh"], "tỉnh"),
    **dict.fromkeys(["huyên", "huyễn", "huyến", "huyền"], "huyện"),
}
"""A level whose mark was lost, known by the name behind it: no other word so spelt stands before a name."""
_LEVEL = re.compile(rf"(?<![^\W_])(?:{'|'.join(_LEVELS)})(?=\s[{UPPER}][^\W\d_]*[a-zà-ỹ])")
_WORD = re.compile(r"[^\W\d_]+")
_HORN_LOST = re.compile(
    r"(?<!q)(?:u(?P<o>[ơờớởỡợ])|ư(?P<bare>[oòóỏõọ]))(?=(?:ng|[ncptmiu])(?![^\W\d_]))", re.IGNORECASE
)
"""A rime that no syllable has ("Truởng", "trưong"): before a final both letters bear the horn."""
_HORNED = dict(zip("oòóỏõọOÒÓỎÕỌ", "ơờớởỡợƠỜỚỞỠỢ", strict=True))
_YEARS = re.compile(r"(?<!\d)(20\d\d)\s?[-–]\s?(20\d\d)(?!\d)")
_YEARS_WORN = re.compile(r"(?<!\d)(20\d\d)\s?[/.]\s?(20\d\d)(?!\d)")
"""A span of years, and one whose dash a scan gave as another mark."""
_CLAUSE_END = re.compile(r"[|.;:,()]")


@dataclass(frozen=True)
class TextWitness:
    """How often pairs of words stand in a text (comparison forms), and which words follow and precede each."""

    pairs: Counter[tuple[str, str]]
    after: dict[str, set[str]]
    before: dict[str, set[str]]
    words: Counter[str]
    """How often each word stands in the text."""
    years: Counter[str]
    """How often each span of years stands in the text, as printed."""

    def speaks(self, previous: str, word: str, following: str) -> int:
        """How often a word stands beside either neighbour."""
        return self.pairs[previous, word] + self.pairs[word, following]

    def beside(self, previous: str, following: str) -> set[str]:
        """Words that stand beside either neighbour."""
        return self.after.get(previous, set()) | self.before.get(following, set())


def witness_of(transcript: Transcript) -> TextWitness:
    """Count the neighbours of a document's words."""
    pairs: Counter[tuple[str, str]] = Counter()
    counts: Counter[str] = Counter()
    for line in transcript.text.split("\n"):
        for clause in _CLAUSE_END.split(comparison_form(line)):
            found = _WORD.findall(clause)
            counts.update(found)
            pairs.update(pairwise(found))
    after: defaultdict[str, set[str]] = defaultdict(set)
    before: defaultdict[str, set[str]] = defaultdict(set)
    for first, second in pairs:
        after[first].add(second)
        before[second].add(first)
    years = Counter(match.group() for match in _YEARS.finditer(transcript.text))
    return TextWitness(pairs, after, before, counts, years)


def mend_words(text: str, witness: TextWitness) -> tuple[str, tuple[Doubt, ...]]:
    """Put right the words of a title or heading that its own document spells otherwise, with a doubt for each."""
    words = list(_WORD.finditer(text))
    mended, doubts = text, []
    for place, match in enumerate(words):
        word = match.group()
        if (place and word[0].isupper() and not text.isupper()) or len(word) < 2:
            continue
        previous = comparison_form(words[place - 1].group()) if place else ""
        following = comparison_form(words[place + 1].group()) if place + 1 < len(words) else ""
        better = _better(comparison_form(word), previous, following, witness, first=not place and word[0].islower())
        if better is None:
            continue
        new = better.upper() if word.isupper() else better.capitalize() if not place else better
        mended = (
            mended[: len(mended) - len(text) + match.start()] + new + mended[len(mended) - len(text) + match.end() :]
        )
        doubts.append(Doubt(code="word_mended", detail=f"{word} → {new}"))
    return mended, tuple(doubts)


@lru_cache(maxsize=8)
def _phrases(lexicon: Lexicon) -> tuple[re.Pattern[str], dict[str, str]]:
    meant = {bare(phrase): comparison_form(phrase) for phrase in lexicon.table("mending")["titles"]}
    keys = sorted(meant, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, keys))})(?!\w)"), meant


def mend_phrases(text: str, lexicon: Lexicon) -> tuple[str, tuple[Doubt, ...]]:
    """Give the usual words of titles their marks back ("địa bàn tính"), letter for letter."""
    pattern, meant = _phrases(lexicon)
    form, mended, doubts = comparison_form(text), text, []
    for match in pattern.finditer(bare(text)):
        right = meant[match.group()]
        if form[match.start() : match.end()] != right:
            letters = zip(text[match.start() : match.end()], form[match.start() :], right, strict=False)
            new = "".join(old if was == now else now.upper() if old.isupper() else now for old, was, now in letters)
            mended = mended[: match.start()] + new + mended[match.end() :]
            doubts.append(Doubt(code="word_mended", detail=f"{text[match.start() : match.end()]} → {new}"))
    return mended, tuple(doubts)


def mend_letters(text: str, witness: TextWitness, lexicon: Lexicon) -> tuple[str, tuple[Doubt, ...]]:
    """Put right words of the usual phrases of titles of which a letter was misread ("cải cácn hành chính").

    The other words of the phrase must stand, two at least ("vận hành" is no misread "ban hành"), and the text must not
    have the misread one anywhere else.
    """
    words = list(_WORD.finditer(text))
    forms = [comparison_form(word.group()) for word in words]
    right: dict[int, str] = {}
    for phrase in lexicon.table("mending")["titles"]:
        meant = _WORD.findall(comparison_form(phrase))
        for start in range(len(forms) - len(meant) + 1):
            pairs = list(zip(forms[start : start + len(meant)], meant, strict=True))
            off = [place for place, (form, due) in enumerate(pairs) if bare(form) != bare(due)]
            if len(off) == 1 and len(meant) >= WHOLE_PHRASE and _misread_of(*pairs[off[0]], witness):
                right.setdefault(start + off[0], meant[off[0]])
    mended, doubts = text, []
    for place in sorted(right, reverse=True):
        old = words[place].group()
        new = right[place].upper() if old.isupper() else right[place].capitalize() if old[0].isupper() else right[place]
        mended = f"{mended[: words[place].start()]}{new}{mended[words[place].end() :]}"
        doubts.append(Doubt(code="word_mended", detail=f"{old} → {new}"))
    return mended, tuple(doubts[::-1])


def _misread_of(form: str, due: str, witness: TextWitness) -> bool:
    alone = witness.words[form] <= 1 and min(len(form), len(due)) >= WHOLE_WORD
    return alone and Levenshtein.distance(bare(form), bare(due)) <= 1


def without_speck(text: str) -> str:
    """Leave out a lone stroke behind a title, which a scan makes of a speck; a number ("Quý I") stays."""
    match = re.search(r"\s+[iIlịỊỉ|]$", text)
    return text[: match.start()] if match and bare(text[: match.start()]).split()[-1] not in _COUNTED else text


def _better(word: str, previous: str, following: str, witness: TextWitness, first: bool) -> str | None:
    """Return the one word that the text has in this place, None where it has this one or several."""
    if witness.speaks(previous, word, following) > 2:
        return None
    folded = bare(word)
    alike = [
        other
        for other in witness.beside(previous, following)
        if other != word
        and (
            bare(other) == folded
            or (first and bare(other)[1:] == folded)
            or _lost_onset(bare(other), folded)
            or _misread(previous, word, other, following, witness)
        )
        and witness.speaks(previous, other, following) >= ENOUGH + witness.speaks(previous, word, following)
    ]
    return alike[0] if len(alike) == 1 else None


def _misread(previous: str, word: str, other: str, following: str, witness: TextWitness) -> bool:
    """Whether a word that stands nowhere else is one with a letter misread that the text has between the same two.

    One neighbour is not enough: "vận hành" is no misread "ban hành".
    """
    between = witness.pairs[previous, other] and witness.pairs[other, following]
    return bool(between) and _misread_of(word, other, witness)


def _lost_onset(other: str, folded: str) -> bool:
    """Whether a word is what is left of another whose two first consonants a stain took ("ục hiện", "thực hiện")."""
    return other[:2] in _TWO_CONSONANTS and other[2:] == folded and len(folded) > 1


def mend_title(text: str, witness: TextWitness, lexicon: Lexicon) -> tuple[str, tuple[Doubt, ...]]:
    """Put a scanned title or heading right: capitals, specks, its usual words, and those the text spells otherwise."""
    horned, by_horn = _mend_horns(_spaced(without_speck(mend_capitals(text))))
    dated, by_years = _mend_years(horned, witness)
    lettered, by_letters = mend_letters(dated, witness, lexicon)
    spelt, by_words = mend_phrases(lettered, lexicon)
    mended, by_text = mend_words(spelt, witness)
    named = _IA.sub("Ia", mended)
    by_name = (Doubt(code="word_mended", detail="la → Ia"),) if named != mended else ()
    levelled, by_level = _mend_levels(named)
    return _raised(levelled), (*by_horn, *by_years, *by_letters, *by_words, *by_text, *by_name, *by_level)


def _mend_horns(text: str) -> tuple[str, tuple[Doubt, ...]]:
    """Give a rime the horn that a scan lost on one of its letters ("Truởng phòng")."""

    def horned(match: re.Match[str]) -> str:
        first = "Ư" if match.group()[0].isupper() else "ư"
        return first + (match["o"] or _HORNED[match["bare"]])

    mended = _HORN_LOST.sub(horned, text)
    pairs = zip(_WORD.findall(text), _WORD.findall(mended), strict=True)
    return mended, tuple(Doubt(code="word_mended", detail=f"{old} → {new}") for old, new in pairs if old != new)


def _mend_years(text: str, witness: TextWitness) -> tuple[str, tuple[Doubt, ...]]:
    """Give a span of years the dash that the text has between them ("2016/2020")."""
    for match in _YEARS_WORN.finditer(text):
        printed = [
            years for years, _ in witness.years.most_common() if re.findall(r"\d+", years) == list(match.groups())
        ]
        if sum(witness.years[years] for years in printed) >= ENOUGH:
            doubt = Doubt(code="word_mended", detail=f"{match.group()} → {printed[0]}")
            return f"{text[: match.start()]}{printed[0]}{text[match.end() :]}", (doubt,)
    return text, ()


def _mend_levels(text: str) -> tuple[str, tuple[Doubt, ...]]:
    """Give a level before a name its mark back ("tinh Vân Trường")."""
    read = [match.group() for match in _LEVEL.finditer(text)]
    doubts = tuple(Doubt(code="word_mended", detail=f"{word} → {_LEVELS[word]}") for word in read)
    return _LEVEL.sub(lambda match: _LEVELS[match.group()], text), doubts


def _spaced(text: str) -> str:
    """Give a comma between letters its blank back ("giáo dục,y tế"), without what a stain put before it (";,")."""
    return re.sub(r"(?<=[^\W\d_]);?,(?=\s|[^\W\d_])\s?", ", ", text)


def _raised(text: str) -> str:
    """Begin a title large where its first letter has the shape of its capital ("chỉ tiêu chung")."""
    return text[:1].upper() + text[1:] if text[:1] in SAME_SHAPE else text


def name_raised(title: str, name: str) -> str:
    """Write a unit's name large in its title where a scan made a capital small that looks alike ("xã chư Pưng")."""
    small = re.compile(rf"(?<=\s){re.escape(name)}(?!\w)", re.IGNORECASE)

    def raised(match: re.Match[str]) -> str:
        alike = all(one == due or one in SAME_SHAPE for one, due in zip(match.group(), name, strict=True))
        return name if alike else match.group()

    return small.sub(raised, title)


def mend_capitals(text: str) -> str:
    """Give a line in capitals its letters back that a scan made small ("CÔNG TÁC cHỈ ĐẠO", "NHIỆM vụ")."""
    capitals = sum(char.isupper() for char in text)
    if capitals < 0.65 * sum(char.isalpha() for char in text):
        return text

    def raised(match: re.Match[str]) -> str:
        word = match.group()
        small = {char for char in word if char.islower()}
        mixed = small and any(char.isupper() for char in word)
        return word.upper() if small and (mixed or small <= SAME_SHAPE) else word

    return _WORD.sub(raised, text)
