"""The words of the whole sample framework, kept as text so that a change to any sentence is seen."""

from __future__ import annotations

from tests.readable import GOLDEN, RENEW, readable, sample_document


def test_the_sample_framework_says_what_it_said() -> None:
    assert readable(sample_document()) == GOLDEN.read_text(encoding="utf-8"), RENEW
