"""The words dates are written with, as regular expressions and look-ups. Months need their capital: may, march."""

from __future__ import annotations

import re

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SHORT = ("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT_DAYS = ("Mon", "Tues", "Tue", "Weds", "Wed", "Thurs", "Thur", "Thu", "Fri", "Sat", "Sun")
NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100}
ORDINALS = ("first", "second", "third", "fourth")


def _cased(*names: str) -> str:
    return "|".join(form for name in names for form in (name, name.upper()))


FULL_MONTH = rf"(?:{_cased(*MONTHS)})"
MONTH = rf"(?:{_cased(*MONTHS)}|(?:{_cased(*SHORT)})\b\.?)"
WEEKDAY = rf"(?:{_cased(*WEEKDAYS)})(?!s\b)"
WEEKDAY_SHORT = rf"(?:{_cased(*SHORT_DAYS)})\b\.?"
DAY = r"(?<![\d.,:/$€£¥-])(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w%]|[.,:/]\d)"
YEAR = r"(?<![\d.,:/$€£¥-])(?:1[5-9]\d\d|20\d\d)(?![\w%]|[.,:/]\d)"
NUMBER = (
    rf"(?:\d{{1,4}}|an?|one|{'|'.join(NUMBERS[2:])}|(?:twenty|{'|'.join(TENS)})(?:-(?:{'|'.join(NUMBERS[1:10])}))?)"
)
PART = r"(?:early|mid|late)"
WHICH = r"(?i:last|past|next|coming|this|previous)"
DAY_PART = r"(?:(?:\s+|-)(?i:morning|afternoon|evening|night|noon)s?\b)?"
FEAST = (
    r"(?i:Christmas(?:\s+(?:Eve|Day))?|Boxing Day|New Year['’]s(?:\s+(?:Eve|Day))?|Halloween|May Day|Valentine['’]s Day"
    r"|St\. Patrick['’]s Day|Juneteenth|Fourth of July|Bastille Day|Thanksgiving|Good Friday|Easter(?:\s+(?:Sunday|Monday))?"
    r"|Palm Sunday|Ash Wednesday)"
)
# Words after four digits that make them a measure; and those that make them a count, where no "in" or "since" is before.
MEASURED = (
    r"\s+(?i:GMT|UTC|EST|EDT|CET|hours|hrs|percent|per|million|billion|thousand|km|kilomet|miles|met(?:re|er)s|feet|tons|tonnes"
    r"|dollars|euros|pounds)"
)
COUNTED = (
    r"\s+(?i:people|men|women|troops|soldiers|civilians|children|of|homes|houses|votes|seats|workers|jobs|others|victims|cases"
    r"|deaths|refugees|prisoners|members|residents|fighters|killed|wounded|dead|injured|protesters|days|years)\b"
)
# Names that hold a weekday and are no day.
NAMED_AFTER_DAYS = r"(?<!Bloody )(?<!Black )(?<!Super )(?<!Cyber )(?<!Giving )(?<!Ruby )"
NEWSPAPERS = r"(?!\s+(?:Times|Telegraph|Mirror|Mail|Express|Post|Herald|Night Live|Independent|World|Magazine|Group)\b)"
SEASON = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"


def month_number(name: str) -> int:
    """ "Sept." -> 9."""
    short = name[:3].capitalize()
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(short))


def weekday_number(name: str) -> int:
    """Monday is 0."""
    short = name[:3].capitalize()
    return next(i for i, weekday in enumerate(WEEKDAYS) if weekday.startswith(short))


def day_number(name: str) -> int:
    """ "7th" -> 7."""
    return int(re.sub(r"\D", "", name))


def number(name: str) -> int:
    """ "a" -> 1, "12" -> 12, "twenty-four" -> 24."""
    name = name.lower()
    if name.isdigit():
        return int(name)
    tens, _, ones = name.partition("-")
    value = 1 if tens in ("a", "an") else TENS.get(tens) or NUMBERS.index(tens)
    return value + (NUMBERS.index(ones) if ones else 0)


def ordinal(name: str) -> int:
    """ "first", "1st", "Q1" -> 1."""
    digits = re.sub(r"\D", "", name)
    return int(digits) if digits else ORDINALS.index(name.lower()) + 1
