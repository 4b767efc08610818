#!/usr/bin/python3
"""Writes what PyTorch 1.13 computes for transformers: tests/fixtures/gpt_ops.json, gpt.json, pytorch.safetensors and pytorch.json.

Needs what make_fixtures.py needs, tiny Shakespeare too. The models are those of to_pytorch.py, and an encoder-decoder of their parts.
Running it twice writes the same bytes.

usage: scripts/make_gpt_fixtures.py [section ...]      sections: ops gpt checkpoint (default: all)
"""
import hashlib
import math
from types import SimpleNamespace

from make_fixtures import FIXTURES, Corpus, bits, main, read_shakespeare, write  # first: it chooses the vector unit
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


# --- the encoder-decoder, from to_pytorch.py's parts ------------------------------------------------------------------

class OpenHead(to_pytorch.Head):
    """Without the causal mask: sees all of `memory`, from which keys and values come."""

    def forward(self, x, memory):
        wei = self.query(x) @ self.key(memory).transpose(-2, -1) * self.scale  # (B,Tq,Tk)
        return self.dropout(F.softmax(wei, dim=-1)) @ self.value(memory)


class OpenAttention(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.heads = nn.ModuleList([OpenHead(c) for _ in range(c.n_head)])
        self.proj = nn.Linear(c.n_embd, c.n_embd)
        self.dropout = nn.Dropout(c.dropout)

    def forward(self, x, memory):
        return self.dropout(self.proj(torch.cat([h(x, memory) for h in self.heads], dim=-1)))


class EncoderBlock(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.sa = OpenAttention(c)
        self.ffwd = to_pytorch.FeedForward(c, block=True)
        self.ln1, self.ln2 = nn.LayerNorm(c.n_embd), nn.LayerNorm(c.n_embd)

    def forward(self, x):
        seen = self.ln1(x)
        x = x + self.sa(seen, seen)
        return x + self.ffwd(self.ln2(x))


class DecoderBlock(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.sa = to_pytorch.MultiHeadAttention(c, projection=True)  # causal
        self.ca = OpenAttention(c)
        self.ffwd = to_pytorch.FeedForward(c, block=True)
        self.ln1, self.ln2, self.ln3 = (nn.LayerNorm(c.n_embd) for _ in range(3))

    def forward(self, x, memory):
        x = x + self.sa(self.ln1(x))
        x = x + self.ca(self.ln2(x), memory)
        return x + self.ffwd(self.ln3(x))


class Stack(nn.Module):
    def __init__(self, c, block):
        super().__init__()
        self.blocks = nn.ModuleList([block(c) for _ in range(c.n_layer)])
        self.ln_f = nn.LayerNorm(c.n_embd)

    def forward(self, x, *memory):
        for block in self.blocks:
            x = block(x, *memory)
        return self.ln_f(x)


def reversal(windows):
    """(B,T) -> each window's first line, what the decoder is given, the line backwards; all (B,T), filled up with 0, the line break."""
    source = windows * (windows != 0).cumprod(dim=1)
    target = torch.zeros_like(source)
    for line, backwards in zip(source, target):
        length = line.count_nonzero()
        backwards[:length] = line[:length].flip(0)
    return source, F.pad(target, (1, 0))[:, :-1], target


class EncoderDecoder(nn.Module):
    """Reads a line and writes it backwards: a transformer as in "Attention is all you need", normalised before each sublayer."""

    def __init__(self, c, vocab_size):
        super().__init__()
        self.block_size, self.vocab_size = c.block_size, vocab_size
        self.token_embedding_table = nn.Embedding(vocab_size, c.n_embd)  # of what is read and of what is written
        self.position_embedding_table = nn.Embedding(c.block_size, c.n_embd)
        self.encoder = Stack(c, EncoderBlock)
        self.decoder = Stack(c, DecoderBlock)
        self.lm_head = nn.Linear(c.n_embd, vocab_size)

    def embed(self, idx):
        return self.token_embedding_table(idx) + self.position_embedding_table(torch.arange(idx.shape[1]))

    def translate(self, source, given):
        """(B,T), (B,T) -> logits (B,T,V)"""
        return self.lm_head(self.decoder(self.embed(given), self.encoder(self.embed(source))))

    def forward(self, windows, targets):
        """Logits (B,T,V) of the windows' first lines backwards, and their mean loss in nats; `targets` do not matter."""
        source, given, target = reversal(windows)
        logits = self.translate(source, given)
        return logits, F.cross_entropy(logits.flatten(0, 1), target.flatten())

    def logits_after(self, ids):
        """-> (V). Of a text whose every other line is the answer to the one before. A line being read ends, and so does an answer of block_size."""
        lines = [[]]
        for i in ids:
            lines[-1].append(i)
            if i == 0:
                lines.append([])
        written = lines[-1]
        if len(lines) % 2 == 1 or len(written) == self.block_size:
            return torch.tensor([0.0] + [-math.inf] * (self.vocab_size - 1))
        line = lines[-2][:-1][-self.block_size:]
        filled_up = lambda ids: torch.tensor([ids + [0] * (self.block_size - len(ids))])
        return self.translate(filled_up(line), filled_up(([0] + written)[:self.block_size]))[0, len(written)]

    @torch.no_grad()
    def generate(self, idx, max_new_tokens):
        ids = idx[0].tolist()
        for _ in range(max_new_tokens):
            ids.append(torch.multinomial(F.softmax(self.logits_after(ids), dim=-1), num_samples=1).item())
        return torch.tensor([ids])


# --- whole models --------------------------------------------------------------------------------------------------

DEFAULTS = dict(seed=1337, learning_rate=1e-3, holdback=0, n_layer=1, n_head=1, n_embd=32, dropout=0.0, activation="relu", attention_scale="n_embd",
                beta2=0.999, weight_decay=0.01, decayed="all", grad_clip=0.0, warmup_steps=0, decay_steps=0, min_learning_rate=0.0)


def config(model, batch_size, block_size, **changes):
    return SimpleNamespace(model=model, batch_size=batch_size, block_size=block_size, **{**DEFAULTS, **changes})


GPT = dict(n_layer=4, n_head=4, n_embd=64)
NANOGPT_CPU = dict(n_layer=4, n_head=4, n_embd=128, activation="gelu", attention_scale="head_size", beta2=0.99, weight_decay=0.1, decayed="matrices",
                   grad_clip=1.0, warmup_steps=100, decay_steps=2000, min_learning_rate=1e-4)
ODD = dict(n_layer=2, n_head=3, n_embd=15, seed=7)  # nothing is a multiple of a vector

# Name, configuration, corpus, prompt. With dropout the seed is 42: with 1337 an input of a ReLU is 7e-9, and rounding decides its gradient.
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
    # The prompt: a line of block_size with its answer, and a longer one whose answer has begun.
    ("reverse", config("encoder-decoder", 32, 16, n_head=4, n_embd=64, attention_scale="head_size"), None,
     "To be, or not to\not ton ro ,eb oT\nWhether 'tis nobler in the mind\ndnim"),
    ("odd sizes in an encoder-decoder, dropout", config("encoder-decoder", 5, 11, **ODD, dropout=0.1, activation="gelu", decayed="matrices"),
     "upper.txt", "HOLD\nDLOH\nA ROBIN REDBREAST\n"),
]


@torch.no_grad()
def text_of(model, corpus, tokens, prompt):
    """What the model writes, and with a prompt the logits of what comes first."""
    model.eval()
    start = corpus.encode(prompt) if prompt else [0]
    logits = {"prompt": prompt, "logits_bits": bits(model.logits_after(start))} if prompt else {}
    ids = model.generate(torch.tensor([start]), tokens)[0].tolist()
    return {**logits, "tokens": tokens, "text": corpus.decode(ids)}


def some_places(size):
    """The first, the last and one between."""
    return [0, size // 3, size - 1]


def describe_gradients(model):
    """Each parameter's name, shape, and of its gradient the norm and the values at some_places()."""
    return [{"name": name, "shape": list(p.shape), "norm": float(f"{p.grad.norm().item():.9g}"),
             "values": [float(f"{v:.9g}") for v in p.grad.flatten()[some_places(p.numel())].tolist()]} for name, p in model.named_parameters()]


def describe_rung(name, c, corpus_file, prompt=None):
    """Seed, parameters, a text, 20 steps (the gradients of the first), losses and a text after them."""
    corpus = Corpus.read(FIXTURES / "corpora" / corpus_file) if corpus_file else read_shakespeare()
    torch.manual_seed(c.seed)
    model = (EncoderDecoder if c.model == "encoder-decoder" else LanguageModel)(c, len(corpus.vocabulary))
    initial = torch.cat([p.detach().flatten()[some_places(p.numel())] for p in model.parameters()])
    tokens = 2 * c.block_size + 20
    before = text_of(model, corpus, tokens, prompt)
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
            "initial_bits": bits(initial), "before": before, "losses": losses,
            "evaluation": evaluation, "after": text_of(model, corpus, tokens, prompt)}


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


if __name__ == "__main__":
    main(SECTIONS, __doc__)
