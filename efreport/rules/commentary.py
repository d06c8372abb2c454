"""Rules EF501 to EF506: sources of commentary, and commentary where the framework expects it, new and not too long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from efreport.assessment import Assessed
from efreport.model import Cell, Column, Figure, FigureCell, NoFigure, Row, Severity, same_code
from efreport.movement import displayed, stated_period
from efreport.phrases import listed, shortened
from efreport.rules.base import Found, Subject, heading_texts, label, rule
from efreport.rules.expected import why_expected
from efreport.rules.together import alike
from efreport.values import excel_error, plain

_SEPARATORS = re.compile(r"[/,;&+\n]|\band\b", re.IGNORECASE)
# What stands where a commentary should, and tells the reader of the printed page nothing.
_NOTHING_SAID = re.compile(
    r"|n ?[/.]? ?a|none|nil|ditto|[-.…\"”]+|tb[ca]|to follow|pending|awaited|no comments?|no commentary"
    r"|(?:please )?(?:as|see|refer to) (?:the )?(?:above|below|attached|previous|last quarter|attachment|report|comments?)"
    r"(?: (?:report|document|commentary|comments?|sheet|tab))?|nothing to (?:report|add)"
    # That somebody else has yet to write it.
    r"|tb[ca][ :,(-]*(?:(?:await(?:ing|ed)|waiting|for|to (?:come|follow)|an?|the|update|commentary|comments?|words|response|reply"
    r"|input)\b ?)*(?:(?:from|by|with) [^.\d]{1,40})?"
    r"|(?:await(?:ing|ed)|waiting for|pending)(?: an?| the)? (?:commentary|comments?|words)(?: (?:from|by) [^.\d]{1,40})?",
    re.IGNORECASE,
)
_FIGURE_ALONE = re.compile(r"[\d.,]+ ?%?")
FEWEST_COMPARED = 3
SHORTEST_BEGUN_WITH = 20
FEWEST_WORDS = 6
# Where nothing stands as the commentary itself, with a full stop.
FEWEST_ALONE = 3


@rule("EF501", Severity.ERROR)
def source_unknown(subject: Subject) -> Iterator[Found]:
    """The source of commentary is not recognised.

    The cell holds something that is not one of the framework's sources, or the commentary itself: then that alone is said, and
    not that a commentary is missing.

    Why: the source tells the board where a commentary was agreed; a mistyped one tells it nothing.

    How to put it right: type one of the framework's sources, or two with a slash between them (CMT / LSCB). To use a new
    source, ask the performance team.

    Before: LSBC
    After: LSCB
    """
    sources = subject.framework.sources
    known = {same_code(source.code): source.code for source in sources}
    spelt_out = {same_code(source.name): source.code for source in sources}
    for found, row, indicator in subject.rows():
        cell = row.words.get(Column.SOURCE)
        unknown = [part for part in _parts(cell) if same_code(part) not in known]
        if not cell or not unknown:
            continue
        lead = f"{label(indicator)}, “{heading_texts(found)[Column.SOURCE]}”"
        if stands_as_source(row):
            commentary = row.words.get(Column.COMMENTARY)
            where = f" to {commentary.at.cell}" if commentary else " to the commentary"
            told = Found(
                cell.at,
                f"{lead}: the commentary seems to stand in the column for its source: “{shortened(cell.text)}”.",
                f"Move the text{where}, and type the source in {cell.at.cell}: {', '.join(known.values())}.",
                indicator.key,
            )
            yield alike(told, "commentary")
            continue
        nearest = [match for part in unknown for match in get_close_matches(same_code(part), known | spelt_out, 1)]
        meant = f" Did you mean {(known | spelt_out)[nearest[0]]}?" if nearest else ""
        names = listed([f"“{shortened(part.strip())}”" for part in unknown])
        is_not = "is not a source" if len(unknown) == 1 else "are not sources"
        told = Found(
            cell.at,
            f"{lead}: {names} {is_not} of commentary that we recognise.{meant}",
            f"In {cell.at.cell}, type one of these: {', '.join(known.values())}. To use a new source, ask the performance team.",
            indicator.key,
        )
        yield alike(told, names)


def stands_as_source(row: Row) -> bool:
    """Say whether a row's commentary stands as its source: a sentence, or where there is no other, what is as long as one."""
    cell, commentary = row.words.get(Column.SOURCE), row.words.get(Column.COMMENTARY)
    if cell is None:
        return False
    words, stops = sum(word != word.upper() for word in cell.text.split()), "." in cell.text
    if commentary is not None and says_nothing(commentary):
        return words >= (FEWEST_ALONE if stops else FEWEST_ALONE + 2)
    return words >= (FEWEST_WORDS if stops else 2 * FEWEST_WORDS)


def _parts(cell: Cell | None) -> tuple[str, ...]:
    """Give the sources that a cell names; none where it says nothing, or holds an error that is reported as one."""
    if cell is None or says_nothing(cell) or failed(cell):
        return ()
    return tuple(part for part in _SEPARATORS.split(cell.text) if same_code(part))


@rule("EF502", Severity.WARNING)
def commentary_missing(subject: Subject) -> Iterator[Found]:
    """A commentary is missing where the board will ask for one.

    The figure got worse since last quarter, or is worse than both the statistical neighbours and the national average, and
    there is no commentary. “See attached”, “as above”, “to follow”, “TBC - awaiting from Sue” and the like do not count: on
    the printed page there is nothing attached and nothing above.

    Why: these are the figures that the board will ask about.

    How to put it right: say in a sentence or two why, and what is being done.

    Before: CP12 fell from 82% to 65%, with no commentary
    After: CP12 fell ... because requests reached the team late; a daily check began in October.
    """
    for entry, cell in _without_commentary(subject):
        if entry.indicator.commentary_expected and (reason := why_expected(entry)):
            yield Found(
                cell.at,
                f"{label(entry.indicator)}: {reason}, but {_not_there(cell)}.",
                f"In {cell.at.cell}, say in a sentence or two why, and what is being done.",
                entry.indicator.key,
            )


@rule("EF503", Severity.WARNING)
def commentary_not_there(subject: Subject) -> Iterator[Found]:
    """A source is given, but there is no commentary.

    “See attached”, “as above”, “to follow”, “TBC - awaiting from Sue” and the like do not count.

    Why: a commentary was probably agreed and not copied into the return.

    How to put it right: copy the commentary in, or clear the source.

    Before: CR | (blank)
    After: CR | Placements outside the city are specialist ones.
    """
    for entry, cell in _without_commentary(subject):
        source = entry.row.words.get(Column.SOURCE) if entry.row else None
        told = entry.indicator.commentary_expected and why_expected(entry)
        if source and not says_nothing(source) and not failed(source) and not told:
            yield alike(
                Found(
                    cell.at,
                    f"{label(entry.indicator)}: {shortened(source.text)} is given as the source, but {_not_there(cell)}.",
                    f"Type the commentary in {cell.at.cell}, or clear the source in {source.at.cell}.",
                    entry.indicator.key,
                ),
                "no commentary",
            )


@rule("EF504", Severity.NOTE)
def source_not_there(subject: Subject) -> Iterator[Found]:
    """There is a commentary, but no source is given.

    Why: the board cannot tell where it was agreed.

    How to put it right: type the source beside it.

    Before: (blank) | Repeat cases are in line with the national average.
    After: CMT | Repeat cases are in line with the national average.
    """
    known = ", ".join(source.code for source in subject.framework.sources)
    for _, row, indicator in subject.rows():
        source, commentary = row.words.get(Column.SOURCE), row.words.get(Column.COMMENTARY)
        if source and commentary and says_nothing(source) and not says_nothing(commentary) and not failed(commentary):
            yield alike(
                Found(
                    source.at,
                    f"{label(indicator)}: there is a commentary, but no source is given.",
                    f"In {source.at.cell}, type one of these: {known}.",
                    indicator.key,
                ),
                "no source",
            )


@rule("EF505", Severity.WARNING)
def commentary_left_over(subject: Subject) -> Iterator[Found]:
    """The commentary is last quarter's, word for word.

    Spaces and capitals aside it is the same as in last quarter's return of the service area, or begins with all of that. It is
    compared from three words on (“Better judgement.” may well be written twice), and what begins with last quarter's where
    that has 20 letters. Where
    the result is the same too, for the same named period, or is missing for the same reason, there may be nothing new to
    say, and nothing is found.

    Why: it is about last quarter's figure, beside this quarter's.

    How to put it right: update the commentary for this quarter's figure.

    Before: 65%, with “A rise to 82% ...” as in Q1
    After: 65%, with “A fall to 65% ...”
    """
    before = subject.before()
    for found, row, indicator in subject.rows():
        other = before.return_of(found.area) if found.area else None
        earlier = other.by_key.get(indicator.key) if other else None
        commentary = row.words.get(Column.COMMENTARY)
        if commentary and earlier and (same := _left_over(row, earlier)) and not _nothing_new(row, earlier):
            yield alike(
                Found(
                    commentary.at,
                    f"{label(indicator)}, “{heading_texts(found)[Column.COMMENTARY]}”: “{shortened(commentary.text)}” {same} the "
                    f"commentary for {before.quarter.label}.",
                    f"In {commentary.at.cell}, update the commentary for this quarter's figure"
                    f"{_of(row.figures.get(Column.LATEST))}.",
                    indicator.key,
                ),
                "left over",
            )


def _of(cell: FigureCell | None) -> str:
    return f", {shortened(cell.text)}" if cell and isinstance(cell.value, Figure) else ""


def _left_over(row: Row, earlier: Row) -> str:
    """Say how much of the commentary is last quarter's, all of it or its beginning; nothing where it is new."""
    words = earlier.text(Column.COMMENTARY).split()
    now, then = ("".join(each.text(Column.COMMENTARY).split()).casefold() for each in (row, earlier))
    if now == then:
        return (
            "is word for word"
            if len(words) >= FEWEST_COMPARED and not says_nothing(earlier.words.get(Column.COMMENTARY))
            else ""
        )
    return "begins, word for word, with" if len(then) >= SHORTEST_BEGUN_WITH and now.startswith(then) else ""


def _nothing_new(row: Row, earlier: Row) -> bool:
    """Say whether the latest result is the same for the same named period, or missing for the same reason."""
    latest, before = row.figures.get(Column.LATEST), earlier.figures.get(Column.LATEST)
    match latest and latest.value, before and before.value:
        case Figure() as now, Figure() as then:
            same_period = bool(stated_period(now)) and stated_period(now) == stated_period(then)
            return same_period and displayed(now) == displayed(then)
        case NoFigure() as now, NoFigure() as then:
            return plain(now.text).casefold() == plain(then.text).casefold()
        case _:
            return False


@rule("EF506", Severity.WARNING)
def commentary_too_long(subject: Subject) -> Iterator[Found]:
    """The commentary is very long.

    It has more characters than the framework's config allows, usually 2,000: most of a printed page.

    Why: in the framework's table it pushes the other indicators off the page.

    How to put it right: keep what the board needs: what happened, why, and what is being done.

    Before: a commentary of 3,412 characters
    After: one of about 600
    """
    longest = subject.framework.rule_settings.longest_commentary
    for found, row, indicator in subject.rows():
        cell = row.words.get(Column.COMMENTARY)
        if cell and (length := len(cell.text.strip())) > longest:
            yield alike(
                Found(
                    cell.at,
                    f"{label(indicator)}, “{heading_texts(found)[Column.COMMENTARY]}”: “{shortened(cell.text)}” has {length:,} "
                    f"characters; the limit is {longest:,}.",
                    f"Shorten it in {cell.at.cell} to what happened, why, and what is being done.",
                    indicator.key,
                ),
                "long",
            )


def says_nothing(cell: Cell | None) -> bool:
    """Say whether a cell of words holds nothing, or only what amounts to that: n/a, a dash, “as above”, “to follow”."""
    return cell is None or _NOTHING_SAID.fullmatch(plain(cell.text).rstrip(".:! ")) is not None


def failed(cell: Cell) -> bool:
    """Say whether a cell of words holds an Excel error, or a formula that was never calculated."""
    return bool(excel_error(cell.text)) or cell.problem.startswith("a formula")


def _without_commentary(subject: Subject) -> Iterator[tuple[Assessed, Cell]]:
    """Give the rows without commentary; where it was typed as the source, that is said."""
    for entry, row in subject.entries():
        cell = row.words.get(Column.COMMENTARY)
        bare = cell is not None and _FIGURE_ALONE.fullmatch(plain(cell.text)) is not None
        if cell and (bare or says_nothing(cell)) and not stands_as_source(row):
            yield entry, cell


def _not_there(cell: Cell) -> str:
    words = shortened(cell.text)
    return f"the commentary is only “{words}”" if len(words) > 3 or words[:1].isdigit() else "there is no commentary"
