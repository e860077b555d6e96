"""Brings the matrices of an exported encoder from 8 bits to 7, so that all processors read the same.

`python narrow.py --data FOLDER --tokens PROGRAM --weights FOLDER --out encoder.onnx`

Why 7 bits: processors without dot products of bytes (AVX2 without VNNI, which is most computers on desks) add two products of
an unsigned and a signed byte in 16 bits, and what does not fit is cut off. With weights of 8 bits they read other words than
processors that have them; weights within ±64 always fit (255 × 64 × 2 < 2^15), so that all of them compute the same sums.

What it costs is won back where more is lost: what goes into a matrix is rounded to 8 bits, by one scale for all its columns,
and a few columns are ten times as wide as the others. Each column is divided by a number, and its weights are multiplied by it,
so that rounding hurts both alike (SmoothQuant, Xiao et al. 2023). No labels and no learning; embeddings and heads stay as they
are, so `reading.bin` does too. Prints how often the encoder in floating point and the rounded one give a word the same.
"""

import argparse
import random
import struct
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn import functional as F

from corpora import Window, attributed
from network import Encoder, ReadingModel
from wordpiece import WordPiece

# The largest weight, as a whole number.
MOST = 64
SEED = 20261122
# Of a layer, in the order in which the graph multiplies by them; and how much of the unevenness of the inputs goes into the
# weights. Found on windows of the training articles' development part; see README.md.
MATRICES = {"qkv": 0.6, "out": 0.65, "up": 0.7, "down": 0.8}
# Windows that show how wide each column is.
SHOWN = 60


class Rounded(nn.Linear):
    """A layer that computes as the program does: weights of 7 bits, one scale a row; inputs of 8 bits, one scale a window."""

    rounds = True

    def forward(self, x: Tensor) -> Tensor:
        if not self.rounds:
            return super().forward(x)
        scale = self.weight.abs().amax(dim=1, keepdim=True) / MOST
        x = x / self.even
        low, high = x.amin().clamp(max=0), x.amax().clamp(min=0)
        step = (high - low) / 255
        zero = (-low / step).round()
        whole = (x / step + zero).round().clamp(0, 255)
        return F.linear((whole - zero) * step, (self.weight / scale).round() * scale, self.bias)


def vocabulary_of(reading: bytes) -> tuple[list[str], Tensor]:
    """The pieces in a `reading.bin` and their embeddings; `export.py` writes it."""
    at = reading.index(b"\n") + 1 + 32
    (count,) = struct.unpack_from("<I", reading, at)
    at += 4
    pieces = []
    for _ in range(count):
        (size,) = struct.unpack_from("<H", reading, at)
        pieces.append(reading[at + 2 : at + 2 + size].decode())
        at += 2 + size
    (width,) = struct.unpack_from("<I", reading, at)
    scale = np.frombuffer(reading, "<f4", count, at + 4)
    whole = np.frombuffer(reading, np.int8, count * width, at + 4 + 4 * count).reshape(count, width)
    return pieces, torch.from_numpy(whole * scale[:, None])


class Graph:
    """The numbers of an exported encoder, by name."""

    def __init__(self, path: Path):
        self.model = onnx.load(path)
        self.tensors = {tensor.name: tensor for tensor in self.model.graph.initializer}
        multiplied = [node.input[1] for node in self.model.graph.node if node.op_type == "MatMulInteger"]
        self.quantized = {
            f"layers.{i // len(MATRICES)}.{list(MATRICES)[i % len(MATRICES)]}": name for i, name in enumerate(multiplied)
        }

    def get(self, name: str) -> Tensor:
        return torch.from_numpy(numpy_helper.to_array(self.tensors[name]).copy())

    def put(self, name: str, values: np.ndarray) -> None:
        self.tensors[name].CopyFrom(numpy_helper.from_array(values, name))

    def scale_name(self, name: str) -> str:
        return self.quantized[name].replace("_quantized", "_scale")

    def reading_model(self) -> ReadingModel:
        """The encoder and its heads in floating point, for looking at: what joins two words is not in the graph."""
        width, inner = self.get(self.quantized["layers.0.up"]).shape
        config = {
            "hidden_size": width,
            "vocab_size": 1,
            "max_position_embeddings": len(self.get("encoder.positions.weight")),
            "num_attention_heads": 12,
            "intermediate_size": inner,
            "num_hidden_layers": len(self.quantized) // len(MATRICES),
        }
        encoder = Encoder(config, dropout=0.0)
        for layer in encoder.layers:
            for name in MATRICES:
                plain = getattr(layer, name)
                rounded = Rounded(plain.in_features, plain.out_features)
                rounded.register_buffer("even", torch.ones(plain.in_features), persistent=False)
                setattr(layer, name, rounded)
        weights = {name.removeprefix("encoder."): self.get(name) for name in self.tensors if name.startswith("encoder.")}
        for name in self.quantized:
            whole = self.get(self.quantized[name]).float()
            weights[f"{name}.weight"] = (whole * self.get(self.scale_name(name))).T.contiguous()
        missing, unknown = encoder.load_state_dict(weights, strict=False)
        assert missing == ["words.weight"] and not unknown, (missing, unknown)
        heads = next(n.input[1] for n in self.model.graph.node if n.op_type == "MatMul" and n.name.startswith("/heads"))
        matrix, added = self.get(heads), self.get("heads.bias")
        # How the tags are called does not matter here.
        others = ReadingModel(encoder, [], []).heads.out_features
        model = ReadingModel(encoder, [""] * (len(added) - others), []).eval()
        model.heads.load_state_dict({"weight": matrix.T, "bias": added})
        return model

    def store(self, encoder: Encoder, path: Path) -> None:
        """Writes the evened encoder: its whole numbers, and what its inputs are multiplied by."""
        state = encoder.state_dict()
        makes = {output: node for node in self.model.graph.node for output in node.output}
        multiplies = {node.input[1]: node for node in self.model.graph.node if node.op_type == "MatMulInteger"}
        for name, quantized in self.quantized.items():
            weight = state[f"{name}.weight"].numpy()
            scale = np.abs(weight).max(axis=1) / MOST
            self.put(quantized, np.round(weight / scale[:, None]).astype(np.int8).T.copy())
            self.put(self.scale_name(name), scale.astype(np.float32))
            self.put(f"encoder.{name}.bias", state[f"{name}.bias"].numpy())
            even = encoder.get_submodule(name).even
            if bool((even == 1).all()):
                continue
            rounds = makes[multiplies[quantized].input[0]]
            factor = numpy_helper.from_array((1 / even).numpy(), f"encoder.{name}.even")
            self.model.graph.initializer.append(factor)
            evened = f"{rounds.input[0]}/{name}.even"
            node = onnx.helper.make_node("Mul", [rounds.input[0], factor.name], [evened], name=f"/{name}/even")
            self.model.graph.node.insert(list(self.model.graph.node).index(rounds), node)
            rounds.input[0] = evened
        onnx.checker.check_model(self.model)
        onnx.save(self.model, path)


def even_out(encoder: Encoder, widest: dict[str, Tensor]) -> None:
    """Evens out the columns of an encoder's matrices; `widest`: the largest input of each column."""
    for layer_number, layer in enumerate(encoder.layers):
        for name, power in MATRICES.items():
            matrix = getattr(layer, name)
            weights = matrix.weight.abs().amax(dim=0).clamp(min=1e-5)
            even = widest[f"layers.{layer_number}.{name}"].clamp(min=1e-5) ** power / weights ** (1 - power)
            even /= even.median()
            matrix.weight *= even
            if name == "out":
                # What goes in are mixtures of the values: they may come evened.
                width = len(even)
                layer.qkv.weight[2 * width :] /= even[:, None]
                layer.qkv.bias[2 * width :] /= even
            else:
                matrix.even = even


def read(model: ReadingModel, window: Window, table: Tensor) -> dict[str, Tensor]:
    """What the heads give for the words of a window; `table`: the embeddings of the pieces."""
    words, shapes = table[torch.tensor(window.pieces)][None], torch.tensor(window.shapes)[None]
    return model.split(model(words, shapes)[:, torch.tensor(window.first)])


def labels(model: ReadingModel, parts: dict[str, Tensor], window: Window) -> dict[str, Tensor]:
    """What is told of each word: its labels, the likeliest head in its sentence, whether a cue begins with it."""
    sentence = torch.tensor(window.sentence)
    heads = model.arc_scores(parts, (sentence[:, None] == sentence)[None])
    found = {name: parts[name].argmax(-1) for name in ("tag", "kind", "event")}
    return found | {"head": heads.argmax(-1), "cue": parts["anchor"] > 0}


@torch.no_grad()
def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "tokens", "weights", "out"):
        arguments.add_argument(f"--{name}", type=Path, required=True)
    given = arguments.parse_args()

    pieces, table = vocabulary_of((given.weights / "reading.bin").read_bytes())
    wordpiece = WordPiece(pieces)
    train, dev = (
        attributed(given.data / "attribution" / f"polnear_{part}.jsonl", given.tokens, wordpiece)
        for part in ("train", "dev")
    )
    graph = Graph(given.weights / "encoder.onnx")
    teacher = graph.reading_model()
    matrices = {name: module for name, module in teacher.encoder.named_modules() if isinstance(module, Rounded)}
    widest: dict[str, Tensor] = {}
    for name, module in matrices.items():
        module.rounds = False

        def see(_module: nn.Module, inputs: tuple[Tensor], _output: Tensor, name: str = name) -> None:
            here = inputs[0].abs().amax(dim=(0, 1))
            widest[name] = torch.maximum(widest.get(name, here), here)

        module.register_forward_hook(see)
    for window in random.Random(SEED).sample(train, SHOWN):
        read(teacher, window, table)
    rounded = graph.reading_model()
    even_out(rounded.encoder, widest)

    same: dict[str, int] = {}
    n_words = 0
    for window in dev[::9]:
        one, other = (labels(model, read(model, window, table), window) for model in (teacher, rounded))
        n_words += len(window.words)
        for name in one:
            same[name] = same.get(name, 0) + int((one[name] == other[name]).sum())
    print(f"the same, of {n_words} words: " + ", ".join(f"{name} {100 * k / n_words:.2f} %" for name, k in same.items()))
    graph.store(rounded.encoder, given.out)


if __name__ == "__main__":
    main()
