"""The whole program in order: what each command does from config and returns to findings, documents and files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from efreport.assessment import Assessed, assess
from efreport.compose import compose
from efreport.config import load_framework
from efreport.document import Document
from efreport.export import EXPORTS, to_rows
from efreport.faults import InternalFault, UsageFault
from efreport.files import TEMPORARY, Written, write_files
from efreport.model import Checked, Framework, Round, Severity
from efreport.publication import essential_failures
from efreport.quarter import Quarter, parse_quarter
from efreport.returns import Sources, earlier_sources, find_sources, newest_quarter, read_earlier, read_round
from efreport.rules import RULES, Subject, run_rules
from efreport.writers import WRITERS, read_back

CONFIG_FOLDER = "config"
FRAMEWORK_FILE = "framework.toml"
RULE_CODES = tuple(rule.code for rule in RULES)
Progress = Callable[[str], None]


class NoConfig(UsageFault):
    """There is no config folder; the message says where it was looked for."""


class NotReadBack(InternalFault):
    """A document does not hold all that was put into it: an internal fault, so it is not moved into place."""


class NotFitToPublish(InternalFault):
    """A document fails a check that is essential for publishing it: an internal fault, so it is not moved into place."""


@dataclass(frozen=True)
class Outcome:
    """What was read and found. `others` are quarters that were there and left out."""

    framework: Framework
    round: Round
    assessed: tuple[Assessed, ...]
    checked: Checked
    others: tuple[Quarter, ...]

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


def load(config: Path | None) -> Framework:
    """Load the framework from the folder named, or from the nearest one. Raises NoConfig and ConfigError."""
    if config is None:
        return load_framework(find_config(Path.cwd()), RULE_CODES)
    if not (config / FRAMEWORK_FILE).is_file():
        raise NoConfig(f"There is no {FRAMEWORK_FILE} in {config}.")
    return load_framework(config, RULE_CODES)


def check(
    framework: Framework,
    paths: Sequence[Path],
    quarter: str | None,
    progress: Progress,
    *,
    whole: bool = False,
) -> Outcome:
    """Read and check the returns under the paths, or those of the folder that config names.

    A return of every service area is expected where a folder was named, or where `whole`. Raises QuarterError and
    NothingToRead.
    """
    wanted = parse_quarter(quarter, framework.first_month) if quarter else None
    sources = find_sources(paths or (framework.returns_folder,), wanted, framework.first_month)
    expected = framework.areas if whole or sources.from_folder else ()
    fallback = newest_quarter(framework.returns_folder, framework.first_month)
    round_ = read_round(sources, framework, expected, progress, fallback)
    round_ = replace(round_, earlier=tuple(_read_earlier(round_, sources, framework, progress)))
    progress("Checking")
    assessed = assess(round_, framework)
    checked = run_rules(RULES, Subject(round_, framework, assessed))
    return Outcome(framework, round_, assessed, checked, sources.others)


def _read_earlier(round_: Round, sources: Sources, framework: Framework, progress: Progress) -> Iterator[Round]:
    """Read as many earlier quarters as the rules look back to, newest first."""
    quarter = round_.quarter
    for _ in range(framework.rule_settings.pending_quarters - 1):
        quarter = quarter.previous
        found = earlier_sources(sources, framework.returns_folder, quarter, framework.first_month)
        if found:
            progress(f"Reading the returns of {quarter.key}")
            yield read_earlier(found, framework, round_)


def build(
    outcome: Outcome, out: Path | None, formats: Sequence[str], progress: Progress, *, draft: bool
) -> tuple[Written, ...]:
    """Write the documents in the formats asked for. Raises CannotWrite, NotReadBack and NotFitToPublish."""
    progress("Composing")
    document = compose(outcome.round, outcome.framework, outcome.assessed, outcome.checked.findings, draft=draft)
    stem = file_stem(document)
    contents: dict[str, bytes] = {}
    for name in formats:
        progress(f"Writing {stem}.{name}")
        contents[f"{stem}.{name}"] = WRITERS[name].render(document)

    def read_again(path: Path) -> None:
        progress(f"Reading back {path.name}")
        _read_again(path, document)

    return write_files(out or outcome.framework.output_folder, contents, read_again)


def file_stem(document: Document) -> str:
    """Name the document's files: early-intervention-performance-framework-2014Q2, with -DRAFT for a draft."""
    title = re.sub(r"[^a-z0-9]+", "-", document.title.lower()).strip("-") or "framework"
    return f"{title[:80]}-{document.quarter_key}{'-DRAFT' if document.draft else ''}"


def _read_again(path: Path, document: Document) -> None:
    data = path.read_bytes()
    lost = read_back(path.suffix.removeprefix("."), document, data)
    if lost:
        raise NotReadBack(f"{path.name} does not hold “{lost[0][:80]}”, and {len(lost) - 1} more; nothing was written.")
    failures = essential_failures(path.name.replace(TEMPORARY, ""), data)
    if failures:
        first, more = failures[0], f" There are {len(failures) - 1} more failures." if failures[1:] else ""
        raise NotFitToPublish(f"{first.where} fails {first.rule}: {first.message}{more} Nothing was written.")


def export(outcome: Outcome, form: str) -> str:
    """Give the assessed indicators as text in that form."""
    return EXPORTS[form](to_rows(outcome.round, outcome.framework, outcome.assessed))
