"""The names of runs."""

import re

from efreport.run_id import new_run_id


def test_a_run_id_is_the_time_and_something_that_no_other_run_has() -> None:
    ids = [new_run_id() for _ in range(200)]
    assert all(re.fullmatch(r"20\d{6}T\d{6}Z-[0-9a-f]{6}", each) for each in ids)
    assert len(set(ids)) == len(ids)
    assert sorted(each[:16] for each in ids) == [each[:16] for each in ids]
