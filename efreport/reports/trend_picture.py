"""A trend as a picture: an SVG that says in words what it shows, and tells nothing by colour alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from textwrap import wrap

from efreport.model import Timing, Unit
from efreport.movement import Stands, restarts_in
from efreport.phrases import counted, visible
from efreport.trend.limits import Limits
from efreport.trend.reading import Trend, amount_shown, shown_limits
from efreport.trend.words import amount_words, limits_words, point_words, signal_in_full

WIDTH, LEFT, RIGHT = 960, 30, 150
TOP, PLOT = 96, 260
LINE = 20
INK, QUIET, DARK, RULE = "#1F2427", "#4A5357", "#1F4E5F", "#C9D2D6"
SIGNAL = "#8A2B0E"
SIGNAL_WORDS = "More than chance"
FONT = "Arial, Helvetica, sans-serif"
LETTERS = 118
"""Letters of a line of text that fit in the width."""


@dataclass(frozen=True)
class _Frame:
    """Where amounts and quarters stand in the picture, in its own units."""

    least: Decimal
    most: Decimal
    count: int

    def x(self, place: int) -> float:
        inner = WIDTH - LEFT - RIGHT - 40
        return LEFT + 20 + (inner / 2 if self.count == 1 else inner * place / (self.count - 1))

    def y(self, amount: Decimal) -> float:
        reach = self.most - self.least
        share = float((amount - self.least) / reach) if reach else 0.5
        return TOP + 20 + (PLOT - 40) * (1 - share)


def trend_svg(trend: Trend) -> str:
    """Draw a trend: the line with its figures, the mean and limits if there are any, and below in words what there is to see."""
    limits = shown_limits(trend.limits, trend.indicator) if isinstance(trend.limits, Limits) else None
    amounts = [amount for point in trend.series.points if (amount := amount_shown(point)) is not None]
    ends = [*amounts, *((limits.lower, limits.upper) if limits else ())] or [Decimal(0)]
    frame = _Frame(min(ends), max(ends), len(trend.series.points))
    words = list(_below(trend))
    height = TOP + PLOT + 62 + LINE * len(words) + 14
    title = visible(f"{trend.series.code} {trend.indicator.name}")
    body = [
        *_heading(trend, title),
        *(_limits(trend, limits, frame) if limits else ()),
        *_line(trend, frame),
        *_points(trend, frame),
        *_quarters(trend, frame),
        *(_text(LEFT, TOP + PLOT + 70 + LINE * row, each, QUIET) for row, each in enumerate(words)),
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-labelledby="title desc" font-family="{FONT}" font-size="14">\n'
        f'<title id="title">{_escaped(title)}</title>\n<desc id="desc">{_escaped(description(trend))}</desc>\n'
        f'<rect width="{WIDTH}" height="{height}" fill="#FFFFFF"/>\n' + "\n".join(body) + "\n</svg>\n"
    )


def description(trend: Trend) -> str:
    """Say every figure and what there is to see, for who cannot see the picture."""
    unit = trend.indicator.unit
    points, about = trend.series.points, limits_words(trend)
    figures = ", ".join(f"{point.quarter.label} {point_words(point, unit)}" for point in points)
    signals = "".join(f" {SIGNAL_WORDS}: {signal_in_full(said, trend.series)}." for said in trend.said)
    chart = f"Line chart over {counted(len(points), 'quarter')}, in {_unit_words(unit)}: {figures}."
    return visible(f"{chart} {about[0].upper()}{about[1:]}.{signals}")


def _unit_words(unit: Unit) -> str:
    return "numbers" if unit is Unit.COUNT else unit.value


def _heading(trend: Trend, title: str) -> Iterator[str]:
    lines = wrap(title, 86)
    shown = lines[0] if len(lines) == 1 else f"{lines[0]}…"
    yield f'<text x="{LEFT}" y="38" font-size="19" font-weight="bold" fill="{DARK}">{_escaped(shown)}</text>'
    first, last = trend.series.points[0].quarter, trend.series.points[-1].quarter
    said = f"{trend.series.heading}; {_unit_words(trend.indicator.unit)}; {first.label} to {last.label}; "
    yield _text(LEFT, 62, visible(said) + trend.indicator.polarity.words, QUIET)


def _limits(trend: Trend, limits: Limits, frame: _Frame) -> Iterator[str]:
    unit, decimals = trend.indicator.unit, trend.decimals + 1
    right = WIDTH - RIGHT
    lines = (("upper limit", limits.upper, "2 5"), ("mean", limits.mean, "9 4"), ("lower limit", limits.lower, "2 5"))
    places = _apart([frame.y(amount) for _, amount, _ in lines], 17)
    for (name, amount, dashes), place in zip(lines, places, strict=True):
        y = frame.y(amount)
        yield (
            f'<line x1="{LEFT}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}" stroke="{QUIET}" stroke-width="1.4" '
            f'stroke-dasharray="{dashes}"/>'
        )
        yield _text(right + 8, place + 5, f"{name} {amount_words(amount, unit, decimals)}", QUIET)


def _apart(places: list[float], least: float) -> list[float]:
    """Move labels down where they would stand on one another."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + least) if moved else place)
    return moved


def _line(trend: Trend, frame: _Frame) -> Iterator[str]:
    """The line, broken where figures may not be joined."""
    series, parts = trend.series, list[str]()
    for place, point in enumerate(series.points):
        amount = amount_shown(point)
        if amount is not None:
            parts.append(f"{'L' if series.joined(place) else 'M'}{frame.x(place):.1f} {frame.y(amount):.1f}")
    if parts:
        yield f'<path d="{" ".join(parts)}" fill="none" stroke="{DARK}" stroke-width="2.2" stroke-linejoin="round"/>'


def _points(trend: Trend, frame: _Frame) -> Iterator[str]:
    """A dot for each figure, a larger diamond for one that is part of what is more than chance; with its figure above it."""
    special = {place for said in trend.said for place in range(said.first, said.last + 1)}
    size = 13 if frame.count <= 14 else 11
    for place, point in enumerate(trend.series.points):
        amount = amount_shown(point)
        if amount is None:
            continue
        x, y = frame.x(place), frame.y(amount)
        if place in special:
            yield (
                f'<path d="M{x:.1f} {y - 7:.1f} L{x + 7:.1f} {y:.1f} L{x:.1f} {y + 7:.1f} L{x - 7:.1f} {y:.1f} Z" '
                f'fill="{SIGNAL}" stroke="#FFFFFF" stroke-width="1.2"/>'
            )
        else:
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{DARK}" stroke="#FFFFFF" stroke-width="1.2"/>'
        figure = point_words(point, trend.indicator.unit)
        label = y + 23 if _is_valley(trend, place) else y - 11
        yield (
            f'<text x="{x:.1f}" y="{label:.1f}" text-anchor="middle" font-size="{size}" fill="{INK}" stroke="#FFFFFF" '
            f'stroke-width="3" paint-order="stroke">{_escaped(figure)}</text>'
        )


def _is_valley(trend: Trend, place: int) -> bool:
    """Whether the line comes down to a point and goes up again, so that its figure has room below and none above."""
    amounts = trend.series.amounts
    beside = [amounts[each] for each in (place - 1, place + 1) if 0 <= each < len(amounts)]
    own = amounts[place]
    around = [amount for amount in beside if amount is not None]
    return own is not None and any(amount > own for amount in around) and all(amount >= own for amount in around)


def _quarters(trend: Trend, frame: _Frame) -> Iterator[str]:
    """The quarters below, with the year below its first; a rule where the measure starts again."""
    bottom, timing, year = TOP + PLOT, trend.indicator.timing, ""
    yield f'<line x1="{LEFT}" y1="{bottom}" x2="{WIDTH - RIGHT}" y2="{bottom}" stroke="{RULE}" stroke-width="1.5"/>'
    for place, point in enumerate(trend.series.points):
        x = frame.x(place)
        if place and timing is not Timing.SCHOOL_YEAR and restarts_in(point.quarter, timing):
            between = (x + frame.x(place - 1)) / 2
            yield f'<line x1="{between:.1f}" y1="{TOP}" x2="{between:.1f}" y2="{bottom}" stroke="{RULE}" stroke-width="1.5"/>'
        middle = ' text-anchor="middle"'
        yield f'<text x="{x:.1f}" y="{bottom + 20}"{middle} font-size="12" fill="{INK}">{point.quarter.short}</text>'
        if point.quarter.financial_year != year:
            year = point.quarter.financial_year
            yield f'<text x="{x:.1f}" y="{bottom + 38}"{middle} font-size="12" fill="{QUIET}">{year}</text>'


def _below(trend: Trend) -> Iterator[str]:
    about = limits_words(trend)
    sentences = [f"{about[0].upper()}{about[1:]}."]
    sentences += [f"{SIGNAL_WORDS}: {signal_in_full(said, trend.series)}." for said in trend.said]
    step = trend.steps[-1]
    for name, standing, text in (
        ("statistical neighbours", step.neighbours, step.point.neighbours),
        ("national", step.national, step.point.national),
    ):
        if isinstance(standing, Stands):
            sentences.append(f"{step.point.quarter.label} against {name} ({text}): {standing.position.value}.")
    for each in sentences:
        yield from wrap(visible(each), LETTERS)


def _text(x: float, y: float, words: str, colour: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}">{_escaped(words)}</text>'


def _escaped(words: str) -> str:
    return escape(words, quote=True)
