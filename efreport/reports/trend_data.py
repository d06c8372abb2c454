"""Trends for programs: a tidy table, one row an indicator and quarter, and the same as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from efreport.movement import Judgement, Moved, Movement, Standing, Stands
from efreport.phrases import visible
from efreport.spreadsheet_text import harmless
from efreport.trend.limits import Limits
from efreport.trend.reading import Said, Step, Trend, amount_shown, shown_limits
from efreport.trend.words import limits_words, quarters_words, signal_in_full

Cell = str | int | Decimal | None


def trends_csv(trends: Sequence[Trend]) -> str:
    """Give one row for each indicator and quarter. Text that a spreadsheet would run as a formula gets an apostrophe."""
    rows = [row for trend in trends for row in _rows(trend)]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _in_csv(cell) for name, cell in row.items()} for row in rows)
    return out.getvalue()


def trends_json(trends: Sequence[Trend]) -> str:
    """Give the trends as a JSON list, in plain ASCII; amounts are numbers, and null where there is none."""
    return json.dumps([_facts(trend) for trend in trends], indent=2, default=_number) + "\n"


def _rows(trend: Trend) -> Iterator[dict[str, Cell]]:
    indicator, series = trend.indicator, trend.series
    limits = _limits(trend)
    for place, step in enumerate(trend.steps):
        yield {
            "quarter": step.point.quarter.key,
            "key": indicator.key,
            "code": series.code,
            "indicator": indicator.name,
            "area_heading": series.heading,
            "unit": indicator.unit.value,
            "polarity": indicator.polarity.value,
            "timing": indicator.timing.value,
            **_point(step),
            "joined": "yes" if series.joined(place) else "no",
            **{name: limits[name] if limits else None for name in ("mean", "lower_limit", "upper_limit")},
            "signals": "; ".join(_signals_at(trend, place)),
        }


def _point(step: Step) -> dict[str, Cell]:
    point = step.point
    return {
        "as_published": point.text,
        "revised": point.revised,
        "amount": amount_shown(point),
        "aside": point.aside,
        **_movement(step.since, ""),
        "year_ago": step.year_ago.revised or step.year_ago.text if step.year_ago else "",
        "year_ago_amount": amount_shown(step.year_ago) if step.year_ago else None,
        **_movement(step.since_year_ago, "year_ago_"),
        "neighbours": point.neighbours,
        "against_neighbours": _standing(step.neighbours),
        "national": point.national,
        "against_national": _standing(step.national),
        "from": point.origin.value if point.origin else "",
    }


def _movement(movement: Movement | None, prefix: str) -> dict[str, Cell]:
    if isinstance(movement, Moved):
        change, direction, judgement = movement.change, movement.direction.value, movement.judgement.value
        reason = "; ".join(movement.caveats)
    else:
        change, direction, judgement = None, "", Judgement.NOT_COMPARED.value
        reason = movement.reason if movement else ""
    cells: dict[str, Cell] = {"change": change, "direction": direction, "judgement": judgement, "reason": reason}
    return {f"{prefix}{name}": cell for name, cell in cells.items()}


def _standing(standing: Standing) -> str:
    return standing.position.value if isinstance(standing, Stands) else Judgement.NOT_COMPARED.value


def _limits(trend: Trend) -> dict[str, Decimal] | None:
    if not isinstance(trend.limits, Limits):
        return None
    places = Decimal(1).scaleb(-trend.decimals - 2)
    shown = shown_limits(trend.limits, trend.indicator)
    amounts = {"mean": shown.mean, "lower_limit": shown.lower, "upper_limit": shown.upper}
    return {name: amount.quantize(places) for name, amount in amounts.items()}


def _signals_at(trend: Trend, place: int) -> Iterator[str]:
    """What a quarter is part of, in words."""
    return (signal_in_full(said, trend.series) for said in trend.said if said.first <= place <= said.last)


def _facts(trend: Trend) -> dict[str, object]:
    indicator, series = trend.indicator, trend.series
    return {
        "key": indicator.key,
        "code": series.code,
        "indicator": indicator.name,
        "area_heading": series.heading,
        "unit": indicator.unit.value,
        "polarity": indicator.polarity.value,
        "timing": indicator.timing.value,
        "quarters": [
            {"quarter": step.point.quarter.key, **_point(step), "joined": series.joined(place)}
            for place, step in enumerate(trend.steps)
        ],
        "limits": _limits(trend),
        "about_limits": limits_words(trend),
        "signals": [_signal(said, trend) for said in trend.said],
    }


def _signal(said: Said, trend: Trend) -> Mapping[str, object]:
    points = trend.series.points
    return {
        "signal": said.signal.name.lower(),
        "side": "high" if said.above else "low",
        "from": points[said.first].quarter.key,
        "to": points[said.last].quarter.key,
        "quarters": quarters_words(said, trend.series),
        "judgement": said.judgement.value,
        "words": signal_in_full(said, trend.series),
    }


def _in_csv(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Decimal():
            return f"{cell.normalize():f}"
        case int():
            return str(cell)
        case str():
            return visible(harmless(cell))


def _number(cell: object) -> int | float:
    if not isinstance(cell, Decimal):
        raise TypeError(cell)
    return int(cell) if cell == cell.to_integral_value() else float(cell)
