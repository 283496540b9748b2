"""What only the build of `data/` needs: reading source rows, checks, corrections, reconciliation, the data package.

Nothing outside `curation` imports it: the app reads built data (curation/catalog.py).
"""
