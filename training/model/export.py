"""Writes what the program embeds: `python export.py --model run/model.pt --encoder FOLDER --out FOLDER`.

- `encoder.onnx`: word embeddings in, the heads' vectors out. Matrices of the layers are whole numbers of 8 bits, one
  scale a column; sums, norms and the heads stay in floating point.
- `reading.bin`: what the program keeps itself, in little-endian: the words of the vocabulary with their embeddings as
  8-bit numbers with one scale a row, the names of labels, the tags that frequent words
  can have, and the small matrices that join two words.
  `crates/model/src/weights.rs` reads it and tells the layout.
- `pieces.json`: words with the numbers of their pieces and of their looks, for the program's tests.
"""

import argparse
import hashlib
import json
import struct
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from corpora import EVENTS, KINDS
from network import ReadingModel
from teach import load
from wordpiece import CLS, SEP, UNK, WordPiece, shape

MAGIC = b"dateline reading 2\n"


def is_kept(piece: str) -> bool:
    """Pieces that a page in a Latin alphabet can have; others are unknown words to this model anyway."""
    if piece.startswith("[unused"):
        return False
    return piece in (CLS, SEP, UNK) or all(ord(c) < 0x0250 or 0x2000 <= ord(c) < 0x2E80 for c in piece.removeprefix("##"))


def text(value: str) -> bytes:
    data = value.encode()
    return struct.pack("<H", len(data)) + data


def matrix(tensor: torch.Tensor) -> bytes:
    """Rows, columns, then the numbers row by row."""
    values = tensor.detach().float().numpy()
    values = values if values.ndim == 2 else values[None]
    return struct.pack("<II", *values.shape) + values.astype("<f4").tobytes()


def packed(model: ReadingModel, forms: dict[str, list[str]], vocabulary: list[str]) -> bytes:
    kept = [i for i, piece in enumerate(vocabulary) if is_kept(piece)]
    rows = model.encoder.words.weight.detach().numpy()[kept]
    scale = np.abs(rows).max(axis=1) / 127
    whole = np.round(rows / scale[:, None]).astype(np.int8)
    out = [struct.pack("<I", len(kept)), *(text(vocabulary[i]) for i in kept)]
    out += [struct.pack("<I", rows.shape[1]), scale.astype("<f4").tobytes(), whole.tobytes()]
    for names in (model.tags, model.relations, KINDS, EVENTS):
        out += [struct.pack("<I", len(names)), *map(text, names)]
    out.append(struct.pack("<I", len(forms)))
    for form, tags in forms.items():
        out += [text(form), struct.pack("<B", len(tags)), bytes(model.tags.index(tag) for tag in tags)]
    out.append(struct.pack("<I", len(model.parts)))
    for name, width in model.parts.items():
        out += [text(name), struct.pack("<I", width)]
    for layer in (model.relation, model.role):
        out += [matrix(layer.weight), matrix(layer.bias)]
    out.append(matrix(model.distance.weight))
    payload = b"".join(out)
    return MAGIC + hashlib.sha256(payload).digest() + payload


# Words of every make for the program's own cutter.
WORDS = """Officials said “ Zhanbekova n't n’t U.S. café Über-Minister 1,500 $3.5m al-Qahrani's 12:30 e-mail … —
naïve ISI McAllister COVID-19 http://harbour.example/a?b=c Pakistan’s ¿Qué? #ferry @port_news ½ 東京 שלום 🙂 Ångström
antidisestablishmentarianism İstanbul ß ﬁre""".split()


def cases(vocabulary: list[str]) -> list:
    wordpiece = WordPiece([piece for piece in vocabulary if is_kept(piece)])
    return [[word, wordpiece.pieces(word), shape(word)] for word in WORDS]


def main() -> None:
    arguments = argparse.ArgumentParser()
    for name in ("model", "encoder", "out"):
        arguments.add_argument(f"--{name}", type=Path, required=True)
    given = arguments.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    model = load(given.model, given.encoder)
    forms = torch.load(given.model, weights_only=True)["forms"]
    vocabulary = (given.encoder / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1]

    width = model.encoder.norm.weight.shape[0]
    example = (torch.zeros(1, 7, width), torch.zeros(1, 7, dtype=torch.int32))
    plain = given.out / "encoder.f32.onnx"
    torch.onnx.export(
        model,
        example,
        plain,
        input_names=["words", "shapes"],
        output_names=["vectors"],
        dynamic_axes={name: {1: "piece"} for name in ("words", "shapes", "vectors")},
        opset_version=17,
        dynamo=False,
    )
    heads = [n.name for n in onnx.load(plain).graph.node if n.op_type == "MatMul" and n.name.startswith("/heads")]
    quantize_dynamic(
        plain,
        given.out / "encoder.onnx",
        op_types_to_quantize=["MatMul"],
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=False,
        nodes_to_exclude=heads,
    )
    (given.out / "reading.bin").write_bytes(packed(model, forms, vocabulary))
    (given.out / "pieces.json").write_text(json.dumps(cases(vocabulary), ensure_ascii=False, indent=0) + "\n")
    for name in ("encoder.f32.onnx", "encoder.onnx", "reading.bin"):
        print(name, (given.out / name).stat().st_size)


if __name__ == "__main__":
    main()
