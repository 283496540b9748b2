"""What is asked of a model: sweep, uncertainty, sensitivity, goal seek, bridge, comparison.

Written once for all models.
"""
