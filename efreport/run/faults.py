"""What a run that writes raises where what it made is not as it should be."""

from __future__ import annotations

from efreport.faults import InternalFault, UsageFault


class NoTemplate(UsageFault):
    """The Word template cannot be read or used; the message names it and says why and what to do."""


class TemplateNotFit(NoTemplate):
    """What a Word template brings fails a check that is essential; the message names it and says what to change in it."""


class NotReadBack(InternalFault):
    """A document does not hold all that was put into it: an internal fault, so it is not moved into place."""


class NotFitToPublish(InternalFault):
    """A document fails a check that is essential for publishing it: an internal fault, so it is not moved into place."""


class AmongReturns(UsageFault):
    """Marked copies were asked for in a folder that returns are read from, where they would be read as returns."""
