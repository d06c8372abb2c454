"""The notes at the end: how to read the framework, populations, sources and returns."""

from __future__ import annotations

from collections.abc import Iterator

from efreport.assessment import NOT_RECEIVED
from efreport.compose.style import date_words
from efreport.compose.targets import CONVENTION
from efreport.compose.trends import TRENDS
from efreport.compose.words import clean, code_of
from efreport.document import (
    Block,
    Heading,
    Paragraph,
    Role,
    Table,
    Text,
)
from efreport.model import (
    DateForm,
    Framework,
    Return,
    Round,
    ServiceArea,
    SignOff,
    Succession,
    in_groups,
)
from efreport.movement import (
    CHANGE_UNITS,
    NOT_GIVEN,
)

COMPLETED = (SignOff.COMPLETED_BY, SignOff.COMPLETED_ON)
CONVENTIONS = (
    "Direction compares the latest result with the quarter before. The arrow is the movement of the number: "
    "▲ up, ▼ down, ► level. The words say what that means: improved or worsened where the indicator has a better "
    "direction, changed where it has none (measures of demand), no change where both figures are the same.",
    "Figures are compared as they are printed, at the coarser precision of the two, so that every change can be "
    "worked out again from the page. Changes between percentages are in percentage points (pp).",
    "Not compared means that the two figures are not like for like, with the reason: one of them is not given, "
    "they are on different bases, or they are not for the two quarters. Awaited means that the latest figure is "
    "still to come, for the reason that stands in its place.",
    "A reference such as [note 1] leads to the note of that number below the same table.",
    "Figures marked provisional (*Prov, [p]) may still change; figures marked revised or amended ([r]) differ "
    "from what was published before. A cell that was left blank in the return is printed as “not given”.",
)
POSITIONS = (
    "Below the figure of a comparator is how our latest result compares with it: ours is better, worse or the same where "
    "the indicator has a better direction, higher or lower where it has none."
)
RANKING = (
    "The largest movements on the first page are those for the better and for the worse, ranked within each unit: "
    "percentages by percentage points, rates, days and weeks by their change, counts by their change relative to what "
    "they were. Counts that were under {threshold} in the quarter before are left out, since one child more or fewer "
    "moves them far."
)


def notes(
    round_: Round, framework: Framework, succession: Succession | None, *, has_trends: bool = False
) -> Iterator[Block]:
    """Give the blocks of the notes. `succession` is where they stand in the record of publication, None for a draft."""
    yield Heading(1, "Notes")
    yield Heading(2, "How to read the framework")
    for sentence in _conventions(framework, has_trends=has_trends):
        yield Paragraph(Text(sentence))
    if framework.populations:
        yield Heading(2, "Populations")
        yield _populations(framework)
    yield Heading(2, "Sources of commentary")
    yield Table(
        caption="Sources of commentary",
        description="One row for each source: the short form in the tables and what it stands for.",
        headings=("Source", "What it stands for"),
        rows=tuple((Text(clean(source.code)), Text(clean(source.name))) for source in framework.sources),
    )
    yield Heading(2, "Returns")
    yield _returns(round_, framework)
    if succession and (succession.seal or succession.corrects):
        yield Heading(2, "Record of publication")
        yield from (Paragraph(Text(words)) for words in _record(round_, succession))


def _record(round_: Round, succession: Succession) -> Iterator[str]:
    """Say which edition this is, and the seal by which it can be proved that nothing published before was changed since."""
    if succession.corrects:
        yield (
            f"This is edition {succession.number} of {round_.quarter.label}. It takes the place of {succession.corrects.label}; "
            "figures that were published otherwise are marked [r], with a note."
        )
    if succession.seal:
        yield f"In the record of what was published, it follows the entry with this seal: {in_groups(succession.seal)}"


def _conventions(framework: Framework, *, has_trends: bool) -> Iterator[str]:
    yield from CONVENTIONS
    yield from _tolerances(framework)
    if framework.style.benchmarks:
        yield POSITIONS
    if framework.has_targets:
        yield CONVENTION
    if has_trends:
        yield TRENDS
    yield RANKING.format(threshold=framework.small_cohort)


def _tolerances(framework: Framework) -> Iterator[str]:
    """Name the indicators of which a small change counts as none, as config says."""
    named = [
        f"{code_of(each, framework.no_code)} up to {each.tolerance:f} {CHANGE_UNITS[each.unit]}".strip()
        for each in framework.indicators()
        if each.tolerance
    ]
    if named:
        yield f"Of these indicators a small change counts as no change, with the arrow ► before it: {'; '.join(named)}."


def _populations(framework: Framework) -> Table:
    return Table(
        caption="Populations",
        description="One row for each population that rates are worked out with.",
        headings=("Population", "People", "Used for"),
        rows=tuple(
            (Text(clean(entry.name)), Text(f"{entry.people:,}"), Text(clean(entry.used_for) or NOT_GIVEN))
            for entry in framework.populations
        ),
        name="Populations",
    )


def _returns(round_: Round, framework: Framework) -> Table:
    return Table(
        caption="Returns that went into this framework",
        description="One row for each service area: its workbook, who completed it and when, and its SHA-256 fingerprint.",
        headings=("Service area", "Workbook", "Completed by", "Date", "SHA-256"),
        rows=tuple(_return_row(area, round_.return_of(area), framework.style.dates) for area in framework.areas),
        name="Returns",
    )


def _return_row(area: ServiceArea, found: Return | None, dates: DateForm | None) -> tuple[Text, ...]:
    if found is None:
        absent = Text(NOT_RECEIVED, Role.GAP)
        return (Text(clean(area.heading)), absent, absent, absent, absent)
    by, on = (found.sign_off[line].text if line in found.sign_off else "" for line in COMPLETED)
    facts = (found.workbook, by, date_words(on, dates), found.sha256)
    return (Text(clean(area.heading)), *(Text(clean(fact).strip() or NOT_GIVEN) for fact in facts))
