"""Opens what Dateline exported in the programs that read it, and sees that nothing is lost on the way.

Given a folder with a dossier and its exports, each named `dossier.<format>`; prints a line for each program, and fails on the first
that refuses something or drops it.
"""

import csv
import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import networkx
from citeproc.source.json import CiteProcJSON
from followthemoney.proxy import EntityProxy
from lxml import etree
from rocrate.rocrate import ROCrate

FOLDER = Path(sys.argv[1])


def lines(name: str) -> list[dict]:
    """The records of a file with one a line."""
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


def follow_the_money() -> str:
    """Every entity is valid, and keeps every value of every property; the command of the same name takes them all."""
    entities = lines("dossier.ftm")
    for entity in entities:
        proxy = EntityProxy.from_dict(entity, cleaned=False)
        proxy.schema.validate(entity)
        kept = {name: sorted(values) for name, values in proxy.to_dict()["properties"].items()}
        given = {name: sorted(set(values)) for name, values in entity["properties"].items()}
        assert kept == given, f"{entity['id']}: {given} became {kept}"
    command = [Path(sys.executable).with_name("ftm"), "validate", "-i", FOLDER / "dossier.ftm"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert len(said.splitlines()) == len(entities), "ftm validate dropped entities"
    return f"FollowTheMoney: {len(entities)} entities"


def datasette() -> str:
    """The dossier itself: its views, and the search."""
    counts = []
    for view in ["timeline_lines", "claims_told", "disputes_sides", "people", "pages"]:
        address = f"/dossier/{view}.json?_shape=array"
        command = [Path(sys.executable).with_name("datasette"), FOLDER / "dossier.dateline", "--get", address]
        rows = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        assert rows, f"no rows in {view}"
        counts.append(f"{view} {len(rows)}")
    return f"Datasette: {', '.join(counts)}"


def network_x() -> str:
    """The graph, with the types of its attributes; libxml2 reads it too."""
    path = FOLDER / "dossier.graphml"
    graph = networkx.read_graphml(path)
    tree = etree.parse(path)
    named = {"g": "http://graphml.graphdrawing.org/xmlns"}
    assert len(tree.findall(".//g:node", named)) == graph.number_of_nodes() > 0
    assert len(tree.findall(".//g:edge", named)) == graph.number_of_edges() > 0
    return f"NetworkX and libxml2: {graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges"


def brief() -> str:
    """The brief needs nothing else: no script, no address that is loaded."""
    page = etree.parse(FOLDER / "dossier.html", etree.HTMLParser(recover=False))
    assert not page.findall(".//script") and not page.findall(".//link") and not page.findall(".//img")
    ids = {element.get("id") for element in page.iter() if element.get("id")}
    inner = [a.get("href")[1:] for a in page.findall(".//a") if (a.get("href") or "").startswith("#")]
    assert inner and set(inner) <= ids, "a link of the brief leads nowhere"
    return f"libxml2: the brief, {len(inner)} links within it"


def citeproc() -> str:
    """The pages as what can be cited."""
    pages = json.loads((FOLDER / "dossier.csl").read_text("utf-8"))
    assert len(CiteProcJSON(pages)) == len(pages) > 0
    return f"citeproc-py: {len(pages)} pages"


def annotations() -> str:
    """The words that an annotation quotes stand where its position says."""
    texts = {}
    for record in lines("dossier.jsonl"):
        if record["kind"] == "document":
            texts[f"urn:sha256:{record['sha256']}"] = texts[record["url"]] = record["text"]
    checked = 0
    for annotation in lines("dossier.webannotation"):
        targets = annotation["target"]
        for target in targets if isinstance(targets, list) else [targets]:
            selectors = target.get("selector", [])
            selectors = selectors if isinstance(selectors, list) else [selectors]
            by_type = {selector["type"]: selector for selector in selectors}
            quote, position = by_type.get("TextQuoteSelector"), by_type.get("TextPositionSelector")
            if not (quote and position):
                continue
            text = texts[target["source"]]
            assert text[position["start"] : position["end"]] == quote["exact"], annotation["id"]
            checked += 1
    assert checked, "no annotation quotes words"
    return f"W3C Web Annotations: {checked} quotations stand where they should"


def tables() -> str:
    """CSV as a spreadsheet opens it: rows of one width, and no cell that would be taken for a formula."""
    counts = []
    for path in sorted(FOLDER.glob("*.csv")):
        rows = list(csv.reader(path.open(encoding="utf-8-sig", newline="")))
        assert len({len(row) for row in rows}) == 1, path.name
        formulas = [cell for row in rows for cell in row if cell[:1] in "=+@\t\r" and cell]
        assert not formulas, f"{path.name}: {formulas[:3]}"
        counts.append(f"{path.stem} {len(rows) - 1}")
    return f"CSV: {', '.join(counts)}"


def case_pack() -> str:
    """The pack is an RO-Crate, and each file in it has the digest that it says."""
    with zipfile.ZipFile(FOLDER / "dossier.case") as pack:
        pack.extractall(FOLDER / "case")
    crate = ROCrate(FOLDER / "case")
    files = [entity for entity in crate.data_entities if entity.type == "File"]
    for entity in files:
        held = (FOLDER / "case" / entity.id).read_bytes()
        assert hashlib.sha256(held).hexdigest() == entity["sha256"], entity.id
    assert files
    return f"rocrate: {len(files)} files with the digests that they should have"


for reader in [follow_the_money, datasette, network_x, brief, citeproc, annotations, tables, case_pack]:
    print(reader())
