"""How fast efreport is: side by side with a floor that does the least possible, and with what an analyst would write."""
