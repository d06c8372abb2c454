"""What a build says when it is done: for people in lines, for programs as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from efreport.cli.ending import done_word
from efreport.cli.exits import Exit

if TYPE_CHECKING:
    from efreport.files import Written
    from efreport.run import Built, Outcome
    from efreport.run.comparing import Standing

NAMED = 5


def built_lines(outcome: Outcome, built: Built, see: str, *, draft: bool, dry_run: bool) -> Iterator[str]:
    """Say what was checked and found, what was written or would be, what is kept, and what is in no document."""
    from efreport.reports.words import checked_sentence

    yield checked_sentence(outcome.round, outcome.checked)
    if see:
        yield see
    yield from built.remarks
    for file in built.written:
        yield from _written(file, dry_run=dry_run)
    yield from _left_out(outcome)
    if not draft:
        yield from _drafts(built.written)


def _written(file: Written, *, dry_run: bool) -> Iterator[str]:
    if dry_run and file.change.value == "unchanged":
        yield f"Would stay as it is: {file.path}"
    else:
        yield f"{done_word(dry_run=dry_run)}: {file.path}"
    if file.kept:
        why = (
            "The one that was published"
            if file.was_sealed
            else "The one that was there had been edited by somebody; it"
        )
        yield f"  {why} {'would be' if dry_run else 'is'} kept as {file.kept.name}."


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


def standing_lines(standing: Standing, *, quiet: bool) -> Iterator[str]:
    """Say whether a document is as a build would write it, and if not why; with `quiet` only where it is not."""
    if standing.reasons:
        yield f"Out of date: {standing.path}"
        yield from (f"  {reason[0].upper()}{reason[1:]}." for reason in standing.reasons)
    elif not quiet:
        yield f"Up to date: {standing.path}"


def stopped_json(outcome: Outcome, code: Exit, **asked: bool) -> str:
    """Give what was found where it let no document be made: with no documents."""
    return _as_json(outcome, code, asked, {"documents": []})


def built_json(outcome: Outcome, built: Built, code: Exit, **asked: bool) -> str:
    """Give what was found, each document as it is or would be in place, and what is kept or not in them."""
    from efreport import run

    said = {
        "documents": [_document(file) for file in built.written],
        "drafts_beside": [] if asked["draft"] else [str(path) for path in run.drafts_beside(built.written)],
        "not_in_documents": [
            {"workbook": row.at.workbook, "sheet": row.at.sheet, "cell": row.at.cell} for row in run.left_out(outcome)
        ],
        "remarks": list(built.remarks),
    }
    return _as_json(outcome, code, asked, said)


def compared_json(outcome: Outcome, standings: Sequence[Standing], code: Exit, **asked: bool) -> str:
    """Give what was found, and for each document whether it is up to date and why not."""
    documents = [
        {"path": str(each.path), "up_to_date": not each.reasons, "reasons": list(each.reasons)} for each in standings
    ]
    return _as_json(outcome, code, asked, {"documents": documents})


def _as_json(outcome: Outcome, code: Exit, asked: dict[str, bool], said: dict[str, Any]) -> str:
    from efreport.reports.json import facts
    from efreport.reports.plain_json import as_json

    checked = outcome.checked
    return as_json(
        {
            **facts(outcome.round, checked),
            "findings_by_rule": _by_rule(finding.rule for finding in checked.findings),
            "waived_by_rule": _by_rule(waived.finding.rule for waived in checked.waived),
            **asked,
            **said,
            "exit_code": int(code),
            "meaning": code.meaning,
        }
    )


def _by_rule(rules: Iterator[str]) -> dict[str, int]:
    return dict(sorted(Counter(rules).items()))


def _document(file: Written) -> dict[str, object]:
    because = "published" if file.was_sealed else "edited" if file.kept else None
    return {
        "path": str(file.path),
        "sha256": file.sha256,
        "size": file.size,
        "change": file.change.value,
        "kept": str(file.kept) if file.kept else None,
        "kept_because": because,
    }
