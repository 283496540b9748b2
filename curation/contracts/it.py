"""Cooperation: IT exports and projects, committee meetings, working groups, events."""

from curation.fields import Dataset, Field, basis, fiscal_year, note, source_ids

IT_EXPORTS = Dataset(
    name="it_exports",
    title="IT exports",
    description="Pakistan's exports of IT services in a fiscal year, by what is counted.",
    fields=(
        fiscal_year("The year of the exports.", time="event"),
        Field("value_usd_m", "number", "Value", "Exports.", unit="USD million", required=True, low=1, high=50_000),
        Field(
            "scope",
            "choice",
            "Scope",
            "What is counted, and by whom; FY2026 covers seven months.",
            required=True,
            allowed=(
                "ICT services exports (SBP: telecom, computer and information services)",
                "ICT services exports (export remittances)",
                "ICT services exports (export remittances), Jul 2025-Jan 2026 only",
                "IT exports remittances (Ministry of IT, SBP data)",
                "IT exports remittances (computer services and call centres)",
            ),
        ),
        source_ids(),
    ),
    key=("fiscal_year", "scope"),
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
        source_ids(),
    ),
    key=("title",),
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
        Field("joint_working_group", "name", "Group", "Field of the group.", required=True),
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
