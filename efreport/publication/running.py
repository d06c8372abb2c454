"""Opens documents and runs the rules on them: what is found in each, in its own order, and what became of every rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from efreport.faults import FileFault
from efreport.model import CellRef, Checked, Finding, RuleRun, Severity, State
from efreport.plain_files import NotPlain, TooLong, read_plain
from efreport.publication.base import DocumentRule, Published, Unreadable
from efreport.publication.excel import ExcelFile
from efreport.publication.excel.names import S
from efreport.publication.package import GET_ANOTHER, LARGEST_FILE, MOST_PIECES, SAVE_AGAIN, NotADocument, open_package
from efreport.publication.rules import DOCUMENT_RULES
from efreport.publication.timing import TookTooLong, at_most
from efreport.publication.word import WordFile
from efreport.publication.word.names import W
from efreport.rules.base import Found, outcome_of

SECONDS = 60.0
"""For checking one document: ten times what the framework of 10,000 indicators takes on a slow machine."""


class NoDocument(FileFault):
    """A path that was named is no file that can be read; the message says what it is."""


Subject = Published | Unreadable
_ABSENT: dict[type, str] = {
    WordFile: "no Word document was read",
    ExcelFile: "no Excel workbook was read",
    Published: "no document could be read",
    Unreadable: "every file could be read",
}
_ORDER = (State.NOT_APPLICABLE, State.PASSED, State.FOUND, State.COULD_NOT_RUN)


def read_document(name: str, data: bytes, most_pieces: int | None = None) -> Subject:
    """Read the bytes of a document under its file's name; of `most_pieces` where somebody else made it."""
    try:
        package = open_package(data, most_pieces)
        match package.tag(package.main):
            case tag if tag == f"{W}document":
                return WordFile(name, package)
            case tag if tag == f"{S}workbook":
                return ExcelFile(name, package)
            case _:
                raise NotADocument("it is a document of another kind, such as PowerPoint's", SAVE_AGAIN)
    except NotADocument as why:
        return Unreadable(name, why.reason, why.advice)
    except (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError):
        return Unreadable(name, "the document is damaged", GET_ANOTHER)


@dataclass(frozen=True)
class _Looked:
    """What became of each rule that is for a document of this kind, by its code, and what it found, with its position."""

    states: Mapping[str, tuple[State, str]]
    findings: tuple[tuple[tuple[object, ...], Finding], ...]


def run_document_rules(subjects: Sequence[Subject], rules: Sequence[DocumentRule] = DOCUMENT_RULES) -> Checked:
    """Run every rule on every document of its kind.

    A rule that raises becomes one that could not run, and what it found counts for nothing; the others go on.
    """
    return _together([_look(subject, rules) for subject in subjects], rules)


def check_documents(paths: Sequence[Path], seconds: float = SECONDS) -> Checked:
    """Check the documents of these files, each in so much time. Raises NoDocument where a path is no file that can be read."""
    return _together([_look_in_time(path, seconds) for path in dict.fromkeys(paths)], DOCUMENT_RULES)


def _look_in_time(path: Path, seconds: float) -> _Looked:
    data = _bytes(path)
    try:
        with at_most(seconds):
            return _look(read_document(path.name, data, MOST_PIECES), DOCUMENT_RULES)
    except TookTooLong:
        found = f"checking it takes more than {seconds:g} seconds, far longer than any framework"
        return _look(Unreadable(path.name, found, GET_ANOTHER), DOCUMENT_RULES)


def _look(subject: Subject, rules: Sequence[DocumentRule]) -> _Looked:
    states: dict[str, tuple[State, str]] = {}
    findings: list[Finding] = []
    for rule in rules:
        if isinstance(subject, rule.of):
            state, detail, found = outcome_of(rule.check, subject)
            states[rule.code] = state, detail
            findings += (_stamped(rule, each) for each in found)
    return _Looked(states, tuple((_position(subject, each.where), each) for each in findings))


def _together(looked: Sequence[_Looked], rules: Sequence[DocumentRule]) -> Checked:
    """Say of every rule what became of it over all documents, and give what was found, document by document."""
    runs: list[RuleRun] = []
    for rule in rules:
        states = [each.states[rule.code] for each in looked if rule.code in each.states]
        absent = State.NOT_APPLICABLE, _ABSENT[rule.of]
        state, detail = max(states or [absent], key=lambda each: _ORDER.index(each[0]))
        runs.append(RuleRun(rule.code, rule.title, state, detail, rule.severity, rule.page))
    faulty = {run.rule for run in runs if run.state is State.COULD_NOT_RUN}
    findings = [
        ((number, *position), finding)
        for number, each in enumerate(looked)
        for position, finding in each.findings
        if finding.rule not in faulty
    ]
    findings.sort(key=lambda entry: (entry[0], entry[1].rule))
    return Checked(tuple(finding for _, finding in findings), (), tuple(runs))


def _bytes(path: Path) -> bytes:
    try:
        return read_plain(path, LARGEST_FILE)
    except IsADirectoryError as fault:
        raise NoDocument(f"{path} is a folder; name the documents in it.") from fault
    except (NotPlain, TooLong) as fault:
        raise NoDocument(f"{path} cannot be read: {fault.strerror}.") from fault
    except FileNotFoundError as fault:
        raise NoDocument(f"There is no file {path}.") from fault
    except OSError as fault:
        raise NoDocument(
            f"{path} could not be read ({fault.strerror or fault}); it may be open in Word or Excel."
        ) from fault


def essential_failures(name: str, data: bytes) -> tuple[Finding, ...]:
    """Check a document that was just written: give what is the writer's own fault and must not be published."""
    rules = [rule for rule in DOCUMENT_RULES if rule.severity is Severity.ERROR and not rule.of_content]
    checked = run_document_rules((read_document(name, data),), rules)
    return checked.findings


def _position(subject: Subject, where: CellRef) -> tuple[object, ...]:
    return subject.position(where) if isinstance(subject, Published) else ()


def _stamped(rule: DocumentRule, found: Found) -> Finding:
    return Finding(found.where, rule.code, rule.severity, found.message, found.hint)
