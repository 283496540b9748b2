"""Sources: the pages from which every figure was read."""

from curation.fields import Dataset, Field

SOURCES = Dataset(
    name="sources",
    title="Sources",
    description="One public page, report or dataset from which facts were read. Every row of every other table names "
    "at least one.",
    fields=(
        Field(
            "source_id",
            "id",
            "Source",
            "Short name by which other tables cite this source.",
            required=True,
            pattern=r"[a-z0-9]+(-[a-z0-9]+)*",
            form="lower-case words joined by hyphens",
        ),
        Field(
            "publisher", "name", "Publisher", "Who published it; `unknown` where the page did not say.", required=True
        ),
        Field(
            "title",
            "text",
            "Title",
            "Title of the page or report, in English where the original is not.",
            required=True,
        ),
        Field("url", "url", "Address", "Where it was read. Empty for the two news items that the project began from."),
        Field("published", "date", "Published", "Date of publication; empty for an undated page.", time="publication"),
        Field(
            "kind",
            "choice",
            "Kind",
            "What sort of publisher speaks. Official goes before filing, press, research and "
            "reference when one headline figure has to be chosen.",
            required=True,
            allowed=("official", "filing", "press", "research", "reference"),
        ),
    ),
    key=("source_id",),
    mind=(
        "An empty publication date means an undated page, not a recent one.",
        "The two rows named `seed-` are the news items that the project began from; they have no address.",
        "Two articles stand twice, under two addresses (Infinix, March 2020; Jiang Zaidong, October 2023).",
    ),
)


def _cell(column: str) -> tuple[Field, ...]:
    """The columns that name one cell of a dataset and say how it was published; `column` describes the third."""
    return (
        Field(
            "table",
            "id",
            "Table",
            "Dataset to which the row belongs.",
            required=True,
            pattern=r"[a-z_]+",
            form="the name of a dataset",
        ),
        Field("row", "name", "Row", "Values of the dataset's key, joined by ` | `.", required=True),
        Field("column", "id", "Column", column, required=True, pattern=r"[a-z0-9_]+", form="the name of a column"),
        Field(
            "as_published",
            "text",
            "As published",
            "What the source says; the build fails once the cell says otherwise.",
        ),
    )


# Not a dataset of its own: what the build changes, and why. An empty table says that nothing is changed.
CORRECTIONS = Dataset(
    name="corrections",
    title="Declared corrections",
    description="A known error of a source: one cell, what was published, what is used instead, and why.",
    fields=(
        *_cell("Column that is corrected."),
        Field("as_used", "text", "As used", "What is used instead; empty to leave the figure out."),
        Field("reason", "text", "Reason", "Why, and how the right value is known.", required=True),
        Field(
            "check",
            "choice",
            "Check",
            "What fails once the source is mended: `cell` - the cell no longer reads as "
            "published; `contract` - also, the published value no longer breaks the contract.",
            required=True,
            allowed=("cell", "contract"),
        ),
    ),
    key=("table", "row", "column"),
)

# Not a dataset either: rows that break a rule of time or of totals as published, and are kept so.
EXCEPTIONS = Dataset(
    name="exceptions",
    title="Declared exceptions",
    description="A cell that breaks a rule of time or of totals and is kept as published: which rule, and why.",
    fields=(
        *_cell("Column that breaks the rule."),
        Field(
            "rule",
            "choice",
            "Rule",
            "`edition` - after the date of the edition; `publication` - after the row's latest source; `order` - "
            "before what it follows; `basis` - not what its basis says; `total` - parts above their total.",
            required=True,
            allowed=("edition", "publication", "order", "basis", "total"),
        ),
        Field("reason", "text", "Reason", "Why the figure is kept.", required=True),
    ),
    key=("table", "row", "column", "rule"),
)

DATASETS = (SOURCES,)
