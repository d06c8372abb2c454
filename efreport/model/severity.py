"""How much a finding matters."""

from __future__ import annotations

from enum import Enum


class Severity(Enum):
    """How much a finding matters: an error stops the framework, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
