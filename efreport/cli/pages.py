"""The page of help that stands below the line that says what a command does, where it is too long for the command itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Command = TypeVar("Command", bound=Callable[..., None])


def with_page(page: str) -> Callable[[Command], Command]:
    """Give what adds the page to a command's docstring, from which Typer takes the help."""

    def add(command: Command) -> Command:
        command.__doc__ = f"{command.__doc__}\n\n{page}"
        return command

    return add
