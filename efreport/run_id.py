"""Names one run of a command, so that what it wrote in a log and beside its documents can be put together again."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Final

_TIME: Final = "%Y%m%dT%H%M%SZ"


def new_run_id() -> str:
    """Give a name that no other run has, like 20140721T073005Z-3f9a1c; by its name a later run sorts after an earlier.

    It is the time in UTC to the second and six random letters and digits, and fit for the name of a file. The command
    line makes one for each run, writes it in the log and hands it to `run.build`, which writes it in run.json.
    """
    return f"{datetime.now(UTC):{_TIME}}-{secrets.token_hex(3)}"


def began(run_id: str) -> datetime:
    """Give the time in UTC at which a run began, by its id."""
    return datetime.strptime(run_id.partition("-")[0], _TIME).replace(tzinfo=UTC)
