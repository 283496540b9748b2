"""The Share dialog and its parts."""
