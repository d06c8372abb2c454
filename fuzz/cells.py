"""The target `cells`: a return of this quarter and of the last one with odd cells, through the whole run to the documents."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from efreport.export import EXPORTS, to_rows
from efreport.returns.sheet import SheetCell
from efreport.returns.sheets import read_sheets
from fuzz import rounds
from fuzz.choices import Choices
from fuzz.holding import Target
from fuzz.texts import text
from fuzz.values import FORMATS

NAMES = ("cp.xlsx", "cla.xlsx", "adoption.xlsx", "education.xlsx")
NUMBERS = (
    "0",
    "1",
    "-1",
    "0.22",
    "22",
    "1e300",
    "-1e-300",
    "1e15",
    "0.1234567890123456",
    "41000",
    "60",
    "2958466",
    "1E400",
    "NaN",
    "",
)
KINDS = ("n", "b", "e", "str", "d", "s")
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/styles.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_BOOK = (
    f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets><sheet name="Return" sheetId="1" r:id="rId1"/></sheets></workbook>'
)

Cells = dict[tuple[int, int], str]


def run(data: bytes) -> None:
    """Change some cells of a return, check it, and now and then build the documents of it."""
    choices = Choices(data)
    name = choices.pick(NAMES)
    now, before = (_cells(quarter, name) for quarter in (rounds.QUARTER, rounds.BEFORE))
    written, reported = choices.one_in(8), choices.one_in(4)
    with_before = choices.one_in(3)
    formats = tuple(choices.pick(FORMATS) for _ in range(2))
    while not choices.used_up:
        _change(before if with_before and choices.one_in(4) else now, choices)
    earlier = _packed(before, formats) if with_before else b""
    outcome = rounds.read(name, _packed(now, formats), earlier, reported=reported)
    for export in EXPORTS.values():
        export(to_rows(outcome.round, outcome.framework, outcome.assessed))
    if written:
        rounds.write(rounds.document(outcome))


def seeds() -> Iterator[bytes]:
    """Give the samples as they are, and each with a few changes."""
    for number in range(len(NAMES)):
        yield bytes((number, 7, 2))
        yield bytes((number, 7, 2, 1, 3, *range(40)))
        yield bytes((number, 0, 0, 1, 3, *range(200, 150, -1)))


def _change(cells: Cells, choices: Choices) -> None:
    """Put something else into one cell, or one cell into the place of another."""
    places = sorted(cells)
    place = choices.pick(places) if places else (1, 1)
    match choices.below(6):
        case 0 | 1 | 2:
            cells[place] = _words(text(choices))
        case 3:
            cells[place] = _stored(choices)
        case 4:
            cells[place] = cells[choices.pick(places)] if places else ""
        case _:
            cells[(place[0] + choices.below(3), place[1] + choices.below(3))] = _words(text(choices))


def _words(words: str) -> str:
    legal = "".join(each for each in words if each in "\t\n\r" or (each >= " " and each not in "\ufffe\uffff"))
    return f' t="inlineStr"><is><t xml:space="preserve">{escape(legal)}</t></is>'


def _stored(choices: Choices) -> str:
    """A number under one of the formats, an error, a truth value, a date or a formula, right or wrong."""
    kind, style = choices.pick(KINDS), choices.below(3)
    formula = f"<f>{escape(text(choices))}</f>" if choices.one_in(5) else ""
    legal = "".join(each for each in formula if each >= " " and each not in "\ufffe\uffff")
    number = choices.pick((*NUMBERS, "#REF!", "#N/A", "TRUE", "2014-04-01", "2014-13-45T99:99:99"))
    return f' s="{style}" t="{kind}">{legal}<v>{number}</v>'


@cache
def _sample(quarter: str, name: str) -> tuple[tuple[tuple[int, int], str], ...]:
    (sheet, *_) = read_sheets((rounds.SAMPLES / quarter / name).read_bytes())
    return tuple(
        (place, _as_seen(cell))
        for row in sheet.rows.values()
        for cell in row.values()
        for place in [(cell.row, cell.column)]
    )


def _as_seen(cell: SheetCell) -> str:
    return _words(cell.text)


def _cells(quarter: str, name: str) -> Cells:
    return dict(_sample(quarter, name))


def _packed(cells: Cells, formats: tuple[str, ...]) -> bytes:
    """Make a workbook of one sheet."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as package:
        for part, content in _parts(cells, formats):
            package.writestr(zipfile.ZipInfo(part), content)
    return made.getvalue()


def _parts(cells: Cells, formats: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    styled = "".join(
        f'<numFmt numFmtId="{200 + index}" formatCode={quoteattr(each)}/>' for index, each in enumerate(formats)
    )
    looks = "".join(f'<xf numFmtId="{number}"/>' for number in (0, *(200 + index for index in range(len(formats)))))
    rows: dict[int, list[str]] = {}
    for (row, column), cell in sorted(cells.items()):
        rows.setdefault(row, []).append(f'<c r="{_letters(column)}{row}"{cell}</c>')
    sheet = "".join(f'<row r="{number}">{"".join(row)}</row>' for number, row in rows.items())
    yield "[Content_Types].xml", _TYPES
    yield "_rels/.rels", _relations(("officeDocument", "xl/workbook.xml"))
    yield "xl/workbook.xml", _BOOK
    yield "xl/_rels/workbook.xml.rels", _relations(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"))
    yield "xl/styles.xml", f"<styleSheet {_MAIN}><numFmts>{styled}</numFmts><cellXfs>{looks}</cellXfs></styleSheet>"
    yield "xl/worksheets/sheet1.xml", f"<worksheet {_MAIN}><sheetData>{sheet}</sheetData></worksheet>"


def _relations(*parts: tuple[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(parts, 1)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def _letters(column: int) -> str:
    return chr(64 + column)


TARGET = Target("cells", run, seeds)
