"""A short run of the fuzzing targets, the same every time; and that each of them notices a mistake. See fuzz/README.md."""

from __future__ import annotations

import importlib
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from efreport.ledger.reading import read_stored
from fuzz.holding import Fault, Target, keep, try_many, try_one
from fuzz.targets import TARGETS

COUNTS = {
    "values": 4000, "opinions": 150, "cells": 10, "workbooks": 40, "config": 25, "documents": 12, "finished": 25,
    "tables": 60, "ledgers": 25,
}  # fmt: skip


def told(faults: tuple[Fault, ...]) -> list[str]:
    return [f"{fault.cause}\n{fault.story}\n{fault.data!r}" for fault in faults]


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_breaks_what_must_hold(name: str) -> None:
    assert told(try_many(TARGETS[name], COUNTS[name], seed=1)) == []


def last_qualifier_lost(whole: Callable[..., Any]) -> Callable[..., Any]:
    return lambda rest: (whole(rest)[0][:-1], whole(rest)[1])


def unchecked(whole: Callable[..., Any]) -> Callable[..., Any]:
    return lambda path, name, schema, problems: whole(path, name, schema, []) and tomllib.loads(path.read_text("utf-8"))


def cut_short(whole: Callable[..., Any]) -> Callable[..., Any]:
    return lambda words: whole(words)[:100]


def broken(_: Callable[..., Any]) -> Callable[..., Any]:
    def fails(*_: object, **__: object) -> None:
        raise KeyError("sheet1.xml")

    return fails


def with_a_nought(whole: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *number: f"{whole(*number)}0"


def of_fewer_digits(whole: Callable[..., Any]) -> Callable[..., Any]:
    return lambda words: whole(words.removeprefix("2"))


def trusted(_: Callable[..., Any]) -> Callable[..., Any]:
    return lambda path, ledger, keep, *which: map(keep, read_stored(ledger, *which))


@pytest.mark.parametrize(
    ("name", "module", "function", "mistake", "cause"),
    [
        ("values", "efreport.values", "_parse_qualifiers", last_qualifier_lost, "Broken every character of the cell"),
        ("cells", "efreport.rules.periods", "span_of", broken, "Broken every rule can run ['EF321'"),
        ("workbooks", "efreport.returns.reader", "read_sheets", broken, "KeyError"),
        ("config", "efreport.config.framework", "read_toml", unchecked, "KeyError"),
        ("opinions", "efreport.returns.workbook.worksheet", "shown_text", with_a_nought, "Broken both read the same"),
        ("finished", "efreport.publication.excel_fit", "width_of", broken, "Broken every rule can run"),
        ("tables", "efreport.past.rows", "parse_value", of_fewer_digits, "Broken the figure is the one in the cell"),
        ("ledgers", "efreport.ledger.keeping", "_trusted", trusted, "Broken a ledger that is read is as it was sealed"),
        ("documents", "efreport.writers.docx.xml", "escaped", cut_short, "Broken the docx holds every text"),
    ],
)
def test_a_mistake_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    module: str,
    function: str,
    mistake: Callable[[Callable[..., Any]], Callable[..., Any]],
    cause: str,
) -> None:
    place = importlib.import_module(module)
    monkeypatch.setattr(place, function, mistake(getattr(place, function)))
    faults = try_many(TARGETS[name], COUNTS[name], seed=1)
    assert [fault.cause for fault in faults if fault.cause.startswith(cause)] != []


def test_an_input_is_kept_once_for_each_cause(tmp_path: Path) -> None:
    def fail(data: bytes) -> None:
        raise ValueError(f"not {data!r}")

    target = Target("small", fail, lambda: iter(()))
    faults = [fault for data in (b"one", b"two") if (fault := try_one(target, data))]
    assert [keep(fault, tmp_path) for fault in faults] == [True, False]
    assert [path.read_bytes() for path in tmp_path.glob("small-*.input")] == [b"one"]
    assert "ValueError: not b'one'" in next(tmp_path.glob("small-*.txt")).read_text("utf-8")
