"""Colours, once. Each one keeps 3:1 contrast on the light and on the dark background, so a figure serves both themes.

Any two stay apart for readers with protan, deutan or tritan sight (CIEDE2000 above 10), and neighbours in SERIES widely
so (above 18); a test measures contrast and distances.
"""

LIGHT_BACKGROUND = "#ffffff"
DARK_BACKGROUND = "#14181d"

ACCENT = "#0f7b6c"
BLUE = "#6079d0"
ORANGE = "#c48727"
PURPLE = "#85598e"
GOLD = "#9a6809"
RED = "#ba2e51"
SKY = "#24a1b9"
GREY = "#8c8f92"

SERIES = (ACCENT, ORANGE, PURPLE, RED, SKY, GOLD, BLUE, GREY)

# A sector, a kind of statement or a maker keeps its colour on every page.
SECTOR = {
    "energy": ORANGE,
    "transport": BLUE,
    "gwadar": PURPLE,
    "industrial_zone": GOLD,
    "social": ACCENT,
    "digital": SKY,
}
STATUS = {"operational": ACCENT, "under_construction": BLUE, "planned": GREY, "shelved": RED}
MADE_HERE = ACCENT
IMPORTED = GREY
SMARTPHONE = BLUE
FEATURE_2G = GOLD


def series(index: int) -> str:
    """The colour of the index-th series of a chart that has no meaning-bearing colours."""
    return SERIES[index % len(SERIES)]
