#!/usr/bin/python3
"""The notes' training loop in PyTorch, eager, on one thread, with its batches stacked in Python.

Contender protocol (see contenders.mjs): each line of stdin is a number of steps, answered by one line of JSON.
"""
import json
import sys
import time

import torch
import torch.nn as nn
from torch.nn import functional as F

batch_size, block_size, learning_rate = 32, 8, 1e-3


class BigramLanguageModel(nn.Module):
    def __init__(self, vocab_size):
        super().__init__()
        self.token_embedding_table = nn.Embedding(vocab_size, vocab_size)

    def forward(self, idx, targets):
        logits = self.token_embedding_table(idx)  # (B,T,C)
        B, T, C = logits.shape
        loss = F.cross_entropy(logits.view(B * T, C), targets.view(B * T))
        return logits, loss


def read_train_data(path):
    with open(path, encoding="utf-8") as f:
        text = f.read()
    chars = sorted(set(text))
    stoi = {ch: i for i, ch in enumerate(chars)}
    data = torch.tensor([stoi[c] for c in text], dtype=torch.int64)
    return data[:int(0.9 * len(data))], len(chars)


def get_batch(data):
    ix = torch.randint(len(data) - block_size - 1, (batch_size,))
    x = torch.stack([data[i:i + block_size] for i in ix])
    y = torch.stack([data[i + 1:i + block_size + 1] for i in ix])
    return x, y


def train(data, vocab_size, steps):
    torch.manual_seed(1337)
    m = BigramLanguageModel(vocab_size)
    optimizer = torch.optim.AdamW(m.parameters(), lr=learning_rate)
    losses = []
    start = time.perf_counter()
    for step in range(steps):
        xb, yb = get_batch(data)
        logits, loss = m(xb, yb)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        if step % 100 == 0 and step < 3000:
            losses.append(loss.item())
    return {"seconds": time.perf_counter() - start, "losses": losses}


if __name__ == "__main__":
    torch.set_num_threads(1)
    train_data, vocabulary_size = read_train_data(sys.argv[1])
    for line in sys.stdin:
        print(json.dumps(train(train_data, vocabulary_size, int(line))), flush=True)
