"""By when the returns of a quarter are due, as config says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from efreport.quarter import Quarter


@dataclass(frozen=True)
class Deadline:
    """`days` after a quarter's last day, or the day that `quarters` names for one; `more_days` by keys of service areas.

    With `days` None, only the quarters named have a deadline. Weekends count as days.
    """

    days: int | None = None
    quarters: Mapping[Quarter, date] = field(default_factory=dict)
    more_days: Mapping[str, int] = field(default_factory=dict)

    def of(self, quarter: Quarter) -> date | None:
        """Give the day by which the returns of a quarter are due; None where config says none."""
        if quarter in self.quarters:
            return self.quarters[quarter]
        return None if self.days is None else quarter.last_day + timedelta(days=self.days)

    def of_area(self, area: str, quarter: Quarter) -> date | None:
        """Give the day by which the return of a service area, named by its key, is due."""
        day = self.of(quarter)
        return day and day + timedelta(days=self.more_days.get(area, 0))
