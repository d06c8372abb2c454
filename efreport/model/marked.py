"""How efreport knows again what it put into a workbook itself."""

OWN_SHEET = "efreport_to_put_right"
"""The name within a marked workbook of the sheet that lists its findings: no return's, and never read as one."""

MARKED = " - to put right"
"""What a marked copy's file name adds to that of its return."""


def marked_name(workbook: str) -> str:
    """Name the marked copy of a return by the return's file name; that of a marked copy that came back is its own.

    >>> marked_name("cp.xlsx"), marked_name("cp - to put right.xlsx")
    ('cp - to put right.xlsx', 'cp - to put right.xlsx')
    """
    stem, dot, suffix = workbook.rpartition(".")
    return f"{stem.removesuffix(MARKED)}{MARKED}{dot}{suffix}"
