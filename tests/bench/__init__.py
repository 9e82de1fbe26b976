"""Benchmarks: whole processes against whole processes, as ratios, so that any machine gives the same answer."""
