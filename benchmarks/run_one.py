"""Runs one command and says what it took, as the last line: seconds of processor time, seconds on the clock, MiB, exit code.

A process of its own and a small one, since a system counts the memory of whoever started a process as that process's own.
It imports nothing but what it needs: python benchmarks/run_one.py WORDS...
"""

import os
import subprocess
import sys
import time

MIB = 1024**2
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024

started = time.perf_counter()
process = subprocess.Popen(sys.argv[1:])
if sys.platform == "win32":
    process.wait()
    code, seconds, peak = process.returncode, 0.0, 0.0
else:
    _, status, usage = os.wait4(process.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    seconds, peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss * PEAK_UNIT / MIB
clock = time.perf_counter() - started
print(f"\n{seconds or clock} {clock} {peak} {code}")
