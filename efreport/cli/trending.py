"""The command that shows an indicator over the quarters."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from efreport.cli.ending import put
from efreport.cli.exits import exits
from efreport.cli.options import (
    ConfigOption,
    DryRunOption,
    QuietOption,
    chosen_format,
    file_option,
    format_option,
    one_or_more,
)
from efreport.cli.terminal import Progress, print_lines, print_text
from efreport.faults import UsageFault
from efreport.reports import line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from efreport.trend.reading import Trend

FORMATS = ("text", "json", "csv", "svg")
MEANING = "text for people, svg for a picture, csv and json for programs"

CodesArgument = Annotated[
    list[str], typer.Argument(metavar="CODE...", help="Indicators by a code, key or name, like CP3.")
]
NewestOption = Annotated[
    int | None, typer.Option(metavar="N", parser=one_or_more, help="The newest N quarters only. [default: 20]")
]


def trend(
    codes: CodesArgument,
    quarters: NewestOption = None,
    config: ConfigOption = None,
    form: Annotated[str | None, format_option(FORMATS, MEANING)] = None,
    out: Annotated[Path | None, file_option()] = None,
    dry_run: DryRunOption = False,
    quiet: QuietOption = False,
) -> None:
    """Show an indicator over the quarters: a small chart, its figures, and what of it is more than chance.

    \b
    efreport trend CP3
    efreport trend CP3 MASH39 --quarters 8
    efreport trend CP3 --out cp3.svg

    Each quarter counts as it was published, else as its returns say; a figure that was revised later counts as revised.
    The same quarter last year stands beside the quarter before. Limits and signals of statistical process control are
    given from 12 figures on.
    """
    with exits():
        from efreport import run
        from efreport.run.trending import trends

        name = chosen_format(form, out, FORMATS, "text")
        progress = Progress(quiet=quiet)
        found = trends(run.load(config), codes, progress, quarters)
        progress.done()
        if out is None:
            if name == "text":
                from efreport.reports.trend import trend_lines

                print_lines(trend_lines(found), sys.stdout)
            else:
                print_text(_rendered(found, name))
            return
        done = put(out, _rendered(found, name).encode("utf-8", "replace"), progress, dry_run=dry_run)
        if not quiet:
            print_lines([line(done)], sys.stdout)


def _rendered(found: Sequence[Trend], name: str) -> str:
    match name:
        case "json":
            from efreport.reports.trend_data import trends_json

            return trends_json(found)
        case "csv":
            from efreport.reports.trend_data import trends_csv

            return trends_csv(found)
        case "svg":
            from efreport.reports.trend_picture import trend_svg

            if len(found) > 1:
                raise UsageFault("A picture shows one indicator: ask for each by itself")
            return trend_svg(found[0])
        case _:
            from efreport.reports.trend import trend_lines

            return "".join(f"{each.words.rstrip()}\n" for each in trend_lines(found))
