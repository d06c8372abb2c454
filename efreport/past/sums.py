"""Whether the figures of past frameworks add up as config/checks.toml asks, by the rules for returns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from efreport.model import (
    FIGURE_COLUMNS,
    CellRef,
    FigureCell,
    Finding,
    Framework,
    Heading,
    Indicator,
    Place,
    Problem,
    Return,
    Round,
    Row,
)
from efreport.past.columns import TableRow
from efreport.quarter import Quarter
from efreport.rules import Subject, run_rules
from efreport.rules.arithmetic import part_and_whole, share_of_whole, total_and_parts
from efreport.values import parse_value

SUMS = (total_and_parts, part_and_whole, share_of_whole)
"""Rates are left out: config has today's populations, and past rates were worked out with those of their time."""
SUM_CODES = frozenset(rule.code for rule in SUMS)
HOLD_AGAINST = "Hold each of these cells against the framework as it was printed."


def not_adding_up(
    framework: Framework, rows: Mapping[Quarter, Sequence[tuple[TableRow, Indicator]]]
) -> tuple[Problem, ...]:
    """Name the sums in tables that do not add up, unless a waiver says that they stand, oldest quarter first."""
    found = (
        finding
        for quarter in sorted(rows)
        for finding in run_rules(SUMS, Subject(_round(quarter, rows[quarter]), framework, ())).findings
    )
    return tuple(map(as_problem, found))


def as_problem(finding: Finding) -> Problem:
    """Give what a rule says of a sum as something that is to be looked at before it is imported."""
    at = finding.where
    return Problem(Place(at.workbook, at.row, at.column), finding.message, HOLD_AGAINST)


def _round(quarter: Quarter, rows: Sequence[tuple[TableRow, Indicator]]) -> Round:
    """Give the rows of one quarter as if each table were a return."""
    files = dict.fromkeys(row.file for row, _ in rows)
    return Round(quarter, tuple(_return(file, [each for each in rows if each[0].file == file]) for file in files))


def _return(file: str, rows: Sequence[tuple[TableRow, Indicator]]) -> Return:
    first = rows[0][0]
    headings = tuple(
        Heading(_at(first.place(column)), first.heading(column), column)
        for column in FIGURE_COLUMNS
        if column in first.columns.places
    )
    read = tuple(_row(row, indicator) for row, indicator in rows)
    return Return(file, Path(file), "", "", None, None, None, None, None, {}, headings, read)


def _row(row: TableRow, indicator: Indicator) -> Row:
    texts = {column: row.text(column) for column in FIGURE_COLUMNS if column in row.columns.places}
    figures = {column: FigureCell(_at(row.place(column)), text, parse_value(text)) for column, text in texts.items()}
    return Row(_at(row.place()), indicator, figures, {})


def _at(place: Place) -> CellRef:
    return CellRef(place.file, "", place.row, place.column)


def of_returns(findings: Sequence[Finding]) -> Iterator[Problem]:
    """Name the sums among what the checks of returns found."""
    yield from (as_problem(finding) for finding in findings if finding.rule in SUM_CODES)
