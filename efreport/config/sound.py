"""What is left of a config file's content once its wrong parts are taken out, and what its wrong parts were called."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

Place = Sequence[str | int]


class Named(NamedTuple):
    """The names that config may refer to: those that are sound, and those that stand in a file but are not."""

    sound: Collection[str]
    faulty: Collection[str]
    complete: bool = True  # False where a file could not be read at all, so that it may hold any name.

    def strange(self, name: str) -> bool:
        """Say whether no file holds the name, not even with something else wrong about it."""
        return self.complete and name not in self.sound and name not in self.faulty


def take_out(data: dict[str, Any], place: Place, schema: Mapping[str, Any]) -> None:
    """Take the least part that is at fault out of the content, so that all else is checked in the same run.

    That is the key itself where it may be left out, else what needs it: the member of the list (None stands in its
    stead, so that the others keep their numbers) or the table.
    """
    for depth in range(len(place), 0, -1):
        holder, last = _inner(data, place[: depth - 1]), place[depth - 1]
        if isinstance(holder, list) and isinstance(last, int):
            holder[last] = None
            return
        if isinstance(holder, dict) and (depth == 1 or last not in _required(schema, place[: depth - 1])):
            holder.pop(last, None)
            return


def declared(paths: Iterable[Path], *lists: str) -> tuple[frozenset[str], bool]:
    """Give what the files' tables call themselves, however wrong they are, and whether every file could be read.

    `lists` names the lists of tables that are asked, wherever in a file they stand.
    """
    names: set[str] = set()
    complete = True
    for path in paths:
        try:
            names.update(_names(tomllib.loads(path.read_text("utf-8-sig")), lists))
        except (OSError, ValueError, RecursionError):
            complete = False
    return frozenset(names), complete


def _names(content: object, lists: Collection[str]) -> Iterator[str]:
    match content:
        case dict():
            for key, inner in content.items():
                if key in lists and isinstance(inner, list):
                    tables = (each for each in inner if isinstance(each, dict))
                    yield from (str(table.get("key", table.get("name", ""))) for table in tables)
                yield from _names(inner, lists)
        case list():
            for inner in content:
                yield from _names(inner, lists)
        case _:
            return


def _inner(data: object, place: Place) -> object:
    for part in place:
        match data, part:
            case dict(), str():
                data = data.get(part)
            case list(), int():
                data = data[part]
            case _:
                return None  # What held it was taken out for another error.
    return data


def _required(schema: Mapping[str, Any], place: Place) -> Collection[str]:
    """Give the keys that the table at the place cannot do without."""
    node: Any = schema
    for part in place:
        node = _whole(schema, node)
        inner = node.get("items") if isinstance(part, int) else node.get("properties", {}).get(part)
        node = inner if inner is not None else node.get("additionalProperties")
        if not isinstance(node, dict):
            return ()
    required: list[str] = _whole(schema, node).get("required", [])
    return required


def _whole(schema: Mapping[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference to where the schema spells it out."""
    inner: Any = schema
    if "$ref" not in node:
        return node
    for part in node["$ref"].removeprefix("#/").split("/"):
        inner = inner[part]
    return dict(inner)
