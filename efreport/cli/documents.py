"""The command that checks finished documents."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from efreport.cli import journal
from efreport.cli.ending import put
from efreport.cli.exits import Exit, exits, say
from efreport.cli.options import DryRunOption, chosen_format, file_option, format_option
from efreport.cli.paths import named_path
from efreport.cli.terminal import Progress, print_lines, print_text
from efreport.faults import UsageFault
from efreport.reports import DOCUMENT_REPORTS, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from efreport.model import Checked

TEXT = "text"


def check_document(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", parser=named_path, help="Word documents and Excel workbooks.")
    ],
    form: Annotated[str | None, format_option(DOCUMENT_REPORTS)] = None,
    out: Annotated[Path | None, file_option(".txt, .json, .csv or .sarif")] = None,
    dry_run: DryRunOption = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing where nothing essential fails.")] = False,
) -> None:
    """Check finished documents before they are published, as a reader, a screen reader and a printer meet them.

    \b
    efreport check-document framework.docx
    efreport check-document framework.docx framework.xlsx --format json

    Any .docx or .xlsx will do, also a copy that somebody edited. An error is an essential failure, a warning a
    desirable one. The exit code is 1 where anything essential fails, and 3 where a file cannot be read.
    """
    with exits():
        from efreport.publication import check_documents
        from efreport.reports.documents import documents_sentence

        name = chosen_format(form, out, DOCUMENT_REPORTS, TEXT)
        if out is not None and out.resolve() in (file.resolve() for file in files):
            raise UsageFault(f"{out} is one of the documents, and they are never written over. Name another file")
        paths = tuple(dict.fromkeys(files))
        checked = check_documents(paths)
        journal.note("found", documents_sentence([path.name for path in paths], checked))
        _report([path.name for path in paths], checked, name, out, dry_run=dry_run, quiet=quiet)
        _stop(checked)


def _report(names: Sequence[str], checked: Checked, name: str, out: Path | None, *, dry_run: bool, quiet: bool) -> None:
    """Print or write the report. With --quiet, text is printed only where something essential fails."""
    from efreport.reports.documents import documents_sentence, documents_to_lines

    if out is not None:
        content = DOCUMENT_REPORTS[name](names, checked).encode("utf-8", "replace")
        done = put(out, content, Progress(quiet=quiet), dry_run=dry_run)
        if not quiet:
            print_lines([line(f"{done}. {documents_sentence(names, checked)}")], sys.stdout)
    elif name != TEXT:
        print_text(DOCUMENT_REPORTS[name](names, checked))
    elif not quiet or _fails(checked) or checked.faults:
        print_lines(documents_to_lines(names, checked), sys.stdout)


def _fails(checked: Checked) -> bool:
    from efreport.model import Severity

    return bool(checked.counts[Severity.ERROR])


def _stop(checked: Checked) -> None:
    """End with the exit code that the findings ask for."""
    from efreport.publication import UNREADABLE

    if checked.faults:
        say(f"{len(checked.faults)} of the rules could not run: an internal fault.")
        raise typer.Exit(Exit.INTERNAL_FAULT)
    if any(finding.rule == UNREADABLE for finding in checked.findings):
        raise typer.Exit(Exit.NOTHING_READ_OR_WRITTEN)
    if _fails(checked):
        raise typer.Exit(Exit.ERRORS_IN_RETURNS)
