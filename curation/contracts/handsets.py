"""Handsets: supply, import value, exports, brands, prices, networks, policy."""

from curation.fields import Dataset, Field, GroupTotal, RowTotal, basis, note, source_ids

BRANDS = (
    "G'Five",
    "Infinix",
    "Nokia",
    "OPPO",
    "QMobile",
    "QQMEE",
    "Samsung",
    "Tecno",
    "VGO Tel",
    "X Mobile",
    "Xiaomi",
    "itel",
    "realme",
    "vivo",
)


def window(description: str) -> tuple[Field, Field]:
    """The first and last day of the window that a figure covers."""
    return (
        Field("period_start", "date", "From", f"First day of {description}.", required=True, time="event"),
        Field("period_end", "date", "To", f"Last day of {description}.", required=True, time="period"),
    )


def _units(name: str, title: str, description: str, *, required: bool = False) -> Field:
    return Field(name, "integer", title, description, unit="handsets", required=required, low=0, high=60_000_000)


HANDSET_SUPPLY = Dataset(
    name="handset_supply",
    title="Handsets made and imported, as published",
    description="One published window of output and commercial imports, mostly counted from January, each rounded "
    "as the page rounded it.",
    fields=(
        *window("the window"),
        _units("local_units", "Made in Pakistan", "Handsets made or assembled in Pakistan."),
        _units("local_2g_units", "of these 2G", "Of these, feature phones."),
        _units("local_smartphone_units", "of these smartphones", "Of these, smartphones; in 2021, 4G smartphones."),
        _units("imported_units", "Imported", "Handsets imported commercially."),
        Field(
            "published_on",
            "date",
            "Published",
            "When the figure was published.",
            time="publication",
            since=("period_end",),
        ),
        source_ids(),
        note("Misprints and doubts: what the page printed, and what other pages imply."),
    ),
    key=("period_start", "period_end", "source_ids"),
    ordered=(("period_start", "period_end"),),
    any_of=(("local_units", "local_2g_units", "local_smartphone_units", "imported_units"),),
    totals=(RowTotal(("local_2g_units", "local_smartphone_units"), total="local_units"),),
    mind=(
        "Windows overlap: a running total contains its months. Use `handset_supply_monthly` for a series.",
        "Press misprints stand as printed (12.5 for 12.05; 31.35 for 31.38; 2.023 for 2.23; 22.2 for 22.78).",
        "The row of 46 million counts something else.",
        "March 2022 is published as 3.52 million, but the windows imply 3.22 million.",
        "Smartphones of 2021 are 4G smartphones; parts do not always add to totals.",
    ),
)

HANDSET_IMPORT_VALUE = Dataset(
    name="handset_import_value",
    title="Value of mobile phone imports",
    description="Value of mobile phones imported in a window, finished phones and kits for assembly together.",
    fields=(
        *window("the window"),
        Field(
            "value_usd_m",
            "number",
            "Value in dollars",
            "As published in dollars.",
            unit="USD million",
            low=1,
            high=5_000,
        ),
        Field(
            "value_pkr_m",
            "number",
            "Value in rupees",
            "As published in rupees.",
            unit="PKR million",
            low=100,
            high=2_000_000,
        ),
        Field(
            "published_on",
            "date",
            "Published",
            "When the figure was published; later prints are revised.",
            time="publication",
            since=("period_end",),
        ),
        source_ids(),
        note(),
    ),
    key=("period_start", "period_end", "source_ids"),
    ordered=(("period_start", "period_end"),),
    any_of=(("value_usd_m", "value_pkr_m"),),
    mind=(
        "Finished phones and kits together: after 2021 mostly kits.",
        "Revised prints are kept beside the first.",
        "The first half of FY2024 in rupees looks misprinted.",
    ),
)

HANDSET_EXPORTS = Dataset(
    name="handset_exports",
    title="Handsets exported",
    description="One reported shipment of phones made in Pakistan, or a window of them.",
    fields=(
        *window("the window, or the shipment's month"),
        _units("units", "Handsets", "Handsets shipped.", required=True),
        Field(
            "value_usd_m",
            "number",
            "Value",
            "Value of the shipment. None is published.",
            unit="USD million",
            low=0,
            high=1_000,
        ),
        Field(
            "destination",
            "choice",
            "Destination",
            "Where they went, as the page put it.",
            required=True,
            allowed=(
                "African countries",
                "African market",
                "Middle East",
                "Middle East and Africa",
                "United Arab Emirates",
                "United Arab Emirates for African markets",
            ),
        ),
        Field(
            "company",
            "choice",
            "Maker",
            "Who shipped them, by name.",
            allowed=("Airlink Communication", "Inovi Telecom"),
        ),
        source_ids(),
        note(),
    ),
    key=("source_ids",),
    ordered=(("period_start", "period_end"),),
    mind=("Four rows describe the same 120,000 phones: do not add.", "5,000 and 5,500 are one shipment."),
)

HANDSET_BRANDS = Dataset(
    name="handset_brands",
    title="Handsets made, by brand",
    description="Handsets of one brand made in Pakistan in a window, from the authority's tables as printed.",
    fields=(
        *window("the window"),
        Field("brand", "choice", "Brand", "Brand as the table names it.", required=True, allowed=BRANDS),
        Field(
            "company",
            "id",
            "Maker",
            "Maker where it is certain, an id of `manufacturers`; several makers assemble itel and Infinix.",
            link="manufacturers.company",
        ),
        _units("units", "Handsets", "Handsets made.", required=True),
        source_ids(),
        note(),
    ),
    key=("period_start", "period_end", "brand", "source_ids"),
    ordered=(("period_start", "period_end"),),
    totals=(
        GroupTotal(
            "units",
            by=("period_start", "period_end", "source_ids"),
            split="brand",
            table="handset_supply",
            whole_by=("period_start", "period_end"),
            whole_value="local_units",
        ),
    ),
    mind=(
        "The ten largest are complete for 2024 only; elsewhere a part of the table was printed.",
        "Redmi and Xiaomi are used for one another.",
    ),
)


def _range(suffix: str, unit: str, top: float) -> tuple[Field, Field]:
    return (
        Field(
            f"low_{suffix}",
            "number",
            f"Lower end, {unit}",
            "Lower end, or empty where only a ceiling was given.",
            unit=unit,
            low=0,
            high=top,
        ),
        Field(
            f"high_{suffix}",
            "number",
            f"Upper end, {unit}",
            "Upper end; the same as the lower end for one figure.",
            unit=unit,
            low=0,
            high=top,
        ),
    )


PRICES = Dataset(
    name="prices",
    title="Prices, wages, shares and kit values",
    description="One price, wage, cost share or value of kits that the models lean on.",
    fields=(
        Field("as_of", "date", "As of", "Date of the figure.", required=True, time="event"),
        Field("subject", "name", "Subject", "What is priced or measured.", required=True),
        *_range("usd", "USD", 10_000_000_000),
        *_range("pkr", "PKR", 2_000_000_000_000),
        *_range("pct", "percent", 100),
        source_ids(),
        note(),
    ),
    key=("subject",),
    ordered=(("low_usd", "high_usd"), ("low_pkr", "high_pkr"), ("low_pct", "high_pct")),
    any_of=(("high_usd", "high_pkr", "high_pct"),),
    mind=(
        "Subjects are mixed on purpose: one phone, a month's wage, a year's kits.",
        "Amounts are single dollars and rupees, not millions.",
        "Percentages are in the columns that end in `_pct`.",
    ),
)


def _share(name: str, title: str, description: str) -> Field:
    return Field(name, "number", title, description, unit="percent", low=0, high=100)


NETWORK_MIX = Dataset(
    name="network_mix",
    title="Devices on the networks",
    description="Share of devices of each kind on Pakistan's mobile networks, and subscribers, on a date.",
    fields=(
        Field("as_of", "date", "As of", "Date of the count.", required=True, time="event"),
        _share("smartphones_pct", "Smartphones", "Share of devices that are smartphones."),
        _share("feature_2g_pct", "Feature phones", "Share of devices that are 2G feature phones."),
        _share("g3_pct", "3G", "Share of devices that are 3G."),
        _share("g4_pct", "4G", "Share of devices that are 4G."),
        _share("g5_pct", "5G", "Share of devices that are 5G. None is published."),
        Field(
            "cellular_subscribers_m", "number", "Subscribers", "Mobile subscriptions.", unit="million", low=1, high=400
        ),
        source_ids(),
    ),
    key=("as_of", "source_ids"),
    any_of=(("smartphones_pct", "feature_2g_pct", "g3_pct", "g4_pct", "g5_pct", "cellular_subscribers_m"),),
    totals=(
        RowTotal(("smartphones_pct", "feature_2g_pct"), limit="100"),
        RowTotal(("feature_2g_pct", "g3_pct", "g4_pct", "g5_pct"), limit="100"),
    ),
)

HANDSET_POLICY = Dataset(
    name="handset_policy",
    title="Steps of handset policy",
    description="One dated step: registration of devices, duties, licences, the manufacturing policy.",
    fields=(
        Field(
            "date",
            "date",
            "Date",
            "When it was decided or took force.",
            required=True,
            time="event",
            basis="date_basis",
        ),
        basis("date", "Date"),
        Field("title", "text", "Step", "What was done.", required=True),
        Field("effect", "text", "Effect", "What it changes, and for whom.", required=True),
        source_ids(),
    ),
    key=("title",),
)

DATASETS = (
    HANDSET_SUPPLY,
    HANDSET_IMPORT_VALUE,
    HANDSET_EXPORTS,
    HANDSET_BRANDS,
    PRICES,
    NETWORK_MIX,
    HANDSET_POLICY,
)
