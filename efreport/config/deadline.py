"""Reads by when returns are due, and finds what no schema can: days and quarters that there are not, areas unknown."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from efreport.config.problems import Problem, key_path
from efreport.model import Deadline
from efreport.quarter import Quarter, QuarterError, parse_quarter

KEY = "deadline"


def read_deadline(
    settings: dict[str, Any], file: str, areas: Collection[str], first_month: int, problems: list[Problem]
) -> Deadline:
    """Give the deadline of the checked content of a config file; adds what is wrong with it to `problems`."""
    said = settings.get(KEY, {})
    quarters: dict[Quarter, date] = {}
    for name, text in said.get("quarters", {}).items():
        try:
            quarter, day = parse_quarter(name, first_month), date.fromisoformat(text)
        except QuarterError as fault:
            problems.append(Problem(file, key_path((KEY, "quarters", name)), str(fault)))
        except ValueError:
            problems.append(Problem(file, key_path((KEY, "quarters", name)), f"“{text}” is not a day of the calendar"))
        else:
            if day < quarter.last_day:
                message = f"“{text}” is before the quarter has ended, on {quarter.last_day.isoformat()}"
                problems.append(Problem(file, key_path((KEY, "quarters", name)), message))
            quarters[quarter] = day
    more = said.get("more_days", {})
    for area in more:
        if area not in areas:
            problems.append(Problem(file, key_path((KEY, "more_days", area)), f"there is no service area “{area}”"))
    return Deadline(said.get("days"), quarters, more)
