"""How wide sheets print: in parts that can be read, each with the names of its rows and headings, and nothing left out."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from efreport.document import Document
from efreport.writers import WRITERS
from efreport.writers.xlsx.framework import _parts
from efreport.writers.xlsx.page import A3, A4, Page
from efreport.writers.xlsx.printing import LEAST, Cut, cut, even_ends
from tests.readable import sample_document

ON_A3 = Page("", "", A3)
KINDS = ("area", "section", "code", "name", "unit", "latest", "source", "commentary", "movement", "figure_notes")


@pytest.fixture(scope="module")
def document() -> Document:
    """The framework of 2014Q2."""
    return sample_document()


@pytest.fixture(scope="module")
def sheet(document: Document) -> Worksheet:
    """Its Framework sheet."""
    return load_workbook(io.BytesIO(WRITERS["xlsx"].render(document)))["Framework"]


def areas(sheet: Worksheet) -> list[tuple[int, int, int, int]]:
    """The parts that a sheet prints: first column and row, last column and row."""
    return [range_boundaries(each.split("!")[-1].replace("$", "")) for each in sheet.print_area.split(",")]


def test_the_framework_prints_first_and_the_details_after_it(sheet: Worksheet) -> None:
    framework, details = areas(sheet)
    header = int(next(iter(sheet.tables.values())).ref.split(":")[0][1:])
    headings = [str(cell.value) for cell in sheet[header]]
    assert headings[framework[0] - 1 : framework[2]] == [
        "Area", "Section", "No", "Priority Indicator", "Unit", "Latest Result (Q2)", "Q1", "Direction", "2013/14",
        "Statistical Neighbour Average", "National Average", "Source of commentary", "Commentary",
    ]  # fmt: skip
    assert headings[details[0] - 1 : details[2]] == [
        "Movement", "Change", "Change unit", "Judgement", "Against statistical neighbours", "Against national",
        "Notes on the figures", "Notes on the comparison",
    ]  # fmt: skip
    assert (framework[1], details[1]) == (1, header)
    assert framework[3] == details[3] == sheet.max_row


def test_each_page_has_the_headings_and_the_names_of_its_rows(sheet: Worksheet) -> None:
    assert (sheet.print_title_cols, sheet.print_title_rows) == ("$C:$D", "$6:$6")


def test_every_filled_cell_is_printed_and_no_line_above_the_table_is_longer_than_its_part(sheet: Worksheet) -> None:
    printed = areas(sheet)
    filled = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    for cell in filled:
        assert sum(a <= cell.column <= c and b <= cell.row <= d for a, b, c, d in printed) == 1
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDEFGHIJKLM"]
    for row in range(2, 6):
        assert 60 < len(str(sheet.cell(row, 1).value)) < sum(widths) * 1.15


def test_it_is_fitted_to_the_width_of_its_page_and_no_smaller_than_can_be_read(sheet: Worksheet) -> None:
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    (first, _, last, _), _ = areas(sheet)
    widths = [sheet.column_dimensions[chr(64 + place)].width for place in range(first, last + 1)]
    # A3 in landscape between its margins, in points, and six points for each digit: 8.9 points for a type of 11.
    assert 11 * 1133 / (sum(widths) * 6) > 8.9


@pytest.mark.parametrize(
    ("commentary", "ends"),
    [(50.0, (8,)), (160.0, (8,)), (200.0, (6, 8))],
)
def test_a_part_that_would_be_too_small_ends_before_the_words(commentary: float, ends: tuple[int, ...]) -> None:
    widths = (15.0, 13.0, 10.0, 26.0, 11.0, 11.0, 12.0, commentary, 10.0, 22.0)
    assert cut(widths, *_parts(KINDS), ON_A3) == Cut(ends, (3, 4))


def test_what_prints_large_enough_is_not_cut() -> None:
    choices = [even_ends((10.0,) * 12, 2, parts) for parts in (1, 2, 3)]
    assert choices == [(), (7,), (5, 8)]
    assert cut((10.0,) * 12, choices, (1, 2), ON_A3).ends == ()
    assert cut((10.0,) * 24, choices, (1, 2), Page("", "", A4)).ends != ()
    assert LEAST * 11 > 7.5


def test_the_areas_of_parts_begin_with_the_headings() -> None:
    assert list(Cut((13,), (3, 4)).areas(6, 84, 21)) == ["A1:M84", "N6:U84"]
    assert list(Cut((), (3, 4)).areas(6, 84, 21)) == ["A1:U84"]


def test_a_history_of_many_quarters_prints_in_parts() -> None:
    widths = (18.0, 18.0, 15.0, 11.0, 34.0, 12.0, *(11.0,) * 15, 40.0)
    choices = [even_ends(widths, 6, parts) for parts in range(1, 9)]
    made = cut(widths, choices, (4, 5), ON_A3)
    assert made.ends == (15,)
