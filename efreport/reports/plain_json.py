"""How every command writes JSON: one object or list, indented, in plain ASCII, so that no pipe or code page can spoil it."""

from __future__ import annotations

import json


def as_json(content: object) -> str:
    """Give the content as the text that a command prints or writes; letters beyond ASCII are escaped, as JSON has it."""
    return json.dumps(content, indent=2) + "\n"
