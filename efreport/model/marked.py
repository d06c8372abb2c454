"""How efreport knows again what it put into a workbook itself."""

OWN_SHEET = "efreport_to_put_right"
"""The name within a marked workbook of the sheet that lists its findings: no return's, and never read as one."""

MARKED = " - to put right"
"""What a marked copy's file name adds to that of its return."""
