"""The year of works whose sources name none: what an address shows, or a guess that the report names."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median_low

from generator.importers.drafts import Draft

_IN_ADDRESS = re.compile(r"(?<![\d])((?:19[89]|20[0-4])\d)(?![\d])")
_SHORT = re.compile(r"(?:nature|s\d{5})-0?(\d{2})-|[a-z]{3,9}(\d{2})(?=[/.-])")


def guessed(drafts: Sequence[Draft], today: dt.date) -> list[Draft]:
    """Return the drafts, each with a year: an entry needs one, and a work must not be lost for want of it."""
    known = [one for one in drafts if one.fields["year"]]
    by_topic: dict[object, list[int]] = {}
    for one in known:
        by_topic.setdefault(one.fields["topics"], []).append(int(str(one.fields["year"])))
    everywhere = [year for years in by_topic.values() for year in years]
    return [one if one.fields["year"] else _with_year(one, by_topic, everywhere, today) for one in drafts]


def _with_year(
    draft: Draft, by_topic: Mapping[object, Sequence[int]], everywhere: Sequence[int], today: dt.date
) -> Draft:
    if not any(record.item.kind for record in draft.work.records):
        return draft
    shown = next(
        (year for record in draft.work.records for url in record.links("paper") if (year := _shown(url, today))), 0
    )
    if shown:
        return replace(draft, fields={**draft.fields, "year": shown})
    near = by_topic.get(draft.fields["topics"]) or everywhere
    guess = median_low(near) if near else today.year
    problem = f"no source says its year: {guess} is a guess, please check it"
    return replace(draft, fields={**draft.fields, "year": guess}, problems=(*draft.problems, problem))


def _shown(url: str, today: dt.date) -> int:
    path = url.partition("://")[2].partition("/")[2]
    found = [int(match) for match in _IN_ADDRESS.findall(path)]
    found += [2000 + int(one or other) for one, other in _SHORT.findall(path.casefold())]
    return next((year for year in found if 1980 <= year <= today.year + 1), 0)
