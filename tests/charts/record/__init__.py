"""Tests of measures and charts of the record."""
