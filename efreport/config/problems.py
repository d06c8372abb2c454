"""Problems in config files: what one is, and the check of a file against its schema, in plain words."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from efreport.config.sound import take_out
from efreport.config.toml_slips import slip_in
from efreport.faults import UsageFault
from efreport.plain_files import MEGABYTE, read_plain

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError, Validator

SCHEMAS = Path(__file__).parent.parent / "schemas"
LARGEST_FILE = 5 * MEGABYTE
MOST_ERRORS = 1_000
"""Beyond so many, the file is something else; telling each of them would take minutes."""

_KEY_PARTS = re.compile(r"([^.\[]+)(?:\[(\d+)\])?")
_AT_LINE = re.compile(r"\(at (?:line (\d+), column \d+|end of document)\)$")
LONG_QUOTES = re.compile("\"{3}|'{3}")
TOO_DEEP = "its tables or lists stand in one another too deeply to be read"
MOST_NAMED = 20
SYNTAX = {
    "Expected ']]' at the end": "two brackets open this line and one closes it",
    "Expected '=' after a key": "an = must follow the key",
    "Invalid value": "what follows the = is no value; text stands in quotes",
    "Unclosed array": "a list is not closed with ]",
    "Unescaped '\\' in a string": "a backslash in text is written twice, or the text put in 'single quotes'",
    "Cannot overwrite a value": "the key stands there twice",
    "Cannot declare": "the table stands there twice",
    "Invalid hex value": "a backslash in \"double quotes\" has a meaning of its own; put the text in 'single quotes'",
    "Expected ']' at the end of a table": "a bracket that opens this line is not closed",
    "Illegal character '\\n'": "the quotes are not closed on the line",
    "Unterminated string": "the quotes are not closed",
    "Expected newline or end of document": "something follows the value on the same line",
    "Exceeds the limit": "a number has far too many digits",
    "Invalid initial character for a key": "a key is letters, digits, - and _",
}


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a config file: the file as named from the config folder, the key, and what to do."""

    file: str
    key: str
    message: str

    def __str__(self) -> str:
        """areas/cp.toml › sections[1].indicators[2].unit: ..."""
        return f"{self.file}{f' › {self.key}' if self.key else ''}: {self.message}"


class ConfigError(UsageFault):
    """The config cannot be used; `problems` lists everything that is wrong with it."""

    def __init__(self, folder: Path, problems: Sequence[Problem]) -> None:
        self.folder = folder
        self.problems = tuple(sorted(problems, key=_place))
        count = "a problem" if len(self.problems) == 1 else f"{len(self.problems)} problems"
        lines = (f"The config in {folder} has {count}:", *(f"  {problem}" for problem in self.problems))
        super().__init__("\n".join(lines))


def _place(problem: Problem) -> tuple[str, list[tuple[str, int]], str]:
    """Sort by file and key, and the tenth member of a list after the second."""
    parts = ((word, int(number or 0)) for word, number in _KEY_PARTS.findall(problem.key))
    return problem.file, list(parts), problem.message


KINDS = {
    "string": "text in quotes",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list in [square brackets]",
    "object": "a table of keys",
}


def read_toml(path: Path, name: str, schema_name: str, problems: list[Problem]) -> dict[str, Any]:
    """Read one config file and check it against its schema.

    Adds what is wrong to `problems`. Gives the content without its wrong parts, as `take_out` leaves it.
    """
    try:
        text = read_plain(path, LARGEST_FILE).decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as fault:
        problems.append(Problem(name, "", f"the file cannot be read ({fault.strerror or fault})"))
        return {}
    except UnicodeDecodeError:
        problems.append(Problem(name, "", "the file is not UTF-8 text; in Notepad, save it with Encoding: UTF-8"))
        return {}
    try:
        data = tomllib.loads(text)
    except RecursionError:
        problems.append(Problem(name, "", TOO_DEEP))
        return {}
    except ValueError as fault:  # TOML's own, and Python's for a number of thousands of digits
        problems.append(Problem(name, "", f"the file is not valid TOML: {_syntax(str(fault), text)}"))
        return {}
    schema = _schema(schema_name)
    try:
        errors = list(islice(_validator(schema_name).iter_errors(_jsonable(data)), MOST_ERRORS + 1))
    except (RecursionError, ValueError):  # Python's, and that of jsonschema-rs
        problems.append(Problem(name, "", TOO_DEEP))
        return {}
    if len(errors) > MOST_ERRORS:
        problems.append(
            Problem(name, "", f"more than {MOST_ERRORS:,} things in it are wrong; it is most likely another file")
        )
        return {}
    for error in errors:
        found = _problem(error, name, schema)
        problems.append(replace(found, message=f"{found.message}{_of_what(data, error.instance_path)}"))
    for error in errors:
        for place in _places(error):
            take_out(data, place, schema)
    return data


def _places(error: ValidationError) -> list[list[str | int]]:
    """Give where the content is at fault: at each unknown key, else at the error itself."""
    found = list(error.instance_path)
    if error.kind.name != "additionalProperties":
        return [found]
    return [[*found, stray] for stray in error.kind.as_dict()["unexpected"]]


def _syntax(message: str, text: str) -> str:
    """Put the parser's words into plain ones, and quote the line that it stopped at."""
    meaning = next((plain for start, plain in SYNTAX.items() if message.startswith(start)), message)
    match = _AT_LINE.search(message)
    if match is None:
        return meaning
    lines = text.split("\n")  # What else Python counts as the end of a line, TOML does not.
    number = int(match[1]) if match[1] else _last_written(lines)
    line = lines[number - 1]
    slip = slip_in(line)
    if not match[1] and (not slip or LONG_QUOTES.search(text)):
        return meaning  # What was not closed may have been opened on any line.
    return f"line {number}, “{line.strip()[:60]}”: {slip or _AT_LINE.sub('', meaning).rstrip()}"


def _last_written(lines: Sequence[str]) -> int:
    """Give the number of the last line that holds anything."""
    return max((number for number, line in enumerate(lines, 1) if line.strip()), default=1)


def _of_what(data: object, path: Sequence[str | int]) -> str:
    """Name the innermost member of a list that the path leads to, since nobody wants to count."""
    name = ""
    for part in path:
        match data, part:
            case dict(), str():
                data = data.get(part)
            case list(), int():
                data = data[part]
            case _:
                break
        if isinstance(data, dict):
            name = next((str(data[key]) for key in ("key", "name", "code", "heading", "rule") if data.get(key)), name)
    return f" (in “{name[:60]}”)" if name else ""


@cache
def _schema(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    return schema


@cache
def _validator(name: str) -> Validator:
    from jsonschema_rs import validator_for

    return validator_for(_schema(name))


def _jsonable(value: object) -> object:
    """Make of TOML's own kinds (dates, infinity) what a JSON schema can judge."""
    match value:
        case Mapping():
            return {key: _jsonable(inner) for key, inner in value.items()}
        case list():
            return [_jsonable(inner) for inner in value]
        case bool() | int() | str():
            return value
        case float() if value - value == 0:
            return value
        case _:
            return {"": str(value)}


def _problem(error: ValidationError, name: str, schema: dict[str, Any]) -> Problem:
    key = key_path(error.instance_path)
    node = _node(schema, error.schema_path[:-1])
    kind: dict[str, Any] = dict(error.kind.as_dict())
    match error.kind.name:
        case "additionalProperties":
            named = kind["unexpected"][:MOST_NAMED]
            more = len(kind["unexpected"]) - len(named)
            unexpected = [_unknown_key(stray, node) for stray in named]
            return Problem(name, key, "; ".join((*unexpected, *([f"and {more} more such keys"] if more else ()))))
        case "required":
            return Problem(name, key, f"the key “{kind['property']}” is missing{_meaning(node, kind['property'])}")
        case "type":
            wanted = " or ".join(KINDS.get(kind_name, kind_name) for kind_name in kind["types"])
            return Problem(name, key, f"{_shown(error.instance)} is not {wanted}")
        case "enum":
            options = ", ".join(str(option) for option in kind["options"])
            return Problem(name, key, f"{_shown(error.instance)} is not one of: {options}")
        case "anyOf":
            return Problem(name, key, node.get("description", error.message))
        case "pattern":
            return Problem(name, key, f"{_shown(error.instance)} will not do. {node.get('description', '')}".strip())
        case _:
            return Problem(name, key, _limit(error, kind) or error.message)


def _limit(error: ValidationError, kind: Mapping[str, Any]) -> str:
    """Say what a text, a list or a number has too little or too much of; nothing for any other kind of error."""
    match error.kind.name:
        case "minLength":
            return "it is empty"
        case "minItems":
            return f"the list must hold at least {kind['limit']}"
        case "uniqueItems":
            members: list[object] = list(error.instance) if isinstance(error.instance, list) else []
            twice = [each for index, each in enumerate(members) if each in members[:index]]
            return f"{_shown(twice[0])} stands in the list twice"
        case "minimum" | "maximum" | "exclusiveMinimum" as bound:
            most = {"minimum": "at least", "maximum": "at most"}.get(bound, "more than")
            return f"{_shown(error.instance)} will not do: it must be {most} {kind['limit']}"
        case _:
            return ""


def key_path(parts: Sequence[str | int]) -> str:
    """Write a path as people count: sections[2].indicators[1].unit is in the second section."""
    path = ""
    for part in parts:
        path += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if path else part
    return path


def _node(schema: dict[str, Any], path: Sequence[str | int]) -> dict[str, Any]:
    node: Any = schema
    for part in path:
        if part == "$ref":
            node = _node(schema, node["$ref"].removeprefix("#/").split("/"))
        else:
            node = node[part]
    return dict(node)


def _unknown_key(stray: str, node: dict[str, Any]) -> str:
    known = list(node.get("properties", {}))
    nearest = get_close_matches(stray, known, 1)
    meant = f"did you mean “{nearest[0]}”?" if nearest else f"known here: {', '.join(known)}"
    return f"“{stray}” is not a known key; {meant}"


def _meaning(node: dict[str, Any], key: str) -> str:
    description = node.get("properties", {}).get(key, {}).get("description", "")
    return f" ({description.rstrip('.')})" if description else ""


def _shown(value: object) -> str:
    value = value[""] if isinstance(value, dict) and list(value) == [""] else value
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"“{text[:60]}{'…' if len(text) > 60 else ''}”"
