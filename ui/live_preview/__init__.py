"""Curves and key figures that follow a slider's thumb: the message to the browser and the scripts that paint it."""
