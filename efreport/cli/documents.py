"""The command that checks finished documents."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from efreport.cli.exits import Exit, exits, say
from efreport.cli.terminal import print_lines


class FindingsFormat(StrEnum):
    """The formats of a report of findings in documents."""

    text = "text"
    json = "json"


def check_document(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Word documents and Excel workbooks.")],
    form: Annotated[
        FindingsFormat, typer.Option("--format", help="text for people, json for programs.")
    ] = FindingsFormat.text,
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
        from efreport.model import Severity
        from efreport.publication import UNREADABLE, check_documents
        from efreport.reports import documents_to_json, documents_to_text

        checked = check_documents(files)
        count = len(set(files))
        if form is FindingsFormat.json:
            print(documents_to_json(count, checked))  # noqa: T201
        elif not quiet or checked.counts[Severity.ERROR] or checked.faults:
            print_lines(documents_to_text(count, checked), sys.stdout)
        if checked.faults:
            say(f"{len(checked.faults)} of the rules could not run: an internal fault.")
            raise typer.Exit(Exit.INTERNAL_FAULT)
        if any(finding.rule == UNREADABLE for finding in checked.findings):
            raise typer.Exit(Exit.NOTHING_READ_OR_WRITTEN)
        if checked.counts[Severity.ERROR]:
            raise typer.Exit(Exit.ERRORS_IN_RETURNS)
