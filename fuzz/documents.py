"""The target `documents`: other texts in what is written, and changed templates that are used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from efreport import run as runs
from efreport.compose.words import clean
from efreport.document import Chart, Document, Style
from efreport.run import Outcome
from efreport.writers import WRITERS
from fuzz import rounds
from fuzz.choices import Choices
from fuzz.holding import Target, hold
from fuzz.packages import Parts, changed, parts_of
from fuzz.texts import text

# Single words, digits and names that other values hang on.
FIXED = ("kind", "name", "quarter_key", "direction", "headings", "font", "heading_font", "fill", "text_colour")


def run(data: bytes) -> None:
    """Do one of the two."""
    choices = Choices(data)
    if choices.one_in(2):
        _use_a_template(choices)
    else:
        rounds.write(_with_other_words(choices))


def seeds() -> Iterator[bytes]:
    """Give both unchanged and with changes of each kind."""
    for what in range(2):
        yield bytes((what, 0))
        yield from (bytes((what, kind % 2, 0, kind, 9 * kind, kind, 5, 2)) for kind in range(12))


def _with_other_words(choices: Choices) -> Document:
    words: dict[str, str] = {}

    def other(value: Any, name: str) -> Any:
        match value:
            # The same words in another place stay the same: a table names the heading that it stands under.
            case str() if name not in FIXED and value:
                if value not in words:
                    words[value] = (choices.one_in(12) and clean(text(choices)).strip()) or value
                return words[value]
            case tuple():
                return tuple(other(each, name) for each in value)
            case Mapping():
                return {key: other(each, name) for key, each in value.items()}
            case Style() | Chart():
                return value
            case _ if is_dataclass(value) and not isinstance(value, type):
                return replace(
                    value, **{each.name: other(getattr(value, each.name), each.name) for each in fields(value)}
                )
            case _:
                return value

    made: Document = other(_document(), "")
    return made


def _use_a_template(choices: Choices) -> None:
    """Change the Word template and build in it: it is refused with a message, or the document is fit."""
    data = changed(_template(), choices)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "council.dotx"
        path.write_bytes(data)
        try:
            template = runs.read_template(rounds.framework(), path)
            built = runs.build(
                _outcome(), Path(folder) / "out", ("docx",), lambda _: None, draft=True, template=template
            )
        except runs.NoTemplate as fault:
            hold(str(path) in str(fault), "a template that is refused is named", str(fault))
            return
        hold(len(built.written) == 1, "one document is written", built.written)


@cache
def _outcome() -> Outcome:
    """Check one area's return by a framework of that area alone, so that a run is short."""
    whole = rounds.framework()
    alone = replace(whole, areas=tuple(each for each in whole.areas if each.key == "cp"), relations=())
    return runs.check(alone, (rounds.SAMPLES / rounds.QUARTER / "cp.xlsx",), rounds.QUARTER, lambda _: None)


@cache
def _document() -> Document:
    return rounds.document(_outcome())


@cache
def built(form: str) -> tuple[tuple[str, bytes], ...]:
    """Give the parts of the sample's document in that form."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"framework.{form}"
        path.write_bytes(WRITERS[form].render(_document()))
        return tuple(parts_of(path).items())


def _template() -> Parts:
    return parts_of(rounds.SAMPLES / "council-template.dotx")


TARGET = Target("documents", run, seeds)
