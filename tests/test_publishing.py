"""publish, history and verify: what they say and leave behind, from a first edition to a correction."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import zipfile
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import typer
from docx import Document
from docx.text.paragraph import Paragraph

from efreport.cli.ending import note_the_seals
from efreport.compose import compose
from efreport.document import IndicatorTable, Number
from efreport.files import CannotWrite
from efreport.history import record_of
from efreport.ledger import Edition, Standing, append, editions
from efreport.model import Origin, in_groups
from efreport.run import build, check, load
from efreport.run.publishing import prepare_publication, publish
from efreport.run.receipts import SEALS
from efreport.run.verifying import verify
from efreport.run_id import new_run_id
from efreport.writers import WRITERS
from tests.conftest import PROJECT, Ran, Run
from tests.three_returns import spoil, write_three
from tests.workbooks import write_workbook

BY = ("--by", "Head of Performance")
STEM = "test-performance-framework"
DOCX = f"{STEM}-2014Q2.docx"
XLSX = f"{STEM}-2014Q2.xlsx"
COUNTS = (
    "Of 8 indicators, 1 improved on Q1 2014/15, 2 worsened and 0 showed no change. 2 changed where neither way is better, 3 "
    "could not be compared, each for a reason that is given, and 0 are awaited. All 3 returns were received."
)
TODAY = re.compile(
    r"\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}"
)
SEAL = re.compile(r"\b[0-9a-f]{64}\b")


def words(ran: Ran) -> tuple[int, str, str]:
    """What a command said, with the day and the seal, which are other ones each time, as words."""
    return ran.code, *(SEAL.sub("<seal>", TODAY.sub("<day>", said)) for said in (ran.out, ran.err))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose documents of 2014Q2 are still to be built."""
    shutil.copytree(PROJECT / "tests" / "config", tmp_path / "config")
    settings = tmp_path / "config" / "framework.toml"
    text = re.sub(r"(?m)^returns = .*$", 'returns = "../data"', settings.read_text(encoding="utf-8"))
    settings.write_text(re.sub(r"(?m)^output = .*$", 'output = "../output"', text), encoding="utf-8")
    write_three(tmp_path / "data")
    return tmp_path


def built(efreport: Run, quarter: str = "2014Q2") -> None:
    assert efreport("build", "--quarter", quarter, "-q").code == 0


def first_page(project: Path) -> list[str]:
    """What the Word document says below its title, line by line, with the cells of a row between bars."""
    body = Document(str(project / "output" / DOCX)).element.body
    lines = []
    for block in body.iterchildren():
        if block.tag.endswith("}p"):
            lines.append(Paragraph(block, None).text)
        elif block.tag.endswith("}tbl"):
            rows = block.iterchildren("{*}tr")
            lines += [
                " | ".join("".join(text.text for text in cell.iter("{*}t")) for cell in row.iterchildren("{*}tc"))
                for row in rows
            ]
    said = [TODAY.sub("<day>", line) for line in lines]
    return said[next(place for place, line in enumerate(said) if line.startswith("This is edition")) :]


def excel_text(project: Path) -> str:
    """Every word of the workbook's strings."""
    with zipfile.ZipFile(project / "output" / XLSX) as package:
        return "\n".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))


def published(efreport: Run, *more: str) -> Ran:
    return efreport("publish", "--quarter", "2014Q2", *BY, *more)


def test_a_quarter_is_published_listed_and_verified(efreport: Run, project: Path) -> None:
    assert words(efreport("history")) == (
        0, f"Nothing has been published yet: {project / 'ledger.sqlite'} holds nothing of it.\n", ""
    )  # fmt: skip
    assert words(efreport("verify")) == (0, "Nothing has been published yet: the ledger has no entry.\n", "")
    built(efreport)
    assert words(published(efreport, "--dry-run")) == (
        0,
        "Would be published: edition 1 of 2014Q2, 8 indicators, 24 figures, by Head of Performance.\n"
        f"  {DOCX}\n  {XLSX}\nNothing was recorded in {project / 'ledger.sqlite'}.\n",
        "",
    )
    assert not (project / "ledger.sqlite").exists()
    assert words(published(efreport)) == (
        0,
        "Published: edition 1 of 2014Q2, 8 indicators, 24 figures, by Head of Performance.\n"
        f"  {DOCX}\n  {XLSX}\nRecorded in {project / 'ledger.sqlite'}. Its seal: <seal>\n"
        "Keep a copy of the seal elsewhere, for example in the minutes: by it, a later change of the ledger would show.\n",
        "",
    )
    code, out, err = words(efreport("history"))
    # How wide a column is, hangs on the day.
    assert (code, re.sub(" +", " ", out), err) == (
        0,
        "Quarter Edition Recorded How By Indicators Why\n"
        "2014Q2 1 <day> published Head of Performance 8 first edition\n\n"
        f"1 edition in {project / 'ledger.sqlite'}. Seal of the last: <seal>\n",
        "",
    )
    out = project / "output"
    assert words(efreport("verify")) == (
        0,
        f"as published: {out / DOCX}, edition 1 of 2014Q2.\nas published: {out / XLSX}, edition 1 of 2014Q2.\n\n"
        "The ledger is as it was written: 1 entry, every seal is right and follows the one before.\n",
        "",
    )
    assert efreport("build", "--quarter", "2014Q2", "--check", "-q").code == 0


def test_only_what_was_built_from_todays_returns_is_published(efreport: Run, project: Path) -> None:
    assert words(published(efreport)) == (
        3, "",
        f"There is no document of 2014Q2 in {project / 'output'}. Build it with efreport build --quarter 2014Q2, and look at "
        "it, before it is published.\n",
    )  # fmt: skip
    built(efreport)
    spoil(project / "data", "More children came onto plans.", "Rather more children came onto plans.")
    ran = published(efreport)
    assert (ran.code, ran.out) == (5, "")
    assert ran.err.splitlines() == [
        f"Out of date: {project / 'output' / DOCX}: the return data/2014Q2/cp.xlsx has changed since it was made.",
        f"Out of date: {project / 'output' / XLSX}: the return data/2014Q2/cp.xlsx has changed since it was made.",
        "Nothing was published. Build the documents again, look at them, then publish: efreport build --quarter 2014Q2",
    ]
    spoil(project / "data", "CP14 |", "CP41 |")
    ran = published(efreport)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.endswith("Nothing was published.\n")
    assert not (project / "ledger.sqlite").exists()


def test_a_correction_is_another_edition_with_its_reason(efreport: Run, project: Path) -> None:
    built(efreport)
    assert published(efreport).code == 0
    ran = published(efreport, "--reason", "To be sure")
    assert words(ran) == (
        2, "", "Q2 2014/15 was published on <day> (edition 1 of 2014Q2), and nothing has changed since.\n"
    )  # fmt: skip
    first = {name: (project / "output" / name).read_bytes() for name in (DOCX, XLSX)}
    spoil(project / "data", "| 306 |", "| 307 |")
    built(efreport)
    assert words(published(efreport)) == (
        2, "",
        "Q2 2014/15 was published on <day> (edition 1 of 2014Q2). Say with --reason why another edition is needed, like "
        '--reason "CP3 was worked out with the wrong population".\n',
    )  # fmt: skip
    assert first_page(project)[:3] == [
        "This is edition 2 of Q2 2014/15. It takes the place of edition 1, published <day>.",
        COUNTS,
        "What reads otherwise than in the edition before",
    ]
    because = ("--reason", "One plan was counted late")
    assert words(published(efreport, *because, "--dry-run")) == (
        0,
        "Would be published: edition 2 of 2014Q2, 8 indicators, 24 figures, by Head of Performance.\n"
        f"  {DOCX}\n  {XLSX}\nThe documents would be written again, for their first page to give the reason.\n"
        f"Nothing was recorded in {project / 'ledger.sqlite'}.\n",
        "",
    )
    assert words(published(efreport, *because)) == (
        0,
        "Published: edition 2 of 2014Q2, 8 indicators, 24 figures, by Head of Performance.\n"
        f"  {DOCX}\n  {XLSX}\nThe documents were written again, for their first page to give the reason.\n"
        f"Recorded in {project / 'ledger.sqlite'}. Its seal: <seal>\n"
        "Keep a copy of the seal elsewhere, for example in the minutes: by it, a later change of the ledger would show.\n",
        "",
    )
    assert first_page(project)[:7] == [
        "This is edition 2 of Q2 2014/15. It takes the place of edition 1, published <day>.",
        "Why there is another edition: One plan was counted late.",
        COUNTS,
        "What reads otherwise than in the edition before",
        "Code | Indicator | Figure | Was | Is now",
        "CP2 | Number of children with a CP plan | Latest Result (Q2) | 306 | 307",
        "Each figure that was published otherwise is marked [r], with a note.",
    ]
    assert "This is edition 2 of Q2 2014/15" in excel_text(project)
    assert "Why there is another edition: One plan was counted late." in excel_text(project)
    listed = json.loads(efreport("history", "--format", "json").out)
    assert [(each["edition"], each["reason"]) for each in listed] == [(1, ""), (2, "One plan was counted late")]
    assert listed[1]["previous"] == listed[0]["seal"]
    assert efreport("build", "--quarter", "2014Q2", "--check", "-q").code == 0
    (project / "old").mkdir()
    for name, data in first.items():
        (project / "old" / name).write_bytes(data)
    assert words(efreport("verify", f"old/{DOCX}", f"output/{XLSX}", "config/framework.toml")) == (
        5,
        f"superseded: {DOCX} is edition 1 of 2014Q2; edition 2 has taken its place.\n"
        f"as published: {XLSX} is edition 2 of 2014Q2.\n"
        "unknown: framework.toml is no document that was published: it was edited, is a draft, or was made otherwise.\n\n"
        "The ledger is as it was written: 2 entries, every seal is right and follows the one before.\n",
        "",
    )


def test_the_reason_can_be_looked_at_before_it_is_published(efreport: Run, project: Path) -> None:
    """Built with its reason, a correction is published as it is; the ledger takes the reason from the documents."""
    built(efreport)
    assert published(efreport).code == 0
    spoil(project / "data", "| 306 |", "| 307 |")
    because = ("--reason", "One plan was counted late")
    assert efreport("build", "--quarter", "2014Q2", "-q", *because).code == 0
    before = (project / "output" / DOCX).read_bytes()
    ran = efreport("build", "--quarter", "2014Q2", "--check")
    assert (ran.code, ran.out.splitlines()[1]) == (
        5, "  Its first page says why there is another edition: “One plan was counted late”.",
    )  # fmt: skip
    assert efreport("build", "--quarter", "2014Q2", "--check", *because).code == 0
    assert published(efreport).code == 0
    assert (project / "output" / DOCX).read_bytes() == before
    assert [each.reason for each in editions(project / "ledger.sqlite")] == ["", because[1]]
    # What was published gives its reason for good, also where it is built again without one.
    built(efreport)
    assert (project / "output" / DOCX).read_bytes() == before
    # Another edition with the same figures, for a reason that is none of theirs.
    assert efreport("build", "--quarter", "2014Q2", "-q", "--no-charts").code == 0
    assert published(efreport, "--reason", "The charts could not be read").code == 0
    assert first_page(project)[:4] == [
        "This is edition 3 of Q2 2014/15. It takes the place of edition 2, published <day>.",
        "Why there is another edition: The charts could not be read.",
        COUNTS,
        "No figure reads otherwise.",
    ]
    assert efreport("build", "--quarter", "2014Q2", "--no-charts", "--check").code == 0


def test_a_correction_that_was_killed_between_documents_and_ledger_is_published_by_the_next_run(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    framework = load(project / "config")
    first = check(framework, (), "2014Q2", print, whole=True)
    build(first, None, tuple(WRITERS), print, draft=False)
    publish(prepare_publication(first, None, print), "Head", "", print, new_run_id(), dry_run=False)
    spoil(project / "data", "| 306 |", "| 307 |")
    second = check(framework, (), "2014Q2", print, whole=True)
    build(second, None, tuple(WRITERS), print, draft=False)

    def killed(path: Path, make: object) -> Edition:
        raise KeyboardInterrupt

    stands = prepare_publication(second, None, print)
    with monkeypatch.context() as patched:
        patched.setattr("efreport.run.publishing.append", killed)
        with pytest.raises(KeyboardInterrupt):
            publish(stands, "Head", "Late", print, new_run_id(), dry_run=False)
    assert len(editions(framework.ledger)) == 1
    assert "Why there is another edition: Late." in first_page(project)
    done = publish(prepare_publication(second, None, print), "Head", "Late", print, new_run_id(), dry_run=False)
    assert (done.edition.number, done.edition.reason, done.again) == (2, "Late", False)


def test_what_was_published_is_never_written_over(efreport: Run, project: Path) -> None:
    built(efreport)
    assert published(efreport).code == 0
    first = {name: (project / "output" / name).read_bytes() for name in (DOCX, XLSX)}
    spoil(project / "data", "| 306 |", "| 307 |")
    ran = efreport("build", "--quarter", "2014Q2")
    assert [line for line in ran.out.splitlines() if "kept as" in line] == [
        f"  The one that was published is kept as {STEM}-2014Q2 (published 1).docx.",
        f"  The one that was published is kept as {STEM}-2014Q2 (published 1).xlsx.",
    ]
    kept = {name: (project / "output" / name.replace(".", " (published 1).")).read_bytes() for name in (DOCX, XLSX)}
    assert kept == first
    assert efreport("verify", f"output/{STEM}-2014Q2 (published 1).docx").code == 0
    spoil(project / "data", "| 306 |", "| 308 |")
    assert "kept as" not in efreport("build", "--quarter", "2014Q2").out


def test_nothing_is_done_with_a_ledger_that_was_changed(efreport: Run, project: Path) -> None:
    built(efreport)
    assert published(efreport).code == 0
    with closing(sqlite3.connect(project / "ledger.sqlite")) as ledger:
        ledger.execute("DROP TRIGGER figure_is_never_changed")
        ledger.execute("UPDATE figure SET shown = '999' WHERE shown = '306'")
        ledger.commit()
    said = (
        f"The ledger {project / 'ledger.sqlite'} is not as it was written. {{}} was changed after it was sealed. "
        "Put the last backup of it in its place; efreport verify says more.\n"
    )
    whole, one = said.format("Entry 1, edition 1 of 2014Q2,"), said.format("Edition 1 of 2014Q2")
    for command, words in (
        (("build", "--quarter", "2014Q2"), one),
        (("publish", "--quarter", "2014Q2", *BY, "--reason", "again"), one),
        (("prepare", "--quarter", "2014Q3"), one),
        (("compare", "2014Q2/1", "2014Q2"), one),
        (("trend", "CP2"), whole),
    ):
        ran = efreport(*command)
        assert (command[0], ran.code, ran.err) == (command[0], 3, words)


def test_a_ledger_that_is_lost_is_missed(efreport: Run, project: Path) -> None:
    built(efreport)
    assert published(efreport).code == 0
    spoil(project / "data", "| 306 |", "| 307 |")
    built(efreport)
    assert published(efreport, "--reason", "One plan was counted late").code == 0
    (project / "ledger.sqlite").unlink()
    (project / "output" / SEALS).unlink()
    ran = efreport("verify")
    assert ran.code == 5
    assert re.match(rf"unknown: {DOCX} follows an entry that is not in this ledger \(seal [0-9a-f]{{8}}…\)", ran.out)


def test_a_ledger_is_missed_by_the_list_of_seals_from_its_first_edition_on(efreport: Run, project: Path) -> None:
    built(efreport)
    assert published(efreport).code == 0
    ledger, listed = project / "ledger.sqlite", project / "output" / SEALS
    (edition,) = editions(ledger)
    assert listed.read_text("utf-8").splitlines()[3:] == [
        "Entry  Quarter  Edition  Recorded (UTC)        Seal",
        f"1      2014Q2   1        {edition.recorded_at}  {edition.seal}",
    ]
    missing = f"Edition 1 of 2014Q2 is in {listed} and not in the ledger. It was lost, or another stands in its place."
    stopped = (
        3, "",
        f"The ledger {ledger} lacks what was recorded in it. {missing} Put the newest backup of it in its place. If there is "
        f"none, move {SEALS} out of that folder, and what is missing counts as never recorded; efreport verify says more.\n",
    )  # fmt: skip
    whole = ledger.read_bytes()
    for left in (None, b""):
        ledger.unlink()
        if left is not None:
            ledger.write_bytes(left)
        assert words(efreport("verify")) == (
            5,
            f"error: {missing}\n\nThe ledger is not as it was written: 1 fault in 0 entries.\n",
            "",
        )
        for command in (
            ("build", "--quarter", "2014Q2"), ("build", "--quarter", "2014Q2", "--check"), ("validate",), ("history",),
            ("publish", "--quarter", "2014Q2", *BY), ("prepare",), ("trend", "CP2"), ("compare", "2014Q1", "2014Q2"),
            ("import", "history.csv", "--by", "Officer", "--source", "Board papers"),
        ):  # fmt: skip
            assert words(efreport(*command)) == stopped, command
        ledger.write_bytes(whole)
    listed.unlink()
    assert efreport("verify").code == 0


def test_an_older_copy_of_the_ledger_is_missed_by_the_list_of_seals(efreport: Run, project: Path) -> None:
    built(efreport)
    assert published(efreport).code == 0
    ledger, listed = project / "ledger.sqlite", project / "output" / SEALS
    older = ledger.read_bytes()
    spoil(project / "data", "| 306 |", "| 307 |")
    built(efreport)
    assert published(efreport, "--reason", "One plan was counted late").code == 0
    newer = ledger.read_bytes()
    ledger.write_bytes(older)
    missing = f"Edition 2 of 2014Q2 is in {listed} and not in the ledger. It is an older copy of itself."
    ran = efreport("verify", "-q")
    assert (ran.code, ran.out.splitlines()[0], ran.out.splitlines()[-1]) == (
        5, f"error: {missing}", "The ledger is not as it was written: 1 fault in 1 entry.",
    )  # fmt: skip
    assert missing in efreport("build", "--quarter", "2014Q2").err
    told = efreport("history")
    assert (told.code, "first edition" in told.out, missing in told.err) == (3, True, True)
    ledger.write_bytes(newer)
    assert efreport("verify").code == 0


def test_a_list_of_seals_that_lags_behind_or_was_written_in_is_no_reason_to_stop(efreport: Run, project: Path) -> None:
    """A run that is killed after it recorded an edition leaves the list of before; the next edition brings it up to date."""
    built(efreport)
    assert published(efreport).code == 0
    listed = project / "output" / SEALS
    older = listed.read_text("utf-8")
    spoil(project / "data", "| 306 |", "| 307 |")
    built(efreport)
    assert published(efreport, "--reason", "One plan was counted late").code == 0
    listed.write_text(f"{older}\r\n2 copies of this are in the safe.\r\n", "utf-8")
    assert efreport("verify").code == 0
    spoil(project / "data", "| 306 |", "| 308 |")
    built(efreport)
    assert published(efreport, "--reason", "Another one as well").code == 0
    assert [line.split()[:3] for line in listed.read_text("utf-8").splitlines()[4:]] == [
        ["1", "2014Q2", "1"], ["2", "2014Q2", "2"], ["3", "2014Q2", "3"],
    ]  # fmt: skip


def test_a_list_of_seals_that_cannot_be_read_is_said_before_anything_is_recorded(efreport: Run, project: Path) -> None:
    built(efreport)
    (project / "output" / SEALS).mkdir()
    ran = published(efreport)
    assert ran.code == 3
    # Windows says of a folder that permission is denied.
    assert re.fullmatch(
        rf"{re.escape(str(project / 'output' / SEALS))} cannot be read \(.+\)\. By it, a ledger that was lost is missed: see to it "
        r"that it may be read, then run the command again\.\n",
        ran.err,
    )
    assert not (project / "ledger.sqlite").exists()


def test_what_is_recorded_is_said_though_the_list_of_seals_cannot_be_written(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(path: Path, text: str) -> None:
        raise CannotWrite(f"{path} could not be replaced (Permission denied).")

    monkeypatch.setattr("efreport.files.write_text", refused)
    with pytest.raises(typer.Exit) as ended:
        note_the_seals(load(project / "config"))
    assert ended.value.exit_code == 3
    assert capsys.readouterr().err == (
        f"It is recorded, but the list of seals is not up to date: {project / 'output' / SEALS} could not be replaced "
        "(Permission denied).\nWhat is recorded next brings it up to date.\n"
    )


def test_a_seal_that_was_noted_is_found_again(efreport: Run, project: Path) -> None:
    built(efreport)
    ran = published(efreport)
    (seal,) = SEAL.findall(ran.out)
    as_printed = in_groups(seal).upper()
    for typed in (seal, as_printed):
        ran = efreport("verify", "--seal", typed)
        assert (ran.code, ran.out.splitlines()[0]) == (
            0,
            f"as published: the seal {seal[:8]}… is that of entry 1, edition 1 of 2014Q2. It stands for that and all before it.",
        )
    other = "0" * 8 + seal[8:]
    ran = efreport("verify", "--seal", other, f"output/{DOCX}")
    assert (ran.code, ran.out.splitlines()[0]) == (
        5,
        "unknown: no entry of the ledger has the seal 00000000…. One was changed or left out since it was noted, or it was mistyped.",
    )
    assert words(efreport("verify", "--seal", seal[:-1])) == (
        2, "",
        f"“{seal[:-1]}” is no seal. One has 64 signs, 0 to 9 and a to f, as publish prints it; spaces between them do not "
        "matter.\n",
    )  # fmt: skip


def test_a_quarter_that_was_not_published_is_said_to_be_missing(efreport: Run, project: Path) -> None:
    assert words(efreport("history", "--quarter", "2019Q1")) == (
        0, f"Nothing has been published yet: {project / 'ledger.sqlite'} holds nothing of it.\n", ""
    )  # fmt: skip
    built(efreport)
    assert published(efreport).code == 0
    assert words(efreport("history", "--quarter", "Q1 2019/20")) == (
        0,
        f"Nothing of 2019Q1 has been published: {project / 'ledger.sqlite'} holds other quarters only.\n",
        "",
    )
    assert json.loads(efreport("history", "--quarter", "2019Q1", "--format", "json").out) == []


def test_a_document_that_cannot_be_read_keeps_no_other_from_its_answer(efreport: Run, project: Path) -> None:
    built(efreport)
    assert published(efreport).code == 0
    (project / "edited.docx").write_bytes(b"edited")
    (project / "folder.docx").mkdir()
    not_there = "nosuch.docx cannot be read (No such file or directory).\n"
    whole = "The ledger is as it was written: 1 entry, every seal is right and follows the one before.\n"
    assert words(efreport("verify", f"output/{DOCX}", "nosuch.docx")) == (
        3, f"as published: {DOCX} is edition 1 of 2014Q2.\n\n{whole}", not_there
    )  # fmt: skip
    assert words(efreport("verify", "nosuch.docx", "-q")) == (3, "", not_there)
    ran = efreport("verify", "nosuch.docx", "edited.docx", "folder.docx")
    assert (ran.code, ran.out) == (
        3,
        "unknown: edited.docx is no document that was published: it was edited, is a draft, or was made otherwise.\n\n"
        + whole,
    )
    assert ran.err == f"{not_there}folder.docx cannot be read: it is a folder.\n"
    told = efreport("verify", "nosuch.docx", f"output/{DOCX}", "--format", "json")
    assert (told.code, told.err) == (3, not_there)
    assert [(file["standing"], file["file"], file["message"]) for file in json.loads(told.out)["files"]] == [
        ("cannot be read", "nosuch.docx", not_there.strip()),
        ("as published", DOCX, f"{DOCX} is edition 1 of 2014Q2."),
    ]


def test_a_published_document_that_cannot_be_opened_is_named_and_the_rest_answered_for(
    efreport: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(efreport)
    assert published(efreport).code == 0
    (project / "output" / DOCX).unlink()
    (project / "output" / DOCX).mkdir()
    assert words(efreport("verify")) == (
        3,
        f"as published: {project / 'output' / XLSX}, edition 1 of 2014Q2.\n\n"
        "The ledger is as it was written: 1 entry, every seal is right and follows the one before.\n",
        f"{project / 'output' / DOCX} cannot be read: it is a folder. It should be the document of edition 1 of 2014Q2.\n",
    )
    opened = Path.open

    def held(path: Path, *how: Any, **named: Any) -> Any:
        if path.name == XLSX:
            raise PermissionError(13, "Permission denied")
        return opened(path, *how, **named)

    monkeypatch.setattr(Path, "open", held)
    found = verify(load(project / "config"), ())
    assert [(file.name, file.standing, file.words) for file in found.unreadable] == [
        (
            DOCX, Standing.UNREADABLE,
            f"{project / 'output' / DOCX} cannot be read: it is a folder. It should be the document of edition 1 of 2014Q2.",
        ),
        (
            XLSX, Standing.UNREADABLE,
            f"{project / 'output' / XLSX} cannot be read: it may not be opened, or another program, such as Word, holds it. "
            "It should be the document of edition 1 of 2014Q2.",
        ),
    ]  # fmt: skip


def test_what_was_changed_behind_the_ledgers_back_is_found(efreport: Run, project: Path) -> None:
    built(efreport)
    assert published(efreport).code == 0
    (project / "output" / DOCX).write_bytes(b"edited")
    (project / "output" / XLSX).unlink()
    with closing(sqlite3.connect(project / "ledger.sqlite")) as ledger:
        ledger.execute("DROP TRIGGER figure_is_never_changed")
        ledger.execute("UPDATE figure SET shown = '300' WHERE shown = '306'")
        ledger.commit()
    ran = efreport("verify")
    assert ran.code == 5
    assert ran.out.splitlines() == [
        "error: Entry 1, edition 1 of 2014Q2, was changed after it was sealed.",
        f"changed: {project / 'output' / DOCX} is not as it was published as edition 1 of 2014Q2: it was edited, or built again since.",
        f"not there: {project / 'output' / XLSX}, the document of edition 1 of 2014Q2.",
        "",
        "The ledger is not as it was written: 1 fault in 1 entry.",
    ]
    shown = json.loads(efreport("verify", "--format", "json").out)
    assert (shown["as_written"], [file["standing"] for file in shown["files"]]) == (False, ["changed", "not there"])


def test_a_document_of_another_ledger_is_known_by_the_seal_that_is_printed_in_it(efreport: Run, project: Path) -> None:
    built(efreport)
    assert published(efreport).code == 0
    spoil(project / "data", "| 306 |", "| 307 |")
    built(efreport)
    (project / "ledger.sqlite").rename(project / "elsewhere.sqlite")
    (project / "output" / SEALS).unlink()
    ran = efreport("verify", f"output/{DOCX}")
    assert ran.code == 5
    assert re.match(
        rf"unknown: {DOCX} follows an entry that is not in this ledger \(seal [0-9a-f]{{8}}…\): one of them was replaced\.",
        ran.out,
    )


CP_Q1 = """
Service area | Child Protection
Quarter | Q1 2014/15

HEADINGS Q1
CP2 | Number of children with a CP plan | 250 | 236 | 236 | n/a | n/a | CMT | More children came onto plans early.
CP12 | % of ICPCs held within timescales | 82% | 85% | 90% | n/a | n/a | LSCB | Requests reached the team in time.
CP14 | % of ICPCs resulting in a CP plan | 73% | 75% | 77% | n/a | n/a | LSCB | Fewer conferences led to a plan.
"""


def test_an_earlier_figure_is_held_against_what_was_published(project: Path) -> None:
    """The return of the quarter before was changed after it was published: what was published counts, and is marked."""
    earlier = write_workbook(project / "data" / "2014Q1" / "cp.xlsx", CP_Q1)
    framework = load(project / "config")
    outcome = check(framework, (earlier,), "2014Q1", lambda _: None)
    before = record_of(outcome.round, outcome.framework, outcome.assessed)
    entry = Edition(
        quarter=before.quarter, number=1, origin=Origin.PUBLISHED, recorded_at="2014-08-01T09:00:00Z", by="Head",
        reason="", version="0.1.0", config_sha256="", rows=before.rows,
    )  # fmt: skip
    append(framework.ledger, lambda _: entry)
    write_workbook(earlier, CP_Q1.replace("| 250 |", "| 253 |"))

    outcome = check(framework, (), "2014Q2", lambda _: None)
    found = [finding for finding in outcome.checked.findings if finding.indicator == "cp2"]
    assert [(finding.rule, finding.where.cell, finding.message) for finding in found] == [
        (
            "EF412", "D5",
            "CP2, “Q1”: 250 was published (edition 1 of 2014Q1), this return gives 253. Neither the cell nor the commentary "
            "gives 253 as a revised figure.",
        )
    ]  # fmt: skip
    document = compose(outcome.round, outcome.framework, outcome.assessed, (), draft=False)
    table = next(block for block in document.areas if isinstance(block, IndicatorTable) and block.rows[0].code == "CP2")
    assert table.rows[0].figures["previous"].text.words.replace("\xa0", " ") == "253 [r] [note 1]"
    assert table.rows[0].figures["previous"].number == Number(Decimal(253), 0, suffix=" [r]")
    assert "Q1: 250 was published in edition 1 of 2014Q1." in table.notes[0]
    assert table.rows[1].figures["previous"].text.words == "82%"


def test_what_was_published_stands_for_returns_that_are_gone(project: Path) -> None:
    earlier = write_workbook(project / "data" / "2014Q1" / "cp.xlsx", CP_Q1.replace("| 250 |", "| 251 |"))
    framework = load(project / "config")
    outcome = check(framework, (earlier,), "2014Q1", lambda _: None)
    before = record_of(outcome.round, outcome.framework, outcome.assessed)
    entry = Edition(
        quarter=before.quarter, number=1, origin=Origin.PUBLISHED, recorded_at="2014-08-01T09:00:00Z", by="Head",
        reason="", version="0.1.0", config_sha256="", rows=before.rows,
    )  # fmt: skip
    append(framework.ledger, lambda _: entry)
    shutil.rmtree(project / "data" / "2014Q1")
    found = check(framework, (), "2014Q2", lambda _: None).checked.findings
    assert [finding.rule for finding in found if "251 was published" in finding.message] == ["EF412"]
