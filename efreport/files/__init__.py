"""Writes finished files: whole or not at all, one run at a time, never over somebody's own work. Only here is written to disk."""

from efreport.files.placing import CannotWrite
from efreport.files.planning import plan_file, planned_files
from efreport.files.planting import heal, plant, standing_in_the_way
from efreport.files.record import Entry, Output, Record, ThisRun, read_record
from efreport.files.recording import RECORD
from efreport.files.standing import Change, Written
from efreport.files.together import write_files
from efreport.files.writing import replace_known, write_bytes, write_new, write_text

__all__ = [
    "RECORD", "CannotWrite", "Change", "Entry", "Output", "Record", "ThisRun", "Written", "heal", "plan_file",
    "planned_files", "plant", "read_record",
    "replace_known", "standing_in_the_way", "write_bytes", "write_files", "write_new", "write_text",
]  # fmt: skip
