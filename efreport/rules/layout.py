"""Rules EF112 to EF116 and EF121 to EF123: what stands about the table of a return and may mislead."""
