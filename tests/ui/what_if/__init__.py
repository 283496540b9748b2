"""Tests of the what-if rooms."""
