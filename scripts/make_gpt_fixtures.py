#!/usr/bin/python3
"""Writes what PyTorch 1.13 computes for transformers: tests/fixtures/gpt_ops.json, gpt.json, pytorch.safetensors and pytorch.json.

Needs what make_fixtures.py needs, tiny Shakespeare too. The models are those of to_pytorch.py. Running it twice writes the same bytes.

usage: scripts/make_gpt_fixtures.py [section ...]      sections: ops gpt checkpoint (default: all)
"""
import hashlib
import math
import sys
from types import SimpleNamespace

from make_fixtures import FIXTURES, Corpus, bits, read_shakespeare, write  # first: it chooses the vector unit
import torch
import torch.nn as nn
from torch.nn import functional as F

import to_pytorch
from to_pytorch import LanguageModel


# --- single operations -------------------------------------------------------------------------------------------

def record(name, function, extra=None, **inputs):
    """`function` of the inputs, and the gradients of its output times a random `dout`."""
    inputs = {key: value.requires_grad_() for key, value in inputs.items()}
    out = function(**inputs)
    dout = torch.randn(out.shape)
    out.backward(dout)
    case = {"name": name, **(extra or {})}
    for key, value in inputs.items():
        case |= {f"{key}_bits": bits(value.detach()), f"d{key}_bits": bits(value.grad)}
    return case | {"out_bits": bits(out.detach()), "dout_bits": bits(dout)}


def linear_cases():
    cases = []
    for N, C, OC, bias in ((3, 5, 4, True), (7, 9, 11, False), (1, 1, 1, True), (12, 16, 8, True)):
        torch.manual_seed(N)
        inputs = {"x": torch.randn(N, C), "weight": torch.randn(OC, C), **({"bias": torch.randn(OC)} if bias else {})}
        cases.append(record(f"{N} rows, {C} to {OC}", F.linear, {"N": N, "C": C, "OC": OC}, **inputs))
    return cases


def layer_norm_cases():
    cases = []
    for name, N, C, scale, shift in (("narrow", 3, 5, 1, 0), ("wide", 2, 33, 3, 1), ("around 100", 4, 8, 1, 100), ("tiny, where eps counts", 3, 6, 1e-3, 0)):
        torch.manual_seed(C)
        inputs = {"x": torch.randn(N, C) * scale + shift, "weight": torch.randn(C), "bias": torch.randn(C)}
        cases.append(record(name, lambda x, weight, bias: F.layer_norm(x, x.shape[-1:], weight, bias), {"N": N, "C": C}, **inputs))
    return cases


def activation_cases():
    torch.manual_seed(4)
    x = torch.cat((torch.randn(21) * 2, torch.tensor([0.0, -0.0, 1e-4, -1e-4, 8.0, -8.0, 30.0, -30.0, 100.0, -100.0])))
    return [record("relu", lambda x: F.relu(x), x=x.clone()), record("gelu", lambda x: F.gelu(x, approximate="tanh"), x=x.clone())]


def attention(q, k, v, scale, causal):
    """q (B,Tq,H,HS), k and v (B,Tk,H,HS) -> (B,Tq,H,HS), as the lecture writes a head."""
    q, k, v = (x.transpose(1, 2) for x in (q, k, v))
    wei = q @ k.transpose(-2, -1) * scale
    if causal:
        wei = wei.masked_fill(torch.tril(torch.ones(wei.shape[-2:])) == 0, float("-inf"))
    return (F.softmax(wei, dim=-1) @ v).transpose(1, 2)


def attention_cases():
    cases = []
    for name, B, Tq, Tk, H, HS, causal, sharpness in (("causal", 2, 6, 6, 2, 3, True, 1), ("one head of one", 1, 1, 1, 1, 1, True, 1), (
            "causal, wide", 1, 9, 9, 1, 8, True, 1), ("cross, fewer queries", 2, 3, 7, 2, 4, False, 1), ("cross, more queries", 1, 6, 2, 3, 5, False, 1),
            ("sharp", 1, 5, 5, 1, 4, True, 20)):
        torch.manual_seed(Tq * Tk)
        scale = HS ** -0.5
        inputs = {"q": torch.randn(B, Tq, H, HS) * sharpness, "k": torch.randn(B, Tk, H, HS), "v": torch.randn(B, Tk, H, HS)}
        cases.append(record(name, lambda q, k, v: attention(q, k, v, scale, causal),
                            {"B": B, "Tq": Tq, "Tk": Tk, "H": H, "HS": HS, "causal": causal, "scale": scale}, **inputs))
    return cases


def dropout_cases():
    cases = []
    for seed, p, N in ((1337, 0.2, 37), (1, 0.5, 16), (2, 0.95, 40), (3, 0.1, 5)):
        torch.manual_seed(seed)
        masks = [F.dropout(torch.ones(N), p) for _ in range(2)]  # the stream goes on
        cases.append({"seed": seed, "p": p, "N": N, "masks_bits": bits(torch.cat(masks)), "next": torch.randint(1000, (3,)).tolist()})
    return cases


def make_ops():
    write("gpt_ops", {"linear": linear_cases(), "layer_norm": layer_norm_cases(), "activation": activation_cases(), "attention": attention_cases(),
                      "dropout": dropout_cases()})


# --- whole models --------------------------------------------------------------------------------------------------

DEFAULTS = dict(seed=1337, learning_rate=1e-3, holdback=0, n_layer=1, n_head=1, n_embd=32, dropout=0.0, activation="relu", attention_scale="n_embd",
                beta2=0.999, weight_decay=0.01, decayed="all", grad_clip=0.0, warmup_steps=0, decay_steps=0, min_learning_rate=0.0)


def config(model, batch_size, block_size, **changes):
    return SimpleNamespace(model=model, batch_size=batch_size, block_size=block_size, **{**DEFAULTS, **changes})


GPT = dict(n_layer=4, n_head=4, n_embd=64)
NANOGPT_CPU = dict(n_layer=4, n_head=4, n_embd=128, activation="gelu", attention_scale="head_size", beta2=0.99, weight_decay=0.1, decayed="matrices",
                   grad_clip=1.0, warmup_steps=100, decay_steps=2000, min_learning_rate=1e-4)
ODD = dict(n_layer=2, n_head=3, n_embd=15, seed=7)  # nothing is a multiple of a vector

# Name, configuration, corpus. With dropout the seed is 42: with 1337 an input of a ReLU is 7e-9, and rounding decides its gradient.
RUNGS = [
    ("self-attention", config("self-attention", 32, 8), None),
    ("multi-head", config("multi-head", 32, 8, n_head=4), None),
    ("feed-forward", config("feed-forward", 32, 8, n_head=4), None),
    ("blocks", config("blocks", 32, 8, n_layer=3, n_head=4), None),
    ("layer-norm", config("gpt", 32, 8, n_layer=3, n_head=4), None),
    ("gpt", config("gpt", 16, 32, **GPT), None),
    ("nanogpt-cpu", config("gpt", 12, 64, **NANOGPT_CPU), None),
    ("gpt with dropout", config("gpt", 16, 32, **GPT, dropout=0.2, seed=42), None),
    ("multi-head with dropout", config("multi-head", 6, 7, n_head=2, n_embd=10, dropout=0.3, seed=3), "abc.txt"),
    ("odd sizes, dropout, a schedule and clipping", config("gpt", 5, 6, **ODD, dropout=0.1, activation="gelu", grad_clip=0.2, learning_rate=1e-2,
                                                           warmup_steps=3, decay_steps=12, min_learning_rate=1e-3), "accents.txt"),
    ("odd sizes in blocks", config("blocks", 3, 11, **ODD, holdback=1, attention_scale="head_size", weight_decay=0.0), "abc.txt"),
]


def text_of(model, corpus, tokens):
    model.eval()
    ids = model.generate(torch.zeros((1, 1), dtype=torch.long), tokens)[0].tolist()
    return {"tokens": tokens, "text": corpus.decode(ids)}


def some_places(size):
    """The first, the last and one between."""
    return [0, size // 3, size - 1]


def describe_gradients(model):
    """Each parameter's name, shape, and of its gradient the norm and the values at some_places()."""
    return [{"name": name, "shape": list(p.shape), "norm": float(f"{p.grad.norm().item():.9g}"),
             "values": [float(f"{v:.9g}") for v in p.grad.flatten()[some_places(p.numel())].tolist()]} for name, p in model.named_parameters()]


def describe_rung(name, c, corpus_file):
    """Seed, parameters, a text, 20 steps (the gradients of the first), losses and a text after them."""
    corpus = Corpus.read(FIXTURES / "corpora" / corpus_file) if corpus_file else read_shakespeare()
    torch.manual_seed(c.seed)
    model = LanguageModel(c, len(corpus.vocabulary))
    tokens = 2 * c.block_size + 20
    before = text_of(model, corpus, tokens)
    data = corpus.splits["train"]
    optimizer = to_pytorch.make_optimizer(model, c)
    stream = torch.get_rng_state()
    _, loss = model.train()(*to_pytorch.get_batch(data, c))
    loss.backward()
    gradients = describe_gradients(model)
    torch.set_rng_state(stream)
    losses = [to_pytorch.train_step(model, optimizer, data, c, step) for step in range(20)]
    evaluation = {split: to_pytorch.exact_loss(model, ids, c) for split, ids in corpus.splits.items()} if corpus_file else None
    return {"name": name, "corpus": corpus_file, "config": vars(c), "parameters": sum(p.numel() for p in model.parameters()), "gradients": gradients,
            "before": before, "losses": losses, "evaluation": evaluation, "after": text_of(model, corpus, tokens)}


def nanogpt_learning_rate(it, learning_rate, min_lr, warmup_iters, lr_decay_iters):
    """get_lr of nanoGPT's train.py, word for word."""
    if it < warmup_iters:
        return learning_rate * (it + 1) / (warmup_iters + 1)
    if it > lr_decay_iters:
        return min_lr
    decay_ratio = (it - warmup_iters) / (lr_decay_iters - warmup_iters)
    coeff = 0.5 * (1.0 + math.cos(math.pi * decay_ratio))
    return min_lr + coeff * (learning_rate - min_lr)


def schedules():
    entries = []
    for learning_rate, min_lr, warmup, decay in ((1e-3, 1e-4, 100, 2000), (6e-4, 6e-5, 0, 500), (1e-2, 0.0, 7, 8)):
        iterations = sorted({0, 1, warmup // 2, max(warmup - 1, 0), warmup, warmup + 1, (warmup + decay) // 2, decay - 1, decay, decay + 1, 10 * decay})
        entries.append({"learning_rate": learning_rate, "min_learning_rate": min_lr, "warmup_steps": warmup, "decay_steps": decay, "iterations": iterations,
                        "values": [nanogpt_learning_rate(i, learning_rate, min_lr, warmup, decay) for i in iterations]})
    return entries


def make_gpt():
    write("gpt", {"rungs": [describe_rung(*rung) for rung in RUNGS], "schedules": schedules()})


# --- a checkpoint from PyTorch ---------------------------------------------------------------------------------------

def make_checkpoint():
    """A tiny GPT that PyTorch trained, saved, and trained on: what Iambic must do with the file."""
    c = config("gpt", 4, 5, n_layer=1, n_head=2, n_embd=6, dropout=0.1, seed=11)
    corpus = Corpus.read(FIXTURES / "corpora" / "abc.txt")
    torch.manual_seed(c.seed)
    model = LanguageModel(c, len(corpus.vocabulary))
    optimizer = to_pytorch.make_optimizer(model, c)
    data = corpus.splits["train"]
    for step in range(10):
        to_pytorch.train_step(model, optimizer, data, c, step)
    to_pytorch.save(FIXTURES / "pytorch.safetensors", model, optimizer, c, 10, corpus.vocabulary, hashlib.sha256(corpus.text.encode()).hexdigest())
    x = data[:10].view(2, 5)
    logits = model.eval()(x)[0]
    losses = [to_pytorch.train_step(model, optimizer, data, c, step) for step in range(10, 20)]
    write("pytorch", {"corpus": "abc.txt", "step": 10, "x": x.flatten().tolist(), "logits_bits": bits(logits.detach()), "next_losses": losses})


SECTIONS = {"ops": make_ops, "gpt": make_gpt, "checkpoint": make_checkpoint}


def main(names):
    if "--help" in names:
        sys.exit(print(__doc__))
    unknown = [name for name in names if name not in SECTIONS]
    if unknown:
        sys.exit(f"make_gpt_fixtures: no section {unknown[0]}; the sections are {' '.join(SECTIONS)}")
    torch.set_num_threads(1)
    for name in names or SECTIONS:
        SECTIONS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
