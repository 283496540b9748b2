"""What an address means: typed parameters, reading and repairing them, versions, pinned scenarios."""
