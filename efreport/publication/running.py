"""Opens documents and runs the rules on them: what is found in each, in its own order, and what became of every rule."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from efreport.faults import FileFault
from efreport.model import Checked, Finding, RuleRun, Severity, State
from efreport.plain_files import NotPlain, TooLong, read_plain
from efreport.publication.base import DocumentRule, Published, Unreadable
from efreport.publication.excel import ExcelFile
from efreport.publication.excel.names import S
from efreport.publication.package import GET_ANOTHER, LARGEST_FILE, SAVE_AGAIN, NotADocument, open_package
from efreport.publication.rules import DOCUMENT_RULES
from efreport.publication.word import WordFile
from efreport.publication.word.names import W
from efreport.rules.base import Found, outcome_of


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


def read_document(name: str, data: bytes) -> Subject:
    """Read the bytes of a document under its file's name."""
    try:
        package = open_package(data)
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


def run_document_rules(subjects: Sequence[Subject], rules: Sequence[DocumentRule] = DOCUMENT_RULES) -> Checked:
    """Run every rule on every document of its kind.

    A rule that raises becomes one that could not run, and what it found counts for nothing; the others go on.
    """
    runs: list[RuleRun] = []
    findings: list[tuple[tuple[object, ...], Finding]] = []
    for rule in rules:
        own = [(number, subject) for number, subject in enumerate(subjects) if isinstance(subject, rule.of)]
        outcomes = [(number, subject, *outcome_of(rule.check, subject)) for number, subject in own]
        states = [(state, detail) for _, _, state, detail, _ in outcomes] or [(State.NOT_APPLICABLE, _ABSENT[rule.of])]
        state, detail = max(states, key=lambda each: _ORDER.index(each[0]))
        runs.append(RuleRun(rule.code, rule.title, state, detail, rule.severity, rule.page))
        if state is not State.COULD_NOT_RUN:
            findings += [
                ((number, *_position(subject, each)), _stamped(rule, each))
                for number, subject, _, _, found in outcomes
                for each in found
            ]
    findings.sort(key=lambda entry: (entry[0], entry[1].rule))
    return Checked(tuple(finding for _, finding in findings), (), tuple(runs))


def check_documents(paths: Sequence[Path]) -> Checked:
    """Check the documents of these files. Raises NoDocument where a path is no file that can be read."""
    return run_document_rules([read_document(path.name, _bytes(path)) for path in dict.fromkeys(paths)])


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


def _position(subject: Subject, found: Found) -> tuple[object, ...]:
    return subject.position(found.where) if isinstance(subject, Published) else ()


def _stamped(rule: DocumentRule, found: Found) -> Finding:
    return Finding(found.where, rule.code, rule.severity, found.message, found.hint)
