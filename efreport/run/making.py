"""Says what a run made its files from: every file it read, versions, and what was found. It stands in run.json."""

from __future__ import annotations

import os
import platform
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from efreport import __version__
from efreport.fingerprint import ReadFile, describe_file, fingerprint
from efreport.model import Framework, Round, Severity, Succession
from efreport.reports.words import indicators_checked
from efreport.run.checking import Outcome

LIBRARIES: Final = {"docx": "python-docx", "lxml": "lxml"}
RETURN, EARLIER, CONFIG, TEMPLATE = "return", "earlier return", "config", "template"
TIME: Final = "%Y-%m-%dT%H:%M:%SZ"


def made_from(
    outcome: Outcome,
    command: str,
    *,
    draft: bool = False,
    options: Mapping[str, bool] | None = None,
    template: ReadFile | None = None,
    succession: Succession | None = None,
) -> dict[str, Any]:
    """Give what a run was made from, as plain JSON: the same for the same files, whenever and wherever it runs.

    Paths are relative to the project's folder, the one that holds the config's.
    """
    checked = outcome.checked
    return {
        "command": command,
        "quarter": outcome.round.quarter.key,
        "draft": draft,
        "options": dict(options or {}),
        "versions": versions(),
        "config_sha256": config_fingerprint(outcome.framework),
        "inputs": [_input(role, quarter, file, outcome.framework) for role, quarter, file in _read(outcome, template)],
        "ledger": {"edition": succession.number, "follows": succession.seal, "reason": succession.reason}
        if succession
        else None,
        "counts": _counts(outcome),
        "findings": _by_rule(finding.rule for finding in checked.findings),
        "waived": _by_rule(waived.finding.rule for waived in checked.waived),
    }


def versions() -> dict[str, str]:
    """Give the versions of all that has a part in the bytes of a document: of libraries, those that this run has used."""
    used = ((name, sys.modules.get(module)) for module, name in LIBRARIES.items())
    libraries = {name: str(getattr(module, "__version__", "")) for name, module in used if module}
    return {"efreport": __version__, "python": platform.python_version(), "zlib": zlib.ZLIB_RUNTIME_VERSION} | libraries


def config_fingerprint(framework: Framework) -> str:
    """Give one SHA-256 for the config as a whole: of its files' names and fingerprints."""
    lines = (f"{file.path.relative_to(framework.folder).as_posix()} {file.sha256}\n" for file in framework.files)
    return fingerprint("".join(sorted(lines)).encode())


def relative(path: Path, framework: Framework) -> str:
    """Name a file from the project's folder, with forward slashes; a file of another drive by its whole path."""
    project = os.path.dirname(os.path.abspath(framework.folder))  # noqa: PTH100, PTH120 - no link is to be followed
    try:
        return Path(os.path.relpath(path, project)).as_posix()
    except ValueError:
        return path.as_posix()


def _read(outcome: Outcome, template: ReadFile | None) -> Iterator[tuple[str, str, ReadFile]]:
    """Every file that was read: what it is, the quarter that it was read for, and the file."""
    yield from ((RETURN, outcome.round.quarter.key, file) for file in _returns(outcome.round))
    for earlier in outcome.round.earlier:
        yield from ((EARLIER, earlier.quarter.key, file) for file in _returns(earlier))
    yield from ((CONFIG, "", file) for file in outcome.framework.files)
    if template:
        yield TEMPLATE, "", template


def _returns(round_: Round) -> Iterator[ReadFile]:
    yield from (describe_file(found.path, sha256=found.sha256) for found in round_.returns if found.sha256)
    yield from (describe_file(found.path) for found in round_.unreadable)


def _input(role: str, quarter: str, file: ReadFile, framework: Framework) -> dict[str, Any]:
    return {
        "role": role,
        **({"quarter": quarter} if quarter else {}),
        "path": relative(file.path, framework),
        "sha256": file.sha256 or None,
        "size": file.size,
        "modified": file.modified.strftime(TIME) if file.modified else None,
    }


def _counts(outcome: Outcome) -> dict[str, int]:
    checked = outcome.checked
    by_severity = {f"{severity.value}s": checked.counts[severity] for severity in Severity}
    return {
        "returns": len(outcome.round.returns),
        "unreadable": len(outcome.round.unreadable),
        "indicators": indicators_checked(outcome.round),
        "rules": len(checked.runs),
        **by_severity,
        "waived": len(checked.waived),
    }


def _by_rule(rules: Iterator[str]) -> dict[str, int]:
    return dict(sorted(Counter(rules).items()))
