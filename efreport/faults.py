"""The three ways in which a command cannot go on; each fault's text is the whole message for the user."""


class UsageFault(Exception):
    """The command or the config is wrong."""


class FileFault(Exception):
    """There is nothing to read, or something cannot be written."""


class InternalFault(Exception):
    """efreport itself is wrong."""
