"""Silver labels: what trained models agree on, for text that nobody has annotated.

The treebank is small and only partly news. A word of an article gets a tag where all teachers give it the same one, a
head and a relation where all give it both, and a kind where the last teacher is sure. The others stay unlabelled and
cost nothing in training.
"""

from pathlib import Path

import torch

from corpora import Window
from decode import answers
from network import Encoder, ReadingModel

# How sure the last teacher must be of a kind.
SURE = 0.9


def load(path: Path, encoder: Path) -> ReadingModel:
    """A model that `train.py` saved."""
    saved = torch.load(path, weights_only=True)
    model = ReadingModel(Encoder.pretrained(encoder, saved["layers"]), saved["tags"], saved["relations"])
    model.load_state_dict(saved["weights"])
    return model.eval()


@torch.no_grad()
def teach(windows: list[Window], teachers: list[ReadingModel], forms: dict[str, list[str]], read) -> dict[str, int]:
    """Labels the words of the windows in place; tells how many it gave. `forms`: the tags that frequent words can have;
    `read`: a model and windows to batches with the heads' vectors of their words."""
    given = dict.fromkeys(("words", "tags", "heads", "kinds"), 0)
    told: list[list[tuple]] = []
    for teacher in teachers:
        told.append([answer for batch, parts in read(teacher, windows) for answer in answers(teacher, batch, parts)])
    words = [(window, i) for window in windows for i in range(len(window.words))]
    for (window, i), *answered in zip(words, *told, strict=True):
        word = window.words[i]
        given["words"] += 1
        tags, arcs = {a[0] for a in answered}, {a[1] for a in answered}
        if len(tags) == 1 and tags <= set(forms.get(word.text, tags)):
            word.tag = tags.pop()
            given["tags"] += 1
        # Nobody corrects himself in an article.
        if len(arcs) == 1 and "reparandum" not in {relation for _, relation in arcs}:
            head, word.relation = arcs.pop()
            word.head = head if head < 0 else head - window.sentence_start[i]
            given["heads"] += 1
        kind, sure = answered[-1][2:]
        if sure >= SURE:
            word.kind = kind
            given["kinds"] += 1
    return given
