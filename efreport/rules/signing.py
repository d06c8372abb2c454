"""Rules EF117 to EF119: who answers for the return, and whether it is this quarter's."""
