"""Cooperation: IT exports and projects, committee meetings, working groups, events."""

from curation.contracts.investment import PERIOD_MONTHS
from curation.fields import Agreement, Dataset, Field, basis, fiscal_year, note, source_ids

_WIDE, _NARROW = "ICT services exports", "IT exports remittances"

IT_EXPORTS = Dataset(
    name="it_exports",
    title="IT exports",
    description="Pakistan's exports of IT services in a fiscal year, by what is counted.",
    fields=(
        fiscal_year("The year of the exports.", time="period", months="period_months"),
        PERIOD_MONTHS,
        Field("value_usd_m", "number", "Value", "Exports.", unit="USD million", required=True, low=1, high=50_000),
        Field(
            "scope",
            "choice",
            "Scope",
            "`ict`: telecom, computer and information services; `it`: computer services and call centres only.",
            required=True,
            allowed=("ict", "it"),
        ),
        Field(
            "definition",
            "choice",
            "Definition",
            "What is counted and by whom, in the words of its publisher.",
            required=True,
            allowed=(
                f"{_WIDE} (SBP: telecom, computer and information services)",
                f"{_WIDE} (export remittances)",
                f"{_NARROW} (Ministry of IT, SBP data)",
                f"{_NARROW} (computer services and call centres)",
            ),
        ),
        source_ids(),
    ),
    key=("fiscal_year", "period_months", "scope"),
    agree=(
        Agreement("scope", "ict", "definition", f"{_WIDE} .+", f"a definition of {_WIDE}"),
        Agreement("scope", "it", "definition", f"{_NARROW} .+", f"a definition of {_NARROW}"),
    ),
    mind=("Two scopes differ by a fifth: keep to one within a line.", "FY2026 covers July 2025 to January 2026."),
)

IT_COOPERATION = Dataset(
    name="it_cooperation",
    title="Acts of IT cooperation",
    description="One agreement, project, statement or working group in information technology.",
    fields=(
        Field(
            "date",
            "date",
            "Date",
            "When it happened or was reported.",
            required=True,
            time="event",
            basis="date_basis",
        ),
        basis("date", "Date"),
        Field("title", "text", "What", "What was done.", required=True),
        Field("parties", "name", "Parties", "Who took part, joined by ;", required=True),
        Field(
            "kind",
            "choice",
            "Kind",
            "What sort of act.",
            required=True,
            allowed=("agreement", "project", "statement", "working_group"),
        ),
        Field(
            "trainees",
            "integer",
            "People to train",
            "How many people are to be trained, or were, where the act names a number.",
            unit="people",
            low=1,
            high=10_000_000,
        ),
        Field(
            "training_status",
            "choice",
            "Trained or planned",
            "Whether they are to be trained (`planned`) or were (`completed`).",
            allowed=("planned", "completed"),
        ),
        source_ids(),
    ),
    key=("title",),
    agree=(
        Agreement("trainees", "", "training_status", "", "empty, as no number of people is named"),
        Agreement("training_status", "", "trainees", "", "empty, as it is not known whether they were trained"),
    ),
)

JCC_MEETINGS = Dataset(
    name="jcc_meetings",
    title="Meetings of the Joint Cooperation Committee",
    description="One meeting of the committee that steers the corridor.",
    fields=(
        Field("number", "integer", "Meeting", "Number of the meeting.", unit="count", required=True, low=1, high=50),
        Field(
            "held_on",
            "date",
            "Held",
            "When it was held; from the announcement where no report was found.",
            required=True,
            time="event",
            basis="held_on_basis",
        ),
        basis("held_on", "Held"),
        Field("place", "name", "Place", "Where it was held."),
        Field("mode", "choice", "Mode", "In person or by video.", allowed=("in_person", "video")),
        Field(
            "documents_signed",
            "integer",
            "Documents signed",
            "How many documents were signed, where stated.",
            unit="documents",
            low=0,
            high=100,
        ),
        Field(
            "company_agreements",
            "integer",
            "Company agreements",
            "How many agreements between companies were announced, where stated.",
            unit="agreements",
            low=0,
            high=100,
        ),
        Field("highlights", "text", "Highlights", "What was decided, in a line.", required=True),
        source_ids(),
    ),
    key=("number",),
    mind=(
        "Meetings 2 and 4 were not found.",
        "The tenth: 23 September 2021, by video, five documents, IT group set up.",
    ),
)

WORKING_GROUPS = Dataset(
    name="working_groups",
    title="Joint working groups",
    description="One working group under the committee, and when it was set up.",
    fields=(
        Field("joint_working_group", "name", "Group", "Name of the group.", required=True),
        Field(
            "field",
            "choice",
            "Field",
            "What the group works on.",
            required=True,
            allowed=(
                "agriculture",
                "energy",
                "gwadar",
                "industry",
                "international",
                "it",
                "planning",
                "science",
                "security",
                "social",
                "transport",
            ),
        ),
        Field(
            "established_on",
            "date",
            "Set up",
            "When it was set up, where found.",
            time="event",
            basis="established_on_basis",
        ),
        basis("established_on", "Set up"),
        Field(
            "established_at_jcc",
            "integer",
            "At meeting",
            "Number of the committee's meeting that set it up.",
            unit="count",
            link="jcc_meetings.number",
            low=1,
            high=50,
        ),
        source_ids(),
        note(),
    ),
    key=("joint_working_group",),
    mind=("Seven groups have no founding date in any source found.",),
)

EVENTS = Dataset(
    name="events",
    title="Events",
    description="One dated event, to mark on charts.",
    fields=(
        Field("date", "date", "Date", "When it happened.", required=True, time="event", basis="date_basis"),
        basis("date", "Date"),
        Field("title", "text", "Event", "What happened.", required=True),
        Field(
            "category",
            "choice",
            "Category",
            "What it belongs to.",
            required=True,
            allowed=("cpec", "finance", "handsets", "it", "policy"),
        ),
        source_ids(),
    ),
    key=("title",),
)

DATASETS = (IT_EXPORTS, IT_COOPERATION, JCC_MEETINGS, WORKING_GROUPS, EVENTS)
