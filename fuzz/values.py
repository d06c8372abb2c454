"""The target `values`: the text of one cell, read as a value, as a quarter and as a number under a format."""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Iterator
from decimal import Decimal

from efreport.model import Figure, NoFigure, Unreadable, Value
from efreport.quarter import QuarterError, parse_quarter
from efreport.returns.display import hides, shown_number, stored_amount
from efreport.values import parse_value, plain
from fuzz.choices import Choices
from fuzz.holding import Target, hold
from fuzz.texts import EXAMPLES, text

FORMATS = (
    "General", "0", "0.0", "0%", "0.0%", "#,##0", "#,##0.00", "0.00E+00", "# ?/?", "@", ";;;", "0;-0;", "0;;", "#", "#%", "0,",
    "0,,", "[Red]0", "[>100]0;0", "[$£-809]0.00", '0" weeks"', '"', "\\", "_", "*", "0.0_ ", "* 0", "yyyy-mm-dd", "d-mmm",
    "0.000000000000000000000000000000", "?????", "%", "%%", "0%%", "General%", "0 0", "", ";", "(0)", "_(0_);(0)",
)  # fmt: skip
_SEPARATORS = " ,;"
_AMOUNT_FIRST = re.compile(r"[-\d,.]*")


def run(data: bytes) -> None:
    """Read one text, or show one number."""
    choices = Choices(data)
    match choices.below(4):
        case 0:
            check_text(choices.rest().decode("utf-8", "replace"))
        case 1 | 2:
            check_text(text(choices))
        case _:
            check_number(*_number(choices))


def seeds() -> Iterator[bytes]:
    """Give every example of every form, and some quarters."""
    for words in (*EXAMPLES, "2014Q2", "Q2 2014/15", "Q2 2014/15 (July to September 2014)"):
        yield b"\0" + words.encode()
    yield from (b"\3" + bytes((number, 0, 0, 0)) for number in range(len(FORMATS)))


def check_text(words: str) -> None:
    """A text becomes a value of which every character is accounted for, and reads the same again."""
    value = parse_value(words)
    hold(value.text == words, "a value keeps its text", words, value)
    match value:
        case Figure():
            _check_figure(value)
        case NoFigure():
            hold(value.expected in plain(words), "what is expected stands in the text", words, value)
        case Unreadable():
            hold(value.reason.strip(), "what cannot be read says why", words, value)
    again = parse_value(plain(words))
    hold(_facts(again) == _facts(value), "a text reads as it does with plain spaces", words, value, again)
    try:
        quarter = parse_quarter(words)
    except QuarterError as fault:
        hold(str(fault).strip(), "a wrong quarter is told why", words)
    else:
        hold(parse_quarter(quarter.key) == parse_quarter(quarter.in_full) == quarter, "a quarter reads again", words)


def _check_figure(value: Figure) -> None:
    hold(value.amount.is_finite(), "an amount is finite", value)
    shown = f"{value.amount:f}"
    hold(len(shown.partition(".")[2]) == value.decimals, "the decimals are those of the amount", value)
    again = parse_value(shown)
    hold(
        isinstance(again, Figure) and (again.amount, again.decimals) == (value.amount, value.decimals),
        "a figure that is shown reads as itself",
        value,
        again,
    )
    words = plain(value.text)
    typed = _AMOUNT_FIRST.match(words)[0].rstrip(",.")  # type: ignore[index]
    # Digits of other scripts are digits: both sides are compared as the number that they are.
    hold(f"{Decimal(typed.replace(',', '')):f}" == shown, "the figure is what stands first in the cell", value, shown)
    rest = words[len(typed) :].lstrip(" ")
    hold(rest.lower().startswith(value.unit_mark), "the unit follows the figure", value)
    rest = rest[len(value.unit_mark) :]
    for qualifier in value.qualifiers:
        rest = rest.lstrip(_SEPARATORS)
        hold(qualifier.text and rest.startswith(qualifier.text), "every qualifier stands in the cell", value)
        rest = rest[len(qualifier.text) :]
    hold(not rest.strip(_SEPARATORS), "every character of the cell is accounted for", value, rest)


def _facts(value: Value) -> tuple[object, ...]:
    match value:
        case Figure():
            return value.amount, value.decimals, value.unit_mark, value.qualifiers
        case NoFigure():
            return value.gap, value.expected
        case Unreadable():
            return (value.reason,)


def check_number(number: float, number_format: str) -> None:
    """A stored number shows something under any format, and what is hidden is known to be."""
    hold(stored_amount(number, number_format).is_finite(), "a stored amount is finite", number, number_format)
    shown = shown_number(number, number_format)
    hides(number, number_format)
    if re.fullmatch(r"0(?:\.0+)?%?", number_format):
        value = parse_value(shown)
        hold(
            isinstance(value, Figure) or len(shown) > 18 or "E" in shown,
            "a number that is shown can be read",
            number,
            number_format,
            shown,
        )


def _number(choices: Choices) -> tuple[float, str]:
    known = choices.pick(FORMATS)
    number_format = known if not choices.one_in(4) else known + choices.pick(FORMATS)
    if choices.one_in(3):
        return choices.below(10_000) / choices.pick((1, 10, 100, 3)), number_format
    number: float = struct.unpack(">d", choices.rest()[:8].ljust(8, b"\0"))[0]
    return (number if math.isfinite(number) else 0.0), number_format


TARGET = Target("values", run, seeds)
