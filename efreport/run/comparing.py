"""Says whether the documents on disk are what a build would write today, and if not, why. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from efreport.files import RECORD, Entry, Output, Record, read_record
from efreport.fingerprint import fingerprint
from efreport.run.building import Rendered, WordTemplate, prove, render
from efreport.run.checking import Outcome, Progress
from efreport.run.making import CONFIG, EARLIER, RETURN, TEMPLATE

KINDS = {RETURN: "the return", EARLIER: "the earlier return", CONFIG: "the config file", TEMPLATE: "the Word template"}
OPTIONS = {"charts": ("it was made without charts", "it was made with charts")}


@dataclass(frozen=True)
class Standing:
    """A document as it stands on disk: the reasons why it is not what a build would write, none where it is."""

    path: Path
    reasons: tuple[str, ...] = ()


def compare(
    outcome: Outcome,
    out: Path | None,
    formats: Sequence[str],
    progress: Progress,
    *,
    draft: bool,
    charts: bool = True,
    template: WordTemplate | None = None,
    reason: str = "",
) -> tuple[Standing, ...]:
    """Hold each document on disk against the bytes that a build would write.

    Raises what a build would: NotReadBack, NotFitToPublish and TemplateNotFit.
    """
    rendered = render(outcome, formats, progress, draft=draft, charts=charts, template=template, reason=reason)
    folder = out or outcome.framework.output_folder
    record = Record()
    with suppress(OSError):
        record = read_record(folder / RECORD) or Record()
    return tuple(_standing(folder / name, data, rendered, record, progress) for name, data in rendered.contents.items())


def _standing(path: Path, data: bytes, rendered: Rendered, record: Record, progress: Progress) -> Standing:
    progress(f"Comparing {path.name}")
    try:
        there = path.read_bytes() if path.is_file() else None
    except OSError as fault:
        return Standing(path, (f"it cannot be read ({fault.strerror or fault})",))
    if there == data:
        return Standing(path)
    prove(rendered, path.name, data)
    reasons = (*_reasons(there, record.of(path.name), rendered.made), *_newer_beside(record, path))
    return Standing(path, reasons)


def _reasons(there: bytes | None, known: tuple[Entry, Output] | None, made: Mapping[str, Any]) -> Iterator[str]:
    """Say why a document is not what a build would write, as far as the record can tell."""
    if there is None:
        yield "it is not there"
        return
    if known is None:
        yield f"it is not known from what it was made, since {RECORD} does not name it"
        return
    run, output = known
    if fingerprint(there) != output.sha256:
        yield "it has been edited since it was made"
    try:
        changes = tuple(_changes(run.made, made))
    except (KeyError, TypeError, AttributeError, ValueError):
        changes = (f"it is not known from what it was made, since {RECORD} has been edited",)
    yield from changes
    if not changes and fingerprint(there) == output.sha256:
        yield "nothing that was recorded has changed, and yet a build would write it differently"


def _newer_beside(record: Record, path: Path) -> Iterator[str]:
    for output in record.beside(path.name):
        if (path.parent / output.name).exists():
            yield f"it could not be replaced when it was built last: the newer one stands beside it as {output.name}"


def _changes(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Say what has changed between two runs: what they read, how they were asked, and what they are made by."""
    read = tuple(_read_since(*(_by_path(made["inputs"]) for made in (then, now))))
    yield from read
    # A figure that was changed stands on another entry of the ledger as well, which would only be said beside the cause.
    if not read:
        yield from _recorded_since(then["ledger"], now["ledger"])
    for name, (off, on) in OPTIONS.items():
        if then["options"].get(name) != now["options"].get(name):
            yield on if then["options"].get(name) else off
    for name, version in now["versions"].items():
        if then["versions"].get(name) != version:
            yield f"it was made with {_called(name)} {then['versions'].get(name, 'of another version')}, and this is {version}"


def _recorded_since(then: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> Iterator[str]:
    """Say what the ledger or the reason for another edition has to do with it."""
    if then and now and all(then[name] == now[name] for name in ("edition", "follows")):
        if then["reason"] != now["reason"]:
            yield (
                f"its first page says why there is another edition: “{then['reason']}”"
                if then["reason"]
                else ("its first page does not say why there is another edition")
            )
    elif then != now:
        yield "what has been published is not the same as when it was made"


def _read_since(
    before: Mapping[str, tuple[str, str | None]], after: Mapping[str, tuple[str, str | None]]
) -> Iterator[str]:
    """Say which files have changed, come or gone, each by what it is and its SHA-256."""
    for path, (role, sha256) in after.items():
        if path not in before:
            yield f"{KINDS[role]} {path} was not there or not read when it was made"
        elif before[path][1] != sha256:
            yield f"{KINDS[role]} {path} has changed since it was made"
    for path, (role, _) in before.items():
        if path not in after:
            yield f"{KINDS[role]} {path} is no longer there, or no longer read"


def _by_path(inputs: Sequence[Mapping[str, Any]]) -> dict[str, tuple[str, str | None]]:
    return {str(each["path"]): (str(each["role"]), each["sha256"]) for each in inputs}


def _called(name: str) -> str:
    return "Python" if name == "python" else name
