"""Composes the Document: every sentence of the framework is written here, and no file format is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from efreport.assessment import NOT_RECEIVED, Assessed
from efreport.document import (
    Block,
    Document,
    Heading,
    IndicatorRow,
    IndicatorTable,
    MovementShown,
    Number,
    Paragraph,
    PrintedColumn,
    Role,
    Shown,
    Table,
    Text,
)
from efreport.model import (
    FIGURE_COLUMNS,
    Column,
    Figure,
    Finding,
    Framework,
    Gap,
    Indicator,
    Mark,
    NoFigure,
    Return,
    Round,
    Section,
    ServiceArea,
    Severity,
    Unit,
    Unreadable,
    Value,
)
from efreport.movement import (
    NOT_GIVEN,
    Direction,
    Judgement,
    Moved,
    Movement,
    NotCompared,
    Standing,
    Stands,
    written_in,
)

ARROWS = {Direction.UP: "▲", Direction.DOWN: "▼", Direction.LEVEL: "►"}
CHANGE_UNITS = {
    Unit.COUNT: "",
    Unit.PERCENT: "pp",
    Unit.PERCENTAGE_POINTS: "pp",
    Unit.RATE_10000: "per 10,000",
    Unit.RATE_100000: "per 100,000",
    Unit.DAYS: "days",
    Unit.WEEKS: "weeks",
}
NO_INDICATORS = "No indicators are reported in this section."
NO_COMMENTARY = "No commentary given."
DIRECTION = "direction"
DIRECTION_HEADING = "Direction"

CONVENTIONS = (
    "Direction compares the latest result with the quarter before. The arrow is the movement of the number: "
    "▲ up, ▼ down, ► level. The words say what that means: improved or worsened where the indicator has a better "
    "direction, changed where it has none (measures of demand), no change where both figures are the same.",
    "Figures are compared as they are printed, at the coarser precision of the two, so that every change can be "
    "worked out again from the page. Changes between percentages are in percentage points (pp).",
    "Not compared means that the two figures are not like for like, with the reason: one of them is not given, "
    "they are on different bases, or they are not for the two quarters.",
    "Figures marked provisional (*Prov, [p]) may still change; figures marked revised or amended ([r]) differ "
    "from what was published before. A cell that was left blank in the return is printed as “not given”.",
)


def compose(
    round_: Round, framework: Framework, assessed: Sequence[Assessed], findings: Sequence[Finding], *, draft: bool
) -> Document:
    """Put the round's assessed indicators into words.

    `findings` are what the checks found; a draft lists its errors on the first page.
    """
    return Document(
        title=_clean(framework.title),
        organisation=_clean(framework.organisation),
        directorate=_clean(framework.directorate),
        quarter=round_.quarter.in_full,
        quarter_key=round_.quarter.key,
        dated=round_.quarter.last_day,
        draft=draft,
        cover=tuple(_cover(round_, framework, assessed, findings, draft)),
        areas=tuple(_areas(round_, framework, assessed)),
        notes=tuple(_notes(round_, framework)),
    )


def _cover(
    round_: Round, framework: Framework, assessed: Sequence[Assessed], findings: Sequence[Finding], draft: bool
) -> Iterator[Block]:
    if draft:
        yield Paragraph(Text("DRAFT. Not for publication: this framework has not been signed off.", Role.WARNING))
    yield Paragraph(Text(_counts_sentence(_judgements(assessed))))
    missing = [area.heading for area in framework.areas if round_.return_of(area) is None]
    if missing:
        yield Paragraph(Text(_clean(f"Returns not received: {'; '.join(missing)}."), Role.WARNING))
    yield _counts_table(framework, assessed)
    if draft:
        yield from _open_findings(findings)


def _judgements(assessed: Sequence[Assessed]) -> Counter[Judgement]:
    return Counter(_judgement(entry.movement) for entry in assessed)


def _judgement(movement: Movement) -> Judgement:
    match movement:
        case Moved():
            return movement.judgement
        case NotCompared():
            return Judgement.NOT_COMPARED


def _counts_sentence(counts: Counter[Judgement]) -> str:
    return (
        f"Of {counts.total()} indicators, {counts[Judgement.IMPROVED]} improved on the quarter before, "
        f"{counts[Judgement.WORSENED]} worsened and {counts[Judgement.NO_CHANGE]} showed no change; "
        f"{counts[Judgement.CHANGED]} changed where neither way is better, and "
        f"{counts[Judgement.NOT_COMPARED]} could not be compared, each for a reason that is given."
    )


def _counts_table(framework: Framework, assessed: Sequence[Assessed]) -> Table:
    rows = [_counts_row(area.heading, [a for a in assessed if a.area is area]) for area in framework.areas]
    rows.append(_counts_row("All service areas", assessed))
    return Table(
        caption="Indicators by service area and direction since the quarter before",
        description="One row for each service area and one for all, with the number of indicators by judgement.",
        headings=("Service area", "Indicators", *(judgement.value.capitalize() for judgement in Judgement)),
        rows=tuple(rows),
    )


def _counts_row(heading: str, assessed: Sequence[Assessed]) -> tuple[Text, ...]:
    counts = _judgements(assessed)
    cells = [Text(_clean(heading)), Text(str(len(assessed)))]
    return (*cells, *(Text(str(counts[judgement])) for judgement in Judgement))


def _open_findings(findings: Sequence[Finding]) -> Iterator[Block]:
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    warnings = sum(finding.severity is Severity.WARNING for finding in findings)
    also = f"{warnings} {'warning' if warnings == 1 else 'warnings'} besides"
    if not errors:
        yield Paragraph(Text(f"No errors are open in the returns; {also}.", Role.NOTE))
        return
    count = "1 error is" if len(errors) == 1 else f"{len(errors)} errors are"
    yield Paragraph(Text(f"{count} open in the returns; {also}.", Role.WARNING))
    yield Table(
        caption="Errors that are open in the returns",
        description="One row for each error: the cell, what is wrong there and how to put it right.",
        headings=("Where", "Rule", "What is wrong", "How to put it right"),
        rows=tuple(
            (
                Text(_clean(str(error.where)) or "All returns"),
                Text(error.rule),
                Text(_clean(error.message)),
                Text(_clean(error.hint) or "See the message."),
            )
            for error in errors
        ),
    )


def _areas(round_: Round, framework: Framework, assessed: Sequence[Assessed]) -> Iterator[Block]:
    columns = tuple(_columns(round_, framework))
    by_section = {key: tuple(rows) for key, rows in groupby(assessed, lambda a: (a.area.key, id(a.section)))}
    for area in framework.areas:
        yield Heading(1, _clean(area.heading))
        if area.note:
            yield Paragraph(Text(_clean(area.note), Role.NOTE))
        if round_.return_of(area) is None:
            yield Paragraph(Text("Return not received.", Role.WARNING))
        for section in area.sections:
            yield from _section(area, section, by_section.get((area.key, id(section)), ()), columns, framework)


def _section(
    area: ServiceArea,
    section: Section,
    assessed: Sequence[Assessed],
    columns: tuple[PrintedColumn, ...],
    framework: Framework,
) -> Iterator[Block]:
    if section.heading:
        yield Heading(2, _clean(section.heading))
    if section.note:
        yield Paragraph(Text(_clean(section.note), Role.NOTE))
    if not assessed:
        yield Paragraph(Text(NO_INDICATORS, Role.NOTE))
        return
    notes: dict[str, int] = {}
    rows = tuple(_row(entry, columns, framework, notes) for entry in assessed)
    place = f"{area.heading}: {section.heading}" if section.heading else area.heading
    yield IndicatorTable(
        caption=_clean(place),
        description="One row for each indicator, with its figures, direction and commentary.",
        area=_clean(area.heading),
        section=_clean(section.heading) or "General",
        columns=columns,
        rows=rows,
        notes=tuple(f"Note {number}: {caveat}." for caveat, number in notes.items()),
    )


def _columns(round_: Round, framework: Framework) -> Iterator[PrintedColumn]:
    for column, heading in framework.headings(round_.quarter).items():
        yield PrintedColumn(column.value, _clean(heading))
        if column is Column.PREVIOUS:
            yield PrintedColumn(DIRECTION, DIRECTION_HEADING)


def _row(
    entry: Assessed, columns: Sequence[PrintedColumn], framework: Framework, notes: dict[str, int]
) -> IndicatorRow:
    indicator = entry.indicator
    headings = {column.kind: column.heading for column in columns}
    figures = {
        column.value: _shown(entry.values[column], indicator, headings[column.value]) for column in FIGURE_COLUMNS
    }
    if entry.source is None:
        figures[Column.LATEST.value] = Shown(Text(NOT_RECEIVED.capitalize(), Role.GAP))
    return IndicatorRow(
        code=_clean(" / ".join(indicator.codes) or framework.no_code),
        name=_clean(indicator.name),
        unit=indicator.unit.value,
        figures=figures,
        movement=_movement_shown(entry.movement, indicator.unit, notes),
        against_neighbours=_standing_words(entry.against_neighbours),
        against_national=_standing_words(entry.against_national),
        source=_words_or(entry, Column.SOURCE, NOT_GIVEN.capitalize()),
        commentary=_words_or(entry, Column.COMMENTARY, NO_COMMENTARY),
    )


def _words_or(entry: Assessed, column: Column, otherwise: str) -> Text:
    words = _clean(entry.row.text(column)).strip() if entry.row else ""
    return Text(words) if words else Text(otherwise, Role.GAP)


def _shown(value: Value, indicator: Indicator, heading: str) -> Shown:
    words = _clean(value.text).strip()
    match value:
        case NoFigure(gap=Gap.BLANK):
            return Shown(Text(NOT_GIVEN, Role.GAP))
        case NoFigure() | Unreadable():
            return Shown(Text(words, Role.GAP))
        case Figure() if not written_in(value, indicator.unit):
            return Shown(Text(words), note=f"{heading}: “{words}” is printed as typed, since its unit is in doubt")
        case Figure():
            note = f"{heading}: {words}" if value.qualifiers else ""
            return Shown(Text(words), _number(value, indicator.unit), note)


def _number(figure: Figure, unit: Unit) -> Number:
    marks = {qualifier.mark for qualifier in figure.qualifiers}
    suffix = f" {figure.unit_mark}" if unit in (Unit.DAYS, Unit.WEEKS) and figure.unit_mark else ""
    suffix += " [p]" if Mark.PROVISIONAL in marks else ""
    suffix += " [r]" if Mark.REVISED in marks else ""
    return Number(figure.amount, figure.decimals, unit.takes_percent, "," in figure.text, suffix)


def _movement_shown(movement: Movement, unit: Unit, notes: dict[str, int]) -> MovementShown:
    match movement:
        case NotCompared(reason):
            return MovementShown(
                Text(_clean(f"Not compared: {reason}"), Role.NOT_COMPARED),
                judgement=Judgement.NOT_COMPARED.value,
                note=_clean(f"Not compared: {reason}"),
            )
        case Moved():
            caveats = [_clean(caveat) for caveat in movement.caveats]
            numbers = [str(notes.setdefault(caveat, len(notes) + 1)) for caveat in caveats]
            decimals = max(0, -int(movement.change.as_tuple().exponent))
            return MovementShown(
                Text(_movement_words(movement, unit, numbers), Role(movement.judgement.value)),
                direction=movement.direction.value,
                change=Number(movement.change, decimals),
                change_unit=CHANGE_UNITS[unit] or "count",
                judgement=movement.judgement.value,
                note="; ".join(caveats),
            )


def _movement_words(movement: Moved, unit: Unit, notes: Sequence[str]) -> str:
    arrow = ARROWS[movement.direction]
    referred = f" (note {' and '.join(notes)})" if notes else ""
    if movement.change == 0:
        return f"{arrow} {movement.judgement.value}{referred}"
    change = f"{abs(movement.change):,} {CHANGE_UNITS[unit]}".strip()
    return f"{arrow} {change}, {movement.judgement.value}{referred}"


def _standing_words(standing: Standing) -> str:
    match standing:
        case Stands():
            caveats = f" ({_clean('; '.join(standing.caveats))})" if standing.caveats else ""
            return f"{standing.position.value}{caveats}"
        case NotCompared(reason):
            return _clean(f"not compared: {reason}")


def _notes(round_: Round, framework: Framework) -> Iterator[Block]:
    yield Heading(1, "Notes")
    yield Heading(2, "How to read the framework")
    for sentence in CONVENTIONS:
        yield Paragraph(Text(sentence))
    if framework.populations:
        yield Heading(2, "Populations")
        yield _populations(framework)
    yield Heading(2, "Sources of commentary")
    yield Table(
        caption="Sources of commentary",
        description="One row for each source: the short form in the tables and what it stands for.",
        headings=("Source", "What it stands for"),
        rows=tuple((Text(_clean(source.code)), Text(_clean(source.name))) for source in framework.sources),
    )
    yield Heading(2, "Returns")
    yield _returns(round_, framework)


def _populations(framework: Framework) -> Table:
    return Table(
        caption="Populations",
        description="One row for each population that rates are worked out with.",
        headings=("Population", "People", "Used for"),
        rows=tuple(
            (Text(_clean(entry.name)), Text(f"{entry.people:,}"), Text(_clean(entry.used_for) or NOT_GIVEN))
            for entry in framework.populations
        ),
    )


def _returns(round_: Round, framework: Framework) -> Table:
    return Table(
        caption="Returns that went into this framework",
        description="One row for each service area: its workbook, who completed it and when, and its SHA-256 fingerprint.",
        headings=("Service area", "Workbook", "Completed by", "Date", "SHA-256"),
        rows=tuple(_return_row(area, round_.return_of(area)) for area in framework.areas),
    )


def _return_row(area: ServiceArea, found: Return | None) -> tuple[Text, ...]:
    if found is None:
        absent = Text(NOT_RECEIVED, Role.GAP)
        return (Text(_clean(area.heading)), absent, absent, absent, absent)
    facts = (found.workbook, found.completed_by, found.completed_on, found.sha256)
    return (Text(_clean(area.heading)), *(Text(_clean(fact).strip() or NOT_GIVEN) for fact in facts))


def _clean(text: str) -> str:
    """Take out what XML cannot hold, so that no character of a return can spoil a document; lines end with \\n."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\t\n" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff")
