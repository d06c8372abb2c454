"""What was said of each quarter, wherever it is kept: the ledger first, then the returns in the folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from efreport.assessment import Assessed, assess
from efreport.days import day_words
from efreport.ledger import FIRST, Edition, contents_of, editions, editions_of, last_seal
from efreport.model import (
    FIGURE_COLUMNS,
    Checked,
    Column,
    Finding,
    Framework,
    Origin,
    QuarterRecord,
    RecordedFigure,
    RecordedFinding,
    RecordedRow,
    Round,
    Succession,
)
from efreport.quarter import Quarter
from efreport.returns import find_sources, quarters_in, read_round
from efreport.trend.series import NEWEST

Progress = Callable[[str], None]


def quarter_records(framework: Framework, progress: Progress, newest: int | None = None) -> tuple[QuarterRecord, ...]:
    """Give the record of every quarter there is, or of as many of the `newest`, oldest first.

    It is the newest edition in the ledger, else the returns in the folder. Raises LedgerFault and NothingToRead.
    """
    kept = {edition.quarter: edition_record(edition) for edition in editions(framework.ledger)}
    there = quarters_in(framework.returns_folder, framework.first_month)
    quarters = sorted({*kept, *there})[-newest if newest else 0 :]
    return tuple(kept[each] if each in kept else _from_returns(framework, each, progress) for each in quarters)


def quarter_record(framework: Framework, quarter: Quarter, progress: Progress) -> QuarterRecord | None:
    """Give the record of one quarter, None where there is neither an edition of it nor a return.

    Raises LedgerFault and NothingToRead.
    """
    own = editions_of(framework.ledger, (quarter,))
    if own:
        return edition_record(own[-1])
    there = quarters_in(framework.returns_folder, framework.first_month)
    return _from_returns(framework, quarter, progress) if quarter in there else None


def edition_record(edition: Edition) -> QuarterRecord:
    """Give an edition of the ledger as the record of its quarter."""
    label = f"edition {edition.number}, {edition.origin.value} {day_words(edition.recorded_on)}"
    return QuarterRecord(edition.quarter, edition.origin, label, edition.rows, edition.findings, edition.recorded_at)


def published_before(
    framework: Framework, record: QuarterRecord, reason: str = ""
) -> tuple[Succession, tuple[QuarterRecord, ...]]:
    """Say where a quarter's figures stand in the ledger, and give the record of the quarters before, then its own.

    A published edition that says the same is this one itself, unless it was published for another `reason`. The earlier
    quarters are as the ledger had them when this one was recorded, so that a framework that is made again says the same,
    whatever was published or corrected since. Raises LedgerFault.
    """
    if not framework.ledger.exists():
        return Succession(), (record,)
    there = list(editions_of(framework.ledger, (record.quarter, *_before(record.quarter))))
    own = [edition for edition in there if edition.quarter == record.quarter]
    contents = contents_of(record.rows)
    seal = last_seal(framework.ledger)
    if own and contents_of(own[-1].rows) == contents and reason in ("", own[-1].reason):
        itself = own.pop()
        reason, seal, there = itself.reason, itself.previous, there[: there.index(itself)]
    corrects = edition_record(own[-1]) if own else None
    kept = {edition.quarter: edition for edition in there if edition.quarter < record.quarter}
    records = (*(edition_record(kept[quarter]) for quarter in sorted(kept)), record)
    return Succession(len(own) + 1, "" if seal == FIRST else seal, corrects, reason if corrects else ""), records


def _before(quarter: Quarter) -> Iterator[Quarter]:
    """The quarters of which a trend may speak beside this one."""
    for _ in range(NEWEST - 1):
        quarter = quarter.previous
        yield quarter


def record_of(
    round_: Round, framework: Framework, assessed: Sequence[Assessed], checked: Checked | None = None
) -> QuarterRecord:
    """Give what a round of returns says as the record of its quarter, with what the checks found if they were run."""
    rows = tuple(_recorded_row(entry, framework) for entry in assessed)
    findings = tuple(_recorded_findings(checked)) if checked else ()
    return QuarterRecord(round_.quarter, Origin.RETURNS, f"the returns of {round_.quarter.key}", rows, findings)


def _from_returns(framework: Framework, quarter: Quarter, progress: Progress) -> QuarterRecord:
    sources = find_sources((framework.returns_folder,), quarter, framework.first_month)
    of_quarter = framework.reporting_in(quarter)
    round_ = read_round(sources, of_quarter, progress, quarter)
    return record_of(round_, of_quarter, assess(round_, of_quarter))


def _recorded_row(entry: Assessed, framework: Framework) -> RecordedRow:
    indicator = entry.indicator
    return RecordedRow(
        area=entry.area.key,
        heading=entry.area.heading,
        section=entry.section.heading,
        key=indicator.key,
        code=" / ".join(indicator.codes) or framework.no_code,
        name=indicator.name,
        unit=indicator.unit,
        polarity=indicator.polarity,
        figures={column: RecordedFigure(entry.values[column].text, entry.amount(column)) for column in FIGURE_COLUMNS},
        source=entry.row.text(Column.SOURCE) if entry.row else "",
        commentary=entry.row.text(Column.COMMENTARY) if entry.row else "",
        cell=str(entry.row.at) if entry.row else "",
    )


def _recorded_findings(checked: Checked) -> Iterator[RecordedFinding]:
    for finding in checked.findings:
        yield _recorded_finding(finding)
    for waived in checked.waived:
        yield _recorded_finding(waived.finding, waived.waiver.reason)


def _recorded_finding(finding: Finding, waived: str = "") -> RecordedFinding:
    return RecordedFinding(
        finding.rule,
        finding.severity.value,
        finding.message,
        finding.area,
        finding.indicator,
        str(finding.where),
        waived,
    )
