"""Money: trade, debt, exchange rates."""

from curation.contracts.investment import PERIOD_MONTHS
from curation.fields import Agreement, Dataset, Field, GroupTotal, fiscal_year, note, source_ids

TRADE = Dataset(
    name="trade",
    title="Trade between Pakistan and China",
    description="Exports to and imports from China in a fiscal year, or in its first months.",
    fields=(
        fiscal_year("The year of the trade.", months="period_months"),
        PERIOD_MONTHS,
        Field(
            "flow",
            "choice",
            "Flow",
            "Which way the goods went.",
            required=True,
            allowed=("pakistan_exports_to_china", "pakistan_imports_from_china"),
        ),
        Field(
            "value_usd_m",
            "number",
            "Value",
            "Value of the goods.",
            unit="USD million",
            required=True,
            low=0,
            high=50_000,
        ),
        Field(
            "basis",
            "choice",
            "Basis",
            "Who compiled it: the State Bank (SBP), another report of the State Bank, the "
            "Trade Development Authority (TDAP), or derived here from a stated change.",
            required=True,
            allowed=("SBP", "SBP_other_report", "TDAP", "derived"),
        ),
        source_ids(),
        note(),
    ),
    key=("fiscal_year", "period_months", "flow", "basis", "source_ids"),
    mind=(
        "Compilers differ: keep to one `basis` within one line.",
        "Part-years are first months of the year, from July.",
    ),
)

DEBT = Dataset(
    name="debt",
    title="Debt to China",
    description="One dated stock or flow of debt, as stated in dollars or in rupees.",
    fields=(
        Field("as_of", "date", "As of", "Date of the amount.", required=True, time="event"),
        Field(
            "measure",
            "choice",
            "What is counted",
            "Which debt or payment the amount is.",
            required=True,
            allowed=(
                "chinese_debt_owed_by_pakistan",
                "chinese_debt_owed_by_pakistan_aiddata_cumulative_public_exposure",
                "chinese_debt_owed_by_pakistan_aiddata_total_lent",
                "chinese_debt_owed_by_pakistan_china_development_bank_loans",
                "chinese_debt_owed_by_pakistan_commercial",
                "chinese_debt_owed_by_pakistan_to_government",
                "chinese_lending_to_pakistan_worldbank_cumulative_public_exposure",
                "cpec_debt_energy",
                "cpec_debt_energy_after_proposed_reprofiling",
                "cpec_debt_energy_commercial_loans",
                "cpec_debt_government_loans_signed",
                "cpec_debt_government_repayable",
                "cpec_debt_repayments_and_dividends_over_20_years",
                "cpec_debt_repayments_over_20_years",
                "cpec_debt_transport_concessional_loans",
                "power_dues_to_chinese_ipps",
                "power_dues_to_chinese_ipps_payment_released",
                "power_dues_to_chinese_ipps_port_qasim",
            ),
        ),
        Field(
            "amount_usd_bn",
            "number",
            "Amount in dollars",
            "As published in dollars.",
            unit="USD billion",
            low=0.01,
            high=150,
        ),
        Field(
            "amount_pkr_bn",
            "number",
            "Amount in rupees",
            "As published in rupees.",
            unit="PKR billion",
            low=1,
            high=20_000,
        ),
        source_ids(),
        note(),
    ),
    key=("as_of", "measure"),
    any_of=(("amount_usd_bn", "amount_pkr_bn"),),
    totals=(
        GroupTotal(
            "amount_usd_bn",
            by=("as_of",),
            split="measure",
            parts=("chinese_debt_owed_by_pakistan_commercial", "chinese_debt_owed_by_pakistan_to_government"),
            whole=("measure", "chinese_debt_owed_by_pakistan"),
        ),
        GroupTotal(
            "amount_usd_bn",
            by=("as_of",),
            split="measure",
            parts=("cpec_debt_energy_commercial_loans",),
            whole=("measure", "cpec_debt_energy"),
        ),
        *(
            GroupTotal(
                amount,
                by=("as_of",),
                split="measure",
                parts=("power_dues_to_chinese_ipps_port_qasim",),
                whole=("measure", "power_dues_to_chinese_ipps"),
            )
            for amount in ("amount_usd_bn", "amount_pkr_bn")
        ),
    ),
    mind=("Rows whose measure says cumulative, total_lent, repayments or payment_released are not stocks.",),
)

FX = Dataset(
    name="fx",
    title="Rupees per dollar",
    description="Average exchange rate of a calendar or fiscal year.",
    fields=(
        Field(
            "period",
            "id",
            "Period",
            "Calendar year (2020) or fiscal year (FY2020).",
            required=True,
            pattern=r"(FY)?20\d\d",
            form="a year such as 2020 or FY2020",
            time="period",
        ),
        Field(
            "period_kind",
            "choice",
            "Kind of year",
            "Calendar or fiscal.",
            required=True,
            allowed=("calendar", "fiscal"),
        ),
        Field(
            "pkr_per_usd_avg",
            "number",
            "Rupees per dollar",
            "Average over the period.",
            unit="PKR per USD",
            required=True,
            low=50,
            high=500,
        ),
        source_ids(),
        note(),
    ),
    key=("period",),
    agree=(
        Agreement("period_kind", "calendar", "period", r"20\d\d", "a calendar year such as 2020"),
        Agreement("period_kind", "fiscal", "period", r"FY20\d\d", "a fiscal year such as FY2020"),
    ),
    mind=("No rate for 2025 or 2026.", "The fiscal reading of the second World Bank series is ours: see the note."),
    attribution=("worldbank",),
)

DATASETS = (TRADE, DEBT, FX)
