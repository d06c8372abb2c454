"""The target `config`: the config folder with lines, values and files changed; what is accepted must also work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, mkdtemp

from efreport import run as runs
from efreport.config import ConfigError, load_framework
from efreport.model import Framework
from fuzz import rounds
from fuzz.choices import Choices
from fuzz.holding import Target, hold
from fuzz.packages import change_bytes

VALUES = (
    '""', '"x"', '"cp2"', '"CP2"', '"{quarter}"', '"{"', '"2014Q2"', '"2014/15"', '"9999Q4"', '"0000Q1"', '"April"', '"January"',
    '"#FFFFFF"', '"../../.."', '"\\u0000"',
    '"\\u001b[31m"', '"percent"', '"count"', '"higher"', '"neutral"', '"stock"', '"EF101"', '"error"', '"a\\nb"',
    '"👶"', "0", "1", "-1", "100", "1e400", "-inf", "inf", "nan", "1e-300", "99999999999999999999999", "0.1", "true", "false", "[]", "[[]]",
    "[1]", '[""]', '["cp", "cp"]', '["a", 1]', "{}", "{ a = 1 }", '{ "2014/15" = 50, "2014Q2" = -1 }', '{ "x" = 1e999 }', "2014-07-01",
    "2014-07-01T00:00:00Z", "00:00:00", "'''\n'''", '"' + "9" * 5000 + '"', "9" * 5000, "[" * 3000, "0x10", "1_000", "+1", "01",
)  # fmt: skip
LINES = (
    "", "[]", "[[indicators]]", "[[sections]]", "[[sections.indicators]]", "[columns.code]", "[columns.extra]", "[severity]", "[colours]",
    "[colours.headings]", "[fonts]", "[sizes]", "[[total]]", "[[rate]]", "[[share]]", "[[at_most]]", "[[waivers]]", "[[populations]]",
    "[[sources]]", "=", "x = 1", "key = 1", "targets = {}", "target_margin = 1", "reported_from = \"2014Q3\"", "small_cohort = -1", "\0",
    '"" = ""', "a.b.c = 1", "areas = []", "parts = []", "]]", '"""',
)  # fmt: skip
STYLE = """template = "council.dotx"
dates = "31/12/2014"
benchmarks = false
[colours]
headings = "#1F3864"
table_header = { fill = "#1F3864", text = "#FFFFFF" }
improved = { fill = "#E2EFDA", text = "#000000" }
[fonts]
text = "Arial"
headings = "Georgia"
[sizes]
text = 12
tables = 10
sheets = 11
"""
CHECKS = """
[[share]]
share = "cp12"
part = "cp2"
whole = "cla21"
[[total]]
total = "cp2"
parts = ["cp3", "cla21"]
"""
WAIVERS = """
[[waivers]]
rule = "EF402"
indicator = "cp3"
columns = ["year"]
quarters = ["2014Q2"]
until = "2014Q4"
reason = "It stands."
agreed_by = "The board"
"""
_ASSIGNED = re.compile(r"^(\s*[\w.\"-]+\s*=\s*)(.+)$")
_PROGRAMMERS = re.compile(
    r"Traceback|NoneType|KeyError|TypeError|ValueError|<class|dict_|Decimal\(|jsonschema|object at 0x|PosixPath"
)


def run(data: bytes) -> None:
    """Change the config; it is refused with problems that name file and place, or it works on the sample."""
    choices = Choices(data)
    with TemporaryDirectory() as made:
        folder = Path(made) / "config"
        texts = dict(_texts())
        for _ in range(4):
            if choices.used_up:
                break
            _change(texts, choices)
        for name, content in texts.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        _change_folder(folder, choices)
        framework = _loaded(folder)
        if framework is not None:
            _check_works(framework, written=choices.one_in(10))


def seeds() -> Iterator[bytes]:
    """Give the config as it is, and a change of each kind to each file."""
    yield b""
    yield bytes((*range(0, 200, 3), 9))
    for number in range(len(_texts())):
        yield from (bytes((number, kind, 7 * number, 3 * kind)) for kind in range(8))


@cache
def _texts() -> tuple[tuple[str, bytes], ...]:
    folder = rounds.PROJECT / "config"
    found = {str(path.relative_to(folder).as_posix()): path.read_bytes() for path in sorted(folder.rglob("*.toml"))}
    found["style.toml"] = STYLE.encode()
    found["checks.toml"] += CHECKS.encode()
    found["waivers.toml"] += WAIVERS.encode()
    return tuple(found.items())


def _change(texts: dict[str, bytes], choices: Choices) -> None:
    name = choices.pick(sorted(texts))
    kind = choices.below(8)
    if kind == 0:
        texts[name] = change_bytes(texts[name], choices)
        return
    lines = texts[name].decode("utf-8", "replace").split("\n")
    at = choices.below(len(lines))
    match kind:
        case 1:
            del lines[at]
        case 2:
            lines.insert(at, choices.pick(lines))
        case 3:
            lines.insert(at, choices.pick(LINES))
        case _:
            assigned = [index for index, line in enumerate(lines) if _ASSIGNED.match(line)]
            if assigned:
                index = choices.pick(assigned)
                lines[index] = _ASSIGNED.sub(lambda match: match[1] + choices.pick(VALUES), lines[index])
    texts[name] = "\n".join(lines).encode("utf-8", "surrogatepass")


def _change_folder(folder: Path, choices: Choices) -> None:
    """Take a file away, put an empty one or a folder in its place, or rename it."""
    if not choices.one_in(12):
        return
    path = choices.pick(sorted(folder.rglob("*.toml")))
    match choices.below(4):
        case 0:
            path.unlink()
        case 1:
            path.write_bytes(b"")
        case 2:
            path.rename(path.with_suffix(".toml.txt"))
        case _:
            path.unlink()
            path.mkdir()


def _loaded(folder: Path) -> Framework | None:
    try:
        return load_framework(folder, runs.RULE_CODES)
    except ConfigError as fault:
        hold(fault.problems, "a config that is refused has a problem")
        for problem in fault.problems:
            hold(problem.file.endswith(".toml"), "a problem names its file", problem)
            hold(problem.message.strip(), "a problem says what is wrong", problem)
            hold(not _PROGRAMMERS.search(problem.message), "a problem is in plain words", problem)
            located = (
                problem.key or "line" in problem.message or "the file" in problem.message or "key" in problem.message
            )
            hold(
                located or "area" in problem.message or "list" in problem.message, "a problem names its place", problem
            )
        return None


def _check_works(framework: Framework, *, written: bool) -> None:
    path = _returns() / rounds.QUARTER / "cp.xlsx"
    outcome = runs.check(framework, (path,), rounds.QUARTER, lambda _: None)
    rounds.check_outcome(outcome, path.name, reported=written)
    made = rounds.document(outcome)
    if written:
        rounds.write(made)


@cache
def _returns() -> Path:
    """A folder with one return of two quarters; it is there as long as the process."""
    import atexit

    folder = Path(mkdtemp())
    atexit.register(rmtree, folder, ignore_errors=True)
    for quarter in (rounds.QUARTER, rounds.BEFORE):
        (folder / quarter).mkdir()
        (folder / quarter / "cp.xlsx").write_bytes((rounds.SAMPLES / quarter / "cp.xlsx").read_bytes())
    return folder


TARGET = Target("config", run, seeds)
