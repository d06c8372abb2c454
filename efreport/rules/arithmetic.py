"""Rules EF401 to EF404: sums between indicators that must add up, as config/checks.toml says."""
