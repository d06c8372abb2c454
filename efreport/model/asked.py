"""What a blank return asks for, as a version by which an outdated one is known."""

from __future__ import annotations

import hashlib

from efreport.model.framework import Framework, ServiceArea
from efreport.quarter import Quarter

LENGTH = 8


def template_version(area: ServiceArea, framework: Framework, quarter: Quarter) -> str:
    """Name the blank return of an area and quarter: 2014Q3-4f2a91c0.

    Its second half is another one once a code, name, unit, section or heading that it asks for is.
    """
    asked = [*framework.headings(quarter).values()]
    for section in area.sections:
        asked += [section.heading, *(f"{each.codes}{each.name}{each.unit.value}" for each in section.indicators)]
    digest = hashlib.sha256("\n".join(asked).encode("utf-8", "replace")).hexdigest()
    return f"{quarter.key}-{digest[:LENGTH]}"
