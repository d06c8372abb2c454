"""Config: what loads, and every kind of mistake with its file and key, all at once."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from enum import Enum
from pathlib import Path

import pytest
from jsonschema_rs import validator_for

from efreport.config import ConfigError, load_framework
from efreport.model import Framework, Limits, Polarity, Timing, Unit
from efreport.run import RULE_CODES
from tests.conftest import HERE, PROJECT

CP, CLA, FRAMEWORK = "areas/cp.toml", "areas/cla.toml", "framework.toml"
BRACES = "{quarter}, {quarter_label}, {previous}, {previous_label}, {year}"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A copy of the small config to put mistakes into."""
    return Path(shutil.copytree(HERE / "config", tmp_path / "config"))


def edit(config: Path, name: str, old: str, new: str) -> None:
    """Put something else in the place of the first such text."""
    path = config / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def problems(config: Path) -> list[str]:
    """The problems, one line each."""
    with pytest.raises(ConfigError) as fault:
        load_framework(config, RULE_CODES)
    return [str(problem) for problem in fault.value.problems]


def test_the_sample_config_is_the_published_framework(sample_framework: Framework) -> None:
    keys = [indicator.key for indicator in sample_framework.indicators()]
    source = (PROJECT / "samples" / "source" / "2014Q2.tsv").read_text("utf-8").splitlines()[1:]
    assert keys == [line.split("\t")[0] for line in source]
    assert len(sample_framework.areas) == 11
    assert sum(not indicator.codes for indicator in sample_framework.indicators()) == 9
    assert sum(len(indicator.codes) == 2 for indicator in sample_framework.indicators()) == 5
    assert {unit for i in sample_framework.indicators() for unit in [i.unit]} == set(Unit)


def test_folders_are_relative_to_the_config(framework: Framework) -> None:
    assert framework.returns_folder == HERE / "config" / "returns"


def test_the_threshold_of_small_counts(config: Path) -> None:
    assert load_framework(config, RULE_CODES).small_cohort == 30
    edit(config, FRAMEWORK, "title =", "small_cohort = 10\ntitle =")
    assert load_framework(config, RULE_CODES).small_cohort == 10
    edit(config, FRAMEWORK, "small_cohort = 10", "small_cohort = 0")
    assert len(problems(config)) == 1
    assert "small_cohort" in problems(config)[0]


@pytest.mark.parametrize("path", sorted((PROJECT / "efreport" / "schemas").glob("*.json")), ids=lambda path: path.name)
def test_schemas_are_schemas(path: Path) -> None:
    schema = json.loads(path.read_text("utf-8"))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    validator_for(schema)


@pytest.mark.parametrize(("key", "known"), [("unit", Unit), ("polarity", Polarity), ("timing", Timing)])
def test_the_schema_offers_what_the_program_knows(key: str, known: type[Enum]) -> None:
    schema = json.loads((PROJECT / "efreport" / "schemas" / "area.schema.json").read_text("utf-8"))
    indicator = schema["$defs"]["indicator"]["properties"]
    assert indicator[key]["enum"] == [each.value for each in known]


@pytest.mark.parametrize("path", sorted((PROJECT / "config").rglob("*.toml")), ids=lambda path: path.name)
def test_every_config_file_names_its_schema(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    assert first.startswith("#:schema ")
    assert (path.parent / first.removeprefix("#:schema ")).is_file()


IN_PEOPLE = " (in “Children aged 0 to 17”)"
WAIVER = """[[waivers]]
rule = "EF304"
indicator = "cp2"
quarters = ["2014Q2"]
reason = "Known"
agreed_by = "Performance board"
"""
MISTAKES = {
    "unknown key": (CP, "unit =", "unti =", [
        f"{CP} › sections[1].indicators[1]: the key “unit” is missing (What it is measured in) (in “cp2”)",
        f"{CP} › sections[1].indicators[1]: “unti” is not a known key; did you mean “unit”? (in “cp2”)",
    ]),
    "wrong type": (FRAMEWORK, "47400", '"many"', [f"{FRAMEWORK} › populations[1].people: “many” is not a whole number{IN_PEOPLE}"]),
    "half a person": (FRAMEWORK, "47400", "47400.5", [f"{FRAMEWORK} › populations[1].people: “47400.5” is not a whole number{IN_PEOPLE}"]),
    "no number": (FRAMEWORK, "47400", "inf", [f"{FRAMEWORK} › populations[1].people: “inf” is not a whole number{IN_PEOPLE}"]),
    "thousands of digits": (FRAMEWORK, "47400", "9" * 5000, []),
    "too small": (FRAMEWORK, "47400", "0", [f"{FRAMEWORK} › populations[1].people: “0” will not do: it must be at least 1{IN_PEOPLE}"]),
    "no such unit": (CP, '"count"', '"heads"', [
        f"{CP} › sections[1].indicators[1].unit: “heads” is not one of: count, percent, percentage points, "
        "rate per 10,000, rate per 100,000, days, weeks (in “cp2”)",
    ]),
    "empty": (CP, '"Child Protection (CP)"', '""', [f"{CP} › heading: it is empty"]),
    "date where text is expected": (CP, '"Child Protection (CP)"', "2014-04-01", [
        f"{CP} › heading: “2014-04-01” is not text in quotes"
    ]),
    "odd key": (CP, 'key = "cp2"', 'key = "CP 2"', [
        f"{CP} › sections[1].indicators[1].key: “CP 2” will not do. An indicator's key is lower-case letters, digits and "
        "hyphens, like cp2; it never changes, even when the code does. (in “CP 2”)",
    ]),
    "key twice": (CLA, 'key = "cla21"', 'key = "cp2"', [
        f"{CLA} › sections[1].indicators[1].key: the key “cp2” is taken already by {CP} › sections[1].indicators[1].key"
    ]),
    "code twice in another spelling": (CLA, '"CLA21"', '"fd 8"', [
        f"{CLA} › sections[1].indicators[1].codes[1]: the code “fd 8” is taken already by "
        f"{CP} › sections[1].indicators[2].codes[2]"
    ]),
    "area without a file": (FRAMEWORK, '"cp",', '"cp", "yos",', [f"{FRAMEWORK} › areas[2]: “yos” has no file areas/yos.toml"]),
    "file without a place": (FRAMEWORK, '"cp",', "", [
        f"{CP}: the area “cp” is not in the list “areas” of {FRAMEWORK}, so it would never be printed"
    ]),
    "area twice": (FRAMEWORK, '"cp",', '"cp", "cp",', [f"{FRAMEWORK} › areas: “cp” stands in the list twice"]),
    "no quarter": (CLA, '"2014Q2"', '"2014Q7"', [
        f"{CLA} › sections[1].indicators[3].reported_from: “2014Q7” is not a quarter: a year has Q1 to Q4; "
        "write it like 2014Q2 or Q2 2014/15"
    ]),
    "unknown braces": (FRAMEWORK, "{previous}", "{before}", [
        f"{FRAMEWORK} › columns.previous.heading: “{{before}}” has braces that are none of {BRACES}"
    ]),
    "a width in braces": (FRAMEWORK, "{previous}", "{previous:>999999999999}", [
        f"{FRAMEWORK} › columns.previous.heading: “{{previous:>999999999999}}” has braces that are none of {BRACES}"
    ]),
    "one heading for two columns": (FRAMEWORK, '"Previous quarter"', '"latest  result"', [
        f"{FRAMEWORK} › columns.previous.known_as[1]: “latest  result” stands for the column “latest” already"
    ]),
    "one heading for two columns but for a space": (FRAMEWORK, '"England"', '"Q 1"', [
        f"{FRAMEWORK} › columns.national.known_as[1]: “Q 1” stands for the column “previous” already"
    ]),
    "braces left open": (FRAMEWORK, "{previous}", "{previous", [
        f"{FRAMEWORK} › columns.previous.heading: “{{previous” has braces that are none of {BRACES}"
    ]),
    "no other heading": (FRAMEWORK, '["Code"]', '[""]', [f"{FRAMEWORK} › columns.code.known_as[1]: it is empty (in “No”)"]),
    "blank code": (CP, '["CP2"]', '[""]', [f"{CP} › sections[1].indicators[1].codes[1]: it is empty (in “cp2”)"]),
    "code without quotes": (CP, '["CP2"]', "[2]", [
        f"{CP} › sections[1].indicators[1].codes[1]: “2” is not text in quotes (in “cp2”)"
    ]),
    "missing key": (CLA, 'polarity = "lower"', "", [
        f"{CLA} › sections[1].indicators[3]: the key “polarity” is missing (Which way is better; neutral for measures of demand) "
        "(in “ni65”)"
    ]),
    "name twice without codes": (CLA, 'codes = ["CLA21"]\nname = "Number of children looked after"',
     'name = "% of Children looked-after visited in time"', [
        f"{CLA} › sections[1].indicators[2].name: the name “% of children looked after visited in time” is taken already by "
        f"{CLA} › sections[1].indicators[1].name"
    ]),
    "month that is none": (FRAMEWORK, 'returns = "returns"', 'returns = "returns"\nyear_starts_in = "Apr"', [
        f"{FRAMEWORK} › year_starts_in: “Apr” is not one of: January, February, March, April, May, June, July, August, "
        "September, October, November, December"
    ]),
    "invalid TOML": (CP, "[[sections]]", "[[sections]", [
        f"{CP}: the file is not valid TOML: line 3, “[[sections]”: two brackets open this line and one closes it"
    ]),
}  # fmt: skip


CHECKING = {
    "no such rule": ("rules.toml", '[severity]\nEF999 = "note"', "severity.EF999: there is no rule EF999"),
    "no such severity": ("rules.toml", '[severity]\nEF201 = "bad"', "severity.EF201: “bad” is not one of: error, warning, note"),
    "no such line": ("rules.toml", 'sign_off = ["signed"]', (
        "sign_off[1]: “signed” is not one of: completed_by, completed_on, approved_by, approved_on"
    )),
    "a factor of one": ("rules.toml", "slipped_digit = 1", "slipped_digit: “1” will not do: it must be more than 1"),
    "no such indicator": ("checks.toml", '[[total]]\ntotal = "cp2"\nparts = ["cla21", "cp3"]', (
        "total[1].parts[2]: “cp3” is no indicator's key"
    )),
    "a part of another unit": ("checks.toml", '[[total]]\ntotal = "cp2"\nparts = ["cla21", "cp14"]', (
        "total[1].parts[2]: “cp14” is a percent and “cp2” a count; they cannot be added up"
    )),
    "a part of itself": ("checks.toml", '[[at_most]]\nwhole = "cp2"\nparts = ["cp2"]', (
        "at_most[1].parts[1]: “cp2” cannot be a part of itself"
    )),
    "a share that is none": ("checks.toml", '[[share]]\nshare = "cp2"\npart = "cla21"\nwhole = "cp2"', (
        "share[1].share: “cp2” is not a percentage but a count"
    )),
    "a waiver for no column": ("waivers.toml", f'{WAIVER}columns = ["Q1"]\n', (
        "waivers[1].columns[1]: “Q1” is not one of: code, name, latest, previous, year, neighbours, national, source, "
        "commentary (in “EF304”)"
    )),
    "a total of one part": ("checks.toml", '[[total]]\ntotal = "cp2"\nparts = ["cla21"]', "total[1].parts: the list must hold at least 2"),
    "no rate": ("checks.toml", '[[rate]]\nrate = "cp2"\ncount = "cp2"\npopulation = "Children aged 0 to 17"', (
        "rate[1].rate: “cp2” is not a rate but a count"
    )),
    "no population": ("checks.toml", '[[rate]]\nrate = "cp2"\ncount = "cp2"\npopulation = "Everybody"', (
        "rate[1].population: “Everybody” is no population of framework.toml"
    )),
    "a waiver without a reason": ("waivers.toml", WAIVER.replace('reason = "Known"', ""), (
        "waivers[1]: the key “reason” is missing (A waiver needs a reason: why the finding stands) (in “EF304”)"
    )),
    "a waiver with an empty reason": ("waivers.toml", WAIVER.replace("Known", " "), (
        "waivers[1].reason: “ ” will not do. A waiver needs a reason: why the finding stands. (in “EF304”)"
    )),
    "a waiver for everything": ("waivers.toml", WAIVER.replace('indicator = "cp2"', ""), (
        "waivers[1]: A waiver names the indicator or the service area that it is for, by its key. (in “EF304”)"
    )),
    "a waiver of no rule": ("waivers.toml", WAIVER.replace("EF304", "EF999"), "waivers[1].rule: there is no rule EF999"),
    "a waiver for no indicator": ("waivers.toml", WAIVER.replace("cp2", "cp3"), "waivers[1].indicator: “cp3” is no indicator's key"),
    "a waiver for no quarter": ("waivers.toml", WAIVER.replace("2014Q2", "2014Q7"), (
        "waivers[1].quarters: “2014Q7” is not a quarter: a year has Q1 to Q4; write it like 2014Q2 or Q2 2014/15"
    )),
    "a waiver over before it begins": ("waivers.toml", f'{WAIVER}until = "2014Q1"\n', (
        "waivers[1].until: it lies before the first of the quarters"
    )),
}  # fmt: skip


@pytest.mark.parametrize("mistake", CHECKING)
def test_a_mistake_in_what_is_said_of_checking(config: Path, mistake: str) -> None:
    name, text, expected = CHECKING[mistake]
    (config / name).write_text(text, "utf-8")
    found = problems(config)
    expected = f"{name} › {expected}"
    assert expected in found
    assert len(found) == 1 or mistake == "no population"


LINES_TO_SIGN = "completed_by, completed_on, approved_by, approved_on"

# Found by fuzzing: each as small as it can be made.
FOUND = {
    "a list that is wrong and whose members are": ("rules.toml", 'sign_off = ["cp", "cp"]\npending_quarters = 3', [
        "rules.toml › sign_off: “cp” stands in the list twice",
        f"rules.toml › sign_off[1]: “cp” is not one of: {LINES_TO_SIGN}",
        f"rules.toml › sign_off[2]: “cp” is not one of: {LINES_TO_SIGN}",
    ]),
    "a line as TOML counts them": ("rules.toml", '# one\u2028line\npending_quarters = = 3', [
        "rules.toml: the file is not valid TOML: line 2, “pending_quarters = = 3”: what follows the = is no value; text stands in quotes"
    ]),
}  # fmt: skip


@pytest.mark.parametrize("kind", FOUND)
def test_what_fuzzing_found_in_config(config: Path, kind: str) -> None:
    name, text, expected = FOUND[kind]
    (config / name).write_text(text, "utf-8", newline="")
    assert problems(config) == expected


def test_the_tenth_comes_after_the_second(config: Path) -> None:
    populations = "".join(f'[[populations]]\nname = "P{number}"\npeople = 0\n' for number in range(10))
    (config / FRAMEWORK).write_text((config / FRAMEWORK).read_text("utf-8") + populations, "utf-8")
    keys = [line.split(" › ")[1].partition(":")[0] for line in problems(config)]
    assert keys == [f"populations[{number}].people" for number in range(2, 12)]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_by_file_and_key(config: Path, mistake: str) -> None:
    name, old, new, expected = MISTAKES[mistake]
    edit(config, name, old, new)
    found = problems(config)
    if expected:
        assert found == expected
    else:
        assert found
        assert all(line.startswith(name) for line in found)


def test_a_file_that_is_no_text(config: Path) -> None:
    (config / CP).write_bytes(b'heading = "\xff"')
    assert problems(config) == [f"{CP}: the file is not UTF-8 text; in Notepad, save it with Encoding: UTF-8"]


def test_a_file_that_notepad_named(config: Path) -> None:
    (config / CP).rename(config / "areas" / "cp.toml.txt")
    assert problems(config) == [
        f"{FRAMEWORK} › areas[1]: “cp” has no file areas/cp.toml; there is a file cp.toml.txt: rename it to cp.toml"
    ]


def test_an_area_says_from_when_it_reports(config: Path) -> None:
    edit(config, CP, "heading", 'reported_from = "2015"\nheading')
    assert problems(config) == [f"{CP} › reported_from: “2015” is not a quarter; write it like 2014Q2 or Q2 2014/15"]


def test_an_empty_file(config: Path) -> None:
    (config / CP).write_bytes(b"")
    assert problems(config) == [
        f"{CP}: the key “heading” is missing (Heading of the area, as printed and as the return's Service area line may say)"
    ]


def test_a_byte_order_mark_from_notepad_does_no_harm(config: Path) -> None:
    path = config / CP
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load_framework(config).area("cp").heading == "Child Protection (CP)"


def test_all_mistakes_of_all_files_are_listed_at_once(config: Path) -> None:
    for name, old, new, _ in (
        MISTAKES[mistake] for mistake in ("no such unit", "code twice in another spelling", "no quarter")
    ):
        edit(config, name, old, new)
    edit(config, FRAMEWORK, "47400", '"many"')
    edit(config, FRAMEWORK, "{previous}", "{before}")
    edit(config, FRAMEWORK, '"education"]', '"education", "yos"]')
    (config / "areas" / "broken.toml").write_text("heading =", "utf-8")
    assert [line.partition(":")[0] for line in problems(config)] == [
        "areas/broken.toml",
        "areas/broken.toml",
        f"{CLA} › sections[1].indicators[1].codes[1]",
        f"{CLA} › sections[1].indicators[3].reported_from",
        f"{CP} › sections[1].indicators[1].unit",
        f"{FRAMEWORK} › areas[4]",
        f"{FRAMEWORK} › columns.previous.heading",
        f"{FRAMEWORK} › populations[1].people",
    ]


def test_what_is_wrong_with_one_key_hides_nothing_else(config: Path) -> None:
    """Each of these was told of only once the mistake before it had been put right."""
    edit(
        config,
        CP,
        'codes = ["CP2"]',
        'codes = ["CP2"]\ntargets = { 2014Q9 = 240 }\ntolerance = "two"\npolarty = "lower"',
    )
    edit(config, CLA, 'unit = "count"', 'unit = "pieces"')
    edit(config, FRAMEWORK, "47400", '"many"')
    (config / "checks.toml").write_text(
        '[[total]]\ntotal = "cp2"\nparts = ["cla21", "cp99"]\n\n'
        '[[rate]]\nrate = "cp2"\ncount = "cla21"\npopulation = "Children aged 0 to 17"\n',
        "utf-8",
    )
    (config / "waivers.toml").write_text(
        '[[waivers]]\nrule = "EF999"\nindicator = "cp2"\nquarters = ["2014Q2"]\nuntil = "2014Q7"\nreason = "Agreed."\n'
        'agreed_by = "Board"\n',
        "utf-8",
    )
    (config / "rules.toml").write_text('longest_commentary = "long"\n[severity]\nEF999 = "error"\n', "utf-8")
    assert problems(config) == [
        f"{CLA} › sections[1].indicators[1].unit: “pieces” is not one of: count, percent, percentage points, rate per 10,000, "
        "rate per 100,000, days, weeks (in “cla21”)",
        f"{CP} › sections[1].indicators[1]: “polarty” is not a known key; did you mean “polarity”? (in “cp2”)",
        f"{CP} › sections[1].indicators[1].targets: an indicator for which neither way is better (polarity neutral) cannot "
        "have a target (in “cp2”)",
        f"{CP} › sections[1].indicators[1].targets.2014Q9: “2014Q9” is neither a year, like 2014/15, nor a quarter, like "
        "2014Q2 (in “cp2”)",
        f"{CP} › sections[1].indicators[1].tolerance: “two” is not a number (in “cp2”)",
        "checks.toml › rate[1].rate: “cp2” is not a rate but a count",
        "checks.toml › total[1].parts[2]: “cp99” is no indicator's key",
        f"{FRAMEWORK} › populations[1].people: “many” is not a whole number (in “Children aged 0 to 17”)",
        "rules.toml › longest_commentary: “long” is not a whole number",
        "rules.toml › severity.EF999: there is no rule EF999",
        "waivers.toml › waivers[1].rule: there is no rule EF999",
        "waivers.toml › waivers[1].until: “2014Q7” is not a quarter: a year has Q1 to Q4; write it like 2014Q2 or "
        "Q2 2014/15",
    ]


def test_names_are_not_called_unknown_where_a_file_could_not_be_read(config: Path) -> None:
    (config / CLA).write_text("heading =", "utf-8")
    (config / "checks.toml").write_text('[[total]]\ntotal = "cp2"\nparts = ["cla21", "ni65"]\n', "utf-8")
    assert [line.partition(":")[0] for line in problems(config)] == [CLA]


TOO_DEEP = "its tables or lists stand in one another too deeply to be read"
HOSTILE = {
    "lists in lists": (b"title = " + b"[" * 5_000 + b"]" * 5_000, TOO_DEEP),
    "lists in lists, as far as TOML goes": (b"title = " + b"[" * 300 + b"]" * 300, TOO_DEEP),
    "tables in tables": (b".".join([b"title"] * 5_000) + b" = 1", TOO_DEEP),
    "UTF-16": ('title = "x"'.encode("utf-16"), "the file is not UTF-8 text; in Notepad, save it with Encoding: UTF-8"),
    "a number of 5,000 digits": (
        b"small_cohort = " + b"9" * 5_000,
        "the file is not valid TOML: a number has far too many digits",
    ),
    "far too large": (b"#" * (6 * 2**20), "the file cannot be read (it is 6 MB, and at most 5 MB are read)"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_file_that_no_person_wrote_is_one_problem(config: Path, kind: str) -> None:
    data, message = HOSTILE[kind]
    (config / FRAMEWORK).write_bytes(data)
    assert [each for each in problems(config) if each.startswith(FRAMEWORK)] == [f"{FRAMEWORK}: {message}"]


def test_a_mark_at_the_beginning_and_line_ends_of_windows_do_no_harm(config: Path) -> None:
    path = config / FRAMEWORK
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    assert load_framework(config, RULE_CODES).title == "Test Performance Framework"


def test_a_thousand_unknown_keys_are_not_all_named(config: Path) -> None:
    edit(config, FRAMEWORK, "title =", "".join(f"k{number} = 1\n" for number in range(1_000)) + "title =")
    (problem,) = problems(config)
    assert problem.endswith("; and 980 more such keys")


def test_limits(config: Path) -> None:
    assert load_framework(config, RULE_CODES).limits == Limits()
    with (config / FRAMEWORK).open("a", encoding="utf-8") as file:
        file.write("\n[limits]\nseconds = 5\ncells = 1000\n")
    assert load_framework(config, RULE_CODES).limits == Limits(seconds=5, cells=1000)
    edit(config, FRAMEWORK, "seconds = 5", "seconds = 0\nmegabytes = 1")
    assert sorted(problem.partition(" › ")[2].partition(":")[0] for problem in problems(config)) == [
        "limits",
        "limits.seconds",
    ]


def test_the_schema_says_the_limits_that_hold_where_none_is_set() -> None:
    schema = json.loads((PROJECT / "efreport" / "schemas" / "framework.schema.json").read_text("utf-8"))
    described = schema["properties"]["limits"]["properties"]
    assert list(described) == list(asdict(Limits()))
    for name, most in asdict(Limits()).items():
        assert described[name]["description"].endswith(f"; {most} where it is left out."), name
