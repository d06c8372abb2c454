"""Where each return stands: received or not, how much of it is filled in, and what was found in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from efreport.model import (
    Checked,
    Column,
    Figure,
    FigureCell,
    Finding,
    Gap,
    Indicator,
    NoFigure,
    Return,
    Round,
    Row,
    ServiceArea,
    Severity,
)
from efreport.quarter import Quarter


class Receipt(Enum):
    """What has become of a return. Not begun is one that lies in the folder as it was issued blank."""

    RECEIVED = "received"
    NOT_BEGUN = "not begun"
    NOT_RECEIVED = "not received"
    UNREADABLE = "cannot be read"


@dataclass(frozen=True)
class Standing:
    """Where one return stands. `area` is None where nobody can say whose it is.

    `filled` and `due` are numbers of indicators: due are those of its service area of which a figure is expected in the
    quarter, filled those of them whose latest result is a figure or says why there is none, `awaiting` those of which nothing stands
    there. `quarter`, `sheet` and `sha256` are empty where the return was not read, the quarter also where it does not say one.
    """

    receipt: Receipt
    area: ServiceArea | None
    workbook: str = ""
    sheet: str = ""
    quarter: str = ""
    sha256: str = ""
    filled: int = 0
    due: int = 0
    errors: int = 0
    warnings: int = 0
    awaiting: tuple[Indicator, ...] = field(default=(), compare=False)


def standings(round_: Round, checked: Checked) -> tuple[Standing, ...]:
    """Give where each return stands, by service area in printed order; the workbooks of no area come last."""
    order = {area.key: number for number, area in enumerate(round_.expected)}
    found = sorted(_standings(round_), key=lambda each: order.get(each.area.key if each.area else "", len(order)))
    by_area = {each.area.key: each for each in reversed(found) if each.area}
    by_workbook = {each.workbook: each for each in found if each.workbook}
    about = (
        (by_workbook.get(each.where.workbook) or _by_area(each, by_area), each.severity) for each in checked.findings
    )
    counts = Counter(about)
    return tuple(
        replace(each, errors=counts[each, Severity.ERROR], warnings=counts[each, Severity.WARNING]) for each in found
    )


def _by_area(finding: Finding, by_area: Mapping[str, Standing]) -> Standing | None:
    """Find the return that a finding without a workbook is about, by its service area."""
    return None if finding.where.workbook else by_area.get(finding.area)


def elsewhere(listed: Sequence[Standing], checked: Checked) -> tuple[int, int]:
    """Give the numbers of errors and of warnings that are about none of the returns listed."""
    errors, warnings = checked.counts[Severity.ERROR], checked.counts[Severity.WARNING]
    return errors - sum(each.errors for each in listed), warnings - sum(each.warnings for each in listed)


def _standings(round_: Round) -> Iterator[Standing]:
    for found in round_.returns:
        yield _received(found, round_.quarter)
    for unreadable in round_.unreadable:
        yield _without_figures(Receipt.UNREADABLE, unreadable.named_area, round_.quarter, unreadable.workbook)
    named = [unreadable.named_area for unreadable in round_.unreadable]
    for area in round_.expected:
        if round_.return_of(area) is None and area not in named:
            yield _without_figures(Receipt.NOT_RECEIVED, area, round_.quarter)


def _without_figures(receipt: Receipt, area: ServiceArea | None, quarter: Quarter, workbook: str = "") -> Standing:
    due = _due(area, quarter)
    return Standing(receipt, area, workbook, due=len(due), awaiting=due)


def _received(found: Return, quarter: Quarter) -> Standing:
    due = _due(found.area, quarter)
    rows = found.by_key
    return Standing(
        Receipt.NOT_BEGUN if is_as_issued(found) else Receipt.RECEIVED,
        found.area,
        found.workbook,
        found.sheet,
        found.quarter.key if found.quarter else "",
        found.sha256,
        filled=sum(each.key in rows and _is_filled(rows[each.key]) for each in due),
        due=len(due),
        awaiting=tuple(each for each in due if each.key not in rows or not _says_anything(rows[each.key])),
    )


def is_as_issued(found: Return) -> bool:
    """Say whether it is a blank return in which nobody has typed anything that is asked for."""
    signed = any(cell.text.strip() for cell in found.sign_off.values())
    words = (row.text(column).strip() for row in found.rows for column in (Column.SOURCE, Column.COMMENTARY))
    return found.template is not None and not signed and not any(words) and not any(map(_says_anything, found.rows))


def _due(area: ServiceArea | None, quarter: Quarter) -> tuple[Indicator, ...]:
    return tuple(indicator for indicator in area.indicators if indicator.due_in(quarter)) if area else ()


def _says_anything(row: Row) -> bool:
    """Say whether anything at all stands in the place of the latest result."""
    return Column.LATEST in row.figures and bool(row.figures[Column.LATEST].text.strip())


def _is_filled(row: Row) -> bool:
    """Say whether the latest result is a figure, or says why there is none."""
    match row.figures.get(Column.LATEST):
        case FigureCell(value=Figure()):
            return True
        case FigureCell(value=NoFigure(gap=gap)):
            return gap is not Gap.BLANK
        case _:
            return False
