"""What each setting in an address does, for docs/addresses.md; the sliders of the models explain themselves."""

# The two What if pages have the same settings, each with its own prefix.
_MODEL = {
    "preset": "Where the page begins; decides where every slider starts and how far it goes",
    "months": "How long the calendar is",
    "by": "Length of a period in charts and tables",
    "bands": "Whether the charts show the range that uncertainty leaves",
    "chart_1": "Outcome shown in the main chart",
    "chart_2": "Outcome shown in the second chart",
    "chart_3": "Outcome shown in the third chart",
    "explain": "Which analysis is open behind the figures",
    "about": "Outcome that the analyses are about",
    "in": "Calendar or fiscal year that the analyses are about",
    "change": "Setting that may change to reach the goal",
    "goal": "Goal that is sought, in the outcome's own unit",
    "pin_a": "First scenario kept beside the one that changes",
    "pin_b": "Second scenario kept",
    "pin_c": "Third scenario kept",
}

MEANINGS = {
    "event_kind": "Kinds of events in the timeline",
    "event_years": "Years of the timeline",
    "invest_years": "Years in every chart of the page",
    "statement_scope": "What statements on sums are about: the whole corridor, parts of it, or more than it",
    "fdi_origin": "Country that direct investment came from",
    "project_sector": "Sectors of the projects listed",
    "project_status": "Status of the projects listed",
    "project_search": "Words that name, place or sponsor of a project hold",
    "jobs_scope": "Whether counts of parts are shown beside those of the whole corridor",
    "jobs_measure": "Which jobs were counted",
    "jobs_workers": "Whose jobs were counted",
    "jobs_zone": "What is shown of the special economic zones",
    "jobs_ratio": "Groups of ratios listed",
    "handset_years": "Years in every chart of the page",
    "handset_by": "Length of a period",
    "it_kind": "Kinds of acts of cooperation listed",
    "it_scope": "What counts as IT exports",
    "promise_verdict": "What became of the promises listed",
    "promise_what": "What was promised",
    "promise_who": "Who promised",
    "data_set": "Dataset that is open",
    "data_search": "Words that rows of the open dataset hold",
    "source_kind": "Kinds of sources listed",
    "source_search": "Words that publisher or title of a source hold",
    "source_id": "Source that is open with all figures that rest on it",
    "gallery_search": "Words that title or note of a saved view hold",
    "gallery_page": "Page that the saved views listed are of",
    "gallery_order": "Order of the list",
    "gallery_at": "Which twenty of the list",
    "gallery_a": "First of two saved views that are compared",
    "gallery_b": "Second of two saved views that are compared",
    **{f"{prefix}{part}": meaning for prefix in ("what_if_", "corridor_") for part, meaning in _MODEL.items()},
}

# What the app itself puts into an address.
SYSTEM = {
    "v": "Version that the address is written in",
    "edition": "Edition of the data that the link was made on",
    "view": "Id of a saved view: the page stands as it was saved",
    "from": "Id of the saved view that the reader has moved on from",
    "as": "Which figures of a saved view are shown: `saved` or `today`",
}
