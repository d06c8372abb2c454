"""Which projects a run is for, and what each of them is called: folders that hold a config, named or found by a pattern."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from glob import glob, has_magic
from os.path import commonpath
from pathlib import Path

from efreport.faults import UsageFault

CONFIG = "config"
FRAMEWORK = "framework.toml"


@dataclass(frozen=True)
class Project:
    """A folder with a config in it. Its name is its folder's, with as much of the path as tells it from the others."""

    name: str
    folder: Path

    @property
    def config(self) -> Path:
        """The folder of its config."""
        return self.folder / CONFIG


@dataclass(frozen=True)
class Found:
    """The projects in the order in which they were named, and the folders that a pattern fits but that are none."""

    projects: tuple[Project, ...]
    left_out: tuple[Path, ...]


def find_projects(named: Sequence[str]) -> Found:
    """Find the projects that were named, each as a folder or as a pattern such as councils/*.

    Raises UsageFault where a folder that was named is no project, or where a pattern fits none.
    """
    folders, left_out = [], []
    for words in named:
        if not words.strip():
            raise UsageFault("--project is empty. Name a folder or a pattern")
        fitting = [Path(words)] if Path(words).exists() or not has_magic(words) else _fitting(words)
        are = [folder for folder in fitting if _is_project(folder)]
        if not are:
            raise UsageFault(_no_project(words, is_pattern=has_magic(words), folders=fitting))
        folders += are
        left_out += [folder for folder in fitting if folder not in are]
    once = {folder.resolve(): folder for folder in folders}
    return Found(tuple(_called(list(once.values()))), tuple(dict.fromkeys(left_out)))


def _fitting(pattern: str) -> list[Path]:
    """The command prompt of Windows hands a pattern on as it was typed, so it is looked up here."""
    return [path for path in map(Path, sorted(glob(pattern))) if path.is_dir()]  # noqa: PTH207 - it may be absolute


def _is_project(folder: Path) -> bool:
    return (folder / CONFIG / FRAMEWORK).is_file()


def _no_project(words: str, *, is_pattern: bool, folders: Sequence[Path]) -> str:
    if is_pattern and not folders:
        return f"No folder fits {words}. Check the pattern, which is looked up from the current folder"
    if is_pattern:
        return (
            f"None of the folders that fit {words} is a project: a project is a folder with {CONFIG}/{FRAMEWORK} in it"
        )
    inner = " It is a config: name the folder above it." if (Path(words) / FRAMEWORK).is_file() else ""
    return f"{words} is no project: there is no {CONFIG}/{FRAMEWORK} in it.{inner}"


def _called(folders: Sequence[Path]) -> Iterator[Project]:
    """Name each project by its folder; where two are named alike, by the path from the folder that all are in."""
    full = [folder.resolve() for folder in folders]
    names = [folder.name for folder in full]
    if len(set(map(str.casefold, names))) < len(names):
        shared = Path(commonpath(full))
        names = [folder.relative_to(shared).as_posix() for folder in full]
    yield from map(Project, names, folders)


def refuse_shared_outputs(projects: Iterable[Project]) -> None:
    """Raise UsageFault where the config of two projects names the same folder for documents: one would replace the other's."""
    outputs = {project.name: _output(project) for project in projects}
    for folder, many in Counter(filter(None, outputs.values())).items():
        if many > 1:
            names = " and ".join(name for name, output in outputs.items() if output == folder)
            raise UsageFault(
                f"{names} both put their documents into {folder}. "
                "Give each an output of its own in its framework.toml, or name a folder for all with --out"
            )


def _output(project: Project) -> Path | None:
    """Give the folder of a project's documents; None where its config cannot be read, which its own run will say."""
    try:
        said = tomllib.loads((project.config / FRAMEWORK).read_text(encoding="utf-8-sig"))["output"]
        return (project.config / str(said)).resolve()
    except (OSError, ValueError, KeyError):
        return None
