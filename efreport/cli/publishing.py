"""The commands of the ledger: sealing a quarter as published, listing what was, and proving it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from efreport.cli import journal
from efreport.cli.ending import log_found, log_written, note_the_seals, stop
from efreport.cli.exits import Exit, exits, say
from efreport.cli.journal import Level
from efreport.cli.options import (
    AnswerFormatOption,
    ConfigOption,
    DataOption,
    DryRunOption,
    QuietOption,
)
from efreport.cli.pages import with_page
from efreport.cli.paths import named_path
from efreport.cli.terminal import Progress, print_lines, print_text
from efreport.reports import line

if TYPE_CHECKING:
    from efreport.run.publishing import Publication, Published

PUBLISHING = """\b
efreport publish --quarter 2014Q2 --by "Head of Performance"
efreport publish --quarter 2014Q2 --by "Head of Performance" --dry-run
efreport publish --quarter 2014Q2 --by "Analyst" --reason "CP3 was wrong"

The documents must be there, and be what a build would write today: build them and look at them first. With errors in
the returns, nothing is published and the exit code is 1; with documents that are out of date it is 5. Nothing in the
ledger is ever changed: a correction is another edition, with its reason. Its documents say on their first page which edition
they are, which one they take the place of, why, and what reads otherwise; where they do not give the reason yet, they are
written again with it.
"""

ByOption = Annotated[
    str, typer.Option(metavar="ROLE", help='Who publishes it, by role and not by name: "Head of Performance".')
]
ReasonOption = Annotated[
    str, typer.Option(metavar="WORDS", help="Why another edition is needed. [asked for from the second edition on]")
]
DocumentsOption = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="DIR",
        parser=named_path,
        help="Folder of the documents. [default: the folder that the config names]",
    ),
]
PublishedQuarterOption = Annotated[
    str, typer.Option(metavar="QUARTER", help='The quarter that is published, like 2014Q2 or "Q2 2014/15".')
]
OnlyQuarterOption = Annotated[
    str | None, typer.Option(metavar="QUARTER", help="Only that quarter's. [default: every quarter's]")
]
SealOption = Annotated[
    str, typer.Option(metavar="SEAL", help="A seal that was noted elsewhere, for example in the minutes of the board.")
]
FilesArgument = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[FILE]...", parser=named_path, help="Documents that somebody has. [default: those on disk]"
    ),
]


@with_page(PUBLISHING)
def publish(
    quarter: PublishedQuarterOption,
    by: ByOption,
    reason: ReasonOption = "",
    data: DataOption = None,
    config: ConfigOption = None,
    out: DocumentsOption = None,
    form: AnswerFormatOption = "text",
    dry_run: DryRunOption = False,
    quiet: QuietOption = False,
) -> None:
    """Seal the quarter as published: its figures, commentary and documents go into the ledger, for good."""
    with exits():
        from efreport import run
        from efreport.reports.editions import edition_json
        from efreport.reports.text import to_lines
        from efreport.run.publishing import prepare_publication
        from efreport.run.publishing import publish as seal

        progress = Progress(quiet=quiet)
        outcome = run.check(run.load(config), (data,) if data else (), quarter, progress, whole=True)
        log_found(outcome)
        if outcome.checked.faults or outcome.has_errors:
            progress.done()
            print_lines(to_lines(outcome.round, outcome.checked), sys.stderr)
            stop(outcome, "Nothing was published.")
        publication = prepare_publication(outcome, out, progress)
        progress.done()
        if publication.is_stale:
            print_lines(map(line, _stale(publication)), sys.stderr)
            raise typer.Exit(Exit.OUT_OF_DATE)
        done = seal(publication, by, reason, progress, journal.run_id(), dry_run=dry_run)
        progress.done()
        log_written(*(file.path for file in done.written))
        if form == "json":
            print_text(edition_json(done.edition, dry_run=dry_run))
        elif not quiet:
            print_lines(map(line, _published(done, outcome.framework.ledger, dry_run=dry_run)), sys.stdout)
        if not dry_run:
            note_the_seals(outcome.framework)


def _stale(publication: Publication) -> Iterator[str]:
    for document in publication.documents:
        for reason in document.reasons:
            yield f"Out of date: {document.path}: {reason}."
    quarter = publication.outcome.round.quarter.key
    yield f"Nothing was published. Build the documents again, look at them, then publish: efreport build --quarter {quarter}"


def _published(published: Published, ledger: Path, *, dry_run: bool) -> Iterator[str]:
    from efreport.ledger import documents, name_of

    edition = published.edition
    figures = sum(figure.amount is not None for row in edition.rows for figure in row.figures.values())
    did = "Would be published" if dry_run else "Published"
    yield f"{did}: {name_of(edition)}, {len(edition.rows)} indicators, {figures} figures, by {edition.by}."
    for document in documents(edition):
        yield f"  {document.name}"
    if published.again:
        yield f"The documents {'would be' if dry_run else 'were'} written again, for their first page to give the reason."
    for file in published.written:
        if file.kept:
            yield f"  What stood in the place of {file.path.name} is kept as {file.kept.name}."
    if dry_run:
        yield f"Nothing was recorded in {ledger}."
        return
    yield f"Recorded in {ledger}. Its seal: {edition.seal}"
    yield "Keep a copy of the seal elsewhere, for example in the minutes: by it, a later change of the ledger would show."


def history(
    quarter: OnlyQuarterOption = None,
    config: ConfigOption = None,
    form: AnswerFormatOption = "text",
) -> None:
    """List every edition that was published: when, by whom, and why another was needed.

    \b
    efreport history
    efreport history --quarter 2014Q2 --format json
    """
    with exits():
        from efreport import run
        from efreport.ledger import listed
        from efreport.quarter import parse_quarter
        from efreport.reports.editions import history_json, history_lines
        from efreport.run.receipts import refuse_lost_ledger

        framework = run.load(config, whatever_ledger=True)
        found = listed(framework.ledger)
        if not found:
            refuse_lost_ledger(framework)
        wanted = parse_quarter(quarter, framework.first_month) if quarter else None
        shown = [edition for edition in found if wanted in (None, edition.quarter)]
        if form == "json":
            print_text(history_json(shown))
        else:
            missing = wanted if found and not shown else None
            print_lines(history_lines(shown, framework.ledger, missing), sys.stdout)
        refuse_lost_ledger(framework)


def verify(
    files: FilesArgument = None,
    seal: SealOption = "",
    config: ConfigOption = None,
    form: AnswerFormatOption = "text",
    quiet: QuietOption = False,
) -> None:
    """Prove that the ledger is as it was written, and that documents are as they were published.

    \b
    efreport verify
    efreport verify framework-2014Q2.docx    which edition is this document?
    efreport verify --seal "ca86737c 09d6c05d..."    is that seal still in it?

    A ledger that was lost, or is an older copy of itself, is missed by the list of seals that stands beside the documents.

    Exit codes: 0 everything is as it was published, 5 something is not, 3 a document cannot be read, whatever the others
    are; it is named, and the others are answered for.
    """
    with exits():
        from efreport import run
        from efreport.reports.editions import verified_json, verified_lines
        from efreport.run.verifying import verify as held_against

        verified = held_against(run.load(config, whatever_ledger=True), files or (), seal)
        if form == "json":
            print_text(verified_json(verified))
        elif verified.is_wrong or not quiet:
            print_lines(verified_lines(verified), sys.stdout)
        for file in verified.unreadable:
            say(file.words, Level.ERROR)
        if verified.unreadable:
            raise typer.Exit(Exit.NOTHING_READ_OR_WRITTEN)
        if verified.is_wrong:
            raise typer.Exit(Exit.OUT_OF_DATE)
