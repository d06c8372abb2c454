"""The options that every command takes, before or after its name."""

from __future__ import annotations

import os
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from efreport.cli.journal import LOG_FILE, LOG_FORMAT, LOG_FORMATS
from efreport.cli.options import choices, one_of
from efreport.cli.paths import named_path

QUIET = "quiet"


def _check_path(_: typer.Context, __: typer.CallbackParam, typed: str | None) -> None:
    if typed is not None:
        named_path(typed)


def _check_format(_: typer.Context, __: typer.CallbackParam, typed: str | None) -> None:
    if typed is not None:
        one_of(LOG_FORMATS)(typed)


def _no_colour(_: typer.Context, __: typer.CallbackParam, wanted: bool) -> None:
    """Say in the environment that no colour is wanted, as whoever set NO_COLOR did, for all that this run starts."""
    if wanted:
        os.environ["NO_COLOR"] = "1"


def _quiet_below(context: typer.Context, _: typer.CallbackParam, wanted: bool) -> None:
    """Hand --quiet on to the command, where it was given before its name."""
    if wanted and isinstance(context.command, TyperGroup):
        context.default_map = {name: {QUIET: True} for name in context.command.list_commands(context)}


def common_options(named: list[Any]) -> list[Any]:
    """Give the options that every command takes and that are not among those named."""
    options = [
        TyperOption(
            param_decls=["--quiet", "-q"],
            is_flag=True,
            default=False,
            expose_value=False,
            callback=_quiet_below,
            help="Print nothing but errors and what was asked for.",
        ),
        TyperOption(
            param_decls=["--no-color"],
            is_flag=True,
            default=False,
            expose_value=False,
            callback=_no_colour,
            help="Print without colours, like NO_COLOR in the environment.",
        ),
        TyperOption(
            param_decls=[LOG_FILE],
            metavar="FILE",
            expose_value=False,
            callback=_check_path,
            help="Add what happens to a log, one line an event; the last one holds the exit code.",
        ),
        TyperOption(
            param_decls=[LOG_FORMAT],
            metavar=choices(LOG_FORMATS),
            expose_value=False,
            callback=_check_format,
            help="text for people, json for programs: one object a line.  [default: text]",
        ),
    ]
    taken = {option.name for option in named}
    return [option for option in options if option.name not in taken]


class CommonCommand(TyperCommand):
    """A command with the options that all of them take."""

    def __init__(self, name: str | None, *, params: list[Any] | None = None, **settings: Any) -> None:
        own = params or []
        super().__init__(name, params=[*own, *common_options(own)], **settings)


class CommonGroup(TyperGroup):
    """All the commands, with those options before a command's name."""

    def __init__(self, *, params: list[Any] | None = None, **settings: Any) -> None:
        own = params or []
        super().__init__(params=[*own, *common_options(own)], **settings)
