"""Workbooks and documents changed part by part: as XML that stays well-formed, as characters, and as bytes."""

from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

from lxml import etree

from fuzz.choices import Choices

Parts = dict[str, bytes]

ODD = (
    "", "0", "1", "-1", "2", "999999", "1048577", "16385", "4294967296", "99999999999999999999", "1e400", "-1e400", "NaN", "INF", "0x10",
    "A1", "A0", "XFD1048576", "XFE1", "A1048577", "ZZZZZZ99999999", "$A$1", "1A", "A1:XFD1048576", "B2:A1", "A:A", "1:1", "A1:", ":",
    "true", "false", "n", "s", "b", "e", "d", "str", "inlineStr", "General", "0%", "yyyy", "14", "164", "veryHidden", "hidden",
    "rId1", "rId2", "rId999", "/xl/workbook.xml", "../../../etc/passwd", "xl/worksheets/sheet1.xml", "https://example.org/x", "#REF!",
    "2014-13-45", "9999-12-31T99:99:99Z", "Sheet1!$A$1", "'Return'!$A$1", "%", "\u00a0", "\U0001f476", "FFFFFFFF", "#FFFFFF", "nextColumn",
    "{00000000-0000-0000-0000-000000000000}", "en-GB", "_x0000_", "_x000D_", " ", "\n", "1 2 3", "9" * 400,
)  # fmt: skip
NOISE = (
    b"<", b">", b"&", b'"', b"\0", b"\xff", b"&#0;", b"&#x1;", b"&#xD800;", b"&lt;", b"<!--", b"]]>", b"<![CDATA[", b"<?xml?>",
    b"<!DOCTYPE a>", b"\xef\xbb\xbf", b"\xff\xfe", b"xmlns=", b"</", b"/>", b" " * 5000,
)  # fmt: skip
ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "cp1252", "utf-7", "cp037")


@cache
def _unpacked(path: Path) -> tuple[tuple[str, bytes], ...]:
    with zipfile.ZipFile(path) as package:
        return tuple((name, package.read(name)) for name in package.namelist())


def parts_of(path: Path) -> Parts:
    """Give the parts of a file by name."""
    return dict(_unpacked(path))


def packed(parts: Parts) -> bytes:
    """Give the parts as a file."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def changed(parts: Parts, choices: Choices) -> bytes:
    """Change the parts as long as there are choices left, and now and then the packed bytes."""
    raw = choices.one_in(8)
    renamed: list[tuple[str, bytes]] = []
    for _ in range(1 if raw else 6):
        if choices.used_up or not parts:
            break
        _change_a_part(parts, choices, renamed)
    data = packed(parts)
    if renamed:
        data = _with_doubles(data, renamed)
    return change_bytes(data, choices) if raw else data


def _change_a_part(parts: Parts, choices: Choices, doubles: list[tuple[str, bytes]]) -> None:
    name = choices.pick(sorted(parts))
    match choices.below(16):
        case 0:
            del parts[name]
        case 1:
            parts[name] = parts[choices.pick(sorted(parts))]
        case 2:
            other = choices.pick(
                (
                    name.upper(),
                    name + "x",
                    "../" + name,
                    "/" + name,
                    name.replace("/", "\\"),
                    "xl/worksheets/sheet9.xml",
                )
            )
            parts[other] = parts[name] if choices.one_in(2) else parts.pop(name)
        case 3:
            doubles.append((name, parts[choices.pick(sorted(parts))]))
        case 4 | 5:
            parts[name] = change_bytes(parts[name], choices)
        case 6:
            parts[name] = _encoded(parts[name], choices)
        case _:
            parts[name] = _change_xml(parts[name], choices)


def _encoded(data: bytes, choices: Choices) -> bytes:
    """Give the text of a part in another encoding, with or without saying so."""
    encoding = choices.pick(ENCODINGS)
    words = data.decode("utf-8", "replace")
    if choices.one_in(2):
        words = words.replace("UTF-8", encoding, 1)
    return words.encode(encoding, "replace")


def _with_doubles(data: bytes, doubles: list[tuple[str, bytes]]) -> bytes:
    import warnings

    made = BytesIO(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(made, "a") as package:
            for name, content in doubles:
                package.writestr(name, content)
    return made.getvalue()


def change_bytes(data: bytes, choices: Choices) -> bytes:
    """Cut the bytes short, flip some, take some out or put some in."""
    made = bytearray(data)
    for _ in range(choices.below(4) + 1):
        at = choices.below(len(made) + 1)
        match choices.below(6):
            case 0:
                del made[at:]
            case 1:
                del made[at : at + choices.below(300)]
            case 2:
                made[at:at] = choices.pick(NOISE)
            case 3:
                made[at : at + 1] = bytes((choices.below(256),))
            case 4:
                made[at : at + 4] = bytes(choices.below(256) for _ in range(4))
            case _:
                again = choices.below(len(made) + 1)
                made[at:at] = made[again : again + 1 + choices.below(300)]
    return bytes(made)


def _change_xml(data: bytes, choices: Choices) -> bytes:
    """Change elements, attributes and texts of a part; one that is no XML is changed as bytes."""
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return change_bytes(data, choices)
    for _ in range(choices.below(3) + 1):
        elements = list(root.iter(etree.Element))
        _change_an_element(choices.pick(elements), elements, choices)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _change_an_element(element: etree._Element, elements: list[etree._Element], choices: Choices) -> None:
    holder = element.getparent()
    names = sorted(map(str, element.attrib))
    match choices.below(10):
        case 0 if holder is not None:
            holder.remove(element)
        case 1 if holder is not None:
            for _ in range(choices.pick((1, 1, 2, 300))):
                holder.insert(holder.index(element), _copy(element))
        case 2:
            other = choices.pick(elements)
            if element not in (other, *other.iterancestors()):
                choices.pick([*elements[:1], element]).append(_copy(other))
        case 3 if names:
            del element.attrib[choices.pick(names)]
        case 4 | 5 | 6 if names:
            element.set(choices.pick(names), choices.pick(ODD))
        case 7 if names:
            other = choices.pick(elements)
            element.set(
                choices.pick(names),
                choices.pick([*other.attrib.values(), other.text or "", ""]) if _legal(other) else "1",
            )
        case 8:
            element.tag = choices.pick([each.tag for each in elements] + ["x", "{urn:x}x"])
        case _:
            element.text = choices.pick(ODD)


def _copy(element: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(element, with_tail=False))


def _legal(element: etree._Element) -> bool:
    return all(each.isprintable() for each in (element.text or "", *map(str, element.attrib.values())))
