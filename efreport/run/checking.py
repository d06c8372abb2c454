"""Reads config and the returns of a quarter, and checks them: the part of a run that several commands have in common."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from efreport.assessment import Assessed, assess
from efreport.config import FRAMEWORK_FILE, load_framework
from efreport.faults import UsageFault
from efreport.model import Checked, Framework, Round, Severity
from efreport.published import published_over
from efreport.quarter import Quarter, parse_quarter
from efreport.reports.standing import is_as_issued
from efreport.returns import (
    NoReturns,
    NothingToRead,
    Sources,
    earlier_sources,
    find_sources,
    newest_quarter,
    read_earlier,
    read_round,
)
from efreport.rules import RULES, Subject, run_rules
from efreport.run.receipts import refuse_lost_ledger

if TYPE_CHECKING:
    from efreport.ledger import Edition

CONFIG_FOLDER = "config"
RULE_CODES = tuple(rule.code for rule in RULES)

Progress = Callable[[str], None]


class NoConfig(UsageFault):
    """There is no config folder; the message says where it was looked for."""


@dataclass(frozen=True)
class Outcome:
    """What was read and found. `others` are quarters that were there and left out.

    `not_begun` is the newest of them where it gave way: all its returns are as they were issued, and this one is not published.
    """

    framework: Framework
    round: Round
    assessed: tuple[Assessed, ...]
    checked: Checked
    others: tuple[Quarter, ...]
    not_begun: Quarter | None = None

    @property
    def has_errors(self) -> bool:
        """Say whether the returns hold anything that stops the framework."""
        return bool(self.checked.counts[Severity.ERROR])


def find_config(start: Path) -> Path:
    """Find config/ in the folder or the nearest one above it that has one. Raises NoConfig."""
    for folder in (start, *start.parents):
        if (folder / CONFIG_FOLDER / FRAMEWORK_FILE).is_file():
            return folder / CONFIG_FOLDER
    raise NoConfig(
        f"There is no {CONFIG_FOLDER}/{FRAMEWORK_FILE} in {start} or in any folder above it. "
        "Change to the project's folder, or name its config with --config."
    )


def load(config: Path | None, *, whatever_ledger: bool = False) -> Framework:
    """Load the framework from the folder named, or from the nearest one. Raises NoConfig and ConfigError.

    The folder's own framework.toml stands for the folder. Raises LedgerLost where the ledger lacks what was recorded in it,
    unless it is to be had `whatever_ledger` there is.
    """
    framework = _load(config)
    if not whatever_ledger:
        refuse_lost_ledger(framework)
    return framework


def _load(config: Path | None) -> Framework:
    if config is None:
        return load_framework(find_config(Path.cwd()), RULE_CODES)
    folder = config.parent if config.name == FRAMEWORK_FILE and config.is_file() else config
    if folder.is_file():
        raise NoConfig(f"{folder} is a file. Name the folder that holds {FRAMEWORK_FILE}.")
    if not (folder / FRAMEWORK_FILE).is_file():
        inner = folder / CONFIG_FOLDER
        meant = f" There is one in {inner}: name that folder." if (inner / FRAMEWORK_FILE).is_file() else ""
        raise NoConfig(f"There is no {FRAMEWORK_FILE} in {folder}.{meant}")
    return load_framework(folder, RULE_CODES)


def next_quarter(framework: Framework, quarter: str | None) -> Quarter:
    """Give the quarter that was named, else the one after the newest among the returns, or that where its folder is empty.

    Raises QuarterError and NothingToRead.
    """
    if quarter:
        return parse_quarter(quarter, framework.first_month)
    newest = newest_quarter(framework.returns_folder, framework.first_month)
    if newest is None:
        raise NothingToRead(f"There is no quarter's folder in {framework.returns_folder}. Name one with --quarter.")
    try:
        find_sources((framework.returns_folder,), newest, framework.first_month)
    except NoReturns:
        return newest
    return newest.next


def check(
    framework: Framework,
    paths: Sequence[Path],
    quarter: str | None,
    progress: Progress,
    *,
    whole: bool = False,
    none_yet: bool = False,
) -> Outcome:
    """Read and check the returns under the paths, or those of the folder that config names.

    A return of every service area is expected where a folder was named, or where `whole`. Raises QuarterError and
    NothingToRead; but with `none_yet`, a quarter of which nothing has come is checked as well.
    """
    wanted = parse_quarter(quarter, framework.first_month) if quarter else None
    named = paths or (framework.returns_folder,)
    sources, round_ = _read(framework, named, wanted, progress, whole=whole, none_yet=none_yet)
    not_begun: Quarter | None = None
    if wanted is None and (unfinished := _unfinished_before(round_, sources, framework)):
        not_begun = round_.quarter
        sources, round_ = _read(framework, named, unfinished, progress, whole=whole, none_yet=none_yet)
    framework = framework.reporting_in(round_.quarter)
    round_ = replace(round_, earlier=tuple(_read_earlier(round_, sources, framework, progress)))
    progress("Checking")
    assessed = assess(round_, framework)
    checked = run_rules(RULES, Subject(round_, framework, assessed))
    return Outcome(framework, round_, assessed, checked, sources.others, not_begun)


def _read(
    framework: Framework,
    paths: Sequence[Path],
    wanted: Quarter | None,
    progress: Progress,
    *,
    whole: bool,
    none_yet: bool,
) -> tuple[Sources, Round]:
    try:
        sources = find_sources(paths, wanted, framework.first_month, framework.limits.files)
    except NoReturns as none:
        if not none_yet or none.sources.quarter is None:
            raise
        sources = none.sources
    fallback = newest_quarter(framework.returns_folder, framework.first_month)
    return sources, read_round(sources, framework, progress, fallback, whole=whole or sources.from_folder)


def _unfinished_before(round_: Round, sources: Sources, framework: Framework) -> Quarter | None:
    """Give the quarter before, where it is still in work: this one's blank returns lie there untouched, it is not recorded."""
    before = round_.quarter.previous
    untouched = round_.returns and not round_.unreadable and all(map(is_as_issued, round_.returns))
    if not untouched or before not in sources.others or before in _newest_editions(framework, (before,)):
        return None
    return before


def _newest_editions(framework: Framework, quarters: Collection[Quarter]) -> Mapping[Quarter, Edition]:
    if not framework.ledger.exists():
        return {}
    from efreport.ledger import editions  # Few runs need it, and a database takes time to import.

    return {edition.quarter: edition for edition in editions(framework.ledger, quarters)}


def _read_earlier(round_: Round, sources: Sources, framework: Framework, progress: Progress) -> Iterator[Round]:
    """Read as many earlier quarters as the rules look back to, newest first."""
    quarters = [round_.quarter.previous]
    while len(quarters) < framework.rule_settings.pending_quarters - 1:
        quarters.append(quarters[-1].previous)
    published = _newest_editions(framework, quarters)
    for quarter in quarters:
        found = earlier_sources(sources, framework.returns_folder, quarter, framework.first_month)
        earlier: Round | None = None
        if found:
            progress(f"Reading the returns of {quarter.key}")
            earlier = read_earlier(found, framework, round_)
        if quarter in published:
            earlier = published_over(earlier, published[quarter], tuple(filter(None, (e.area for e in round_.returns))))
        if earlier:
            yield earlier
