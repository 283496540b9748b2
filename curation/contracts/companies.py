"""What companies publish of themselves."""

from curation.fields import Dataset, Field, GroupTotal, fiscal_year, note, source_ids

COMPANY_FINANCIALS = Dataset(
    name="company_financials",
    title="Accounts of makers",
    description="One figure from a maker's accounts in a fiscal year or a part of it.",
    fields=(
        Field(
            "company", "id", "Maker", "Maker, an id of `manufacturers`.", required=True, link="manufacturers.company"
        ),
        fiscal_year(
            "The year or part-year: FY2025H1 is its first half, FY2025M9 nine months, FY2025Q1 a quarter.",
            pattern=r"FY20\d\d(H[12]|M[1-9]|Q[1-4])?",
            form="a fiscal year such as FY2024, FY2024H1, FY2024M9 or FY2024Q1",
        ),
        Field(
            "metric",
            "choice",
            "Figure",
            "Line of the accounts.",
            required=True,
            allowed=("revenue", "cost_of_sales", "gross_profit", "net_profit"),
        ),
        Field(
            "value_pkr_m", "number", "Value", "Amount.", unit="PKR million", required=True, low=-100_000, high=1_000_000
        ),
        Field(
            "basis",
            "choice",
            "Basis",
            "Consolidated with subsidiaries, parent only, own accounts, or not stated.",
            required=True,
            allowed=("consolidated", "unconsolidated", "own", "not_stated"),
        ),
        source_ids(),
        note(),
    ),
    key=("company", "fiscal_year", "metric", "basis", "source_ids"),
    totals=(
        GroupTotal(
            "value_pkr_m",
            by=("company", "fiscal_year", "basis"),
            split="metric",
            parts=("gross_profit",),
            whole=("metric", "revenue"),
        ),
    ),
    mind=(
        "Revenue of FY2024 is Rs129.7bn consolidated or Rs56.3bn for the parent alone.",
        "Half-years, nine months and quarters stand beside years: do not add.",
    ),
)

DATASETS = (COMPANY_FINANCIALS,)
