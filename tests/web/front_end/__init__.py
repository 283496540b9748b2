"""Tests of the compressed front end."""
