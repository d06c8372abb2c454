"""Rules EF321 to EF323: which period a figure is for, and whether it should be final or there by now."""
