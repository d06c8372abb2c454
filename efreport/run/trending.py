"""Finds the indicators that were asked for, and what the quarters' records say of each."""

from __future__ import annotations

from collections.abc import Sequence

from efreport.faults import UsageFault
from efreport.history import quarter_records
from efreport.model import Framework, Indicator, same_code
from efreport.returns import NothingToRead
from efreport.returns.matching import Catalogue, catalogue
from efreport.run.checking import Progress
from efreport.trend.reading import Trend, trend_of
from efreport.trend.series import NEWEST


class UnknownIndicator(UsageFault):
    """No indicator of the framework is known by what was typed; the message names one that was nearly typed."""


class NoHistory(NothingToRead):
    """No quarter says anything of the indicator."""


def trends(
    framework: Framework, wanted: Sequence[str], progress: Progress, newest: int | None = None
) -> tuple[Trend, ...]:
    """Give the trend of every indicator that is wanted by a code, its key or its name, over the newest quarters.

    Raises UnknownIndicator, NoHistory, LedgerFault and NothingToRead.
    """
    indicators = dict.fromkeys(find_indicator(framework, each) for each in wanted)
    records = quarter_records(framework, progress, newest or NEWEST, {indicator.key for indicator in indicators})
    found = [(indicator, trend_of(indicator, records, newest or NEWEST)) for indicator in indicators]
    for indicator, trend in found:
        if trend is None:
            looked = f" of {records[0].quarter.key} to {records[-1].quarter.key}" if records else ""
            raise NoHistory(
                f"Nothing is known of {label_of(indicator)}: it is neither in what was published nor in the returns in "
                f"{framework.returns_folder}{looked}"
            )
    return tuple(trend for _, trend in found if trend)


def find_indicator(framework: Framework, typed: str) -> Indicator:
    """Find an indicator by any of its codes, its key or its name, whatever the case and spaces. Raises UnknownIndicator."""
    known = catalogue(framework)
    wanted = same_code(typed)
    by_key = {same_code(indicator.key): indicator for indicator in framework.indicators()}
    if not wanted:
        raise UnknownIndicator("Name the indicator by its code, like CP3")
    if wanted == same_code(framework.no_code):
        raise UnknownIndicator(
            f"{typed.strip()} stands for indicators that have no code yet. Name the indicator by its name or its key"
        )
    found = known.by_any_code(typed) or by_key.get(wanted) or known.named(typed, None)
    if found is None:
        raise UnknownIndicator(f"There is no indicator {typed.strip()}.{_meant(typed, known, by_key)}")
    return found


def _meant(typed: str, known: Catalogue, by_key: dict[str, Indicator]) -> str:
    several = known.all_by_code(typed)
    if len(several) > 1:
        return f" It names {len(several)}: {', '.join(map(label_of, several))}. Name them one by one"
    part = same_code(typed)
    within = [indicator for indicator in by_key.values() if part in same_code(indicator.name)] if len(part) > 2 else []
    nearest = known.nearest(typed, "", None) or known.nearest("", typed, None) or (within[0] if within else None)
    if nearest:
        return f" Did you mean {label_of(nearest)}?"
    return " The codes are those of config/areas"


def label_of(indicator: Indicator) -> str:
    """Name an indicator by its codes, or its key where it has none, and its name."""
    return f"{' / '.join(indicator.codes) or indicator.key} ({indicator.name})"
