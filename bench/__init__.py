"""Measurements: ratios side by side in one run, never tests with a clock."""
