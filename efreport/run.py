"""The whole program in order: what each command does from config and returns to findings, documents and files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from efreport.assessment import Assessed, assess
from efreport.compose import compose
from efreport.config import load_framework
from efreport.document import Document, Style
from efreport.export import EXPORTS, to_rows
from efreport.faults import InternalFault, UsageFault
from efreport.files import TEMPORARY, Written, write_files
from efreport.markup import marked_copies
from efreport.model import Checked, Framework, Round, Row, Severity
from efreport.quarter import Quarter, parse_quarter
from efreport.returns import Sources, earlier_sources, find_sources, newest_quarter, read_earlier, read_round
from efreport.returns.container import NotAWorkbook
from efreport.returns.sheets import read_sheets
from efreport.rules import RULES, Subject, run_rules
from efreport.writers import WRITERS, read_back, template_remarks

CONFIG_FOLDER = "config"
FRAMEWORK_FILE = "framework.toml"
DRAFT = "-DRAFT"
RULE_CODES = tuple(rule.code for rule in RULES)
FROM_TEMPLATE = ("EF608", "EF617", "EF623", "EF811", "EF812")
"""The rules of documents that a template's own styles, page or pictures can fail."""

Progress = Callable[[str], None]


class NoConfig(UsageFault):
    """There is no config folder; the message says where it was looked for."""


class AmongReturns(UsageFault):
    """Marked copies were asked for in a folder that returns are read from, where they would be read as returns."""


class NoTemplate(UsageFault):
    """The Word template cannot be read or used; the message names it and says why and what to do."""


class TemplateNotFit(NoTemplate):
    """What a Word template brings fails a check that is essential; the message names it and says what to change in it."""


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
    """Load the framework from the folder named, or from the nearest one. Raises NoConfig and ConfigError.

    The folder's own framework.toml stands for the folder.
    """
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
    fallback = newest_quarter(framework.returns_folder, framework.first_month)
    round_ = read_round(sources, framework, progress, fallback, whole=whole or sources.from_folder)
    framework = framework.reporting_in(round_.quarter)
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


@dataclass(frozen=True)
class Built:
    """The documents that were written, and what the analyst should be told of the Word template."""

    written: tuple[Written, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class WordTemplate:
    """A council's Word template: where it is, and its bytes."""

    path: Path
    data: bytes


def read_template(framework: Framework, named: Path | None) -> WordTemplate | None:
    """Read the Word template that was named, else the one of the house style; None where there is none.

    Raises NoTemplate, so that a template that cannot be used is known before the returns are read.
    """
    path = named or framework.style.template
    if path is None:
        return None
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise NoTemplate(f"The template {path} cannot be read ({fault.strerror or fault}).") from fault
    try:
        template_remarks(Style(template=data or b"\0"))
    except UsageFault as fault:
        raise NoTemplate(f"The template {path} cannot be used: {fault}.") from fault
    return WordTemplate(path, data)


def build(
    outcome: Outcome,
    out: Path | None,
    formats: Sequence[str],
    progress: Progress,
    *,
    draft: bool,
    charts: bool = True,
    template: WordTemplate | None = None,
) -> Built:
    """Write the documents in the formats asked for, the Word one in the template.

    Raises CannotWrite, NotReadBack, NotFitToPublish, and TemplateNotFit where that is the template's doing.
    """
    progress("Composing")
    document = compose(
        outcome.round,
        outcome.framework,
        outcome.assessed,
        outcome.checked.findings,
        draft=draft,
        charts=charts,
        runs=outcome.checked.runs,
        waived=len(outcome.checked.waived),
    )
    document = replace(document, style=replace(document.style, template=template.data if template else b""))
    stem = file_stem(document)
    contents: dict[str, bytes] = {}
    for name in formats:
        progress(f"Writing {stem}.{name}")
        contents[f"{stem}.{name}"] = WRITERS[name].render(document)

    def read_again(path: Path) -> None:
        progress(f"Reading back {path.name}")
        _read_again(path, document, template)

    written = write_files(out or outcome.framework.output_folder, contents, read_again)
    return Built(written, template_remarks(document.style) if "docx" in formats else ())


def left_out(outcome: Outcome) -> tuple[Row, ...]:
    """Give the rows of the returns that are in no document: their indicator is not known, another area's, or twice."""
    shown = {id(entry.row) for entry in outcome.assessed}
    return tuple(row for found in outcome.round.returns for row in found.rows if id(row) not in shown)


def drafts_beside(written: Sequence[Written]) -> tuple[Path, ...]:
    """Give the drafts of the same quarter that stand beside final documents."""
    found = (draft for file in written for draft in file.path.parent.glob(f"{file.path.stem}{DRAFT}*"))
    return tuple(sorted(set(found)))


def file_stem(document: Document) -> str:
    """Name the document's files: early-intervention-performance-framework-2014Q2, with -DRAFT for a draft."""
    title = re.sub(r"[^a-z0-9]+", "-", document.title.lower()).strip("-") or "framework"
    return f"{title[:80]}-{document.quarter_key}{DRAFT if document.draft else ''}"


def _read_again(path: Path, document: Document, template: WordTemplate | None) -> None:
    data = path.read_bytes()
    lost = read_back(path.suffix.removeprefix("."), document, data)
    if lost:
        raise NotReadBack(f"{path.name} does not hold “{lost[0][:80]}”, and {len(lost) - 1} more; nothing was written.")
    from efreport.publication import essential_failures  # Only build needs it, and it takes time to import.

    failures = essential_failures(path.name.replace(TEMPORARY, ""), data)
    if not failures:
        return
    first, more = failures[0], f" There are {len(failures) - 1} more failures." if failures[1:] else ""
    if template and path.suffix == ".docx" and all(failure.rule in FROM_TEMPLATE for failure in failures):
        raise TemplateNotFit(
            f"The template {template.path} cannot be used: in the document that it makes, {first.where} fails {first.rule}: "
            f"{first.message} {first.hint} Change that in the template. {' '.join(template_remarks(document.style))}{more}"
        )
    raise NotFitToPublish(f"{first.where} fails {first.rule}: {first.message}{more} Nothing was written.")


def refuse_among_returns(outcome: Outcome, folder: Path) -> None:
    """Raise AmongReturns where returns are read from the folder into which marked copies are to be put."""
    if any(found.path.resolve().parent == folder.resolve() for found in outcome.round.returns):
        raise AmongReturns(
            f"Marked copies cannot be put into {folder}: returns are read from it, and the copies would be taken for "
            "returns. Name another folder"
        )


def annotate(outcome: Outcome, folder: Path) -> tuple[Written, ...]:
    """Write a marked copy of each return that has findings into the folder; nothing where there are none.

    Raises AmongReturns, CannotWrite, ReturnChanged where a return is no longer as it was checked, and NotReadBack.
    """
    refuse_among_returns(outcome, folder)
    copies = {copy.name: copy.data for copy in marked_copies(outcome.round, outcome.checked, _reads_the_same)}

    def read_again(path: Path) -> None:
        if path.read_bytes() != copies[path.name.replace(TEMPORARY, "")]:
            raise NotReadBack(f"{path.name} is not as it was written; no marked copy is kept.")

    return write_files(folder, copies, read_again) if copies else ()


def _reads_the_same(original: bytes, marked: bytes) -> bool:
    """Say whether a marked copy reads as its return does, every sheet and cell of it."""
    try:
        return read_sheets(original) == read_sheets(marked)
    except NotAWorkbook:
        return False


def export(outcome: Outcome, form: str) -> str:
    """Give the assessed indicators as text in that form."""
    return EXPORTS[form](to_rows(outcome.round, outcome.framework, outcome.assessed))
