"""The command that writes the framework as documents."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from efreport.cli import journal
from efreport.cli.ending import log_found, log_written, see_them, stop
from efreport.cli.exits import Exit, exits
from efreport.cli.options import (
    ConfigOption,
    DataOption,
    JobsOption,
    ProjectOption,
    QuarterOption,
    QuietOption,
    SummaryFileOption,
    choices,
    named_path,
    one_of,
    refuse_without_projects,
)
from efreport.cli.terminal import Progress, print_lines
from efreport.phrases import listed
from efreport.reports import line
from efreport.writers import WRITERS

if TYPE_CHECKING:
    from efreport.files import Written
    from efreport.run import Built, Outcome, WordTemplate
    from efreport.run.comparing import Standing

NAMED = 5


OutOption = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        parser=named_path,
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
NoChartsOption = Annotated[bool, typer.Option("--no-charts", help="Leave the charts out of the documents.")]


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
    project: ProjectOption = None,
    jobs: JobsOption = None,
    summary_file: SummaryFileOption = None,
    quiet: QuietOption = False,
) -> None:
    """Check the quarter's returns and write the framework as Word and Excel.

    \b
    efreport build --quarter 2014Q2
    efreport build --quarter 2014Q2 --draft --out drafts
    efreport build --quarter 2014Q2 --template council.dotx
    efreport build --quarter 2014Q2 --check
    efreport build --quarter 2014Q2 --project "councils/*" --jobs 4

    With errors in the returns, no document is written: they are listed, and the exit code is 1. With --draft the
    documents are written all the same, say DRAFT on the first page and in their names, and list the errors; the exit
    code is still 1 while there are any.

    With --check nothing is written: the exit code is 0 where the documents are what a build would write today, and 5
    where they are not, with the reasons. Without --draft it is 1 where errors in the returns stop a build.

    With --project the same is done for each project by itself, several at once, with a table at the end; what went wrong
    in one stops none of the others, and the exit code is that of the worst. With --out, each has a folder in there.
    """
    run_id = journal.run_id()
    with exits():
        if project:
            asked: dict[str, object] = {"--quarter": quarter, "--format": form, "--template": template}
            asked |= {"--draft": draft, "--no-charts": no_charts, "--check": check}
            from efreport.cli.many import Folder, Many, as_typed, run_many

            many, folder = Many(project, jobs, summary_file, quiet), Folder("--out", out, usual=True)
            run_many(many, ["build", *as_typed(asked)], folder, {"--data": data, "--config": config})
            return
        refuse_without_projects({"--jobs": jobs, "--summary-file": summary_file})
        from efreport import run

        progress = Progress(quiet=quiet)
        framework = run.load(config)
        chosen = run.read_template(framework, template)
        outcome = run.check(framework, (data,) if data else (), quarter, progress, whole=True)
        log_found(outcome)
        _stop_at_errors(outcome, progress, draft=draft, check=check)
        asked_for = _Asked(out, tuple(dict.fromkeys(form or WRITERS)), draft, not no_charts)
        if check:
            _say_standings(_standings(outcome, asked_for, chosen, progress), quiet=quiet)
            return
        built = _built_documents(outcome, asked_for, chosen, progress, run_id)
        if not quiet:
            said = [*_built(outcome, see_them(outcome, data, config)), *built.remarks]
            said += [*_written(built.written), *_left_out(outcome), *([] if draft else _drafts(built.written))]
            print_lines(map(line, said), sys.stdout)
        if outcome.has_errors:
            raise typer.Exit(Exit.ERRORS_IN_RETURNS)


class _Asked(NamedTuple):
    """What documents were asked for, and where."""

    out: Path | None
    formats: tuple[str, ...]
    draft: bool
    charts: bool


def _stop_at_errors(outcome: Outcome, progress: Progress, *, draft: bool, check: bool) -> None:
    """End where the returns have errors that stop a build, or a rule could not run, and say all of it."""
    if not outcome.checked.faults and (draft or not outcome.has_errors):
        return
    from efreport.reports.text import to_lines

    progress.done()
    print_lines(to_lines(outcome.round, outcome.checked), sys.stderr)
    stop(outcome, "No document could be compared." if check else "No document was written.")


def _standings(
    outcome: Outcome, asked: _Asked, template: WordTemplate | None, progress: Progress
) -> tuple[Standing, ...]:
    from efreport.run.comparing import compare

    found = compare(
        outcome, asked.out, asked.formats, progress, draft=asked.draft, charts=asked.charts, template=template
    )
    progress.done()
    return found


def _built_documents(
    outcome: Outcome, asked: _Asked, template: WordTemplate | None, progress: Progress, run_id: str
) -> Built:
    from efreport import run

    built = run.build(
        outcome,
        asked.out,
        asked.formats,
        progress,
        draft=asked.draft,
        charts=asked.charts,
        template=template,
        run_id=run_id,
    )
    progress.done()
    log_written(*(file.path for file in built.written))
    return built


def _say_standings(standings: Sequence[Standing], *, quiet: bool) -> None:
    """Say which documents are as a build would write them and which are not and why; with 5 where any is not."""
    for standing in standings:
        if standing.reasons:
            reasons = (f"  {reason[0].upper()}{reason[1:]}." for reason in standing.reasons)
            print_lines(map(line, (f"Out of date: {standing.path}", *reasons)), sys.stdout)
        elif not quiet:
            print_lines([line(f"Up to date: {standing.path}")], sys.stdout)
    if any(standing.reasons for standing in standings):
        raise typer.Exit(Exit.OUT_OF_DATE)


def _built(outcome: Outcome, see: str) -> Iterator[str]:
    from efreport.reports.words import checked_sentence

    yield checked_sentence(outcome.round, outcome.checked)
    if see:
        yield see


def _written(written: Sequence[Written]) -> Iterator[str]:
    for file in written:
        yield f"Written: {file.path}"
        if file.kept and file.was_sealed:
            yield f"  The one that was published is kept as {file.kept.name}."
        elif file.kept:
            yield f"  The one that was there had been edited by somebody; it is kept as {file.kept.name}."


def _left_out(outcome: Outcome) -> Iterator[str]:
    """Say which rows of the returns are not in the documents, so that no figure is missed unnoticed."""
    from efreport import run

    rows = run.left_out(outcome)
    if rows:
        these = ", ".join(str(row.at) for row in rows[:NAMED])
        more = f" and {len(rows) - NAMED} more" if len(rows) > NAMED else ""
        number = "1 row of the returns is" if len(rows) == 1 else f"{len(rows)} rows of the returns are"
        yield f"{number} not in the documents (code not recognised, another area's, or there twice): {these}{more}."


def _drafts(written: Sequence[Written]) -> Iterator[str]:
    """Say which drafts of the same quarter are still beside the final documents."""
    from efreport import run

    for path in run.drafts_beside(written):
        yield f"Still there: {path}, a draft of the same quarter. Delete it, so that nobody takes it for the final one."
