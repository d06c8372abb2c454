"""The commands by name. A command is imported when it is asked for, so that none pays for the start of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any, NamedTuple

import typer

from efreport.cli.common import CommonCommand, CommonGroup


class Command(NamedTuple):
    """Where a command is: its module within this room, its function there; and what it does, as it is listed."""

    module: str
    function: str
    summary: str
    settings: Mapping[str, Any] = MappingProxyType({})


COMMANDS: Mapping[str, Command] = MappingProxyType(
    {
        "init": Command(
            "starting",
            "init",
            "Begin a new council's project: config with a commented example, the first blank returns, and a README for its owner.",
        ),
        "prepare": Command(
            "preparing",
            "prepare",
            "Make the blank returns of the next quarter, rolled forward from the last one, to be sent to the service areas.",
        ),
        "status": Command(
            "chasing",
            "status",
            "Say how far each service area's return has come, what is still due, and how many days are left: the chasing list.",
        ),
        "build": Command("building", "build", "Check the quarter's returns and write the framework as Word and Excel."),
        "validate": Command(
            "validating",
            "validate",
            "Check returns and say in plain words, at the exact cell, what is wrong and how to put it right.",
        ),
        "export": Command(
            "exporting",
            "export",
            "Give the quarter's figures and directions as one tidy table, one row an indicator, in UTF-8.",
        ),
        "check-document": Command(
            "documents",
            "check_document",
            "Check finished documents before they are published, as a reader, a screen reader and a printer meet them.",
        ),
        "publish": Command(
            "publishing",
            "publish",
            "Seal the quarter as published: its figures, commentary and documents go into the ledger, for good.",
        ),
        "history": Command(
            "publishing", "history", "List every edition that was published: when, by whom, and why another was needed."
        ),
        "verify": Command(
            "publishing",
            "verify",
            "Prove that the ledger is as it was written, and that documents are as they were published.",
        ),
        "import": Command(
            "importing",
            "import_past",
            "Bring past frameworks into the ledger: tables saved as CSV, or the returns of earlier quarters.",
        ),
        "compare": Command(
            "changes",
            "compare",
            "Say what changed between two quarters or editions, or between today's returns and what was published.",
        ),
        "trend": Command(
            "trending",
            "trend",
            "Show an indicator over the quarters: a small chart, its figures, and what of it is more than chance.",
        ),
        "rules": Command("explaining", "rules", "List the rules that returns and finished documents are checked by."),
        "explain": Command(
            "explaining", "explain", "Say what a rule finds, why it matters and how to put it right, with an example."
        ),
        "schedule": Command(
            "scheduling",
            "schedule",
            "Print what Windows Task Scheduler, cron or systemd needs to run efreport at a set time.",
            MappingProxyType({"allow_interspersed_args": False}),
        ),
    }
)

PLAIN: Mapping[str, Any] = MappingProxyType(
    {"add_completion": False, "rich_markup_mode": None, "pretty_exceptions_enable": False}
)
"""How Typer is set up: help and faults are plain text."""


class _Commands(Mapping[str, Any]):
    """The commands as Typer's own, each made when it is looked up."""

    def __getitem__(self, name: str) -> Any:
        command = COMMANDS[name]
        app = typer.Typer(**PLAIN)
        app.command(name, cls=CommonCommand, context_settings=dict(command.settings))(
            getattr(import_module(f"{__package__}.{command.module}"), command.function)
        )
        return typer.main.get_command(app)

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class CommandGroup(CommonGroup):
    """Typer's group of commands, with ours in place of those that are registered beforehand."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = _Commands()  # type: ignore[assignment] # Typer only looks them up.

    def format_commands(self, _: Any, formatter: Any) -> None:
        """List the commands with all of what each does, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.summary) for name, command in COMMANDS.items()])
