"""Figures and their words."""
