"""Trains the weights by which events are joined: `python train.py --pairs train.tsv --out happening.toml`.

The pairs come from `bench/coreference` (`coreference-bench pairs CORPUS`). A network with one hidden layer, the mean of
several seeds written side by side, so that the file does not hang on one draw.
"""

import argparse
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def read(path: Path) -> tuple[list[str], list[tuple[str, str]], Tensor, Tensor]:
    """Names of the features; of each pair the two mentions, whether it is one, and what is weighed."""
    with path.open() as lines:
        names = next(lines).rstrip("\n").split("\t")[3:]
        rows = [line.rstrip("\n").split("\t") for line in lines]
    same = torch.tensor([float(row[0]) for row in rows])
    weighed = torch.tensor([[float(x) for x in row[3:]] for row in rows])
    return names, [(row[1], row[2]) for row in rows], same, weighed


def train(weighed: Tensor, same: Tensor, cells: int, epochs: int, seed: int) -> nn.Sequential:
    torch.manual_seed(seed)
    net = nn.Sequential(nn.Linear(weighed.shape[1], cells), nn.ReLU(), nn.Linear(cells, 1))
    optimiser = torch.optim.AdamW(net.parameters(), lr=0.005, weight_decay=0.02)
    size = 4096
    steps = epochs * (len(weighed) // size + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 0.01, total_steps=steps)
    for _ in range(epochs):
        order = torch.randperm(len(weighed))
        for start in range(0, len(order), size):
            batch = order[start : start + size]
            loss = F.binary_cross_entropy_with_logits(net(weighed[batch])[:, 0], same[batch])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    return net


def joined(nets: list[nn.Sequential], mean: Tensor, spread: Tensor) -> tuple[Tensor, Tensor]:
    """The mean of networks as one: the hidden cells side by side, for features as they are."""
    weights = torch.cat([net[0].weight for net in nets]) / spread
    biases = torch.cat([net[0].bias for net in nets]) - weights @ mean
    hidden = torch.cat([weights, biases[:, None]], 1)
    out = torch.cat([net[2].weight[0] for net in nets] + [sum(net[2].bias for net in nets)])
    return hidden.detach(), out.detach() / len(nets)


def write(path: Path, names: list[str], hidden: Tensor, out: Tensor) -> None:
    row = lambda values: "[" + ", ".join(f"{x:.4f}" for x in values.tolist()) + "]"
    lines = ["# Written by training/happening/train.py; its README tells from what.\n", "features = ["]
    lines += [f'    "{name}",' for name in names]
    lines += ["]", "# A row for each cell: a weight for each feature, then the bias.", "hidden = ["]
    lines += [f"    {row(cell)}," for cell in hidden]
    lines += ["]", "# A weight for each cell, then the bias.", f"out = {row(out)}", ""]
    path.write_text("\n".join(lines))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pairs", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--cells", type=int, default=12)
    arguments.add_argument("--seeds", type=int, default=4)
    arguments.add_argument("--epochs", type=int, default=16)
    given = arguments.parse_args()
    names, _, same, weighed = read(given.pairs)
    mean, spread = weighed.mean(0), weighed.std(0) + 1e-6
    weighed = (weighed - mean) / spread
    nets = [train(weighed, same, given.cells, given.epochs, seed) for seed in range(given.seeds)]
    write(given.out, names, *joined(nets, mean, spread))
    with torch.no_grad():
        odds = sum(net(weighed)[:, 0] for net in nets) / len(nets)
        loss = F.binary_cross_entropy_with_logits(odds, same)
    print(f"{len(same)} pairs, {same.mean():.3f} of them one; loss {loss:.4f}")


if __name__ == "__main__":
    main()
