#!/usr/bin/python3
"""The lecture's transformers in PyTorch, eager, every head a module of its own, batches stacked in Python.

usage: pytorch.py CORPUS THREADS CONFIG      CONFIG: Iambic's settings as JSON
Contender protocol (see rungs.mjs): each line of stdin is a number of steps, and one of the batches to evaluate after them.
"""
import json
import os
import sys
import time
from pathlib import Path
from types import SimpleNamespace

for library in ("OMP", "OPENBLAS", "MKL"):  # each counts its own threads, and asks when it is loaded
    os.environ[f"{library}_NUM_THREADS"] = sys.argv[2]
sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "scripts"))

import torch

from iambic_pytorch.models import LanguageModel
from iambic_pytorch.training import get_batch, make_optimizer, train_step

EARLY = 50  # losses to compare


def read_splits(path):
    text = Path(path).read_text(encoding="utf-8")
    chars = sorted(set(text))
    stoi = {ch: i for i, ch in enumerate(chars)}
    data = torch.tensor([stoi[c] for c in text], dtype=torch.int64)
    n = int(0.9 * len(data))
    return {"train": data[:n], "val": data[n:]}, len(chars)


@torch.no_grad()
def estimate_loss(model, splits, c, batches):
    """The lecture's."""
    model.eval()
    out = []
    for split in ("train", "val"):
        losses = torch.zeros(batches)
        for k in range(batches):
            _, loss = model(*get_batch(splits[split], c))
            losses[k] = loss.item()
        out.append(losses.mean().item())
    return out


def answer(splits, vocab_size, c, steps, batches):
    torch.manual_seed(c.seed)
    model = LanguageModel(c, vocab_size)
    optimizer = make_optimizer(model, c)
    start = time.perf_counter()
    losses = [train_step(model, optimizer, splits["train"], c, step) for step in range(steps)]
    sample = {"seconds": time.perf_counter() - start, "losses": losses[:EARLY]}
    if batches > 0:
        start = time.perf_counter()
        means = estimate_loss(model, splits, c, batches)
        sample["evaluation"] = {"seconds": time.perf_counter() - start, "losses": means}
    return sample


if __name__ == "__main__":
    torch.set_num_threads(int(sys.argv[2]))
    corpus, vocabulary_size = read_splits(sys.argv[1])
    config = SimpleNamespace(**json.loads(sys.argv[3]))
    for line in sys.stdin:
        print(json.dumps(answer(corpus, vocabulary_size, config, *map(int, line.split()))), flush=True)
