"""A file that cannot be read as a workbook, and what people are told to do about such files."""

from __future__ import annotations

from dataclasses import dataclass

SAVE_AS = "Open it in Excel and choose File > Save As > Excel Workbook (*.xlsx), then send that file."
ASK_AGAIN = "Ask for the workbook to be sent again."
ASK_SENDER = "Do not open it in Excel. Ask the sender whether they made it, and for a fresh return."
SEND_RETURN = "Send the Excel return instead."
REPAIR = (
    f"{ASK_AGAIN} Or repair it: in Excel choose File > Open > Browse, click the file once, click the arrow beside Open, choose "
    "Open and Repair, and save it."
)
SMALLER = "Check that it is the return. If it is, take pictures and other sheets out of it, save it and send it again."


@dataclass(eq=False)
class NotAWorkbook(Exception):
    """The file cannot be read as an Excel workbook: what it is, in plain words, and what to do."""

    reason: str
    advice: str
