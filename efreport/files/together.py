"""Puts the files of one run in place, so that it is always known which of them belong together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from efreport.files.lock import Waiting, alone_in
from efreport.files.placing import (
    CannotWrite,
    copy_beside,
    discard,
    flush_folder,
    move,
    numbered,
    refusal,
    refuse_folder,
    refuse_no_file,
    sweep,
    write_beside,
)
from efreport.files.record import Entry, Output, Record, ThisRun, entry_of, output_of
from efreport.files.recording import healed_record, put_pending, put_record, refuse_outdated
from efreport.files.standing import Change, Written, change_of, held, kept_as, written

Check = Callable[[str, bytes], None]


@dataclass(frozen=True)
class _Job:
    """What is to be put where: the files by name, where each is written whole, and the run that they are of."""

    folder: Path
    contents: Mapping[str, bytes]
    ready: Mapping[str, Path]
    run: ThisRun
    record: Record
    sealed: Collection[str]


def write_files(
    folder: Path,
    contents: Mapping[str, bytes],
    check: Check,
    run: ThisRun,
    *,
    together: bool = True,
    sealed: Collection[str] = (),
    waiting: Waiting = lambda _: None,
) -> tuple[Written, ...]:
    """Put all the files into the folder, and the run into its record.

    Every file is first written whole under a temporary name and `check`ed there, by its name and the bytes that are on the
    disk; only then is any moved into place. A file of that name that is not as an earlier run left it has been edited
    by somebody, and is kept under another name, as is one whose SHA-256 is among the `sealed`. Where one cannot be
    replaced, the new one is kept beside it, and of files that belong `together` all of them, so that those in place are
    still of one run. Raises CannotWrite.
    """
    for name in contents:
        refuse_folder(folder / name)
        refuse_no_file(folder / name)
    with alone_in(folder, waiting) as alone:
        if alone:
            sweep(folder)
        record = healed_record(folder)
        refuse_outdated(folder, contents, run, record)
        ready: dict[str, Path] = {}
        try:
            for name, data in contents.items():
                ready[name] = write_beside(folder / name, data)
            for name, path in ready.items():
                check(name, _read_back(folder / name, path))
            return _put(_Job(folder, contents, ready, run, record, sealed), together=together)
        finally:
            discard(ready.values())


def _read_back(path: Path, temporary: Path) -> bytes:
    try:
        return temporary.read_bytes()
    except OSError as fault:
        raise CannotWrite(f"{path} could not be read back ({fault.strerror or fault}); nothing was written.") from fault


def _put(job: _Job, *, together: bool) -> tuple[Written, ...]:
    """Move every file into place, or beside it where it cannot be; then the record. Raises CannotWrite."""
    changes = {name: change_of(job.folder / name, data) for name, data in job.contents.items()}
    changed = [name for name, change in changes.items() if change is not Change.UNCHANGED]
    refused = held(job.folder, changed)
    aside = (changed if together else list(refused)) if refused else []
    places = {name: _beside(job, name) if name in aside else job.folder / name for name in changed}
    kept = _keep_edited(job, [name for name in changed if name not in aside])
    settled = [] if aside and together else [name for name in job.contents if name not in changed]
    put_pending(job.folder, _entry(job, settled, places))
    late = _move(job, places)
    flush_folder(job.folder)
    record = _without_superseded(job, job.record.with_run(_entry(job, settled, places)), places)
    put_record(job.folder, record)
    if refused or late:
        raise _refused(job, refused | late, places, together=together)
    return tuple(written(job.folder / name, data, changes[name], kept.get(name)) for name, data in job.contents.items())


def _beside(job: _Job, name: str) -> Path:
    """Choose the name that a file is kept under beside its place: one that is free, or that an earlier run so used."""
    for path in numbered(job.folder / name, "new"):
        if not path.exists() or (path.name in _own_beside(job, name) and refusal(path) is None):
            return path
    raise CannotWrite(f"There are too many copies of {job.folder / name} beside it. Remove those no longer needed.")


def _own_beside(job: _Job, name: str) -> Iterator[str]:
    """Name the files that runs left beside a document and nobody has edited."""
    for output in job.record.beside(name):
        with suppress(OSError):
            if job.record.knows(job.folder / output.name):
                yield output.name


def _keep_edited(job: _Job, names: Collection[str]) -> dict[str, Path]:
    """Copy to another name what stands in the way and is not as an earlier run left it. Raises CannotWrite."""
    kept: dict[str, Path] = {}
    for name in names:
        path = job.folder / name
        try:
            if word := kept_as(path, job.record, job.sealed):
                kept[name] = copy_beside(path, word)
        except OSError as fault:
            raise CannotWrite(
                f"{path} has been edited since it was made and could not be put aside ({fault.strerror or fault}), so "
                "nothing was written. Check that it is not open in Word or Excel and that the folder has room."
            ) from fault
    return kept


def _move(job: _Job, places: dict[str, Path]) -> dict[str, OSError]:
    """Move the files to their places; one that is refused now goes beside its own, which `places` then says."""
    refused: dict[str, OSError] = {}
    for name in tuple(places):
        try:
            move(job.ready[name], places[name])
        except OSError as fault:
            refused[name] = fault
            places[name] = _beside(job, name)
            try:
                move(job.ready[name], places[name])
            except OSError:
                del places[name]
    return refused


def _entry(job: _Job, settled: Collection[str], places: Mapping[str, Path]) -> Entry:
    """Give the run as the record has it: the files that were as they should be, and those that are put in their places."""
    outputs: list[Output] = [output_of(name, job.contents[name]) for name in settled]
    for name, path in places.items():
        outputs.append(output_of(path.name, job.contents[name], "" if path.name == name else name))
    return entry_of(job.run, tuple(outputs))


def _without_superseded(job: _Job, record: Record, places: Mapping[str, Path]) -> Record:
    """Remove what earlier runs left beside the documents, where nobody has edited it; give the record without it."""
    for name in job.contents:
        for old in tuple(_own_beside(job, name)):
            if old != (places[name].name if name in places else name):
                with suppress(OSError):
                    (job.folder / old).unlink()
                    record = record.without(old)
    return record


def _refused(job: _Job, faults: Mapping[str, OSError], places: Mapping[str, Path], *, together: bool) -> CannotWrite:
    """Say which files could not be replaced, where the new ones are, and which files then are of which run."""
    fault = next(iter(faults.values()))
    several = len(faults) > 1
    beside = {name: path for name, path in places.items() if path.name != name}
    kept = " and ".join(path.name for path in beside.values())
    moved = " and ".join(name for name in job.contents if name not in beside and name not in faults)
    said = [
        f"{' and '.join(str(job.folder / name) for name in faults)} could not be replaced ({fault.strerror or fault}); "
        f"{'they are' if several else 'it is'} probably open in Word or Excel."
    ]
    lost = " and ".join(name for name in faults if name not in places)
    if lost:
        said.append(f"The new {lost} could not be kept beside it.")
    if len(beside) > len(faults):
        said.append(f"So that the documents in place are still of one run, the new ones are kept beside them: {kept}.")
    elif beside:
        said.append(
            f"The new {'ones are' if several else 'one is'} kept beside {'them' if several else 'it'} as {kept}."
        )
    if moved and together:
        said.append(
            f"{moved} is already the new one, so the documents in place are of different runs until the command has run again."
        )
    elif moved:
        said.append(f"Written: {moved}.")
    said.append(f"Close {'them' if several else 'it'}, then run the command again.")
    return CannotWrite(" ".join(said), beside.values())
