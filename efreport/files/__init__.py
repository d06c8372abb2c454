"""Writes finished files: whole or not at all, one run at a time, never over somebody's own work. Only here is written to disk."""

from efreport.files.placing import CannotWrite
from efreport.files.planting import plant, standing_in_the_way
from efreport.files.record import Entry, Output, Record, ThisRun, read_record
from efreport.files.recording import RECORD
from efreport.files.together import Written, write_files
from efreport.files.writing import write_bytes, write_new, write_text

__all__ = [
    "RECORD", "CannotWrite", "Entry", "Output", "Record", "ThisRun", "Written", "plant", "read_record",
    "standing_in_the_way", "write_bytes", "write_files", "write_new", "write_text",
]  # fmt: skip
