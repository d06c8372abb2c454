"""Which files are the returns of a quarter: looks at folders and names, and into no workbook."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from glob import escape, glob
from pathlib import Path

from efreport.faults import FileFault
from efreport.model import Limits, PassedOver
from efreport.quarter import Quarter, QuarterError, parse_quarter

WORKBOOKS = (".xlsx", ".xlsm")
LOCK = "~$"
# What Windows, macOS and Word put into folders by themselves, of which nobody needs to know.
_LITTER = re.compile(r"thumbs\.db|ehthumbs\.db|desktop\.ini|\.ds_store|icon\r|\._.*|~wr[a-z]\d+\.tmp", re.IGNORECASE)
_OPEN_IN_CALC = re.compile(r"\.~lock\..*#")
_NO_LETTER = re.compile("[\ud800-\udfff]")
CLOSE = "Close the workbook in Excel wherever it is open, then check again. If nobody has it open, delete this file."
SAVE_AS = "If it should be a return, save it as an Excel Workbook (*.xlsx) in the quarter's folder."
MOVE_UP = "If there are returns in it, move them up into the quarter's folder."
MOVE_IN = "If it is a return, move it into its quarter's folder."
OTHER_RETURNS = (".xls", ".xlsb", ".ods", ".csv", ".xltx", ".xltm", ".numbers", ".gsheet")
_BY_ENDING = {
    (".tmp", ".crdownload", ".part", ".partial"): (
        "a file that was not yet saved or downloaded whole",
        "If it should be a return, wait until it is saved or downloaded, then check again.",
    ),
    (".lnk", ".url", ".webloc"): (
        "a shortcut, and not the file itself",
        "If it leads to a return, put a copy of the workbook itself into the quarter's folder.",
    ),
    (".zip", ".7z", ".rar"): (
        "a packed file",
        "If a return is in it, take it out (right-click it in File Explorer, Extract All) and put it into the quarter's folder.",
    ),
}


class NothingToRead(FileFault):
    """There are no returns to read; the message says in plain words where they were looked for."""


class NoReturns(NothingToRead):
    """The folders are there and no return is in them yet; `sources` is what is known all the same."""

    def __init__(self, message: str, sources: Sources) -> None:
        self.sources = sources
        super().__init__(message)


@dataclass(frozen=True)
class SourceFile:
    """A file to be read as a return, and its name as messages give it: relative to the path that was asked for."""

    path: Path
    name: str


@dataclass(frozen=True)
class Sources:
    """The files of one quarter. `quarter` is None where only the workbooks can tell; `others` are quarters left out.

    `beside` is the folder in which the quarters' folders stand, None where the files were not found in such a one.
    """

    quarter: Quarter | None
    files: tuple[SourceFile, ...]
    passed_over: tuple[PassedOver, ...]
    others: tuple[Quarter, ...]
    from_folder: bool
    beside: Path | None = None


def find_sources(
    paths: Sequence[Path], quarter: Quarter | None, first_month: int, most_files: int = Limits().files
) -> Sources:
    """Find the returns under the paths: folders of quarter folders, a quarter's folder, or workbooks.

    Without a quarter, the newest quarter folder is taken. Raises NoReturns where there are none, and NothingToRead, also
    for more files than any quarter has.
    """
    found: list[SourceFile] = []
    passed_over: list[PassedOver] = []
    others: set[Quarter] = set()
    beside: Path | None = None
    named = tuple(_matched(paths))
    for path in named:
        _check(path)
        if path.is_file():
            found.append(SourceFile(path, _shown(path.name)))
            own = quarter_of(path.absolute().parent, first_month)
            quarter, beside = quarter or own, path.absolute().parents[1] if own else beside
            continue
        folder, prefix = path, ""
        folders = {known: inner for inner in _folders(path) if (known := quarter_of(inner, first_month))}
        if folders:
            quarter = quarter or max(folders)
            if quarter not in folders:
                raise NoReturns(_no_such_quarter(path, quarter, folders), _none(quarter, path, folders))
            others |= set(folders) - {quarter}
            passed_over.extend(_beside(path))
            folder, beside = folders[quarter], path
            prefix = f"{folder.name}/"
        elif own := quarter_of(path.absolute(), first_month):
            quarter, beside = quarter or own, path.absolute().parent
        _sort_out(folder, prefix, found, passed_over)
    if len(found) + len(passed_over) > most_files:
        raise NothingToRead(_too_many(paths, len(found) + len(passed_over), most_files))
    # Not Path.resolve, which raises for links that lead in a circle.
    files = tuple(_told_apart({os.path.realpath(file.path): file for file in found}.values()))
    from_folder = any(path.is_dir() for path in named)
    sources = Sources(quarter, files, tuple(passed_over), tuple(sorted(others)), from_folder, beside)
    if not files:
        raise NoReturns(_no_workbooks(paths, passed_over), sources)
    return sources


def _none(quarter: Quarter, beside: Path, there: Iterable[Quarter]) -> Sources:
    """Of a quarter that has no folder yet, nothing is there."""
    return Sources(quarter, (), (), tuple(sorted(there)), from_folder=True, beside=beside)


def earlier_sources(sources: Sources, returns_folder: Path, quarter: Quarter, first_month: int) -> Sources | None:
    """Find the returns of an earlier quarter, beside those of the sources or else in the returns' folder."""
    for holder in (sources.beside, returns_folder):
        for folder in _folders(holder) if holder and holder.is_dir() else ():
            if quarter_of(folder, first_month) == quarter:
                found: list[SourceFile] = []
                _sort_out(folder, f"{folder.name}/", found, [])
                return Sources(quarter, tuple(found), (), (), from_folder=True, beside=holder)
    return None


def _told_apart(files: Iterable[SourceFile]) -> Iterator[SourceFile]:
    """Give files of the same name in two folders their folder's name as well."""
    found = tuple(files)
    names = Counter(file.name for file in found)
    for file in found:
        yield replace(file, name=f"{file.path.absolute().parent.name}/{file.name}") if names[file.name] > 1 else file


def _matched(paths: Sequence[Path]) -> Iterator[Path]:
    """Expand * and ? in the paths, which the Windows command prompt leaves to the program."""
    for path in paths:
        pattern = str(path)
        if not any(mark in pattern for mark in "*?[") or path.exists():
            yield path
            continue
        matches = sorted(glob(_meant_as_typed(path)))  # noqa: PTH207 - Path.glob takes no absolute pattern
        if not matches:
            raise NothingToRead(f"No file or folder matches {pattern}.")
        yield from map(Path, matches)


def quarters_in(folder: Path, first_month: int) -> tuple[Quarter, ...]:
    """Give the quarters that have a folder there, oldest first; none where there is no such folder."""
    if not folder.is_dir():
        return ()
    return tuple(sorted({known for inner in _folders(folder) if (known := quarter_of(inner, first_month))}))


def _meant_as_typed(path: Path) -> str:
    """Give the pattern in which a folder that is there, such as "[old] returns", is no pattern itself."""
    folder = next((parent for parent in path.parents if parent.exists()), None)
    return str(Path(escape(str(folder))) / path.relative_to(folder)) if folder else str(path)


def newest_quarter(folder: Path, first_month: int) -> Quarter | None:
    """Give the newest quarter that has a folder there, or None."""
    return max(quarters_in(folder, first_month), default=None)


def _check(path: Path) -> None:
    try:
        exists = path.exists()
    except (OSError, ValueError):
        exists = False
    if not exists:
        raise NothingToRead(f"There is no file or folder {path}.")


def _folders(path: Path) -> Iterator[Path]:
    yield from sorted(inner for inner in _listed(path) if _is_folder(inner))


def _listed(path: Path) -> Iterable[Path]:
    try:
        return sorted(path.iterdir(), key=lambda inner: (inner.name.casefold(), inner.name))
    except OSError as fault:
        raise NothingToRead(f"The folder {path} cannot be read ({fault.strerror or fault}).") from fault


def quarter_of(folder: Path, first_month: int) -> Quarter | None:
    """Give the quarter whose folder it is by its name, or None."""
    try:
        return parse_quarter(folder.name.replace("_", " "), first_month)
    except QuarterError:
        return None


def _sort_out(folder: Path, prefix: str, found: list[SourceFile], passed_over: list[PassedOver]) -> None:
    for path in _listed(folder):
        if _LITTER.fullmatch(path.name):
            continue
        name = f"{prefix}{_shown(path.name)}"
        if why := _why_passed_over(path):
            passed_over.append(PassedOver(name, *why))
        else:
            found.append(SourceFile(path, name))


def _why_passed_over(path: Path) -> tuple[str, str] | None:
    """Say why a file is not read and what to do if it should be; None for one that is to be read."""
    if path.name.startswith(LOCK) or _OPEN_IN_CALC.fullmatch(path.name):
        return "a temporary file that Excel makes while the workbook is open, so the workbook may still change", CLOSE
    if _is_folder(path):
        return "a folder within the quarter's folder", MOVE_UP
    if path.name.startswith("."):
        return "a hidden file", SAVE_AS
    ending = path.suffix.lower()
    if ending in WORKBOOKS + OTHER_RETURNS:
        return None
    return next(
        (said for endings, said in _BY_ENDING.items() if ending in endings),
        ("not an Excel workbook by its name", SAVE_AS),
    )


def _is_folder(path: Path) -> bool:
    """Say whether it is a folder; what may not be looked at, or is a link that leads nowhere, is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _shown(name: str) -> str:
    """Give a file's name as proper text: what is no letter of any alphabet becomes a mark."""
    return _NO_LETTER.sub("\N{REPLACEMENT CHARACTER}", name)


def _beside(path: Path) -> Iterator[PassedOver]:
    """Workbooks that are beside the quarters' folders, where nobody looks for returns."""
    for inner in _listed(path):
        if inner.suffix.lower() in WORKBOOKS + OTHER_RETURNS and not _is_folder(inner):
            yield PassedOver(_shown(inner.name), "it is beside the quarters' folders and not in one", MOVE_IN)


def _too_many(paths: Sequence[Path], found: int, most: int) -> str:
    looked = ", ".join(str(path) for path in paths)
    return (
        f"There are {found:,} files in {looked}, far more than the returns of a quarter (the limit is {most:,}, set as files "
        "under [limits] in framework.toml). Name the folder that holds the returns, or raise the limit."
    )


def _no_such_quarter(path: Path, quarter: Quarter, folders: Iterable[Quarter]) -> str:
    there = ", ".join(known.key for known in sorted(folders))
    return f"There is no folder for {quarter.key} in {path}; there are folders for {there}."


def _no_workbooks(paths: Sequence[Path], passed_over: Sequence[PassedOver]) -> str:
    looked = ", ".join(str(path) for path in paths)
    others = "1 other file was" if len(passed_over) == 1 else f"{len(passed_over)} other files were"
    also = f" ({others} not read)" if passed_over else ""
    return f"There are no returns in {looked}: no Excel workbook (.xlsx) was found{also}."
