"""Runs trafilatura on pages, for the comparison beside this file.

Arguments: passes, and seconds that one page may take. Standard input: one JSON object a line, with `file` (what to
call the page), `path` (where it lies, gzipped where it ends in .gz) and `url`. Standard output, one JSON object a
line: first `version`; then for each pass and page `pass`, `file` and `cpu_s` (user and system CPU of the extraction
alone), and in the first pass `title`, `authors`, `date` and `text`, or `error`.

Needs nothing but trafilatura and the standard library.
"""

import gzip
import json
import signal
import sys
import time

import trafilatura
from trafilatura.settings import set_date_params

# The options of the maintainers' own comparison: fallback on, comments off, tables on; and the metadata. The date is
# looked for as by default, but given with time and zone.
OPTIONS = {
    "fast": False,
    "include_comments": False,
    "include_tables": True,
    "with_metadata": True,
    "date_extraction_params": set_date_params() | {"outputformat": "%Y-%m-%dT%H:%M:%S%z"},
}


class TooSlow(Exception):
    """The page took longer than it may."""


def give_up(_signal, _frame):
    raise TooSlow("no end within the limit")


def read_bytes(path):
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rb") as page:
        return page.read()


def extract(page, limit_s):
    """What trafilatura says of a page, or the error; and the CPU seconds that it took."""
    content = read_bytes(page["path"])
    record = {}
    before = time.process_time()
    try:
        signal.alarm(limit_s)
        found = trafilatura.bare_extraction(content, url=page["url"], **OPTIONS)
        signal.alarm(0)
        if found is None:
            record["error"] = "nothing extracted"
        else:
            record["title"] = found.title
            record["authors"] = found.author
            record["date"] = found.date
            record["text"] = found.text
    except Exception as error:  # whatever it is, it costs this page only
        signal.alarm(0)
        record["error"] = f"{type(error).__name__}: {error}"
    return record, time.process_time() - before


def main():
    passes, limit_s = int(sys.argv[1]), int(sys.argv[2])
    pages = [json.loads(line) for line in sys.stdin]
    signal.signal(signal.SIGALRM, give_up)
    print(json.dumps({"version": trafilatura.__version__}))
    for i in range(passes):
        for page in pages:
            record, cpu_s = extract(page, limit_s)
            line = {"pass": i, "file": page["file"], "cpu_s": cpu_s}
            if i == 0:
                line.update(record)
            print(json.dumps(line))


main()
