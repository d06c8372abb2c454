"""The commands that say what returns and documents are checked by."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from efreport.cli.exits import exits
from efreport.cli.options import choices, one_of
from efreport.cli.terminal import print_lines, print_text
from efreport.faults import UsageFault
from efreport.reports import Line, Part, Style, line

if TYPE_CHECKING:
    from efreport.publication import DocumentRule
    from efreport.rules import Rule

FORMATS = ("text", "json")


def rules(
    form: Annotated[
        str,
        typer.Option(
            "--format", metavar=choices(FORMATS), parser=one_of(FORMATS), help="text for people, json for programs."
        ),
    ] = "text",
) -> None:
    """List the rules that returns and finished documents are checked by.

    \b
    efreport rules
    efreport rules --format json
    """
    with exits():
        from efreport.publication import CATALOGUE

        if form == "json":
            entries = [{"rule": rule.code, "severity": rule.severity.value, "title": rule.title} for rule in CATALOGUE]
            print_text(json.dumps(entries, indent=2) + "\n")
        else:
            print_lines(
                [*map(_listed, CATALOGUE), line(""), line("What one means: efreport explain EF201")], sys.stdout
            )


def _listed(rule: Rule | DocumentRule) -> Line:
    severity = Part(f"{rule.severity.value:7}", Style(rule.severity.value))
    lead = f"{rule.code}  "
    return Line((Part(lead), severity, Part(f"  {rule.title}")), len(lead) + len(severity.words) + 2)


def explain(
    codes: Annotated[list[str], typer.Argument(metavar="CODE...", help="Codes of rules, like EF201.")],
) -> None:
    """Say what a rule finds, why it matters and how to put it right, with an example.

    \b
    efreport explain EF201
    efreport explain ef201 ef302
    """
    with exits():
        from efreport.publication import CATALOGUE

        found = [_find(code, CATALOGUE) for code in dict.fromkeys(codes)]
        pages = [f"{rule.code} ({rule.severity.value}): {rule.title}\n\n{rule.page}" for rule in found]
        print_lines(map(line, "\n\n\n".join(pages).split("\n")), sys.stdout)


def _find(code: str, known: Sequence[Rule | DocumentRule]) -> Rule | DocumentRule:
    """Find the rule of that code, whatever its case. Raises UsageFault, which names one that was nearly typed."""
    by_code = {rule.code: rule for rule in known}
    wanted = code.strip().upper()
    if wanted not in by_code:
        nearly = next((each for each in _nearly(wanted) if each in by_code), "")
        meant = f" Did you mean {nearly}?" if nearly else ""
        raise UsageFault(f"There is no rule {code}.{meant} efreport rules lists them all")
    return by_code[wanted]


def _nearly(typed: str) -> Iterator[str]:
    """Give what may have been meant: the digits alone, or with two neighbours swapped, the last ones first."""
    digits = "".join(filter(str.isdigit, typed))
    yield f"EF{digits}"
    for place in reversed(range(len(digits) - 1)):
        yield f"EF{digits[:place]}{digits[place + 1]}{digits[place]}{digits[place + 2 :]}"
