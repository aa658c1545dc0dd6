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

from extractors.clean import comparison_form
from extractors.toneless import bare
from models.source import Doubt

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.transcript import Transcript

ENOUGH = 2
"""So many times a pair of words stands in the text before it speaks."""
SAME_SHAPE = frozenset("coôồốổỗộơờớởỡợsvxzwuùúủũụưừứửữựpk")
"""Letters whose capital looks alike, so that a scan may give either."""
_TWO_CONSONANTS = frozenset(["ch", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr"])
_COUNTED = frozenset(["quy", "loai", "phan", "muc", "luc", "cap", "hang", "doan", "ky", "dot", "so", "nhom", "chuong"])
"""Words (without marks) behind which a numeral stands."""
_IA = re.compile(r"(?<=huyện )la(?= [A-ZĐ])|(?<=xã )la(?= [A-ZĐ])")
"""The "Ia" that begins names of the highlands, its capital read as an l."""
_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE_END = re.compile(r"[|.;:,()]")


@dataclass(frozen=True)
class TextWitness:
    """How often pairs of words stand in a text (comparison forms), and which words follow and precede each."""

    pairs: Counter[tuple[str, str]]
    after: dict[str, set[str]]
    before: dict[str, set[str]]

    def speaks(self, previous: str, word: str, following: str) -> int:
        """How often a word stands beside either neighbour."""
        return self.pairs[previous, word] + self.pairs[word, following]

    def beside(self, previous: str, following: str) -> set[str]:
        """Words that stand beside either neighbour."""
        return self.after.get(previous, set()) | self.before.get(following, set())


def witness_of(transcript: Transcript) -> TextWitness:
    """Count the neighbours of a document's words."""
    pairs: Counter[tuple[str, str]] = Counter()
    for line in transcript.text.split("\n"):
        for clause in _CLAUSE_END.split(comparison_form(line)):
            pairs.update(pairwise(_WORD.findall(clause)))
    after: defaultdict[str, set[str]] = defaultdict(set)
    before: defaultdict[str, set[str]] = defaultdict(set)
    for first, second in pairs:
        after[first].add(second)
        before[second].add(first)
    return TextWitness(pairs, after, before)


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
        and (bare(other) == folded or (first and bare(other)[1:] == folded) or _lost_onset(bare(other), folded))
        and witness.speaks(previous, other, following) >= ENOUGH + witness.speaks(previous, word, following)
    ]
    return alike[0] if len(alike) == 1 else None


def _lost_onset(other: str, folded: str) -> bool:
    """Whether a word is what is left of another whose two first consonants a stain took ("ục hiện", "thực hiện")."""
    return other[:2] in _TWO_CONSONANTS and other[2:] == folded and len(folded) > 1


def mend_title(text: str, witness: TextWitness, lexicon: Lexicon) -> tuple[str, tuple[Doubt, ...]]:
    """Put a scanned title or heading right: capitals, specks, its usual words, and those the text spells otherwise."""
    spelt, by_words = mend_phrases(without_speck(mend_capitals(text)), lexicon)
    mended, by_text = mend_words(spelt, witness)
    named = _IA.sub("Ia", mended)
    by_name = (Doubt(code="word_mended", detail="la → Ia"),) if named != mended else ()
    return named, (*by_words, *by_text, *by_name)


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
