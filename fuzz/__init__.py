"""Fuzzing: inputs made by chance and guided by what they reach, and what must hold whatever they are. See README.md."""
