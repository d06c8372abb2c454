"""Where each return stands, one line a return, as an aligned table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from efreport.model import Checked, Round
from efreport.reports.lines import Line, Part, Style, line
from efreport.reports.phrases import visible
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
    rows = [HEADINGS, *_rows(round_, checked)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    return (
        line(_aligned(HEADINGS, widths), Style.HEADING),
        *(_styled(row, widths) for row in rows[1:]),
        line(""),
        line(FILLED, Style.HINT),
        line(checked_sentence(round_, checked), Style.HEADING),
    )


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


def _aligned(row: Row, widths: Sequence[int]) -> str:
    return "  ".join(_cell(row[column], column, width) for column, width in enumerate(widths))


def _cell(words: str, column: int, width: int) -> str:
    return f"{words:>{width}}" if column in NUMBERS else f"{words:{width}}"


def _styled(row: Row, widths: Sequence[int]) -> Line:
    """Colour the numbers of errors and warnings where there are any."""
    styles = {3: Style.ERROR, 4: Style.WARNING}
    parts = []
    for column, width in enumerate(widths):
        style = styles.get(column, Style.PLAIN) if row[column] not in ("", "0") else Style.PLAIN
        parts.append(Part(_cell(row[column], column, width), style))
        parts.append(Part("  "))
    return Line(tuple(parts[:-1]))
