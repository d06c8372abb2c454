"""The commands that say what returns and documents are checked by."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from efreport.cli.exits import exits
from efreport.cli.options import AnswerFormatOption
from efreport.cli.terminal import print_lines, print_text
from efreport.faults import UsageFault
from efreport.reports import Line, Part, Style, line
from efreport.reports.plain_json import as_json

if TYPE_CHECKING:
    from efreport.catalogue import RulePage


def rules(form: AnswerFormatOption = "text") -> None:
    """List the rules that returns and finished documents are checked by.

    \b
    efreport rules
    efreport rules --format json
    """
    with exits():
        from efreport.catalogue import read_catalogue

        pages = read_catalogue()
        if form == "json":
            print_text(as_json([{"rule": page.rule, "severity": page.severity, "title": page.title} for page in pages]))
        else:
            print_lines([*map(_listed, pages), line(""), line("What one means: efreport explain EF201")], sys.stdout)


def _listed(page: RulePage) -> Line:
    severity = Part(f"{page.severity:7}", Style(page.severity))
    lead = f"{page.rule}  "
    return Line((Part(lead), severity, Part(f"  {page.title}")), len(lead) + len(severity.words) + 2)


def explain(
    codes: Annotated[list[str], typer.Argument(metavar="CODE...", help="Codes of rules, like EF201.")],
    form: AnswerFormatOption = "text",
) -> None:
    """Say what a rule finds, why it matters and how to put it right, with an example.

    \b
    efreport explain EF201
    efreport explain ef201 ef302
    efreport explain EF201 --format json
    """
    with exits():
        from efreport.catalogue import read_catalogue

        known = {page.rule: page for page in read_catalogue()}
        found = tuple(dict.fromkeys(_find(code, known) for code in codes))
        if form == "json":
            print_text(as_json([page._asdict() for page in found]))
            return
        pages = [f"{each.rule} ({each.severity}): {each.title}\n\n{each.page}" for each in found]
        print_lines(map(line, "\n\n\n".join(pages).split("\n")), sys.stdout)


def _find(code: str, known: Mapping[str, RulePage]) -> RulePage:
    """Find the page of that code, whatever its case. Raises UsageFault, which names one that was nearly typed."""
    wanted = code.strip().upper()
    if wanted not in known:
        nearly = next((each for each in _nearly(wanted) if each in known), "")
        meant = f" Did you mean {nearly}?" if nearly else ""
        raise UsageFault(f"There is no rule {code}.{meant} efreport rules lists them all")
    return known[wanted]


def _nearly(typed: str) -> Iterator[str]:
    """Give what may have been meant: the digits alone, or with two neighbours swapped, the last ones first."""
    digits = "".join(filter(str.isdigit, typed))
    yield f"EF{digits}"
    for place in reversed(range(len(digits) - 1)):
        yield f"EF{digits[:place]}{digits[place + 1]}{digits[place]}{digits[place + 2 :]}"
