"""The target `opinions`: workbooks of odd cells, read by efreport's own reader and by openpyxl, which must find the same."""

from __future__ import annotations

import math
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from efreport.returns.refusal import NotAWorkbook
from efreport.returns.sheet import Sheet
from efreport.returns.sheets import read_sheets
from fuzz.choices import Choices
from fuzz.holding import Target, hold
from fuzz.texts import text
from fuzz.values import FORMATS
from tests import second_opinion
from tests.odd_workbooks import parts, sheet, strings, styles, workbook

NUMBERS = (
    "0", "-0", "-0.0", "0.0", "00", "007", "1", "-1", "1e2", "1E-2", "1e-320", "-1e-320", "5e-324", "1e300",
    "-1e300", "0.1", "0.30000000000000004", "22", "0.22", "0.225", "0.2249999999999999", "12345678901234567890",
    "0.005", "0.015", "1.005", "2.675", "1e15", "1e16", "123456789012345.6", "59", "60", "61", "41730.5",
    "41730.99999999", "0.99999999", "2958465", "2958465.9999", "1.5", ".5", "5.", "+5", "-.5",
)  # fmt: skip
PLAIN_FORMATS = tuple(each for each in FORMATS if each not in ('"', "\\", "_", "*"))
MOST_CELLS, MOST_SHARED = 12, 4


def run(data: bytes) -> None:
    """Make a workbook of a few cells and read it both ways."""
    choices = Choices(data)
    made = _made(choices)
    try:
        ours = [_in_order(each) for each in read_sheets(made)]
    except NotAWorkbook as fault:
        hold(not _read(made), "a workbook that openpyxl reads is read", fault.reason)
        return
    theirs = _read(made)
    hold(not theirs or ours == theirs, "both read the same", ours, theirs)


def seeds() -> Iterator[bytes]:
    """Give every number as it is and under each format, and cells of every kind."""
    for number in range(len(NUMBERS)):
        yield bytes((1, number % len(PLAIN_FORMATS), 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, number))
    for number in range(len(PLAIN_FORMATS)):
        yield bytes((1, number, 7, 0, 0, 0, 3, 0, 0, 0, 1, 0, number, 0, 1, 1, number))
    yield from (bytes((kind, *range(kind, 60 + kind))) for kind in range(8))


def _read(made: bytes) -> list[Sheet]:
    """What openpyxl reads; nothing where it fails, as it does on much that Excel opens."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return [_in_order(each) for each in second_opinion.read_sheets(made)]
        except Exception:
            return []


def _in_order(found: Sheet) -> Sheet:
    """The sheet with its merged blocks in order: openpyxl gives them in any."""
    return replace(found, merged=tuple(sorted(found.merged, key=repr)))


def _made(choices: Choices) -> bytes:
    looks = tuple(choices.pick(PLAIN_FORMATS) for _ in range(3))
    shared = [_legal(text(choices)) for _ in range(choices.below(MOST_SHARED))]
    since_1904 = choices.one_in(8)
    merged = choices.pick(("", "", "", "A1:B2", "B1:C1", "A2:A3"))
    hidden = choices.pick(("", "", "", ' hidden="1"', ' hidden="true"'))
    rows: dict[int, dict[int, str]] = {}
    for _ in range(MOST_CELLS):
        if choices.used_up:
            break
        row, column = choices.below(4) + 1, choices.below(5) + 1
        rows.setdefault(row, {})[column] = _cell(choices, f"{chr(64 + column)}{row}", len(shared))
    written = "".join(
        f'<row r="{row}"{hidden if row == 2 else ""}>{"".join(rows[row][column] for column in sorted(rows[row]))}</row>'
        for row in sorted(rows)
    )
    after = f'<mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    changed = {
        "sheet": sheet(written, after=after),
        "strings": strings(*(f'<t xml:space="preserve">{escape(each)}</t>' for each in shared)),
        "styles": styles(*(quoteattr(each, {'"': "&quot;"})[1:-1] for each in looks), 14, 22),
    }
    if since_1904:
        changed["workbook"] = workbook(before='<workbookPr date1904="1"/>')
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts(**changed).items():
            package.writestr(zipfile.ZipInfo(name), content)
    return made.getvalue()


def _cell(choices: Choices, place: str, shared: int) -> str:
    """A number, a text of its own or a shared one, a truth value, an error, a date or the formula of one."""
    style = choices.below(5)
    match choices.below(8):
        case 0 | 1 | 2:
            kind, stored = "n", choices.pick(NUMBERS)
        case 3:
            kind, stored = "n", _number(choices)
        case 4 if shared:
            kind, stored = "s", str(choices.below(shared))
        case 5:
            inner = escape(_legal(text(choices)))
            return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{inner}</t></is></c>'
        case 6:
            kind, stored = choices.pick(
                (("b", "1"), ("b", "0"), ("e", "#N/A"), ("e", "#DIV/0!"), ("str", "12"), ("str", "so"))
            )
        case _:
            kind, stored = choices.pick((("d", "2014-04-01"), ("d", "2014-04-01T13:45:00"), ("n", ""), ("str", "")))
    formula = "<f>B9+1</f>" if choices.one_in(6) and kind in ("n", "str") and stored else ""
    value = f"<v>{stored}</v>" if stored else ""
    return f'<c r="{place}" s="{style}" t="{kind}">{formula}{value}</c>'


def _number(choices: Choices) -> str:
    """Any number in one of the ways in which programs write it."""
    number = choices.below(100_000) / choices.pick((1, 10, 100, 1000, 3, 7)) * choices.pick((1, -1))
    written = choices.pick((repr(number), f"{number:e}", f"{number:.17g}", f"{number:.15f}", str(int(number))))
    return written if math.isfinite(float(written)) else "0"


def _legal(words: str) -> str:
    """The text without what XML cannot hold, and without what the two readers are known to read differently: _x0041_."""
    kept = "".join(each for each in words if each in "\t\n" or (each >= " " and each not in "\ufffe\uffff"))
    return kept.replace("_x", "-x")[:200]


TARGET = Target("opinions", run, seeds)
