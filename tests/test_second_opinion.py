"""Our reader of workbooks and openpyxl read the same: the samples, workbooks of every kind of cell, and made-up cells."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.worksheet.formula import ArrayFormula

from efreport.returns.sheet import Sheet
from efreport.returns.sheets import read_sheets
from tests import second_opinion
from tests.odd_workbooks import packed, parts, styles
from tests.workbooks import make_workbook

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*/*.xlsx"))
FORMATS = (
    *BUILTIN_FORMATS.values(),
    "0;-0;;@",
    ";;;",
    "#,##0.0,",
    '0.0"%"',
    "0.0\\%",
    "[Red]0.0%;[Blue]-0.0%",
    "[$£-809]#,##0.00",
    "[<5]\\*;0",
    "yyyy-mm-dd",
    "[$-809]dddd d mmmm yyyy",
    "[mm]:ss",
    "[ss]",
    "h:mm;@",
    "\\d0",
    '"days" 0',
    "_d0",
    "0 ?/?",
    "",
)
MOMENTS = (
    date(2014, 4, 1),
    datetime(2014, 4, 1, 13, 45, 59, 400_000),
    datetime(1900, 1, 1),
    datetime(1900, 2, 28, 23, 59, 59, 999_900),
    datetime(1900, 3, 1),
    datetime(9999, 12, 31),
    time(0, 0),
    time(23, 59, 59, 999_000),
    timedelta(hours=30, minutes=5),
    timedelta(days=-1, seconds=1),
)


def agreed(data: bytes) -> tuple[Sheet, ...]:
    """Read a workbook both ways, and give what both found."""
    ours = [in_order(sheet) for sheet in read_sheets(data)]
    assert ours == [in_order(sheet) for sheet in second_opinion.read_sheets(data)]
    assert [list(cells) for sheet in ours for cells in sheet.rows.values()] == [
        sorted(cells) for sheet in ours for cells in sheet.rows.values()
    ]
    return tuple(ours)


def in_order(sheet: Sheet) -> Sheet:
    """The sheet with its merged blocks in order: openpyxl gives them in any."""
    blocks = sorted(
        sheet.merged, key=lambda block: (block.first_row, block.first_column, block.last_row, block.last_column)
    )
    return replace(sheet, merged=tuple(blocks))


def saved(book: Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def cells(data: bytes) -> int:
    return sum(len(row) for sheet in agreed(data) for row in sheet.rows.values())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name} {path.stem}")
def test_the_samples_are_read_alike(path: Path) -> None:
    assert cells(path.read_bytes()) > 20


def test_there_are_samples() -> None:
    assert len(SAMPLES) == 22


def test_every_kind_of_cell_is_read_alike() -> None:
    data = make_workbook(
        "[sheet Return]\nCode | 22% | 1,156 | 306 | '306 | =B2/C2 | #N/A | date: 2014-04-01 | TRUE | FALSE | 0.7451 as 0.0% | -3.25\n"
        "a long text with a <tag> & “quotes” | =SUM(A1:A3) | 0 as ;;; | 0 as 0;-0; | 1234567890123 | 0.1234567890123 | 1e5\n"
        "[hidden row 2]\n[hidden column D]\n[merged C4:F6]\n[hidden sheet Old]\nOld | 1\n[sheet Empty]\n"
    )
    assert cells(data) == 21


@pytest.mark.parametrize("epoch", [datetime(1899, 12, 30), datetime(1904, 1, 1)], ids=["1900", "1904"])
def test_numbers_and_dates_under_every_format_are_read_alike(epoch: datetime) -> None:
    book = Workbook()
    book.epoch = epoch
    page = book.worksheets[0]
    numbers = (
        0,
        1,
        0.5,
        -2.5,
        0.99999999,
        1.00000001,
        59,
        60,
        61,
        41730.573,
        2_958_465,
        99_999_999,
        -700_000,
        1e-12,
        1e300,
    )
    for column, number_format in enumerate(FORMATS, 1):
        for row, value in enumerate((*numbers, *MOMENTS, "text", True), 1):
            if isinstance(value, datetime) and value < epoch:
                continue
            cell = page.cell(row, column, value)
            cell.number_format = number_format
    assert cells(saved(book)) > 1_000


def test_formulas_that_were_never_calculated_are_read_alike() -> None:
    book = Workbook()
    page = book.worksheets[0]
    page["A1"] = "=B1/C1"
    page["A2"] = ArrayFormula("A2:A3", "=SUM(B1:B3*C1:C3)")
    page["A4"] = '=IF(B4="","",\'Last year\'!B4)'
    page["A5"] = "="
    assert [found.text for row in agreed(saved(book))[0].rows.values() for found in row.values()] == [
        "=B1/C1",
        "=SUM(B1:B3*C1:C3)",
        '=IF(B4="","",\'Last year\'!B4)',
        "=",
    ]


def test_shared_formulas_are_read_alike() -> None:
    shared = (
        '$A1+B$2+C3', 'SUM(A1:B2,$C:$D,3:4)', "'It''s A1'!B2&amp;\"A1 \"\"B2\"", "Sheet2!AA10*LOG10(B5)", "Table1[A1]+Q1_total+rate.A1",
        "IF(A1&gt;=5,TRUE,NA())", "[1]Sheet1!$B$2+b3", "Sheet1:Sheet3!A1+{1,2;3,4}",
    )  # fmt: skip
    rows = "".join(
        f'<row r="{10 * place + 1}"><c r="C{10 * place + 1}"><f t="shared" si="{place}" ref="C1:E9">{formula}</f></c></row>'
        f'<row r="{10 * place + 3}"><c r="E{10 * place + 3}"><f t="shared" si="{place}"/></c></row>'
        for place, formula in enumerate(shared)
    )
    (sheet,) = agreed(packed(parts(rows)))
    assert sheet.rows[3][5].text == "=$A3+D$2+E5"
    assert len(sheet.rows) == 2 * len(shared)


def test_hidden_and_merged_things_are_read_alike() -> None:
    book = Workbook()
    page = book.worksheets[0]
    for row in range(1, 40):
        for column in range(1, 12):
            page.cell(row, column, row * column)
    for row in (2, 30, 900):
        page.row_dimensions[row].hidden = True
    page.row_dimensions[5].height = 40
    page.column_dimensions["C"].hidden = True
    page.column_dimensions["E"].width = 3
    page.column_dimensions.group("G", "J", hidden=True)
    for block in ("A1:B1", "C3:D8", "A20:A39", "K2:Z9"):
        page.merge_cells(block)
    for title, state in (("Hidden", "hidden"), ("Very hidden", "veryHidden"), ("It's £5, “so”", "visible")):
        other = book.create_sheet(title)
        other.sheet_state = state
        other["B2"] = title
    book.create_chartsheet("Chart")
    found = agreed(saved(book))
    assert [sheet.hidden for sheet in found] == [False, True, True, False]
    assert found[0].hidden_rows == {2, 30, 900}
    assert found[0].hidden_columns == {3, 7, 8, 9, 10}


def test_texts_with_formats_of_their_own_are_read_alike() -> None:
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    book = Workbook()
    page = book.worksheets[0]
    page["A1"] = CellRichText("Up ", TextBlock(InlineFont(b=True), "sharply "), "since\nMay")
    page["A2"] = "  spaces kept  "
    page["A2"].font = Font(bold=True)
    page["A3"] = " \n\t"
    (sheet,) = agreed(saved(book))
    assert sheet.rows[1][1].text == "Up sharply since\nMay"
    assert sheet.rows[2][1].text == "  spaces kept  "
    assert list(sheet.rows) == [1, 2]


def test_texts_that_cells_share_are_read_alike() -> None:
    items = ("CP2", "<r><t>x</t></r>", " ")
    row = "".join(f'<c r="{letter}1" t="s"><v>{place % 3}</v></c>' for place, letter in enumerate("ABCD"))
    found = agreed(packed(parts(f"<row r='1'>{row}</row>", strings=strings_of(*items))))
    assert {column: cell.text for column, cell in found[0].rows[1].items()} == {1: "CP2", 2: "x", 4: "CP2"}


def strings_of(*items: str) -> str:
    from tests.odd_workbooks import strings

    return strings(*(each if each.startswith("<") else f"<t>{each}</t>" for each in items))


values = st.one_of(
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False, width=64),
    st.booleans(),
    st.text(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="_\ufffe\uffff"), min_size=1, max_size=20
    ),
    st.dates(date(1905, 1, 1)),
    st.datetimes(datetime(1905, 1, 1)),
    st.times(),
    st.timedeltas(timedelta(0), timedelta(days=900)),
    st.sampled_from(["#N/A", "#REF!", "=A1", "=1/0", "0", "1e5", "TRUE", "'"]),
)


@given(
    st.lists(
        st.tuples(st.integers(1, 60), st.integers(1, 30), values, st.sampled_from(FORMATS) | st.none()), max_size=12
    )
)
def test_any_cells_are_read_alike(found: list[tuple[int, int, Any, str | None]]) -> None:
    book = Workbook()
    page = book.worksheets[0]
    for row, column, value, number_format in found:
        cell = page.cell(row, column, value)
        if number_format is not None:
            cell.number_format = number_format
    assert cells(saved(book)) <= len(found)


@given(
    st.text("0123456789.-+eE", min_size=1, max_size=12).filter(lambda text: is_number(text)), st.sampled_from(FORMATS)
)
def test_any_number_is_read_alike(stored: str, number_format: str) -> None:
    rows = f'<row><c s="1"><v>{stored}</v></c></row>'
    agreed(packed(parts(rows, styles=styles("General", number_format.replace('"', "&quot;").replace("<", "&lt;")))))


def is_number(text: str) -> bool:
    try:
        return abs(float(text)) < 1e300
    except ValueError:
        return False
