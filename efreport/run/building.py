"""Makes the documents of a checked quarter, proves them and has them written. What only that needs is imported when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from efreport.faults import UsageFault
from efreport.fingerprint import ReadFile, describe_file
from efreport.model import Framework, QuarterRecord, Row, Succession
from efreport.plain_files import MEGABYTE, read_plain
from efreport.run.checking import Outcome, Progress
from efreport.run.faults import NoTemplate, NotFitToPublish, NotReadBack, TemplateNotFit
from efreport.run_id import began, new_run_id

if TYPE_CHECKING:
    from efreport.document import Document
    from efreport.files import Written

DRAFT = "-DRAFT"
FROM_TEMPLATE = ("EF608", "EF617", "EF623", "EF811", "EF812")
"""The rules of documents that a template's own styles, page or pictures can fail."""

LARGEST_TEMPLATE = 50 * MEGABYTE


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

    @property
    def file(self) -> ReadFile:
        """The template as the record of the run names it."""
        return describe_file(self.path, self.data)


@dataclass(frozen=True)
class Rendered:
    """The documents as bytes by their file names, and what they were made from."""

    document: Document
    template: WordTemplate | None
    contents: Mapping[str, bytes]
    made: Mapping[str, Any]


def read_template(framework: Framework, named: Path | None) -> WordTemplate | None:
    """Read the Word template that was named, else the one of the house style; None where there is none.

    Raises NoTemplate, so that a template that cannot be used is known before the returns are read.
    """
    path = named or framework.style.template
    if path is None:
        return None
    from efreport.document import Style
    from efreport.writers import template_remarks

    try:
        data = read_plain(path, LARGEST_TEMPLATE)
    except OSError as fault:
        raise NoTemplate(f"The template {path} cannot be read ({fault.strerror or fault}).") from fault
    try:
        template_remarks(Style(template=data or b"\0"))
    except UsageFault as fault:
        raise _cannot_be_used(path, fault) from fault
    return WordTemplate(path, data)


def _cannot_be_used(path: Path, fault: UsageFault) -> NoTemplate:
    return NoTemplate(f"The template {path} cannot be used: {fault}.")


def render(
    outcome: Outcome,
    formats: Sequence[str],
    progress: Progress,
    *,
    draft: bool,
    charts: bool,
    template: WordTemplate | None,
    reason: str = "",
) -> Rendered:
    """Make the documents in the formats asked for, the Word one in the template. Nothing is written.

    `reason` is why there is another edition, which their first page says.
    """
    from efreport.run.making import made_from
    from efreport.writers import WRITERS

    progress("Composing")
    document, succession = _composed(outcome, reason, draft=draft, charts=charts)
    document = replace(document, style=replace(document.style, template=template.data if template else b""))
    stem = file_stem(document)
    contents: dict[str, bytes] = {}
    for name in formats:
        progress(f"Writing {stem}.{name}")
        try:
            contents[f"{stem}.{name}"] = WRITERS[name].render(document)
        except UsageFault as fault:
            raise (_cannot_be_used(template.path, fault) if template else fault) from fault
    file = template.file if template else None
    options = {"charts": charts}
    made = made_from(outcome, "build", draft=draft, options=options, template=file, succession=succession)
    return Rendered(document, template, contents, made)


def build(
    outcome: Outcome,
    out: Path | None,
    formats: Sequence[str],
    progress: Progress,
    *,
    draft: bool,
    charts: bool = True,
    template: WordTemplate | None = None,
    run_id: str = "",
    dry_run: bool = False,
    reason: str = "",
) -> Built:
    """Write the documents in the formats asked for, the Word one in the template, and the run into the record.

    `reason` is why there is another edition, which their first page says. In a dry run they are made and proved all the same,
    and nothing is written. Raises CannotWrite, NotReadBack, NotFitToPublish, and TemplateNotFit where that is the
    template's doing.
    """
    from efreport.writers import template_remarks

    rendered = render(outcome, formats, progress, draft=draft, charts=charts, template=template, reason=reason)

    def prove_it(name: str, data: bytes) -> None:
        progress(f"Reading back {name}")
        prove(rendered, name, data)

    folder = out or outcome.framework.output_folder
    remarks = template_remarks(rendered.document.style) if "docx" in formats else ()
    if dry_run:
        from efreport.files import planned_files

        for name, data in rendered.contents.items():
            prove_it(name, data)
        return Built(planned_files(folder, rendered.contents, _sealed(outcome)), remarks)
    from efreport.files import ThisRun, write_files

    run_id = run_id or new_run_id()
    this_run = ThisRun(run_id, began(run_id), rendered.made)
    written = write_files(folder, rendered.contents, prove_it, this_run, sealed=_sealed(outcome), waiting=progress)
    return Built(written, remarks)


def _composed(outcome: Outcome, reason: str, *, draft: bool, charts: bool) -> tuple[Document, Succession]:
    """The document, and where its figures stand in the ledger. The records of all quarters are let go with this."""
    from efreport.compose import compose

    succession, records = _past(outcome, reason)
    document = compose(
        outcome.round,
        outcome.framework,
        outcome.assessed,
        outcome.checked.findings,
        draft=draft,
        charts=charts,
        runs=outcome.checked.runs,
        waived=len(outcome.checked.waived),
        succession=succession,
        records=records,
    )
    return document, succession


def _past(outcome: Outcome, reason: str) -> tuple[Succession, tuple[QuarterRecord, ...]]:
    """Where the quarter stands in the ledger, and the records of the quarters up to it; neither where there is no ledger."""
    if not outcome.framework.ledger.exists():
        return Succession(), ()
    from efreport.history import published_before, record_of  # Few runs need it, and a database takes time to import.

    record = record_of(outcome.round, outcome.framework, outcome.assessed)
    return published_before(outcome.framework, record, reason)


def _sealed(outcome: Outcome) -> frozenset[str]:
    """Give the fingerprints of the quarter's documents that were published: they are never written over."""
    if not outcome.framework.ledger.exists():
        return frozenset()
    from efreport.ledger import documents, listed

    own = (entry for entry in listed(outcome.framework.ledger) if entry.quarter == outcome.round.quarter)
    return frozenset(file.sha256 for entry in own for file in documents(entry))


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
    return f"{stem_of(document.title, document.quarter_key)}{DRAFT if document.draft else ''}"


def stem_of(title: str, quarter_key: str) -> str:
    """Name the files of a quarter's final documents by the framework's title."""
    words = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "framework"
    return f"{words[:80]}-{quarter_key}"


def prove(rendered: Rendered, name: str, data: bytes) -> None:
    """Read a document back and check it. Raises NotReadBack, NotFitToPublish, and TemplateNotFit for the template's doing."""
    from efreport.publication import essential_failures
    from efreport.writers import read_back, template_remarks

    form = name.rpartition(".")[2]
    lost = read_back(form, rendered.document, data)
    if lost:
        raise NotReadBack(f"{name} does not hold “{lost[0][:80]}”, and {len(lost) - 1} more; nothing was written.")
    failures = essential_failures(name, data)
    if not failures:
        return
    first, more = failures[0], f" There are {len(failures) - 1} more failures." if failures[1:] else ""
    template = rendered.template
    if template and form == "docx" and all(failure.rule in FROM_TEMPLATE for failure in failures):
        remarks = " ".join(template_remarks(rendered.document.style))
        raise TemplateNotFit(
            f"The template {template.path} cannot be used: in the document that it makes, {first.where} fails {first.rule}: "
            f"{first.message} {first.hint} Change that in the template. {remarks}{more}"
        )
    raise NotFitToPublish(f"{first.where} fails {first.rule}: {first.message}{more} Nothing was written.")
