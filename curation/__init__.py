"""The data room: published facts in `data/sources`, checked and built as typed Parquet files in `data`.

Belongs here: what each column means and may hold, the build, the checks, declared corrections, the reconciliation of
overlapping reports, and reading the built data. Does not belong here: measures, models, figures, anything a page shows.
"""
