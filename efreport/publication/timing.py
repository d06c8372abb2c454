"""Stops work on a document that takes far too long, wherever it is by then."""

from __future__ import annotations

import _thread
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_MOMENT = 0.01


class TookTooLong(BaseException):
    """The time is over. No rule may take it for a fault of its own, so it is no Exception."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise TookTooLong in here once so many seconds are over; only the main thread can be stopped so.

    Windows knows no alarm, so another thread keeps the time and has the main one interrupted as Ctrl+C does.
    """
    usual = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or usual is None:
        yield
        return
    over, arrived, ended = threading.Event(), threading.Event(), threading.Lock()

    def interrupted(number: int, frame: FrameType | None) -> None:
        if over.is_set() and not arrived.is_set():
            arrived.set()
            raise TookTooLong
        if callable(usual):
            usual(number, frame)

    def stop() -> None:
        if ended.acquire(blocking=False):
            over.set()
            _thread.interrupt_main()

    clock = threading.Timer(seconds, stop)
    clock.daemon = True
    signal.signal(signal.SIGINT, interrupted)
    try:
        clock.start()
        yield
    finally:
        try:
            clock.cancel()
            # An interruption that is on its way must not arrive anywhere else.
            while not ended.acquire(blocking=False) and not arrived.is_set():
                time.sleep(_MOMENT)
        finally:
            signal.signal(signal.SIGINT, usual)
