"""Checks what has come of a quarter, nothing included, and works out what is still due of whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from importlib import import_module
from pathlib import Path

from efreport.chasing import ChasingList, chasing_list
from efreport.model import Framework, Round
from efreport.run.checking import Outcome, Progress, check

FORMS: Mapping[str, tuple[str, str]] = {
    "text": ("text", "to_text"),
    "json": ("tables", "to_json"),
    "csv": ("tables", "to_csv"),
    "markdown": ("mail", "to_markdown"),
    "xlsx": ("workbook", "to_workbook"),
}
"""The module and function that make each form, imported when it is asked for."""


def chase(
    framework: Framework, data: Path | None, quarter: str | None, today: date, progress: Progress
) -> tuple[Outcome, ChasingList]:
    """Give what was found in a quarter's returns, and what is still due on the day `today`.

    Raises QuarterError, and NothingToRead where there is neither a quarter nor a folder for it.
    """
    outcome = check(framework, (data,) if data else (), quarter, progress, whole=True, none_yet=True)
    saved = dict(_saved(outcome.round))
    found = chasing_list(outcome.framework, outcome.round, outcome.assessed, outcome.checked, saved, today)
    return outcome, found


def as_form(chasing: ChasingList, form: str) -> bytes:
    """Give the chasing list as the bytes of a file in one of the FORMS."""
    module, function = FORMS[form]
    made: str | bytes = getattr(import_module(f"efreport.chasing.{module}"), function)(chasing)
    return made.encode("utf-8", "replace") if isinstance(made, str) else made


def _saved(round_: Round) -> Iterator[tuple[Path, datetime]]:
    """Give when each workbook was last saved, in this machine's time; it may have gone since it was read."""
    for path in (*(found.path for found in round_.returns), *(found.path for found in round_.unreadable)):
        try:
            yield path, datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        except (OSError, ValueError, OverflowError):
            continue
