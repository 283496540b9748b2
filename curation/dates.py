"""Partial dates and promised periods: what they mean in days."""

import calendar
import datetime as dt
import re

DATE = re.compile(r"(?P<year>(?:19|20)\d\d)(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?)?")
FISCAL = re.compile(r"FY(?P<year>20\d\d)")
QUARTER = re.compile(r"(?P<year>20\d\d)-Q(?P<quarter>[1-4])")
YEARS = re.compile(r"(?P<first>20\d\d)/(?P<last>20\d\d)")
LENGTHS = {"year": 4, "month": 7, "day": 10}  # characters of a date in ISO's form, by its precision
PART_YEAR = re.compile(r"FY(?P<year>20\d\d)(?:(?P<part>[HMQ])(?P<number>[1-9]))?")


def is_partial_date(text: str) -> bool:
    """Whether the text is a year, a year and month, or a full date of the calendar: 2021, 2021-11 or 2021-11-02."""
    match = DATE.fullmatch(text)
    if match is None:
        return False
    if match["day"] is None:
        return True
    return int(match["day"]) <= calendar.monthrange(int(match["year"]), int(match["month"]))[1]


def precision(text: str) -> str:
    """How precisely a partial date is known: `year`, `month` or `day`."""
    return ("year", "month", "day")[text.count("-")]


def first_day(text: str) -> dt.date:
    """First day of the period that a partial date names. Raises ValueError for anything else."""
    match = _parts(text)
    return dt.date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))


def last_day(text: str) -> dt.date:
    """Last day of the period that a partial date names. Raises ValueError for anything else."""
    match = _parts(text)
    year, month = int(match["year"]), int(match["month"] or 12)
    return dt.date(year, month, int(match["day"] or calendar.monthrange(year, month)[1]))


def is_horizon(text: str) -> bool:
    """Whether the text names a promised period: a partial date, FY2014, 2025-Q2, or 2022/2023."""
    years = YEARS.fullmatch(text)
    if years:
        return years["first"] < years["last"]
    return bool(FISCAL.fullmatch(text) or QUARTER.fullmatch(text)) or is_partial_date(text)


def horizon_end(text: str) -> dt.date:
    """Last day of the latest period named: FY2014 ends on 2014-06-30, 2025-Q2 on 2025-06-30, 2022/2023 on 2023-12-31.

    Raises ValueError for text that names no period.
    """
    if fiscal := FISCAL.fullmatch(text):
        return dt.date(int(fiscal["year"]), 6, 30)
    if quarter := QUARTER.fullmatch(text):
        return last_day(f"{quarter['year']}-{int(quarter['quarter']) * 3:02}")
    if years := YEARS.fullmatch(text):
        return last_day(years["last"])
    return last_day(text)


def span(text: str, months: int = 12) -> tuple[dt.date, dt.date]:
    """First and last day of the period that a text names.

    Takes every form of a promised period, and parts of a fiscal year: FY2025H1 is its first half, FY2025Q3 its third
    quarter, FY2025M9 its first nine months. `months` is how many months from July a fiscal year without a part covers.
    Raises ValueError for text that names no period.
    """
    if fiscal := PART_YEAR.fullmatch(text):
        begins, ends = _months_of(fiscal["part"], int(fiscal["number"] or 0), months)
        july = int(fiscal["year"]) * 12 - 6  # months since the year 0, counted from 0
        return _month_first(july + begins), _month_first(july + ends) - dt.timedelta(days=1)
    if quarter := QUARTER.fullmatch(text):
        first = int(quarter["year"]) * 12 + int(quarter["quarter"]) * 3 - 3
        return _month_first(first), horizon_end(text)
    if years := YEARS.fullmatch(text):
        return first_day(years["first"]), last_day(years["last"])
    return first_day(text), last_day(text)


def is_over(text: str, by: dt.date, months: int = 12) -> bool:
    """Whether the period that a text names has ended by a day.

    A month is the finest that many pages say, so a period given to the month may be the running one.
    """
    first, last = span(text, months)
    running = DATE.fullmatch(text) is not None and precision(text) == "month"
    return (first if running else last) <= by


def _months_of(part: str | None, number: int, months: int) -> tuple[int, int]:
    """The months of a fiscal year that its part covers, July being 0: the first, and the one after the last."""
    if part is None:
        return 0, months
    if part == "M":
        return 0, number
    length = 6 if part == "H" else 3
    return (number - 1) * length, number * length


def _month_first(months: int) -> dt.date:
    """First day of the month that is this many months after January of the year 0."""
    return dt.date(months // 12, months % 12 + 1, 1)


def _parts(text: str) -> re.Match[str]:
    match = DATE.fullmatch(text)
    if match is None:
        raise ValueError(f'"{text}" is not a date such as 2021, 2021-11 or 2021-11-02')
    return match
