"""Tests of chart cards."""
