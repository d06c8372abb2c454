"""Writes what comes from the code: the pages of commands, rules and value forms, and the catalogue that `explain` reads.

With --check it only compares.

Run it from anywhere: python docs/generate.py
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

DOCS = Path(__file__).parent
PROJECT = DOCS.parent
GENERATED = "<!-- Made by docs/generate.py from the code. Change the code, then run it again. -->"
CATALOGUE_FILE = PROJECT / "efreport" / "catalogue.json"
BLOCK = "(?<=<!-- {0} -->\\n).*?(?=<!-- /{0} -->)"


def main() -> int:
    """Write the pages and the catalogue of rules, or with --check say which are out of date; 1 if any is."""
    pages = {
        DOCS / "commands.md": commands_page(),
        CATALOGUE_FILE: catalogue_file(),
        DOCS / "rules.md": rules_page(),
        DOCS / "defects.md": defects_page(),
        DOCS / "value-forms.md": value_forms_page(),
        DOCS / "scheduled-runs.md": scheduled_runs_page(),
        PROJECT / "README.md": readme(),
    }
    stale = [path for path, text in pages.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path.relative_to(PROJECT)} is out of date: run python docs/generate.py")
        return 1 if stale else 0
    for path in stale:
        path.write_text(pages[path], encoding="utf-8", newline="\n")
        print(f"wrote {path.relative_to(PROJECT)}")
    return 0


def help_text(command: str) -> str:
    """Give a command's --help as a terminal of 80 columns shows it."""
    return run_efreport(*command.split(), "--help")


def run_efreport(*arguments: str) -> str:
    """Give what the command prints."""
    program = "import sys; sys.argv[0] = 'efreport'; from efreport.cli.main import run; run()"
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"},
        cwd=PROJECT,
    )
    return "\n".join(line.rstrip() for line in done.stdout.decode("utf-8").splitlines()).strip()


def fenced(text: str) -> str:
    """Put text into a fenced block."""
    return f"```text\n{text}\n```\n"


def commands_page() -> str:
    """Give the command reference."""
    from efreport.cli.commands import COMMANDS

    parts = [f"# Commands\n\n{GENERATED}\n"]
    for command in ("", *COMMANDS):
        parts.append(f"## efreport {command}".rstrip() + f"\n\n{fenced(help_text(command))}")
    return "\n".join(parts)


def scheduled_runs_page() -> str:
    """Give the page on runs at a set time with the table of exit codes as the code has them."""
    from efreport.cli.exits import Exit

    rows = [f"| {code.value} | `0x{code.value:X}` | {code.meaning} |" for code in Exit]
    table = "\n".join(["| exit code | Last Run Result | it means |", "|---|---|---|", *rows, ""])
    text = (DOCS / "scheduled-runs.md").read_text(encoding="utf-8")
    return re.sub(BLOCK.format("exit codes"), lambda _: table, text, flags=re.DOTALL)


def readme() -> str:
    """Give the README with its blocks: the commands as --help says them, what is said of a spoilt return, and a quarter."""
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    sys.path.insert(0, str(DOCS))
    from quarter import story

    steps = [(f"quarter: {name}", shown) for name, shown in story().items()]
    for name, block in (("commands", help_text("")), ("example", example()), *steps):
        text = re.sub(BLOCK.format(name), lambda _, block=block: fenced(block), text, flags=re.DOTALL)
    return text


def example() -> str:
    """Give what is said of a sample return in which a code and a percentage were spoilt."""
    from openpyxl import load_workbook

    with tempfile.TemporaryDirectory() as folder:
        spoilt = Path(folder) / "cp.xlsx"
        book = load_workbook(PROJECT / "samples" / "2014Q2" / spoilt.name)
        for row in book["Return"].iter_rows():
            if row[0].value == "CP14":
                row[0].value = "CP41"
            if row[0].value == "CP12":
                row[2].number_format = "General"
        book.save(spoilt)
        return run_efreport("validate", str(spoilt))


def catalogue_file() -> str:
    """Give every rule as the commands that explain rules read it."""
    from efreport.publication import CATALOGUE

    entries = [
        {"rule": rule.code, "severity": rule.severity.value, "title": rule.title, "page": rule.page}
        for rule in CATALOGUE
    ]
    return json.dumps(entries, indent=1, ensure_ascii=False) + "\n"


def rules_page() -> str:
    """Give the catalogue of rules and each rule's manual page."""
    from efreport.publication import CATALOGUE

    lines = [f"# Rules\n\n{GENERATED}\n", "| code | usually | what it finds |", "|---|---|---|"]
    lines += [f"| [{rule.code}](#{rule.code.lower()}) | {rule.severity.value} | {rule.title} |" for rule in CATALOGUE]
    for rule in CATALOGUE:
        lines.append(f"\n## {rule.code}\n\n**{rule.title}** ({rule.severity.value})\n\n{_escaped(rule.page)}")
    return "\n".join(lines) + "\n"


def _escaped(page: str) -> str:
    """Keep what a page says as it is: the bars of its example rows, and each example on a line of its own."""
    page = page.replace("|", "\\|").replace("*", "\\*").replace("~$", "\\~$")
    return page.replace("\nAfter:", "  \nAfter:")


def defects_page() -> str:
    """Give the kinds of defect that the tests put into the samples, with the rule that must find each."""
    sys.path.insert(0, str(PROJECT))
    from tests.disturbing import KINDS
    from tests.test_disturbed import SEEDS

    lines = [
        f"# Defects put into the samples\n\n{GENERATED}\n",
        f"`tests/test_disturbed.py` takes the sample returns of 2014Q2 apart, puts each of these {len(KINDS)} kinds of defect at",
        f"{len(SEEDS)} places chosen by a seed, and writes the return again with its columns in another order, its table lower down",
        f"and blank rows between. In all {len(KINDS) * len(SEEDS)} returns the defect must be found once, by its rule, at its own",
        f"cell, and nothing else be said that was not said before. A row is deleted in {len(SEEDS)} more, and each of the nine",
        "columns in one.\n",
        "| defect | found by |\n|---|---|",
        *(f"| {name} | [{kind.rule}](rules.md#{kind.rule.lower()}) |" for name, kind in KINDS.items()),
    ]
    return "\n".join(lines) + "\n"


def value_forms_page() -> str:
    """Give every form of value with its example."""
    return "\n".join(_value_forms()) + "\n"


def _value_forms() -> Iterator[str]:
    from efreport.values import GAP_FORMS, QUALIFIER_FORMS, UNIT_EXAMPLES, UNREADABLE_FORMS

    yield f"# What a cell may hold\n\n{GENERATED}\n"
    yield "What counts is what a person sees in Excel. Case does not matter, nor do odd spaces and dashes.\n"
    yield "## Figures\n\n| example |\n|---|"
    yield from (f"| `{example}` |" for example in UNIT_EXAMPLES)
    yield "\n## Words after a figure\n\n| example | meaning |\n|---|---|"
    yield from (f"| `{form.example}` | {form.mark.value} |" for form in QUALIFIER_FORMS)
    yield "\n## Ways to say that there is no figure\n\n| example | meaning |\n|---|---|"
    yield from (f"| {f'`{form.example}`' if form.example else '(blank)'} | {form.gap.value} |" for form in GAP_FORMS)
    yield "\n## What is recognised and cannot be read\n\n| example | why |\n|---|---|"
    yield from (f"| `{form.example}` | {form.reason} |" for form in UNREADABLE_FORMS)
    yield "\nAnything else cannot be read either; it is kept, shown, and reported (rule EF301)."


if __name__ == "__main__":
    sys.exit(main())
