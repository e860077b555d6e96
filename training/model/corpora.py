"""Corpora as windows: runs of sentences of one document that the encoder reads at once.

A window is what the program reads at run time: [CLS], the pieces of the sentences of one or more paragraphs, [SEP]
after each paragraph. A paragraph is cut only where it alone is longer than a window.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
from dataclasses import dataclass, field, replace
from pathlib import Path

from wordpiece import WordPiece, shape

# Pieces in a window, marks included.
WINDOW = 192

# Pieces that the encoder can take at most.
LONGEST = 512

# Labels of a word seen from the anchor (first word) of a cue.
ROLES = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")


# What the phrase of a word is about: the types of entities of GUM; "none" for words that head no such phrase.
KINDS = (
    "none", "abstract", "animal", "event", "object", "organization", "person", "place", "plant", "substance", "time",
)  # fmt: skip

# What a word tells as happening, after the classes of ECB+.
EVENTS = ("none", "occurrence", "state", "reporting")


@dataclass
class Word:
    """A word with its gold; a field is None where its corpus does not tell."""

    text: str
    # Code points in the document.
    start: int | None = None
    end: int | None = None
    tag: str | None = None
    # Number of the head in the sentence, from 0; -1 for the root.
    head: int | None = None
    relation: str | None = None
    # One of KINDS, and one of EVENTS.
    kind: str | None = None
    event: str | None = None


@dataclass
class Window:
    """Words with their place in the row of pieces, and what is known of them."""

    document: str
    words: list[Word] = field(default_factory=list)
    # The sentence each word belongs to, counted within the window, and its first word.
    sentence: list[int] = field(default_factory=list)
    sentence_start: list[int] = field(default_factory=list)
    # Pieces of the whole window, the look of each, and the place of each word's first piece.
    pieces: list[int] = field(default_factory=list)
    shapes: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    # For each cue its anchor and the role of every word, where attributions are annotated.
    attributions: list[tuple[int, list[int]]] | None = None

    def add(self, sentence: list[Word], pieces: list[list[int]], wordpiece: WordPiece) -> None:
        if not self.pieces:
            self.mark(wordpiece.cls)
        number = self.sentence[-1] + 1 if self.sentence else 0
        start = len(self.words)
        for word, numbers in zip(sentence, pieces):
            self.words.append(word)
            self.sentence.append(number)
            self.sentence_start.append(start)
            self.first.append(len(self.pieces))
            self.pieces += numbers
            self.shapes += [shape(word.text)] * len(numbers)

    def end_paragraph(self, wordpiece: WordPiece) -> None:
        if self.pieces and self.pieces[-1] != wordpiece.sep:
            self.mark(wordpiece.sep)

    def mark(self, piece: int) -> None:
        self.pieces.append(piece)
        self.shapes.append(0)

    def paragraphs(self, wordpiece: WordPiece) -> list[Paragraph]:
        """The words again, by paragraph and sentence."""
        ends = {i for i, piece in enumerate(self.pieces) if piece == wordpiece.sep}
        paragraphs: list[Paragraph] = [[]]
        for i, word in enumerate(self.words):
            if i and any(self.first[i - 1] < e < self.first[i] for e in ends):
                paragraphs.append([])
            if not paragraphs[-1] or self.sentence[i] != self.sentence[i - 1]:
                paragraphs[-1].append([])
            paragraphs[-1][-1].append(word)
        return paragraphs


Sentence = list[Word]
Paragraph = list[Sentence]


def windows_of(document: str, paragraphs: list[Paragraph], wordpiece: WordPiece) -> list[Window]:
    """Packs paragraphs in order; `crates/model/src/window.rs` packs in the same way.

    A paragraph goes into the open window where it fits whole; else a new one begins. A paragraph that fits in none
    is parted between sentences. A sentence is never parted: one that fits in no window has a longer one to itself.
    """
    windows: list[Window] = []
    window = Window(document)

    def close() -> None:
        nonlocal window
        if window.words:
            windows.append(window)
        window = Window(document)

    for paragraph in paragraphs:
        cut = [sentence_pieces(sentence, wordpiece) for sentence in paragraph]
        lengths = [sum(map(len, pieces)) for pieces in cut]
        if len(window.pieces) + sum(lengths) + 1 > WINDOW:
            close()
        for sentence, pieces, length in zip(paragraph, cut, lengths):
            if len(window.pieces) + length + 1 > WINDOW:
                window.end_paragraph(wordpiece)
                close()
            window.add(sentence, pieces, wordpiece)
        window.end_paragraph(wordpiece)
    close()
    return windows


def sentence_pieces(sentence: Sentence, wordpiece: WordPiece) -> list[list[int]]:
    """The pieces of each word; of each word only the first where a sentence is too long for the encoder."""
    pieces = [wordpiece.pieces(word.text) for word in sentence]
    if sum(map(len, pieces)) + 2 > LONGEST:
        return [p[:1] for p in pieces]
    return pieces


def treebank(path: Path) -> list[tuple[str, list[Paragraph]]]:
    """Documents of a CoNLL-U file. Heads are counted from 0 in the sentence, -1 is the root."""
    documents: list[tuple[str, list[Paragraph]]] = []
    sentence: Sentence = []
    marks: list[str] = []
    heading = ""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newdoc"):
            documents.append((line.split("=")[-1].strip(), [[]]))
            heading = ""
        elif line.startswith("# newpar"):
            if documents[-1][1][-1]:
                documents[-1][1].append([])
        elif not line and sentence:
            if "global.Entity" in heading:
                tell_kinds(sentence, marks)
            marks = []
            documents[-1][1][-1].append(sentence)
            sentence = []
        elif line and not line.startswith("#"):
            columns = line.split("\t")
            if columns[0].isdigit():
                tag = f"{columns[3]} {columns[4]}"
                head = int(columns[6]) - 1
                sentence.append(Word(columns[1], tag=tag, head=head, relation=columns[7]))
                entity = re.search(r"(?:^|\|)Entity=([^|]*)", columns[9])
                marks.append(entity[1] if entity else "")
        else:
            heading += line
    return documents


def tell_kinds(sentence: Sentence, marks: list[str]) -> None:
    """Gives each word that heads an entity its kind; the smallest entity counts where several have one head.

    `marks`: the entity column of each word: `(3-person-...` opens, `3)` closes, both may stand in one.
    """
    for word in sentence:
        word.kind = "none"
    size = [len(sentence) + 1] * len(sentence)
    begun: list[tuple[str, str, int]] = []
    for at, mark in enumerate(marks):
        for opened, number, kind, closed, alone in re.findall(r"(\()([^-()]+)-([a-z]+)[^()]*(\))?|([^-()]+)\)", mark):
            if opened:
                begun.append((number, kind, at))
            name = number if closed else alone
            if not name:
                continue
            k = next((k for k in reversed(range(len(begun))) if begun[k][0] == name), None)
            if k is None:
                continue
            _, kind, start = begun.pop(k)
            heads = [i for i in range(start, at + 1) if not start <= sentence[i].head <= at]
            if len(heads) == 1 and at + 1 - start < size[heads[0]] and kind in KINDS:
                sentence[heads[0]].kind = kind
                size[heads[0]] = at + 1 - start


# Classes of ECB+ as EVENTS, and of its participants as KINDS where they are names.
ECB_EVENTS = {
    "OCCURRENCE": "occurrence", "CAUSATIVE": "occurrence", "ASPECTUAL": "occurrence", "GENERIC": "occurrence",
    "STATE": "state", "PERCEPTION": "state", "REPORTING": "reporting",
}  # fmt: skip
ECB_KINDS = {"HUMAN_PART_PER": "person", "HUMAN_PART_ORG": "organization", "LOC_GEO": "place", "LOC_FAC": "place"}


def events(path: Path, wordpiece: WordPiece) -> list[Window]:
    """Windows of ECB+ as JSON lines. Only its curated sentences tell of events."""
    windows = []
    for line in path.open(encoding="utf-8"):
        document = json.loads(line)
        words = {token["id"]: Word(token["t"]) for token in document["tokens"]}
        curated = set(document["curated_sentences"])
        for token in document["tokens"]:
            if token["s"] in curated:
                words[token["id"]].event = "none"
        for mention in document["mentions"]:
            told = [words[token] for token in mention["tokens"]]
            action = mention["tag"].removeprefix("NEG_").removeprefix("ACTION_")
            for word in told:
                if word.event and action in ECB_EVENTS:
                    word.event = ECB_EVENTS[action]
            if mention["tag"] in ECB_KINDS and len(told) > 1 and all(word.text[0].isupper() for word in told):
                # A name ends in its head, but for persons, whose names begin with it in UD.
                head = told[0 if mention["tag"] == "HUMAN_PART_PER" else -1]
                head.kind = ECB_KINDS[mention["tag"]]
        sentences = [[words[token] for token in sentence["tokens"]] for sentence in document["sentences"]]
        # It has no paragraphs: as long as those of news.
        paragraphs = [sentences[i : i + 3] for i in range(0, len(sentences), 3)]
        windows += windows_of(document["id"], paragraphs, wordpiece)
    return [window for window in windows if any(word.event for word in window.words)]


def cut(texts: list[tuple[str, str]], tokens: Path) -> dict[str, list[Paragraph]]:
    """Cuts texts into paragraphs, sentences and words with the program's own tokenizer (example `tokens`)."""
    lines = "\n".join(json.dumps({"id": name, "text": text}) for name, text in texts)
    done = subprocess.run([tokens], input=lines, capture_output=True, text=True, check=True)
    text_of = dict(texts)
    documents = {}
    for line in done.stdout.splitlines():
        record = json.loads(line)
        text = text_of[record["id"]]
        documents[record["id"]] = [
            [[Word(text[s:e], s, e) for s, e in sentence] for sentence in paragraph]
            for paragraph in record["paragraphs"]
        ]
    return documents


def attributed(path: Path, tokens: Path, wordpiece: WordPiece) -> list[Window]:
    """Windows of articles with gold attributions (`source`, `cue`, `content` in code points)."""
    articles = [json.loads(line) for line in path.open(encoding="utf-8")]
    documents = cut([(a["id"], a["text"]) for a in articles], tokens)
    windows = []
    for article in articles:
        for window in windows_of(article["id"], documents[article["id"]], wordpiece):
            window.attributions = attributions_in(window, article["attributions"])
            windows.append(window)
    return windows


def attributions_in(window: Window, gold: list[dict]) -> list[tuple[int, list[int]]]:
    """For each cue that begins in the window: its anchor and a role number for each word."""
    found = []
    for attribution in gold:
        if not attribution["cue"]:
            continue
        labels = [0] * len(window.words)
        for role, begin in (("content", 5), ("source", 1), ("cue", 3)):
            for start, end in attribution[role]:
                inside = [i for i, w in enumerate(window.words) if w.start < end and w.end > start]
                for k, i in enumerate(inside):
                    labels[i] = begin if k == 0 else begin + 1
        if 3 in labels:
            found.append((labels.index(3), labels))
    return found


def roughened(window: Window, wordpiece: WordPiece, dice: random.Random) -> Window:
    """At times the same words as a headline or another hand writes them: in capitals, or with curly marks."""
    roll = dice.random()
    if roll < 0.03:
        change = str.upper
    elif roll < 0.06:
        change = str.title
    elif roll < 0.08:
        change = str.lower
    elif roll < 0.4:
        marks = {"'s": "’s", "n't": "n’t", "'": "’", "``": "“", "''": "”"}

        def change(word: str) -> str:
            return dice.choice("“”") if word == '"' else marks.get(word, word)
    else:
        return window
    paragraphs = [
        [[replace(w, text=change(w.text)) for w in sentence] for sentence in paragraph]
        for paragraph in window.paragraphs(wordpiece)
    ]
    changed = windows_of(window.document, paragraphs, wordpiece)
    if len(changed) != 1:
        return window
    changed[0].attributions = window.attributions
    return changed[0]
