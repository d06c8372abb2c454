"""Seals a quarter in the ledger: its figures, what was found, and the files that it was made of and gave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypedDict

from efreport import __version__
from efreport.compose.words import clean
from efreport.days import day_words
from efreport.faults import FileFault, UsageFault
from efreport.files import RECORD, Written, read_record
from efreport.fingerprint import fingerprint
from efreport.history import record_of
from efreport.ledger import DOCUMENT, Edition, Own, SealedFile, append, contents_of, documents, name_of, propose
from efreport.model import Origin
from efreport.run.building import WordTemplate, build, read_template, stem_of
from efreport.run.checking import Outcome, Progress
from efreport.run.comparing import Standing, compare
from efreport.run.making import TEMPLATE, made_from
from efreport.writers import WRITERS

TIME = "%Y-%m-%dT%H:%M:%SZ"


class NothingBuilt(FileFault):
    """There is no document to publish; the message says where it was looked for."""


class NotPublished(UsageFault):
    """The quarter cannot be published as it is asked for; the message says why."""


@dataclass(frozen=True)
class Publication:
    """What is to be published: the documents as they stand, and how they were made.

    `reason` is why there is another edition, as their first page says it; empty where it does not.
    """

    outcome: Outcome
    documents: tuple[Standing, ...]
    template: WordTemplate | None
    charts: bool = True
    reason: str = ""
    out: Path | None = None

    @property
    def is_stale(self) -> bool:
        """Say whether a document is not what a build would write today."""
        return any(document.reasons for document in self.documents)


@dataclass(frozen=True)
class Published:
    """The edition that was added, or would be. `again` says whether its documents are written again to give the reason.

    `written` are those that were.
    """

    edition: Edition
    written: tuple[Written, ...] = ()
    again: bool = False


class _Options(TypedDict):
    """How the documents are made."""

    draft: bool
    charts: bool
    template: WordTemplate | None
    reason: str


def prepare_publication(outcome: Outcome, out: Path | None, progress: Progress) -> Publication:
    """Hold the quarter's documents against the returns, made as run.json says that they were.

    Raises NothingBuilt, and what a build would.
    """
    folder = out or outcome.framework.output_folder
    stem = stem_of(clean(outcome.framework.title), outcome.round.quarter.key)
    names = {form: f"{stem}.{form}" for form in WRITERS}
    there = {form: name for form, name in names.items() if (folder / name).is_file()}
    if not there:
        raise NothingBuilt(
            f"There is no document of {outcome.round.quarter.key} in {folder}. Build it with "
            f"efreport build --quarter {outcome.round.quarter.key}, and look at it, before it is published"
        )
    record = read_record(folder / RECORD)
    known = next(filter(None, (record.of(name) for name in there.values())), None) if record else None
    made = known[0].made if known else {}
    template = read_template(outcome.framework, _template(outcome, made.get("inputs", ())))
    charts = bool(made.get("options", {}).get("charts", True))
    reason = str((made.get("ledger") or {}).get("reason", ""))
    options: _Options = {"draft": False, "charts": charts, "template": template, "reason": reason}
    found = compare(outcome, out, tuple(there), progress, **options)
    return Publication(outcome, found, template, charts, reason, out)


def _template(outcome: Outcome, inputs: Sequence[dict[str, str]]) -> Path | None:
    project = outcome.framework.folder.parent
    return next((project / each["path"] for each in inputs if each.get("role") == TEMPLATE), None)


def publish(
    publication: Publication, by: str, reason: str, progress: Progress, run_id: str, *, dry_run: bool
) -> Published:
    """Add the quarter to the ledger; with `dry_run`, give what would be added.

    The first page of a correction says why there is another edition. Where it does not yet, the documents are first written
    again with the reason, which changes nothing else in them. Raises NotPublished where it was published so already, or where
    another edition has no reason, LedgerFault, and what a build would.
    """
    why = reason.strip() or publication.reason

    def edition(own: Own) -> Edition:
        return _edition(publication, by.strip(), why, own(publication.outcome.round.quarter))

    ledger = publication.outcome.framework.ledger
    planned = propose(ledger, edition)
    again = planned.number > 1 and why != publication.reason
    if dry_run:
        return Published(planned, again=again)
    written = _written_again(publication, why, progress, run_id) if again else ()
    return Published(append(ledger, edition), written, again=again)


def _written_again(publication: Publication, reason: str, progress: Progress, run_id: str) -> tuple[Written, ...]:
    formats = tuple(document.path.suffix.removeprefix(".") for document in publication.documents)
    options: _Options = {
        "draft": False, "charts": publication.charts, "template": publication.template, "reason": reason,
    }  # fmt: skip
    return build(publication.outcome, publication.out, formats, progress, run_id=run_id, **options).written


def _edition(publication: Publication, by: str, reason: str, own: Sequence[Edition]) -> Edition:
    outcome = publication.outcome
    record = record_of(outcome.round, outcome.framework, outcome.assessed, outcome.checked)
    made = made_from(outcome, "publish", template=publication.template.file if publication.template else None)
    files = (*_inputs(made["inputs"]), *_documents(publication.documents))
    if own:
        _refuse_the_same(own[-1], contents_of(record.rows), files)
        if not reason:
            raise NotPublished(
                f"{record.quarter.label} was published on {day_words(own[-1].recorded_on)} ({name_of(own[-1])}). "
                'Say with --reason why another edition is needed, like --reason "CP3 was worked out with the wrong population"'
            )
    return Edition(
        quarter=record.quarter,
        number=len(own) + 1,
        origin=Origin.PUBLISHED,
        recorded_at=datetime.now(UTC).strftime(TIME),
        by=by,
        reason=reason,
        version=__version__,
        config_sha256=made["config_sha256"],
        rows=record.rows,
        findings=record.findings,
        files=files,
    )


def _refuse_the_same(last: Edition, contents: str, files: Sequence[SealedFile]) -> None:
    fingerprints = {file.sha256 for file in files if file.part == DOCUMENT}
    if contents_of(last.rows) == contents and fingerprints == {file.sha256 for file in documents(last)}:
        raise NotPublished(
            f"{last.quarter.label} was published on {day_words(last.recorded_on)} ({name_of(last)}), and nothing has changed since"
        )


def _inputs(inputs: Sequence[dict[str, str]]) -> Iterator[SealedFile]:
    for each in inputs:
        yield SealedFile(each["role"], each["path"], each["sha256"] or "", int(each["size"]))


def _documents(found: Sequence[Standing]) -> Iterator[SealedFile]:
    for document in found:
        data = document.path.read_bytes()
        yield SealedFile(DOCUMENT, document.path.name, fingerprint(data), len(data))
