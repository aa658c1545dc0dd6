"""Fields (lĩnh vực) of what is counted, where no heading names one: the plan's title, the thing that is counted."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from extractors.clean import alternatives, comparison_form
from extractors.roles import domain_of

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.plan import Domain


@lru_cache(maxsize=8)
def _things(lexicon: Lexicon) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (field, re.compile(rf"(?<!\w)(?:{alternatives(words)})(?!\w)"))
        for field, words in lexicon.table("fields")["subjects"].items()
    )


def domain_of_subject(subject: str, lexicon: Lexicon) -> Domain:
    """Field of what a number measures, by the thing that its subject names first; "" where no word tells."""
    form = comparison_form(subject)
    found = [
        (match.start(), -len(match.group()), field)
        for field, things in _things(lexicon)
        if (match := things.search(form))
    ]
    return cast("Domain", min(found)[2]) if found else ""


_SEVERAL = re.compile(r"(?<!\w)(?:cải cách hành chính|cchc|kinh tế|nông thôn mới|tuyên truyền|kiểm tra)(?!\w)")


def domain_of_title(title: str, lexicon: Lexicon) -> Domain:
    """Field of a whole plan ("Chuyển đổi số năm 2024"); "" where its title speaks of several or of none."""
    form = comparison_form(title).replace("\n", " ")
    return "" if _SEVERAL.search(form) else domain_of(form, "", lexicon)
