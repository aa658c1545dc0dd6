"""Words that the net read unsurely, read anew: of all words there are, those that its frames and the language bear.

A face that the net hardly knows loses strokes, letters and spaces; a person then reads by the language. For each unsure
word all spellings of the closed set (`spellings`) are reckoned over its frames (`frame_chances`); spaces that the net
doubts may join or part words; the way through the line is the likeliest one by frames and pairs of syllables together.
Figures, codes, labels and names are never changed, and what the net is sure of stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.ocr.frame_chances import log_chances
from pipeline.ocr.language import START, core_of, language, syllable_key
from pipeline.ocr.open_words import open_words
from pipeline.ocr.spellings import spellings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from pipeline.ocr.open_words import Token
    from pipeline.ocr.recogniser import LineFrames

WEIGHT = 0.85
"""How much the language's word counts beside the net's; 1 would take the net's chances at their face."""
SURE_SPACE, LEAST_SPACE = 0.98, 1e-3
"""Chance of a space from which it stays, and below which there is none."""
NEAR = 14.0
"""Logarithm by which a spelling's letters, wherever they stand, may fall below the best one's to be weighed."""
MOST, KEPT = 40, 10
"""Spellings that are weighed over the frames, and of them with the language."""
LEAST_OTHER = 0.01
"""Chance of its first letter from which a word may be of the other case."""
MOST_CUTS = 3
"""Places in one word where a space may be missing."""
CODE_COST = -6.0
"""Logarithm of the chance of a word that is no word: a number, a code."""

MOST_SURE = 1 - 1e-6

SPACE = " "
HABITS = str.maketrans("yýỳỷỹỵYÝỲỶỸỴ", "iíìỉĩịIÍÌỈĨỊ")


class Piece(NamedTuple):
    """Words `first` to `last` (not with it) of a line, what they are, and the frames at which new words part."""

    first: int
    last: int
    words: tuple[str, ...]
    cuts: tuple[int, ...] = ()


class Node(NamedTuple):
    """A place where a word may end and the next begin."""

    end: int
    begin: int
    chance: float
    """Logarithm of the chance of a space there; 0 where it is certain."""
    token: int
    """The token that begins here, or is parted here."""
    inside: bool
    optional: bool


class Form(NamedTuple):
    """One reading of a stretch, its syllable, and the logarithm of its chance."""

    text: str
    key: str
    chance: float


def read_by_language(
    words: Sequence[str], places: Sequence[int], frames: LineFrames, charset: str
) -> tuple[Piece, ...]:
    """Read the unsure words of a line anew.

    Args:
        words: as read, with the capitals that they must have.
        places: where each begins among the characters that were read.
        frames: what the net saw there.
        charset: the net's characters; class 0 is the blank.

    Returns:
        Pieces that cover all words in order; one whose words differ from those read was changed.
    """
    tokens = open_words(words, places, frames)
    if not any(token.unsure for token in tokens):
        return tuple(Piece(k, k + 1, (token.text,)) for k, token in enumerate(tokens))
    return _Lattice(tokens, np.exp(frames.log_chances.astype(np.float64)), charset).pieces()


def _case(core: str) -> str:
    if len(core) > 1 and sum(char.isupper() for char in core) > len(core) / 2:
        return "upper"
    return "title" if core[:1].isupper() else "lower"


class _Lattice:
    """All ways to part a line into words, and to read each."""

    def __init__(self, tokens: list[Token], frames: NDArray[np.float64], charset: str) -> None:
        self.tokens, self.frames, self.charset = tokens, frames, charset
        self.class_of = {char: number for number, char in enumerate(charset, 1)}
        self.nodes = list(self._nodes())

    def _nodes(self) -> Iterator[Node]:
        yield Node(0, 0, 0.0, 0, inside=False, optional=False)
        for k, token in enumerate(self.tokens):
            for frame in self._cuts(token):
                yield Node(frame, frame + 1, self._log_space(frame, frame + 1), k, inside=True, optional=True)
            if k + 1 == len(self.tokens):
                yield Node(token.last, token.last, 0.0, k + 1, inside=False, optional=False)
                return
            end, begin, follower = token.last, self.tokens[k + 1].first, self.tokens[k + 1]
            chance = float(self.frames[end:begin, self.class_of[SPACE]].max())
            doubted = token.open and follower.open and chance < SURE_SPACE
            space = self._log_space(end, begin) if doubted else 0.0
            yield Node(end, begin, space, k + 1, inside=False, optional=doubted)

    def _cuts(self, token: Token) -> list[int]:
        """Frames inside a word where the net saw something of a space."""
        if not token.unsure or len(token.text) < 3:
            return []
        space = self.frames[token.first : token.last, self.class_of[SPACE]]
        peaks = [
            k
            for k in range(1, len(space) - 1)
            if space[k] > LEAST_SPACE and space[k] >= space[k - 1] and space[k] > space[k + 1]
        ]
        return [token.first + k for k in sorted(sorted(peaks, key=lambda k: -space[k])[:MOST_CUTS])]

    def _log_space(self, end: int, begin: int) -> float:
        one = np.ones(1, dtype=np.int64)
        return float(log_chances(self.frames[end:begin], np.full((1, 1), self.class_of[SPACE]), one)[0])

    def pieces(self) -> tuple[Piece, ...]:
        """The likeliest way."""
        best: list[dict[str, tuple[float, tuple[tuple[int, int, str], ...]]]] = [{START: (0.0, ())}]
        for last in range(1, len(self.nodes)):
            reached: dict[str, tuple[float, tuple[tuple[int, int, str], ...]]] = {}
            for first in self._beginnings(last):
                for form in self._forms(first, last):
                    self._go_on(best[first], (first, last), form, reached)
            best.append(reached)
        _, way = max(best[-1].values())
        return tuple(self._joined(way))

    def _beginnings(self, last: int) -> Iterator[int]:
        """Nodes at which a word may begin that ends at this one: all between may be left out."""
        for first in range(last - 1, -1, -1):
            yield first
            if not self.nodes[first].optional:
                return

    def _go_on(
        self,
        before: dict[str, tuple[float, tuple[tuple[int, int, str], ...]]],
        stretch: tuple[int, int],
        form: Form,
        reached: dict[str, tuple[float, tuple[tuple[int, int, str], ...]]],
    ) -> None:
        """Add a form to all ways up to it."""
        known = language()
        start, end = core_of(form.text)
        # Punctuation parts: what follows a stop says little about what stood before it.
        state = START if end < len(form.text) else form.key
        node = self.nodes[stretch[1]]
        chance = form.chance + node.chance
        for key, (score, way) in before.items():
            speaks = CODE_COST if form.key == START else known.follows(START if start else key, form.key)
            total = score + chance + WEIGHT * speaks
            if state not in reached or total > reached[state][0]:
                reached[state] = (total, (*way, (*stretch, form.text)))

    def _forms(self, first: int, last: int) -> list[Form]:
        """Readings of the stretch between two nodes."""
        one, other = self.nodes[first], self.nodes[last]
        frames = self.frames[one.begin : other.end]
        if not one.inside and not other.inside and other.token == one.token + 1:
            token = self.tokens[one.token]
            if not token.unsure and not one.optional and not other.optional:
                return [Form(token.text, _key(token.text), 0.0)]
            own = self._form(token.text, frames)
            if not token.unsure:
                return [own]
            usual = _usual(token.text)
            own = own._replace(chance=own.chance + token.own)
            return [own, *(form for form in self._weighed(frames, token.text) if _usual(form.text) != usual)]
        read = self._read(frames)
        return self._weighed(frames, read) if read[slice(*core_of(read))].isalpha() else []

    def _form(self, text: str, frames: NDArray[np.float64]) -> Form:
        classes = np.array([[self.class_of[char] for char in text]])
        return Form(text, _key(text), float(log_chances(frames, classes, np.array([len(text)]))[0]))

    def _read(self, frames: NDArray[np.float64]) -> str:
        """What the net reads in some frames."""
        best = frames.argmax(axis=1)
        kept = best[np.flatnonzero(np.diff(best, prepend=-1))]
        return "".join(self.charset[k - 1] for k in kept if k > 0).replace(SPACE, "")

    def _weighed(self, frames: NDArray[np.float64], text: str) -> list[Form]:
        """The likeliest words of the closed set over some frames, with the signs around them that were read."""
        start, end = core_of(text)
        case, other = _case(text[start:end]), self.class_of.get(text[start].swapcase(), 0)
        most = frames.max(axis=0)
        forms = self._of_case(case, frames, most, (text[:start], text[end:]))
        if case != "upper" and other and most[other] > LEAST_OTHER:
            forms += self._of_case("lower" if case == "title" else "title", frames, most, (text[:start], text[end:]))
        return sorted(forms, key=lambda form: -form.chance)[:KEPT]

    def _of_case(
        self, case: str, frames: NDArray[np.float64], most: NDArray[np.float64], around: tuple[str, str]
    ) -> list[Form]:
        """The same in one case; `most` is the greatest chance of each class."""
        listed = spellings(case, self.charset)
        before, behind = ([self.class_of[char] for char in part] for part in around)
        likeliest = np.log(most)
        without = np.log1p(-np.minimum(most, MOST_SURE))
        likeliest[0] = without[0] = 0.0
        bound = np.concatenate([likeliest - without, likeliest])[listed.places].sum(axis=0)
        bound[listed.lengths + len(before) + len(behind) > len(frames)] = -np.inf
        near = np.flatnonzero(bound > bound.max() - NEAR)
        near = near[np.argsort(-bound[near])[:MOST]]
        lengths = listed.lengths[near]
        classes = np.zeros((len(near), listed.classes.shape[1] + len(before) + len(behind)), dtype=np.int64)
        classes[:, : len(before)] = before
        classes[:, len(before) : len(before) + listed.classes.shape[1]] = listed.classes[near]
        for k, sign in enumerate(behind):
            classes[np.arange(len(near)), len(before) + lengths + k] = sign
        chances = log_chances(frames, classes, lengths + len(before) + len(behind))
        return [
            Form(around[0] + listed.texts[near[k]] + around[1], listed.keys[near[k]], float(chances[k]))
            for k in np.argsort(-chances)[:KEPT]
        ]

    def _joined(self, way: Sequence[tuple[int, int, str]]) -> Iterator[Piece]:
        """Stretches of a way, those together that share a token."""
        words: list[str] = []
        cuts: list[int] = []
        begun = 0
        for _, last, text in way:
            node = self.nodes[last]
            words.append(text)
            if node.inside:
                cuts.append(node.end)
                continue
            yield Piece(begun, node.token, tuple(words), tuple(cuts))
            words, cuts, begun = [], [], node.token


def _key(text: str) -> str:
    core = text[slice(*core_of(text))]
    return syllable_key(core) if core.isalpha() else START


def _usual(text: str) -> str:
    """A word with i for y: lý and lí, kỹ and kĩ are habits, and both right."""
    return text.translate(HABITS)
