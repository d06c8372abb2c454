"""Trends for people: a small chart, a table of the quarters, and in words what there is to see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from efreport.model import Origin
from efreport.movement import Moved, Movement, NotCompared, Standing, Stands
from efreport.phrases import counted, listed
from efreport.reports.aligned import aligned
from efreport.reports.lines import Line, Style, line
from efreport.reports.trend_chart import chart_lines
from efreport.trend.limits import Limits
from efreport.trend.reading import Step, Trend
from efreport.trend.words import change_since, change_words, limits_words, point_words, signal_in_full

HEADINGS = (
    "Quarter", "Figure", "Revised", "Since the quarter before", "Year before", "Since then", "Neighbours", "National", "From",
)  # fmt: skip
NOTHING = "-"
KEPT = {Origin.PUBLISHED: "published", Origin.IMPORTED: "imported", Origin.RETURNS: "returns", None: "next quarter's"}


class _Notes:
    """What stands below the table: a reason or caveat keeps the number that it was first given."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def refer(self, words: str, notes: Sequence[str]) -> str:
        """Give the words with references to the notes."""
        numbers = (self.numbers.setdefault(note, len(self.numbers) + 1) for note in notes if note)
        return " ".join((words, *(f"[{number}]" for number in numbers)))


def trend_lines(trends: Sequence[Trend]) -> Iterator[Line]:
    """Give everything that is said of each trend, one after the other."""
    for number, trend in enumerate(trends):
        if number:
            yield from (line(""), line(""))
        yield from _lines(trend)


def _lines(trend: Trend) -> Iterator[Line]:
    indicator, series = trend.indicator, trend.series
    yield line(f"{series.code}  {indicator.name}", Style.HEADING)
    yield line(f"{series.heading}; {indicator.unit.value}, {indicator.timing.value}; {indicator.polarity.words}")
    yield line("")
    yield from chart_lines(trend)
    yield line("")
    yield from _table(trend)
    yield line("")
    yield from _said(trend)


def _table(trend: Trend) -> Iterator[Line]:
    notes = _Notes()
    rows = [_row(step, trend, notes) for step in trend.steps]
    yield from aligned(HEADINGS, rows, (1, 2, 4, 6, 7))
    if notes.numbers:
        yield line("")
        width = len(str(len(notes.numbers))) + 3
        yield from (line(f"[{number}] {note}.", Style.HINT, width) for note, number in notes.numbers.items())


def _row(step: Step, trend: Trend, notes: _Notes) -> tuple[str, ...]:
    point, unit = step.point, trend.indicator.unit
    own = point.text if point.origin else NOTHING
    is_first = point is trend.series.points[0]
    return (
        point.quarter.label,
        notes.refer(own or "not given", [f"not a figure of that quarter: {point.aside}" if point.aside else ""]),
        point.revised or NOTHING,
        NOTHING if is_first else notes.refer(change_words(step.since, unit), _reasons(step.since)),
        point_words(step.year_ago, unit) if step.year_ago else NOTHING,
        notes.refer(change_words(step.since_year_ago, unit), _reasons(step.since_year_ago))
        if step.since_year_ago
        else NOTHING,
        point.neighbours or NOTHING,
        point.national or NOTHING,
        KEPT[point.origin],
    )


def _reasons(movement: Movement) -> Sequence[str]:
    match movement:
        case NotCompared(reason=reason):
            return (reason,)
        case Moved(caveats=caveats):
            return caveats


def _said(trend: Trend) -> Iterator[Line]:
    yield line(f"{_newest(trend)}.")
    words = limits_words(trend)
    yield line(f"{words[0].upper()}{words[1:]}.")
    if trend.said:
        yield line("More than chance would bring:")
        yield from (line(f"  {signal_in_full(said, trend.series)}", Style.WARNING, 2) for said in trend.said)
    elif isinstance(trend.limits, Limits):
        yield line("Nothing is more than chance would bring: there is no signal by any of the rules.")
    revised = sum(bool(point.revised and point.origin) for point in trend.series.points)
    if revised:
        count = "the revised one counts" if revised == 1 else "the revised ones count"
        yield line(f"Revised later: {counted(revised, 'figure')}; {count}.")


def _newest(trend: Trend) -> str:
    """Say in one sentence, without its full stop, where the indicator stands."""
    step, unit = trend.steps[-1], trend.indicator.unit
    point = step.point
    said = [point_words(point, unit)]
    if len(trend.steps) > 1:
        said.append(change_since(step.since, unit, point.quarter.previous.label))
    if step.since_year_ago:
        said.append(change_since(step.since_year_ago, unit, point.quarter.year_ago.label))
    standings = {
        "statistical neighbours": (step.neighbours, point.neighbours),
        "national": (step.national, point.national),
    }
    against = [
        f"{_stands(each)} {name} ({text})" for name, (each, text) in standings.items() if isinstance(each, Stands)
    ]
    if against:
        said.append(listed(against))
    return f"{point.quarter.label}: {'; '.join(said)}"


def _stands(standing: Standing) -> str:
    if not isinstance(standing, Stands):
        return ""
    return "the same as" if standing.position.value == "same" else f"{standing.position.value} than"
