"""Trains the reading model: `python train.py --data FOLDER --encoder FOLDER --tokens PROGRAM --out FOLDER`.

FOLDER of data holds `syntax/gum_train.conllu`, `syntax/gum_dev.conllu`, `syntax/ewt_dev.conllu`,
`attribution/polnear_train.jsonl`, `attribution/polnear_dev.jsonl`, `coreference/ecb_train.jsonl` and
`coreference/ecb_dev.jsonl`; see README.md. Prints a log of losses and scores
and writes `model.pt`. The seed is fixed.
"""

import argparse
import json
import math
import random
import time
from collections import Counter
from pathlib import Path

import torch
from torch.nn import functional as F

from corpora import EVENTS, KINDS, Window, Word, attributed, events, roughened, treebank, windows_of
from decode import attributions_of, label_scores, parse_scores
from network import Encoder, ReadingModel
from teach import load, teach
from wordpiece import WordPiece

SEED = 20261122


class Batch:
    """Windows side by side, filled up to the longest."""

    def __init__(self, windows: list[Window]):
        self.windows = windows
        pieces = max(len(w.pieces) for w in windows)
        words = max(len(w.words) for w in windows)
        n = len(windows)
        self.pieces = torch.zeros(n, pieces, dtype=torch.long)
        self.shapes = torch.zeros(n, pieces, dtype=torch.long)
        self.mask = torch.zeros(n, pieces, dtype=torch.bool)
        self.first = torch.zeros(n, words, dtype=torch.long)
        self.words = torch.zeros(n, words, dtype=torch.bool)
        self.sentence = torch.full((n, words), -1, dtype=torch.long)
        for i, w in enumerate(windows):
            p, k = len(w.pieces), len(w.words)
            self.pieces[i, :p] = torch.tensor(w.pieces)
            self.shapes[i, :p] = torch.tensor(w.shapes)
            self.mask[i, :p] = True
            self.first[i, :k] = torch.tensor(w.first)
            self.words[i, :k] = True
            self.sentence[i, :k] = torch.tensor(w.sentence)

    def same_sentence(self) -> torch.Tensor:
        return (self.sentence[:, :, None] == self.sentence[:, None, :]) & self.words[:, None, :]


def parts_of(model: ReadingModel, batch: Batch) -> dict[str, torch.Tensor]:
    """The heads' vectors of the words (those of their first pieces)."""
    vectors = model(model.encoder.words(batch.pieces), batch.shapes, batch.mask)
    index = batch.first[:, :, None].expand(-1, -1, vectors.shape[-1])
    return model.split(vectors.gather(1, index).float())


def taken(vectors: torch.Tensor, row: torch.Tensor, word: torch.Tensor) -> torch.Tensor:
    """The vectors of some words. (Indexing by two tensors says the same, and is learned from ten times slower.)"""
    return vectors.flatten(0, 1).index_select(0, row * vectors.shape[1] + word)


def label_loss(model: ReadingModel, batch: Batch, parts: dict) -> dict[str, torch.Tensor]:
    """What is told of words by themselves, wherever there is gold for it."""
    loss = {}
    for name, labels in (("tag", model.tags), ("kind", KINDS), ("event", EVENTS)):
        number = {label: i for i, label in enumerate(labels)}
        gold = [
            (row, i, number[getattr(word, name)])
            for row, window in enumerate(batch.windows)
            for i, word in enumerate(window.words)
            if getattr(word, name) in number
        ]
        row, word, label = torch.tensor(gold).T
        loss[name] = F.cross_entropy(taken(parts[name], row, word), label)
    return loss


def tree_loss(model: ReadingModel, batch: Batch, parts: dict) -> dict[str, torch.Tensor]:
    """Heads and relations, wherever there is gold for them."""
    relation_of = {relation: i for i, relation in enumerate(model.relations)}
    n_words = batch.words.shape[1]
    at, heads, relations = [], [], []
    for row, window in enumerate(batch.windows):
        for i, word in enumerate(window.words):
            if word.head is None:
                continue
            at.append((row, i))
            heads.append(n_words if word.head < 0 else window.sentence_start[i] + word.head)
            relations.append(relation_of.get(word.relation, -100))
    row, word = torch.tensor(at).T
    heads = torch.tensor(heads)
    relations = torch.tensor(relations).masked_fill(heads == n_words, -100)
    arcs = taken(model.arc_scores(parts, batch.same_sentence()), row, word)
    head_vectors = taken(parts["relation_head"], row, heads.clamp(max=n_words - 1))
    scores = model.relation_scores(taken(parts["relation_dependent"], row, word), head_vectors)
    return {
        "arc": F.cross_entropy(arcs, heads),
        "relation": F.cross_entropy(scores, relations),
    }


def attribution_loss(model: ReadingModel, batch: Batch, parts: dict, rows: list[int]) -> dict[str, torch.Tensor]:
    is_anchor = torch.zeros_like(batch.words, dtype=torch.float)
    cues, labels = [], []
    n_words = batch.words.shape[1]
    for row in rows:
        window = batch.windows[row]
        for anchor, roles in window.attributions:
            is_anchor[row, anchor] = 1
            cues.append((row, anchor))
            labels.append(roles + [-100] * (n_words - len(roles)))
    seen = batch.words[rows]
    loss = {"anchor": F.binary_cross_entropy_with_logits(parts["anchor"][rows].squeeze(-1)[seen], is_anchor[rows][seen])}
    if cues:
        row, anchor = torch.tensor(cues).T
        distance = torch.arange(n_words)[None] - anchor[:, None]
        scores = model.role_scores(taken(parts["role_anchor"], row, anchor), parts["role_word"].index_select(0, row), distance)
        loss["role"] = F.cross_entropy(scores.flatten(0, 1), torch.tensor(labels).flatten())
    return loss


WEIGHTS = {"tag": 0.5, "kind": 0.5, "event": 0.5, "arc": 1.0, "relation": 0.5, "anchor": 8.0, "role": 4.0}


def batches(windows: list[Window], size: int, dice: random.Random):
    """For ever, each window once a round; those of like length together, so that little is filled up."""
    while True:
        order = list(windows)
        dice.shuffle(order)
        round_of = []
        for i in range(0, len(order), 12 * size):
            pool = sorted(order[i : i + 12 * size], key=lambda window: len(window.pieces))
            round_of += [pool[k : k + size] for k in range(0, len(pool) - size + 1, size)]
        dice.shuffle(round_of)
        yield from round_of


@torch.no_grad()
def vectors(model: ReadingModel, windows: list[Window]):
    """Windows in batches, in order, with the heads' vectors of their words."""
    for i in range(0, len(windows), 16):
        batch = Batch(windows[i : i + 16])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            parts = parts_of(model, batch)
        yield batch, {k: v.float() for k, v in parts.items()}


@torch.no_grad()
def evaluate(
    model: ReadingModel,
    trees: dict[str, list[Window]],
    articles: dict[str, list[Window]],
    happenings: dict[str, list[Window]],
    out: Path,
) -> None:
    model.eval()

    for name, windows in trees.items():
        scores = parse_scores(model, vectors(model, windows)) | label_scores("kind", KINDS, vectors(model, windows))
        print(f"  {name}: " + " ".join(f"{k} {v:.1f}" for k, v in scores.items()), flush=True)
    for name, windows in happenings.items():
        scores = label_scores("event", EVENTS, vectors(model, windows))
        print(f"  {name}: " + " ".join(f"{k} {v:.1f}" for k, v in scores.items()), flush=True)
    for name, windows in articles.items():
        answers: dict[str, list] = {w.document: [] for w in windows}
        for batch, parts in vectors(model, windows):
            for row, window in enumerate(batch.windows):
                answers[window.document] += attributions_of(model, window, {k: v[row] for k, v in parts.items()})
        with (out / f"{name}.answers.jsonl").open("w", encoding="utf-8") as file:
            for document, found in answers.items():
                file.write(json.dumps({"id": document, "attributions": found}) + "\n")
        print(f"  {name}: {sum(map(len, answers.values()))} attributions", flush=True)
    model.train()


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--encoder", type=Path, required=True)
    arguments.add_argument("--tokens", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--rounds", type=float, default=4)
    arguments.add_argument("--layers", type=int)
    arguments.add_argument("--seed", type=int, default=SEED)
    arguments.add_argument("--teachers", type=Path, nargs="*", default=[], help="model.pt files that label the articles")
    given = arguments.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(given.seed)
    dice = random.Random(given.seed)

    wordpiece = WordPiece((given.encoder / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1])
    banks = {}
    for name in ("gum_train", "gum_dev", "ewt_dev"):
        documents = treebank(given.data / "syntax" / f"{name}.conllu")
        banks[name] = [w for d, paragraphs in documents for w in windows_of(d, paragraphs, wordpiece)]
    polnear = {
        part: attributed(given.data / "attribution" / f"polnear_{part}.jsonl", given.tokens, wordpiece)
        for part in ("train", "dev")
    }
    ecb = {part: events(given.data / "coreference" / f"ecb_{part}.jsonl", wordpiece) for part in ("train", "dev")}
    words = [w for window in banks["gum_train"] for w in window.words]
    tags = sorted({w.tag for w in words})
    relations = sorted({w.relation for w in words if w.relation != "root"})
    forms = allowed_tags(words)
    if given.teachers:
        told = teach(polnear["train"], [load(path, given.encoder) for path in given.teachers], forms, vectors)
        print("taught: " + " ".join(f"{k} {v}" for k, v in told.items()), flush=True)
    model = ReadingModel(Encoder.pretrained(given.encoder, given.layers), tags, relations)
    print(f"{len(banks['gum_train'])} windows of trees, {len(polnear['train'])} of attributions, {len(ecb['train'])} of events")
    print(f"{len(tags)} tags, {len(relations)} relations, {sum(p.numel() for p in model.parameters())} weights")

    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [
            {"params": list(model.encoder.parameters()), "lr": 2e-4},
            {"params": heads, "lr": 1.5e-3},
        ],
        weight_decay=0.01,
        fused=True,
    )
    size_trees, size_articles, size_events = 7, 18, 3
    steps = int(given.rounds * len(polnear["train"]) / size_articles)
    warmup = steps // 12
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: step / warmup if step < warmup else 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (step - warmup) / (steps - warmup))),
    )
    trees, articles = batches(banks["gum_train"], size_trees, dice), batches(polnear["train"], size_articles, dice)
    happenings = batches(ecb["train"], size_events, dice)
    began, sums = time.time(), {}
    model.train()
    for step in range(1, steps + 1):
        windows = [roughened(w, wordpiece, dice) for w in next(trees) + next(articles) + next(happenings)]
        batch = Batch(windows)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            parts = parts_of(model, batch)
            losses = label_loss(model, batch, parts) | tree_loss(model, batch, parts)
            losses |= attribution_loss(model, batch, parts, list(range(size_trees, size_trees + size_articles)))
        loss = sum(WEIGHTS[name] * value for name, value in losses.items())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        for name, value in losses.items():
            sums[name] = sums.get(name, 0.0) + value.item()
        if step % 50 == 0:
            means = " ".join(f"{name} {value / 50:.4f}" for name, value in sums.items())
            print(f"{step}/{steps} {time.time() - began:.0f} s: {means}", flush=True)
            sums = {}
        if step % 500 == 0 or step == steps:
            save(model, forms, given.out / "model.pt")
            evaluate(
                model,
                {"gum_dev": banks["gum_dev"], "ewt_dev": banks["ewt_dev"]},
                {"polnear_dev": polnear["dev"]},
                {"ecb_dev": ecb["dev"]},
                given.out,
            )


def allowed_tags(words: list[Word]) -> dict[str, list[str]]:
    """The tags of each small-written form that is frequent enough for the treebank to have shown them all."""
    seen: dict[str, Counter] = {}
    for word in words:
        if word.text.islower():
            seen.setdefault(word.text, Counter())[word.tag] += 1
    return {
        form: sorted(tag for tag, n in tags.items() if n >= 2 and n >= 0.005 * tags.total())
        for form, tags in sorted(seen.items())
        if tags.total() >= 20
    }


def save(model: ReadingModel, forms: dict[str, list[str]], path: Path) -> None:
    saved = {
        "weights": model.state_dict(),
        "tags": model.tags,
        "relations": model.relations,
        "layers": len(model.encoder.layers),
        "forms": forms,
    }
    torch.save(saved, path)


if __name__ == "__main__":
    main()
