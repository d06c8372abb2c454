"""Rules EF310 to EF312: figures that can be read and are not likely, and figures that are not there again."""
