"""The assessed indicators as a tidy table, one row an indicator: CSV and JSON for other programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from efreport.assessment import Assessed
from efreport.model import FIGURE_COLUMNS, Column, Framework, Round
from efreport.movement import Judgement, Moved, Movement, Standing, Stands
from efreport.phrases import visible
from efreport.spreadsheet_text import harmless

Cell = str | Decimal | None
LIKE_FOR_LIKE, WITH_A_CAVEAT, NOT_COMPARED = "like for like", "with a caveat", "not compared"


def to_rows(round_: Round, framework: Framework, assessed: Sequence[Assessed]) -> list[dict[str, Cell]]:
    """Give one row an indicator: amounts as numbers in the indicator's unit (22 for 22%), None where there is none."""
    return [_row(round_, framework, entry) for entry in assessed]


def _row(round_: Round, framework: Framework, entry: Assessed) -> dict[str, Cell]:
    indicator = entry.indicator
    latest = entry.row.figures.get(Column.LATEST) if entry.row else None
    where = latest.at if latest else entry.row.at if entry.row else None
    return {
        "quarter": round_.quarter.key,
        "area": entry.area.key,
        "section": entry.section.heading,
        "key": indicator.key,
        "code": " / ".join(indicator.codes) or framework.no_code,
        "indicator": indicator.name,
        "unit": indicator.unit.value,
        "polarity": indicator.polarity.value,
        **_figures(entry),
        **_movement(entry.movement, "change", "direction", "judgement", "comparability", "reason"),
        "judgement": entry.judgement.value,
        "source": entry.row.text(Column.SOURCE) if entry.row else "",
        "commentary": entry.row.text(Column.COMMENTARY) if entry.row else "",
        "workbook": entry.source.workbook if entry.source else "",
        "cell": where.cell if where else "",
        "timing": indicator.timing.value,
        **_movement(
            entry.year_movement,
            "year_change",
            "year_direction",
            "year_judgement",
            "year_comparability",
            "year_reason",
        ),
        **_standing(entry.against_neighbours, "neighbours"),
        **_standing(entry.against_national, "national"),
    }


def _figures(entry: Assessed) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for column in FIGURE_COLUMNS:
        cells[column.value] = entry.amount(column)
        cells[f"{column.value}_text"] = entry.values[column].text
    return cells


def _movement(
    movement: Movement, change: str, direction: str, judgement: str, comparability: str, reason: str
) -> dict[str, Cell]:
    if isinstance(movement, Moved):
        return {
            change: movement.change,
            direction: movement.direction.value,
            judgement: movement.judgement.value,
            comparability: WITH_A_CAVEAT if movement.caveats else LIKE_FOR_LIKE,
            reason: "; ".join(movement.caveats),
        }
    return {
        change: None,
        direction: "",
        judgement: Judgement.NOT_COMPARED.value,
        comparability: NOT_COMPARED,
        reason: movement.reason,
    }


def _standing(standing: Standing, name: str) -> dict[str, Cell]:
    position, reason, difference = f"against_{name}", f"against_{name}_reason", f"against_{name}_difference"
    if isinstance(standing, Stands):
        return {
            position: standing.position.value,
            difference: standing.difference,
            reason: "; ".join(standing.caveats),
        }
    return {position: NOT_COMPARED, difference: None, reason: standing.reason}


def to_csv(rows: Sequence[Mapping[str, Cell]]) -> str:
    """Give the rows as CSV. Text that a spreadsheet would run as a formula gets an apostrophe in front.

    What steers a screen, such as a character that turns the letters after it round, is shown as a mark.
    """
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]) if rows else ["quarter"], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _csv_cell(cell) for name, cell in row.items()} for row in rows)
    return out.getvalue()


def _csv_cell(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Decimal():
            return f"{cell.normalize():f}"
        case str():
            return visible(harmless(cell))


def to_json(rows: Sequence[Mapping[str, Cell]]) -> str:
    """Give the rows as a JSON list, in plain ASCII; amounts are numbers, and null where there is none."""
    return json.dumps([{name: _json_cell(cell) for name, cell in row.items()} for row in rows], indent=2) + "\n"


def _json_cell(cell: Cell) -> str | int | float | None:
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return cell


EXPORTS: Mapping[str, Callable[[Sequence[Mapping[str, Cell]]], str]] = MappingProxyType(
    {"csv": to_csv, "json": to_json}
)
