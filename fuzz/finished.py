"""The target `finished`: documents given to check-document and verify, of every kind that turns up, changed part by part."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from efreport.model import State
from efreport.publication.running import check_documents
from efreport.reports import DOCUMENT_REPORTS
from efreport.run.verifying import verify
from fuzz import documents, rounds
from fuzz.choices import Choices
from fuzz.holding import Target, hold
from fuzz.packages import Parts, change_bytes, changed, packed, parts_of

NAMES = ("framework.docx", "framework.xlsx", "council.dotx", "return.xlsx", "full.xlsx")
ENDINGS = ("", "", "", ".docx", ".xlsx", ".pdf")


def run(data: bytes) -> None:
    """Check a document, alone or beside a good one: every rule can run, and a file that cannot be read is one finding."""
    choices = Choices(data)
    name = choices.pick(NAMES)
    ending, beside, verified = choices.pick(ENDINGS), choices.one_in(8), choices.one_in(4)
    made = change_bytes(packed(_parts(name)), choices) if choices.one_in(12) else changed(_parts(name), choices)
    with TemporaryDirectory() as folder:
        path = Path(folder) / (Path(name).stem + (ending or Path(name).suffix))
        path.write_bytes(made)
        paths = [path]
        if beside:
            paths.append(Path(folder) / "good.docx")
            paths[1].write_bytes(packed(_parts("framework.docx")))
        _check(paths)
        if verified:
            found = verify(replace(rounds.framework(), ledger=Path(folder) / "none.sqlite"), [path])
            hold([each.name for each in found.files] == [path.name], "a document that is verified is named", found)


def seeds() -> Iterator[bytes]:
    """Give each document as it is, and with changes of each kind."""
    for number in range(len(NAMES)):
        yield bytes((number, 0, number, 3))
        yield from (
            bytes((number, kind % 4, 0, kind, 1, 0, 3 * kind, kind, 7 * kind, kind, 5, 2)) for kind in range(16)
        )


def _check(paths: list[Path]) -> None:
    checked = check_documents(paths)
    names = tuple(path.name for path in paths)
    faults = [each for each in checked.runs if each.state is State.COULD_NOT_RUN]
    hold(not faults, f"every rule can run {[each.rule for each in faults]}", *(each.detail for each in faults))
    for finding in checked.findings:
        hold(finding.where.workbook in names, "a finding names a document", finding)
        hold(finding.message.strip() and finding.hint.strip(), "a finding says what is wrong and what to do", finding)
    reports = {each: report(names, checked) for each, report in DOCUMENT_REPORTS.items()}
    json.loads(reports["json"]), json.loads(reports["sarif"])
    hold(not [each for each in reports["text"] if ord(each) < 32 and each != "\n"], "no control character is printed")


@cache
def _made(name: str) -> tuple[tuple[str, bytes], ...]:
    match name:
        case "council.dotx":
            return tuple(parts_of(rounds.SAMPLES / "council-template.dotx").items())
        case "return.xlsx":
            return tuple(parts_of(rounds.SAMPLES / rounds.QUARTER / "yos.xlsx").items())
        case "full.xlsx":
            from fuzz.workbooks import full

            return tuple(full().items())
        case _:
            return documents.built(name.rpartition(".")[2])


def _parts(name: str) -> Parts:
    return dict(_made(name))


TARGET = Target("finished", run, seeds)
