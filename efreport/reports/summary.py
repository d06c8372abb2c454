"""Where each return stands, one line a return, as an aligned table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from efreport.model import Checked, Round
from efreport.phrases import visible
from efreport.reports.aligned import aligned
from efreport.reports.lines import Line, Style, line
from efreport.reports.standing import Standing, elsewhere, standings
from efreport.reports.words import ALL_RETURNS, checked_sentence

HEADINGS = ("Service area", "Return", "Filled in", "Errors", "Warnings", "Workbook")
NUMBERS = (2, 3, 4)
UNKNOWN_AREA = "(not recognised)"
FILLED = "Filled in: indicators whose latest result is a figure or says why there is none, of those due."
Row = tuple[str, ...]


def summary_to_text(round_: Round, checked: Checked) -> str:
    """Give the table as plain text."""
    return "".join(f"{visible(each.words).rstrip()}\n" for each in summary_to_lines(round_, checked))


def summary_to_lines(round_: Round, checked: Checked) -> tuple[Line, ...]:
    """Give the table as lines, with what is about no single return, and last what was checked."""
    rows = tuple(_rows(round_, checked))
    return (
        *aligned(HEADINGS, rows, NUMBERS, counts_in_colour(rows)),
        line(""),
        line(FILLED, Style.HINT),
        line(checked_sentence(round_, checked), Style.HEADING),
    )


def counts_in_colour(rows: Sequence[Row], errors: int = 3, warnings: int = 4) -> dict[tuple[int, int], Style]:
    """Give the styles of the cells that count errors and warnings, where there are any; the columns are counted from 0."""
    return {
        (place, column): style
        for place, row in enumerate(rows)
        for column, style in ((errors, Style.ERROR), (warnings, Style.WARNING))
        if row[column] not in ("", "0")
    }


def _rows(round_: Round, checked: Checked) -> Iterator[Row]:
    listed = standings(round_, checked)
    for each in listed:
        yield _row(each)
    errors, warnings = elsewhere(listed, checked)
    if errors or warnings:
        yield (ALL_RETURNS, "", "", str(errors), str(warnings), "")


def _row(each: Standing) -> Row:
    area = each.area.heading if each.area else UNKNOWN_AREA
    filled = f"{each.filled} of {each.due}" if each.area else ""
    return (area, each.receipt.value, filled, str(each.errors), str(each.warnings), each.workbook)
