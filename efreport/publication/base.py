"""What a document is to the rules, what a rule of documents is, and how one is declared. No rule stands here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from efreport.model import CellRef, Severity
from efreport.phrases import shortened
from efreport.publication.package import Element, Package
from efreport.rules.base import Found, manual_page

BLOBS = " \t\n\u00a0●■◼◆•▪⬤○□"
_CORE_PROPERTIES = "docProps/core.xml"


@dataclass(frozen=True)
class Look:
    """How a text looks: its typeface and whether that is plain, its size in points, its colour and what it stands on.

    A colour is six hexadecimal digits, or empty where the document leaves it to the program.
    """

    font: str
    is_plain: bool
    points: float
    colour: str
    fill: str


@dataclass(frozen=True)
class Seen:
    """A look as it is met in the document: the first place, the first words, and how many texts look so."""

    look: Look
    where: CellRef
    words: str
    count: int


@dataclass(frozen=True)
class Link:
    """A link: where it stands, its words, and where it leads, within the document or outside."""

    where: CellRef
    words: str
    target: str
    external: bool


class Published:
    """A document of either kind, with what every rule may ask of it."""

    def __init__(self, name: str, package: Package) -> None:
        self.name = name
        self.package = package

    @cached_property
    def whole(self) -> CellRef:
        """The place that is the document as a whole."""
        return CellRef(self.name)

    def stated(self, name: str) -> str:
        """Give one of the document's properties (title, creator, language), empty where it is not set."""
        root = self._properties
        found = next((each.text for each in root if _local(each) == name), "") if root is not None else ""
        return (found or "").strip()

    @cached_property
    def _properties(self) -> Element | None:
        root = self.package.only("", "core-properties")
        if root is None and _CORE_PROPERTIES in self.package.parts:
            root = self.package.root(_CORE_PROPERTIES)
        return root

    def position(self, where: CellRef) -> tuple[object, ...]:
        """Give where in the document a place is, so that findings can be put into its order."""
        return (where,)

    @property
    def looks(self) -> Sequence[Seen]:
        """Every look that a text of the document has."""
        raise NotImplementedError

    def matching(self, pattern: re.Pattern[str]) -> Iterator[tuple[CellRef, str]]:
        """Every text that holds what is looked for: its place, and what was found."""
        raise NotImplementedError

    @property
    def links(self) -> Sequence[Link]:
        """Every link."""
        raise NotImplementedError

    @property
    def wordless(self) -> Sequence[tuple[CellRef, int]]:
        """Places whose only content is a colour, and how many cells each stands for."""
        raise NotImplementedError


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


@dataclass(frozen=True)
class Unreadable:
    """A file that cannot be read as a document: what it is and what to do."""

    name: str
    reason: str
    advice: str


@dataclass(frozen=True)
class DocumentRule:
    """One rule: its code, which is never used again, its severity, its manual page, and what kind of thing it looks at.

    An error is an essential failure: the document must not be published so. A warning is a desirable one. What a rule
    `of_content` finds may be what a return says, so that it is no fault of the writer's.
    """

    code: str
    severity: Severity
    title: str
    page: str
    of: type
    check: Callable[[Any], Iterator[Found]]
    of_content: bool = False


Subject = TypeVar("Subject")


def document_rule(
    code: str, severity: Severity, of: type[Subject], *, of_content: bool = False
) -> Callable[[Callable[[Subject], Iterator[Found]]], DocumentRule]:
    """Declare a check as a rule. Its docstring is the rule's manual page, the first line its title."""

    def declare(check: Callable[[Subject], Iterator[Found]]) -> DocumentRule:
        title, page = manual_page(check)
        return DocumentRule(code, severity, title, page, of, check, of_content)

    return declare


def is_wordless(words: str) -> bool:
    """Say whether a text is empty, or only a blob that its colour would have to tell apart."""
    return not words.strip(BLOBS)


def quoted(words: str, length: int = 60) -> str:
    """Give words as a message quotes them: on one line, and cut where they are long."""
    return f"“{shortened(words, length)}”"


def and_more(count: int, noun: str = "place") -> str:
    """Say how many more there are than the one that was named; nothing where there is none."""
    return f", and {count - 1} more {noun}{'' if count == 2 else 's'}" if count > 1 else ""
