"""Credits that the licences of the data require."""

CREDITS: dict[str, dict[str, str]] = {
    "aiddata": {
        "title": "AidData, Geospatial Global Chinese Development Finance Dataset 3.0 (Goodman et al. 2024, Scientific "
        "Data 11, 529), ODC-By 1.0",
        "path": "https://www.aiddata.org/",
    },
    "geonames": {"title": "GeoNames, CC BY 4.0", "path": "https://www.geonames.org/"},
    "osm": {"title": "© OpenStreetMap contributors, ODbL 1.0", "path": "https://www.openstreetmap.org/copyright"},
    "worldbank": {
        "title": "World Bank, World Development Indicators, CC BY 4.0",
        "path": "https://datacatalog.worldbank.org/",
    },
}
