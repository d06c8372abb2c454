"""The mark by which a blank return is known again: whether it is as it was issued, and of which contents it was made.

It stands among the workbook's own properties, which Excel and LibreOffice keep, and is the SHA-256 of everything else in it.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from io import BytesIO
from typing import Final

NAME: Final = "Blank return as issued"
PART: Final = "docProps/custom.xml"
TYPES, RELATIONS = "[Content_Types].xml", "_rels/.rels"
LARGEST: Final = 16 * 2**20
FIXED: Final = (1980, 1, 1, 0, 0, 0)
_TYPE = (
    f'<Override PartName="/{PART}" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>'
)
_RELATION = (
    '<Relationship Id="rIdMark" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties" '
    f'Target="{PART}"/>'
)
_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{name}"><vt:lpwstr>{mark}</vt:lpwstr></property>'
    "</Properties>"
)
_MARK = re.compile(rf'name="{NAME}".{{0,200}}?([0-9a-f]{{64}})', re.DOTALL)


def marked(data: bytes) -> bytes:
    """Give a workbook with its mark; one that has none yet."""
    parts = _parts(data)
    mark = _fingerprint(parts)
    parts[TYPES] = parts[TYPES].replace(b"</Types>", f"{_TYPE}</Types>".encode())
    parts[RELATIONS] = parts[RELATIONS].replace(b"</Relationships>", f"{_RELATION}</Relationships>".encode())
    parts[PART] = _PROPERTIES.format(name=NAME, mark=mark).encode()
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            info = zipfile.ZipInfo(name, FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, part)
    return out.getvalue()


def mark_of(data: bytes) -> str:
    """Give the mark of a workbook, also where it was filled in and saved since; empty where it has none."""
    found = _MARK.search(_parts(data).get(PART, b"").decode("utf-8", "replace"))
    return found[1] if found else ""


def is_as_issued(data: bytes) -> bool:
    """Say whether a workbook is as it was issued: nobody has saved it since."""
    parts = _parts(data)
    found = _MARK.search(parts.get(PART, b"").decode("utf-8", "replace"))
    return found is not None and found[1] == _fingerprint(parts)


def _parts(data: bytes) -> dict[str, bytes]:
    """Give the parts of a workbook by name, none where it is no such file or not one that was issued here."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            infos = package.infolist()
            if sum(info.file_size for info in infos) > LARGEST:
                return {}
            return {info.filename: package.read(info) for info in infos}
    except Exception:
        # zipfile raises anything for a file that was cut short; it is none of ours then.
        return {}


def _fingerprint(parts: dict[str, bytes]) -> str:
    own = sorted((name, part) for name, part in parts.items() if name not in (PART, TYPES, RELATIONS))
    lines = (f"{name} {hashlib.sha256(part).hexdigest()}\n" for name, part in own)
    return hashlib.sha256("".join(lines).encode("utf-8", "replace")).hexdigest()
