"""Which indicator a row speaks of: by any of its codes, by its name where it has none, and the nearest where neither fits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher, get_close_matches
from typing import NamedTuple

from efreport.model import Framework, Indicator, ServiceArea, same_code

_SEPARATORS = re.compile(r"[/,;&+\n]|\band\b|\bor\b", re.IGNORECASE)
LIKELY_CODE = 0.6
LIKELY_NAME = 0.75
RESEMBLING_NAME = 0.45
_WORDS = re.compile(r"\w+|%")


class Catalogue(NamedTuple):
    """The framework's indicators, by code and by name in the form in which they are compared."""

    by_code: Mapping[str, Indicator]
    by_name: Mapping[str, tuple[Indicator, ...]]
    no_code: str

    def match(self, code: str, name: str, area: ServiceArea | None) -> Indicator | None:
        """Find the indicator of a row: by its code, or by its name where the code is blank or "TBC"."""
        if not self.says_nothing(code):
            return self.by_any_code(code)
        return self.named(name, area)

    def says_nothing(self, code: str) -> bool:
        """Say whether the code cell is blank, or holds what stands for "no code yet"."""
        return same_code(code) in ("", same_code(self.no_code))

    def by_any_code(self, text: str) -> Indicator | None:
        """Find the indicator by any code in the text ("LSCB1 / FD8", "ni 65"); none where it names two indicators."""
        found = self.all_by_code(text)
        return found[0] if len(found) == 1 else None

    def all_by_code(self, text: str) -> tuple[Indicator, ...]:
        """Find every indicator that a code in the text names."""
        parts = (text, *_SEPARATORS.split(text))
        found = {self.by_code[key].key: self.by_code[key] for part in parts if (key := same_code(part)) in self.by_code}
        return tuple(found.values())

    def unknown_codes(self, text: str) -> tuple[str, ...]:
        """Give the parts of the text that are no code; none where the text as a whole is one, or says nothing."""
        if same_code(text) in self.by_code or self.says_nothing(text):
            return ()
        parts = (part.strip() for part in _SEPARATORS.split(text))
        return tuple(part for part in parts if same_code(part) and same_code(part) not in self.by_code)

    def named(self, name: str, area: ServiceArea | None) -> Indicator | None:
        """Find an indicator by its name, its own area's first."""
        found = self.by_name.get(same_code(name), ()) if name.strip() else ()
        own = [indicator for indicator in found if area is not None and indicator.area == area.key]
        return next(iter((*own, *found)), None)

    def nearest(self, code: str, name: str, area: ServiceArea | None) -> Indicator | None:
        """Find the indicator most likely meant by a code or name that is none: same name, like code, like name.

        A like code counts only where the row's name, if it has one, resembles the indicator's.
        """
        if same := self.named(name, area):
            return same
        like = None if self.says_nothing(code) else self._like_code(code, area)
        if like and (not name.strip() or _resemble(name, like.name)):
            return like
        names = get_close_matches(same_code(name), self.by_name, 1, LIKELY_NAME) if name.strip() else []
        return self.by_name[names[0]][0] if names else None

    def _like_code(self, code: str, area: ServiceArea | None) -> Indicator | None:
        own = [key for key, indicator in self.by_code.items() if area and indicator.area == area.key]
        for codes in (own, list(self.by_code)):
            if found := get_close_matches(same_code(code), codes, 1, LIKELY_CODE):
                return self.by_code[found[0]]
        return None


def _resemble(name: str, other: str) -> bool:
    words, others = (_WORDS.findall(text.casefold()) for text in (name, other))
    return SequenceMatcher(None, words, others, autojunk=False).ratio() >= RESEMBLING_NAME


def catalogue(framework: Framework) -> Catalogue:
    """List the framework's indicators for matching."""
    by_code: dict[str, Indicator] = {}
    by_name: dict[str, tuple[Indicator, ...]] = {}
    for indicator in framework.indicators():
        by_code.update({same_code(code): indicator for code in indicator.codes})
        name = same_code(indicator.name)
        by_name[name] = (*by_name.get(name, ()), indicator)
    return Catalogue(by_code, by_name, framework.no_code)
