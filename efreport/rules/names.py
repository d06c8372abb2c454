"""Rules EF207 to EF209: whether a row's code and its name speak of the same indicator."""
