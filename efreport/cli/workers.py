"""The workers: as many processes as are wanted, each given one command after the other; one that dies takes nothing with it."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from efreport.cli.exits import Exit
from efreport.cli.worker import Ran, work

MOST = 60
"""Windows waits for no more than 63 things at once."""
TO_END = 10.0
"""Seconds that workers are given to put away what they were writing."""


@dataclass
class _Worker:
    """A process, the connection to it, and the number of the command that it runs."""

    process: SpawnProcess
    connection: Connection
    number: int


def run_all(commands: Sequence[Sequence[str]], jobs: int) -> Iterator[tuple[int, Ran]]:
    """Run the commands, that many at once, and give each one's number and how it ended, as it ends.

    However this ends, no worker is left.
    """
    waiting = deque(enumerate(commands))
    workers: list[_Worker] = []
    done: list[_Worker] = []
    try:
        while waiting and len(workers) < min(jobs, MOST):
            workers.append(_begun(*waiting.popleft()))
        while workers:
            for worker in _ready(workers):
                number, ran = worker.number, _ended(worker)
                if ran is None:
                    workers.remove(worker)
                    ran = _died(worker)
                    if waiting:
                        workers.append(_begun(*waiting.popleft()))
                elif waiting:
                    _give(worker, *waiting.popleft())
                else:
                    workers.remove(worker)
                    worker.connection.close()
                    done.append(worker)
                yield number, ran
    finally:
        _end(workers)
        for worker in done:
            worker.process.join(TO_END)


def _begun(number: int, command: Sequence[str]) -> _Worker:
    """Begin a worker with its first command. Spawned everywhere, so that it is the same on every system."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=work, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    worker = _Worker(process, ours, number)
    _give(worker, number, command)
    return worker


def _give(worker: _Worker, number: int, command: Sequence[str]) -> None:
    """Give a worker its next command; that it is no longer there is found when it should answer."""
    worker.number = number
    with suppress(OSError):
        worker.connection.send(command)


def _ready(workers: Sequence[_Worker]) -> list[_Worker]:
    ready = wait([worker.connection for worker in workers])
    return [worker for worker in workers if worker.connection in ready]


def _ended(worker: _Worker) -> Ran | None:
    """Take what the worker hands back; None where it is no longer there."""
    try:
        ran = worker.connection.recv()
    except (EOFError, OSError):
        return None
    return ran if isinstance(ran, Ran) else None


def _died(worker: _Worker) -> Ran:
    worker.connection.close()
    worker.process.join(TO_END)
    code = worker.process.exitcode
    how = f"signal {-code}" if code is not None and code < 0 else f"code {code}"
    return Ran(
        Exit.INTERNAL_FAULT,
        err=f"The process that worked on it ended before it was done ({how}): something ended it, or memory ran out.\n",
    )


def _end(workers: Sequence[_Worker]) -> None:
    """End the workers; on Windows Ctrl+C has reached them already, and to end them from here would leave files behind."""
    for worker in workers:
        with suppress(OSError):
            worker.connection.close()
        if sys.platform != "win32":
            worker.process.terminate()
    for worker in workers:
        worker.process.join(TO_END)
        if worker.process.is_alive():
            worker.process.kill()
