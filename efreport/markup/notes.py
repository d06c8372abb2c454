"""The notes on cells: efreport's own are put in and taken out, and what an author wrote stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from efreport.markup.book import SheetPart
from efreport.markup.boxes import NO_BOXES, Boxes, grid_of
from efreport.markup.findings import note_lines
from efreport.markup.package import Package
from efreport.markup.places import place_of
from efreport.markup.xml import IN_SHEET, MAIN, Element, element, main, office, parsed, place, written
from efreport.model import CellRef, Finding

AUTHOR: Final = "efreport"
START: Final = "To put right (efreport):"
END: Final = "(end of the note by efreport)"
GAP: Final = "\n\n"
MORE: Final = "… The whole of it is on the sheet “{list}”."
LONGEST_NOTE: Final = 2_000
MOST_TEXT: Final = 32_000
# Excel keeps a conversation's replies elsewhere and shows those; its note is a stand-in that it writes anew.
_CONVERSATION: Final = "tc="
_COMMENTS_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_NO_NOTES: Final = f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode()


def put_notes(
    package: Package,
    sheet: SheetPart,
    root: Element,
    cells: Mapping[CellRef, tuple[Finding, ...]],
    list_name: str,
) -> None:
    """Put findings on the cells of a sheet as notes, and take out those of an earlier time."""
    part = package.related(sheet.part, "comments")
    notes = Notes(package.read(part) if part else _NO_NOTES)
    drawing = _drawing_of(package, sheet, root)
    boxes = Boxes(package.read(drawing) if drawing else NO_BOXES)
    for at in tuple(notes.clear(sheet.name)):
        boxes.remove(at)
    grid = grid_of(root)
    for at, findings in cells.items():
        if text := notes.add(at, findings, list_name):
            boxes.fit(at, text, grid)
    if part and notes.are_none:
        package.unrelate(sheet.part, part)
    elif not notes.are_none:
        if part is None:
            part = package.free_name("xl/comments*.xml")
            package.relate(sheet.part, "comments", part)
        package.put(part, notes.data(), _COMMENTS_TYPE)
        if drawing is None:
            package.declare_extension("vml", _DRAWING_TYPE)
            drawing = package.free_name("xl/drawings/vmlDrawing*.vml")
            made = element("legacyDrawing")
            made.set(office("id"), package.relate(sheet.part, "vmlDrawing", drawing))
            place(root, made, IN_SHEET)
    if drawing:
        package.put(drawing, boxes.data())


def _drawing_of(package: Package, sheet: SheetPart, root: Element) -> str | None:
    found = root.find(main("legacyDrawing"))
    identity = None if found is None else found.get(office("id"))
    return next((each.part for each in package.relationships(sheet.part) if each.id == identity), None)


class Notes:
    """The notes of one sheet, while they are being changed."""

    def __init__(self, part: bytes) -> None:
        self._root = parsed(part)
        self._list: Element = self._root.find(main("commentList"))
        self._by_place = {each.get("ref"): each for each in self._list.iterfind(main("comment"))}

    def clear(self, sheet: str) -> Iterator[CellRef]:
        """Take out efreport's notes of an earlier time; give the cells that have no note any more."""
        for ref, comment in tuple(self._by_place.items()):
            if _take_out_own(comment) and not _text(comment).strip():
                self._list.remove(comment)
                del self._by_place[ref]
                yield CellRef("", sheet, *place_of(ref))

    def add(self, at: CellRef, findings: tuple[Finding, ...], list_name: str) -> str:
        """Put findings on a cell, below what its author's note says; give the note's whole text, or "" where none can be."""
        comment = self._by_place.get(at.cell)
        before = _text(comment) if comment is not None else ""
        runs = tuple(_runs(findings, list_name))
        added = "".join(words for words, _ in runs)
        if len(before) + len(added) > MOST_TEXT or self._is_conversation(comment):
            return ""
        if comment is None:
            comment = element("comment", element("text"), ref=at.cell, authorId=self._author())
            self._list.append(comment)
            self._by_place[at.cell] = comment
        holder = _as_runs(comment)
        runs = ((GAP, False), *runs) if before else runs
        end = len(holder.findall(main("r")))
        holder[end:end] = [_run(words, bold=bold) for words, bold in runs]
        return f"{before}{GAP}{added}" if before else added

    @property
    def are_none(self) -> bool:
        """Say whether there is no note at all."""
        return not self._by_place

    def data(self) -> bytes:
        """Give the notes as a part."""
        return written(self._root)

    def _author(self) -> int:
        authors = self._root.find(main("authors"))
        names = [each.text for each in authors]
        if AUTHOR in names:
            return names.index(AUTHOR)
        made = element("author")
        made.text = AUTHOR
        authors.append(made)
        return len(names)

    def _is_conversation(self, comment: Element | None) -> bool:
        if comment is None:
            return False
        names = [each.text or "" for each in self._root.find(main("authors"))]
        number = int(comment.get("authorId", "0"))
        return number < len(names) and names[number].startswith(_CONVERSATION)


def _runs(findings: tuple[Finding, ...], list_name: str) -> Iterator[tuple[str, bool]]:
    """Give the pieces of a note, and whether each is bold; no more than can be read in a box."""
    yield f"{START}\n", True
    room = LONGEST_NOTE
    for lead, said in note_lines(findings):
        if len(said) > room:
            yield f"{lead}: ", True
            yield f"{said[: max(room, 0)].rstrip()}{MORE.format(list=list_name)}\n", False
            break
        yield f"{lead}: ", True
        yield f"{said}\n", False
        room -= len(said)
    yield END, False


def _run(words: str, *, bold: bool) -> Element:
    weight = [element("b")] if bold else []
    looks = element("rPr", *weight, element("sz", val=9), element("color", indexed=81), element("rFont", val="Tahoma"))
    return element("r", looks, element("t", words=words))


def _pieces(comment: Element) -> list[Element]:
    """Give the elements that hold a note's text; how East Asian words are read aloud is none of it."""
    return [each for each in comment.iter(main("t")) if each.getparent().tag != main("rPh")]


def _text(comment: Element) -> str:
    return "".join(each.text or "" for each in _pieces(comment))


def _take_out_own(comment: Element) -> bool:
    """Take efreport's words out of a note, and say whether there were any; what was written after them stays."""
    whole = _text(comment)
    start = whole.find(START)
    end = whole.find(END, start)
    if start < 0 or end < 0:
        return False
    end += len(END)
    start -= next((len(gap) for gap in (GAP, "\n") if whole[:start].endswith(gap)), 0)
    place = 0
    for piece in _pieces(comment):
        words = piece.text or ""
        piece.text = words[: max(0, start - place)] + words[max(0, end - place) :]
        place += len(words)
        if not piece.text:
            holder = piece.getparent()
            empty = holder if holder.tag == main("r") else piece
            empty.getparent().remove(empty)
    return True


def _as_runs(comment: Element) -> Element:
    """Give the element that holds a note's runs, plain text made into one."""
    holder = comment.find(main("text"))
    for piece in holder.findall(main("t")):
        words = piece.text or ""
        holder.remove(piece)
        if words:
            holder.insert(0, _run(words, bold=False))
    return holder
