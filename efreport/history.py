"""What was said of each quarter, wherever it is kept: the ledger first, then the returns in the folder."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial

from efreport.assessment import Assessed, assess
from efreport.days import day_words
from efreport.ledger import FIRST, Edition, Entry, Stored, contents_of, editions, figures_of, last_seal, survey
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

OF_A_TREND = (Column.LATEST, Column.PREVIOUS, Column.NEIGHBOURS, Column.NATIONAL)
"""The columns that a trend is made of."""


def quarter_records(
    framework: Framework, progress: Progress, newest: int, keys: Collection[str]
) -> tuple[QuarterRecord, ...]:
    """Give what the `newest` quarters that there are say of the indicators with these keys, oldest first, for a trend.

    It is the newest edition in the ledger, else the returns in the folder. Raises LedgerFault and NothingToRead.
    """
    kept = _by_quarter(survey(framework.ledger, partial(_figures_record, keys=keys)))
    there = quarters_in(framework.returns_folder, framework.first_month)
    quarters = sorted({*kept, *there})[-newest:]
    return tuple(kept[each] if each in kept else _from_returns(framework, each, progress) for each in quarters)


def quarter_record(framework: Framework, quarter: Quarter, progress: Progress) -> QuarterRecord | None:
    """Give the record of one quarter, None where there is neither an edition of it nor a return.

    Raises LedgerFault and NothingToRead.
    """
    own = editions(framework.ledger, (quarter,))
    if own:
        return edition_record(own[-1])
    there = quarters_in(framework.returns_folder, framework.first_month)
    return _from_returns(framework, quarter, progress) if quarter in there else None


def edition_record(edition: Edition) -> QuarterRecord:
    """Give an edition of the ledger as the record of its quarter."""
    rows, findings = edition.rows, edition.findings
    return QuarterRecord(edition.quarter, edition.origin, _label(edition), rows, findings, edition.recorded_at)


def _figures_record(stored: Stored, keys: Collection[str] | None = None) -> QuarterRecord:
    """Give an entry's figures as far as trends need them: words are most of a history, and stay in the ledger."""
    rows = figures_of(stored, OF_A_TREND, keys)
    return QuarterRecord(stored.quarter, stored.origin, _label(stored), rows, recorded_at=stored.recorded_at)


def _label(entry: Entry) -> str:
    return f"edition {entry.number}, {entry.origin.value} {day_words(entry.recorded_on)}"


def _by_quarter(records: Iterable[QuarterRecord]) -> dict[Quarter, QuarterRecord]:
    """Give the newest of each quarter's records."""
    return {record.quarter: record for record in records}


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
    own = list(editions(framework.ledger, (record.quarter,)))
    contents = contents_of(record.rows) if own else ""
    seal = last_seal(framework.ledger)
    if own and contents_of(own[-1].rows) == contents and reason in ("", own[-1].reason):
        itself = own.pop()
        reason, seal = itself.reason, itself.previous
    corrects = edition_record(own[-1]) if own else None
    succession = Succession(len(own) + 1, "" if seal == FIRST else seal, corrects, reason if corrects else "")
    if seal == FIRST:
        return succession, (record,)
    kept = _by_quarter(survey(framework.ledger, _figures_record, tuple(_before(record.quarter)), last=seal))
    return succession, (*(kept[quarter] for quarter in sorted(kept)), record)


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
