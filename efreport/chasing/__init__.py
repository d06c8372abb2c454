"""The chasing list: of which service areas something is still due, and what; for people, for mails and for programs."""

from efreport.chasing.listing import Chased, ChasingList, State, chasing_list

__all__ = ["Chased", "ChasingList", "State", "chasing_list"]
