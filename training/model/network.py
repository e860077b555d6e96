"""The reading model: a MiniLM encoder that also sees the look of words, and a linear head for each task.

Everything that costs time happens in the encoder; what the heads give for a word is small vectors, and the program
joins them itself (`crates/model`): a score for each pair of words of a sentence, a role for each pair of a cue and a
word.
"""

import json
import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from corpora import EVENTS, KINDS, ROLES
from wordpiece import SHAPES

# Width of the vectors that are compared or joined for a pair of words.
ARC, RELATION, ROLE = 128, 96, 128
# Distances between a cue and a word are told apart up to here, on a logarithmic scale, with their sign.
DISTANCES = 24


def distance_number(distance: Tensor) -> Tensor:
    """0 for the word itself, then one number for each doubling, before and after apart."""
    size = distance.abs().float().clamp(min=1)
    step = (torch.log2(size) * 1.5).floor().long().clamp(max=DISTANCES // 2 - 2) + 1
    step = torch.where(distance == 0, torch.zeros_like(step), step)
    return torch.where(distance < 0, step + DISTANCES // 2, step)


class Layer(nn.Module):
    def __init__(self, width: int, heads: int, inner: int):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, width = x.shape
        size = width // self.heads
        q, k, v = self.qkv(x).split(width, dim=-1)
        q, k, v = (t.reshape(batch, length, self.heads, size).transpose(1, 2) for t in (q, k, v))
        if torch.onnx.is_in_onnx_export():
            # The program reads one window at a time, without filling.
            mixed = (q * (1 / math.sqrt(size)) @ k.transpose(-1, -2)).softmax(-1) @ v
        else:
            mask = None if mask is None else mask.to(q.dtype)
            mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(batch, length, width)
        x = self.norm(x + self.out(mixed))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


class Encoder(nn.Module):
    """BERT's encoder, with one more embedding: the look of the word a piece belongs to."""

    def __init__(self, config: dict, dropout: float = 0.1):
        super().__init__()
        width = config["hidden_size"]
        self.words = nn.Embedding(config["vocab_size"], width)
        self.positions = nn.Embedding(config["max_position_embeddings"], width)
        self.shapes = nn.Embedding(len(SHAPES), width)
        nn.init.normal_(self.shapes.weight, std=0.01)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(
            Layer(width, config["num_attention_heads"], config["intermediate_size"])
            for _ in range(config["num_hidden_layers"])
        )

    def forward(self, words: Tensor, shapes: Tensor, mask: Tensor | None = None) -> Tensor:
        """`words`: the word embeddings of the pieces; `mask`: true for pieces, false for filling."""
        places = torch.arange(words.shape[1], device=words.device)
        x = self.norm(words + self.positions(places) + self.shapes(shapes))
        x = self.dropout(x)
        bias = None if mask is None else torch.where(mask, 0.0, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x

    @staticmethod
    def pretrained(folder: Path, layers: int | None = None) -> "Encoder":
        config = json.loads((folder / "config.json").read_text())
        weights = load_file(folder / "model.safetensors")
        weights = {k.removeprefix("bert."): v for k, v in weights.items()}
        taken = list(range(config["num_hidden_layers"]))
        if layers is not None and layers < len(taken):
            # Evenly spread, the last always.
            taken = [round((i + 1) * len(taken) / layers) - 1 for i in range(layers)]
            config["num_hidden_layers"] = layers
        encoder = Encoder(config)
        with torch.no_grad():
            encoder.words.weight.copy_(weights["embeddings.word_embeddings.weight"])
            # Every piece is of the first segment.
            encoder.positions.weight.copy_(
                weights["embeddings.position_embeddings.weight"]
                + weights["embeddings.token_type_embeddings.weight"][0]
            )
            encoder.norm.weight.copy_(weights["embeddings.LayerNorm.weight"])
            encoder.norm.bias.copy_(weights["embeddings.LayerNorm.bias"])
            for i, layer in zip(taken, encoder.layers):
                at = f"encoder.layer.{i}."
                for kind in ("weight", "bias"):
                    parts = [weights[f"{at}attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
                    getattr(layer.qkv, kind).copy_(torch.cat(parts))
                    getattr(layer.out, kind).copy_(weights[f"{at}attention.output.dense.{kind}"])
                    getattr(layer.norm, kind).copy_(weights[f"{at}attention.output.LayerNorm.{kind}"])
                    getattr(layer.up, kind).copy_(weights[f"{at}intermediate.dense.{kind}"])
                    getattr(layer.down, kind).copy_(weights[f"{at}output.dense.{kind}"])
                    getattr(layer.norm2, kind).copy_(weights[f"{at}output.LayerNorm.{kind}"])
        return encoder


class ReadingModel(nn.Module):
    def __init__(self, encoder: Encoder, tags: list[str], relations: list[str]):
        super().__init__()
        width = encoder.norm.weight.shape[0]
        self.encoder = encoder
        self.tags, self.relations = tags, relations
        # One matrix for all heads; `parts` tells which columns are whose.
        self.parts = {
            "tag": len(tags),
            "kind": len(KINDS),
            "event": len(EVENTS),
            "arc_dependent": ARC,
            "arc_head": ARC,
            "arc_root": 1,
            "relation_dependent": RELATION,
            "relation_head": RELATION,
            "anchor": 1,
            "role_anchor": ROLE,
            "role_word": ROLE,
        }
        self.heads = nn.Linear(width, sum(self.parts.values()))
        self.relation = nn.Linear(RELATION, len(relations))
        self.distance = nn.Embedding(DISTANCES, ROLE)
        nn.init.normal_(self.distance.weight, std=0.02)
        self.role = nn.Linear(ROLE, len(ROLES))
        self.dropout = nn.Dropout(0.2)

    def forward(self, words: Tensor, shapes: Tensor, mask: Tensor | None = None) -> Tensor:
        """Pieces to the vectors of all heads, side by side: batch x pieces x columns."""
        return self.heads(self.dropout(self.encoder(words, shapes, mask)))

    def split(self, vectors: Tensor) -> dict[str, Tensor]:
        return dict(zip(self.parts, vectors.split(list(self.parts.values()), dim=-1)))

    def arc_scores(self, parts: dict[str, Tensor], same_sentence: Tensor) -> Tensor:
        """batch x word x (word + 1): how well each word heads each; the last column is the root."""
        scores = parts["arc_dependent"] @ parts["arc_head"].transpose(-1, -2) / math.sqrt(ARC)
        itself = torch.eye(scores.shape[-1], dtype=torch.bool, device=scores.device)
        scores = scores.masked_fill(~same_sentence | itself, -1e4)
        return torch.cat([scores, parts["arc_root"]], dim=-1)

    def relation_scores(self, dependent: Tensor, head: Tensor) -> Tensor:
        return self.relation(torch.relu(dependent + head))

    def role_scores(self, anchor: Tensor, words: Tensor, distance: Tensor) -> Tensor:
        """`anchor`: cues x ROLE; `words`: cues x words x ROLE; `distance`: cues x words, word minus anchor."""
        joined = anchor[:, None] + words + self.distance(distance_number(distance))
        return self.role(torch.relu(joined))
