"""The command that writes the framework as documents."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from efreport.cli import journal
from efreport.cli.ending import log_found, log_written, say_which_quarter, see_them, stop
from efreport.cli.exits import Exit, exits
from efreport.cli.options import (
    ConfigOption,
    DataOption,
    DryRunOption,
    JobsOption,
    ProjectOption,
    QuarterOption,
    QuietOption,
    SummaryFileOption,
    choices,
    one_of,
    refuse_without_projects,
)
from efreport.cli.pages import with_page
from efreport.cli.paths import folder_to_write, named_path
from efreport.cli.terminal import Progress, print_lines, print_text
from efreport.phrases import listed
from efreport.reports import line
from efreport.writers import WRITERS

if TYPE_CHECKING:
    from efreport.run import Outcome, WordTemplate

REPORTS = ("text", "json")
PAGE = """\b
efreport build --quarter 2014Q2
efreport build --quarter 2014Q2 --dry-run
efreport build --quarter 2014Q2 --draft --out drafts
efreport build --quarter 2014Q2 --template council.dotx
efreport build --quarter 2014Q2 --check
efreport build --quarter 2014Q2 --project "councils/*" --jobs 4

With errors in the returns, no document is written: they are listed, and the exit code is 1. With --draft the documents
are written all the same, say DRAFT on the first page and in their names, and list the errors; the exit code is still 1
while there are any.

With --dry-run nothing is written: the documents are made and checked all the same, and it says which would be written
and which of those there would be kept, with the exit code that a build would have.

With --check nothing is written: the exit code is 0 where the documents are what a build would write today, and 5 where
they are not, with the reasons. Without --draft it is 1 where errors in the returns stop a build.

With --project the same is done for each project by itself, several at once, with a table at the end; what went wrong in
one stops none of the others, and the exit code is that of the worst. With --out, each has a folder in there.
"""


OutOption = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        parser=folder_to_write,
        help="Folder for the documents. [default: the folder that the config names]",
    ),
]
FormatOption = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        metavar=choices(WRITERS),
        parser=one_of(WRITERS),
        help=f"{listed(list(WRITERS), 'or')}; may be given more than once. [default: all of them]",
    ),
]
TemplateOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        parser=named_path,
        help="The council's own Word template, .docx or .dotx. [default: the one of the house style]",
    ),
]
DraftOption = Annotated[
    bool, typer.Option("--draft", help="Write the documents despite errors, marked as a draft that lists them.")
]
CheckOption = Annotated[
    bool,
    typer.Option(
        "--check", help="Only say whether the documents are as a build would write them today; write nothing."
    ),
]
WhyOption = Annotated[
    str,
    typer.Option(
        "--reason", metavar="WORDS", help="Why there is another edition of a published quarter, for its first page."
    ),
]
NoChartsOption = Annotated[bool, typer.Option("--no-charts", help="Leave the charts out of the documents.")]
ReportOption = Annotated[
    str,
    typer.Option(
        "--report",
        metavar=choices(REPORTS),
        parser=one_of(REPORTS),
        help="What is said of the run: text for people, json for programs.",
    ),
]


class _Asked(NamedTuple):
    """What was asked for: of which returns, which documents, where, and how it is said."""

    quarter: str | None
    data: Path | None
    config: Path | None
    out: Path | None
    formats: tuple[str, ...]
    template: Path | None
    draft: bool
    charts: bool
    reason: str
    dry_run: bool
    as_json: bool
    quiet: bool


@with_page(PAGE)
def build(
    quarter: QuarterOption = None,
    data: DataOption = None,
    config: ConfigOption = None,
    out: OutOption = None,
    form: FormatOption = None,
    template: TemplateOption = None,
    draft: DraftOption = False,
    no_charts: NoChartsOption = False,
    check: CheckOption = False,
    reason: WhyOption = "",
    report: ReportOption = "text",
    dry_run: DryRunOption = False,
    project: ProjectOption = None,
    jobs: JobsOption = None,
    summary_file: SummaryFileOption = None,
    quiet: QuietOption = False,
) -> None:
    """Check the quarter's returns and write the framework as Word and Excel."""
    run_id = journal.run_id()
    with exits():
        if project:
            words: dict[str, object] = {"--quarter": quarter, "--format": form, "--template": template}
            words |= {"--draft": draft, "--no-charts": no_charts, "--check": check, "--dry-run": dry_run}
            words["--reason"] = reason or None
            from efreport.cli.many import Folder, Many, as_typed, run_many

            many = Many(project, jobs, summary_file, quiet, "--report" if report == "json" else "")
            alone = {"--data": data, "--config": config}
            run_many(many, ["build", *as_typed(words)], Folder("--out", out, usual=True), alone)
            return
        refuse_without_projects({"--jobs": jobs, "--summary-file": summary_file})
        formats = tuple(dict.fromkeys(form or WRITERS))
        said = (reason.strip(), dry_run, report == "json", quiet)
        asked = _Asked(quarter, data, config, out, formats, template, draft, not no_charts, *said)
        _run(asked, run_id, check=check)


def _run(asked: _Asked, run_id: str, *, check: bool) -> None:
    """Check the returns, then write the documents, or with `check` compare them."""
    from efreport import run

    progress = Progress(quiet=asked.quiet)
    framework = run.load(asked.config)
    template = run.read_template(framework, asked.template)
    outcome = run.check(framework, (asked.data,) if asked.data else (), asked.quarter, progress, whole=True)
    log_found(outcome)
    if not asked.quiet:
        progress.done()
        say_which_quarter(outcome)
    _stop_at_errors(outcome, asked, progress, check=check)
    if check:
        _compare(outcome, asked, template, progress)
    else:
        _write(outcome, asked, template, progress, run_id)


def _stop_at_errors(outcome: Outcome, asked: _Asked, progress: Progress, *, check: bool) -> None:
    """End where the returns have errors that stop a build, or a rule could not run, and say all of it."""
    if not outcome.checked.faults and (asked.draft or not outcome.has_errors):
        return
    from efreport.reports.text import to_lines

    progress.done()
    print_lines(to_lines(outcome.round, outcome.checked), sys.stderr)
    if asked.as_json:
        from efreport.cli.built import stopped_json

        code = Exit.INTERNAL_FAULT if outcome.checked.faults else Exit.ERRORS_IN_RETURNS
        print_text(stopped_json(outcome, code, draft=asked.draft, dry_run=asked.dry_run, check=check))
    stop(outcome, "No document could be compared." if check else "No document was written.")


def _compare(outcome: Outcome, asked: _Asked, template: WordTemplate | None, progress: Progress) -> None:
    """Say which documents are as a build would write them and which are not and why; with 5 where any is not."""
    from efreport.cli.built import compared_json, standing_lines
    from efreport.run.comparing import compare

    found = compare(
        outcome,
        asked.out,
        asked.formats,
        progress,
        draft=asked.draft,
        charts=asked.charts,
        template=template,
        reason=asked.reason,
    )
    progress.done()
    code = Exit.OUT_OF_DATE if any(each.reasons for each in found) else Exit.DONE
    if asked.as_json:
        print_text(compared_json(outcome, found, code, draft=asked.draft, dry_run=asked.dry_run, check=True))
    else:
        said = (words for each in found for words in standing_lines(each, quiet=asked.quiet))
        print_lines(map(line, said), sys.stdout)
    if code:
        raise typer.Exit(code)


def _write(outcome: Outcome, asked: _Asked, template: WordTemplate | None, progress: Progress, run_id: str) -> None:
    """Write the documents, or in a dry run find out what would be; with 1 where the returns of a draft have errors."""
    from efreport import run
    from efreport.cli.built import built_json, built_lines

    draft, dry_run = asked.draft, asked.dry_run
    built = run.build(
        outcome,
        asked.out,
        asked.formats,
        progress,
        draft=draft,
        charts=asked.charts,
        template=template,
        run_id=run_id,
        dry_run=dry_run,
        reason=asked.reason,
    )
    progress.done()
    if not dry_run:
        log_written(*(file.path for file in built.written))
    code = Exit.ERRORS_IN_RETURNS if outcome.has_errors else Exit.DONE
    if asked.as_json:
        print_text(built_json(outcome, built, code, draft=draft, dry_run=dry_run, check=False))
    elif not asked.quiet:
        see = see_them(outcome, asked.data, asked.config)
        print_lines(map(line, built_lines(outcome, built, see, draft=draft, dry_run=dry_run)), sys.stdout)
    if code:
        raise typer.Exit(code)
