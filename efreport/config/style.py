"""Reads config/style.toml, the house style, which may be absent: every text must stand out from its fill."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from efreport.config.problems import Problem, read_toml
from efreport.config.sources import STYLE_FILE
from efreport.contrast import BLACK, LEAST_CONTRAST, WHITE, contrast, ratio_words, stands_out
from efreport.model import DateForm, HouseStyle, Paint

_HEADINGS = "headings"


def read_style(folder: Path, problems: list[Problem]) -> HouseStyle:
    """Read the house style of a config folder; adds what is wrong with it to `problems`."""
    path = folder / STYLE_FILE
    if not path.exists():
        return HouseStyle()
    settings = read_toml(path, STYLE_FILE, "style", problems)
    colours = settings.get("colours", {})
    paints = {name: _paint(entry) for name, entry in colours.items() if name != _HEADINGS and "fill" in entry}
    headings = _digits(colours.get(_HEADINGS, ""))
    problems.extend(_too_faint({_HEADINGS: Paint(WHITE, headings)} if headings else {}))
    problems.extend(_too_faint(paints))
    return HouseStyle(
        template=folder / settings["template"] if "template" in settings else None,
        dates=DateForm(settings["dates"]) if "dates" in settings else None,
        benchmarks=settings.get("benchmarks", True),
        headings=headings,
        paints=paints,
        **_type(settings),
    )


def _type(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Give fonts and sizes by their names in HouseStyle; headings are in the font of the text unless they have one."""
    fonts, sizes = settings.get("fonts", {}), settings.get("sizes", {})
    font = fonts.get("text", "")
    return {
        "font": font,
        "heading_font": fonts.get("headings", font),
        "text_points": sizes.get("text", 0),
        "table_points": sizes.get("tables", 0),
        "sheet_points": sizes.get("sheets", 0),
    }


def _paint(entry: Mapping[str, str]) -> Paint:
    return Paint(_digits(entry["fill"]), _digits(entry.get("text", f"#{BLACK}")))


def _digits(colour: str) -> str:
    return colour.removeprefix("#").upper()


def _too_faint(paints: Mapping[str, Paint]) -> Iterator[Problem]:
    for name, paint in paints.items():
        if stands_out(paint.text, paint.fill):
            continue
        ratio = ratio_words(contrast(paint.text, paint.fill))
        better = max((BLACK, WHITE), key=lambda text, fill=paint.fill: contrast(text, fill))  # type: ignore[misc]
        ground = "the white of the page" if name == _HEADINGS else f"the fill #{paint.fill}"
        advice = (
            "choose a darker one"
            if name == _HEADINGS
            else f"#{better} would have {ratio_words(contrast(better, paint.fill))}"
        )
        yield Problem(
            STYLE_FILE,
            f"colours.{name}",
            f"the text #{paint.text} on {ground} has a contrast of {ratio}, and text needs {LEAST_CONTRAST:g}:1; {advice}",
        )
