"""Rules EF411 to EF414: earlier figures against what last quarter's own return gave."""
