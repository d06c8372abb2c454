"""Names one run of a command, so that what it wrote in a log and beside its documents can be put together again."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime


def new_run_id() -> str:
    """Give a name that no other run has, like 20140721T073005Z-3f9a1c; by its name a later run sorts after an earlier.

    It is the time in UTC to the second and six random letters and digits, and fit for the name of a file. The command
    line makes one for each run, writes it in the log and hands it to `run.build`, which writes it in run.json.
    """
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
