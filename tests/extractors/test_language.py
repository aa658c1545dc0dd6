"""Words of Vietnamese with the offsets of their text."""

from __future__ import annotations

import subprocess
import sys

import pytest

from extractors.language import find_counted_noun, read_doc
from extractors.lexicon import load_lexicon

TEXTS = [
    "Bộ phận tiếp nhận và trả kết quả",
    "  hai  dấu cách\tvà\nxuống dòng ",
    "12 hợp tác xã, 3 làng nghề",
    "",
    "a\fb",
    "(x)…“y”",
]


@pytest.mark.parametrize("text", TEXTS)
def test_nothing_is_lost(text: str) -> None:
    doc = read_doc(text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


def test_words_not_syllables() -> None:
    assert "bộ phận" in [token.text for token in read_doc("tại bộ phận tiếp nhận")]


@pytest.mark.parametrize(
    ("text", "noun"), [("bộ phận tiếp nhận", "bộ phận"), ("hợp tác xã mới", "hợp tác xã"), ("cây cầu treo", "cây")]
)
def test_counted_noun(text: str, noun: str) -> None:
    found = find_counted_noun(text, load_lexicon())
    assert found is not None
    assert text[found[0] : found[1]] == noun


def test_no_noun() -> None:
    assert find_counted_noun(", và", load_lexicon()) is None
    assert find_counted_noun("", load_lexicon()) is None


def test_many_threads_may_begin_at_once() -> None:
    """A document was lost when two threads met underthesea's model half loaded: a fresh process, eight threads."""
    script = (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from extractors.language import read_doc\n"
        "with ThreadPoolExecutor(8) as pool:\n"
        "    docs = list(pool.map(read_doc, [f'{n} hợp tác xã nuôi ong' for n in range(64)]))\n"
        "print(len(docs))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "64", done.stderr
