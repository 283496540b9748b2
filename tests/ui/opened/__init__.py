"""Saved views as their recipients open them."""
