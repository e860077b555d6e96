"""From the heads' vectors to trees and attributions, for scoring while training.

The program decodes in `crates/model` and `crates/reading`; what is here is the plain version of it: each word's best
head without regard to the others, each cue's best row of roles.
"""

from collections import Counter

import torch

from corpora import KINDS, ROLES, Window
from network import ReadingModel

# A word begins a cue where it is at least this likely.
ANCHOR = 0.45


def answers(model: ReadingModel, batch, parts: dict[str, torch.Tensor]):
    """For each word: its tag, its head in the window (-1: the root) with the relation, its kind and how likely that is."""
    n_words = batch.words.shape[1]
    heads = model.arc_scores(parts, batch.same_sentence()).argmax(-1)
    tags = parts["tag"].argmax(-1)
    sure, kinds = parts["kind"].softmax(-1).max(-1)
    for row, window in enumerate(batch.windows):
        head_of = heads[row, : len(window.words)]
        vectors = parts["relation_head"][row][head_of.clamp(max=n_words - 1)]
        relations = model.relation_scores(parts["relation_dependent"][row, : len(window.words)], vectors).argmax(-1)
        for i, head in enumerate(head_of.tolist()):
            arc = (-1, "root") if head == n_words else (head, model.relations[relations[i]])
            yield model.tags[tags[row, i]], arc, KINDS[kinds[row, i]], sure[row, i].item()


def parse_scores(model: ReadingModel, read) -> dict[str, float]:
    counts = dict.fromkeys(("tag", "uas", "las", "words"), 0)
    for batch, parts in read:
        words = [(window, i) for window in batch.windows for i in range(len(window.words))]
        for (window, i), (tag, (head, relation), _, _) in zip(words, answers(model, batch, parts), strict=True):
            word = window.words[i]
            gold = -1 if word.head < 0 else window.sentence_start[i] + word.head
            counts["words"] += 1
            counts["tag"] += tag == word.tag
            counts["uas"] += head == gold
            counts["las"] += head == gold and relation.split(":")[0] == word.relation.split(":")[0]
    return {k: 100 * counts[k] / counts["words"] for k in ("tag", "uas", "las")}


def label_scores(name: str, labels: tuple[str, ...], read) -> dict[str, float]:
    """F1 of each label but the first, in percent, and of all of them together."""
    right, given, gold = Counter(), Counter(), Counter()
    for batch, parts in read:
        best = parts[name].argmax(-1)
        for row, window in enumerate(batch.windows):
            for i, word in enumerate(window.words):
                wanted = getattr(word, name)
                if wanted is None:
                    continue
                found = labels[best[row, i]]
                gold[wanted] += 1
                given[found] += 1
                right[wanted] += found == wanted
    told = [label for label in labels[1:] if gold[label]]
    if not told:
        return {}
    scores = {label: 200 * right[label] / (gold[label] + given[label]) for label in told}
    total = [sum(counts[label] for label in labels[1:]) for counts in (right, given, gold)]
    return {name: 200 * total[0] / (total[1] + total[2])} | scores


def best_row(scores: torch.Tensor) -> list[int]:
    """The likeliest row of roles in which no role goes on that did not begin (Viterbi)."""
    allowed = torch.zeros(len(ROLES), len(ROLES))
    start = torch.zeros(len(ROLES))
    for k in (2, 4, 6):
        start[k] = -1e4
        allowed[:, k] = -1e4
        allowed[k - 1, k] = allowed[k, k] = 0
    best = scores[0] + start
    back = []
    for row in scores[1:]:
        total = best[:, None] + allowed
        value, place = total.max(0)
        back.append(place)
        best = value + row
    labels = [int(best.argmax())]
    for place in reversed(back):
        labels.append(int(place[labels[-1]]))
    return labels[::-1]


def attributions_of(model: ReadingModel, window: Window, parts: dict[str, torch.Tensor]) -> list[dict]:
    n = len(window.words)
    likely = parts["anchor"][:n, 0].sigmoid()
    anchors = [i for i in range(n) if likely[i] >= ANCHOR]
    if not anchors:
        return []
    at = torch.tensor(anchors)
    distance = torch.arange(n)[None] - at[:, None]
    scores = model.role_scores(parts["role_anchor"][at], parts["role_word"][:n][None].expand(len(anchors), -1, -1), distance)
    found = []
    for row in scores.log_softmax(-1):
        spans = {"source": [], "cue": [], "content": []}
        before = None
        for word, label in zip(window.words, best_row(row)):
            role = ROLES[label].split("-")[-1]
            if role in spans:
                if ROLES[label].startswith("B") or before != role:
                    spans[role].append([word.start, word.end])
                else:
                    spans[role][-1][1] = word.end
            before = role
        if spans["content"] and spans["cue"]:
            found.append(spans)
    return found
