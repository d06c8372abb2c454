"""An indicator over the quarters: its points, and what of them is more than chance."""
