"""A chart card: the figure, its table, its sources, its menu; and the view of a whole dataset."""
