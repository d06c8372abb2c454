"""How many lines words need, and the bound that spares measuring them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from efreport.lettering import lines_of, most_lines_of


@given(st.text("iW▲é m\n.", max_size=150), st.floats(min_value=0.5, max_value=60))
def test_words_never_need_more_lines_than_the_bound(words: str, room: float) -> None:
    assert lines_of(words, room) <= most_lines_of(words, room)


def test_the_bound_spares_measuring_what_is_far_too_short() -> None:
    assert most_lines_of("A commentary of one sentence, as most are.", 26) < 10
