#!/usr/bin/env python3
"""Iambic's checkpoints in PyTorch: the models as the lecture writes them, under the same names, and both ways between them.

usage: scripts/to_pytorch.py FILE.safetensors            prints the model
         [--data TEXT]       the text it was trained on: prints the losses of both parts
         [--steps N]         trains on, with the batches that Iambic would have drawn
         [--save FILE]       writes what PyTorch has now as a checkpoint that Iambic opens
         [--check MODULE]    compares PyTorch's logits with those of Iambic (dist/iambic.mjs; needs Node)
"""
import argparse
import hashlib
import json
import math
import struct
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

try:
    import torch
    import torch.nn as nn
    from torch.nn import functional as F
except ImportError:
    sys.exit("to_pytorch: PyTorch is missing; on Debian it is the package python3-torch, elsewhere: pip install torch")


# --- The models. `c` is a checkpoint's config. -------------------------------------------------------------------------

class Head(nn.Module):
    def __init__(self, c):
        super().__init__()
        size = c.n_embd // c.n_head
        self.key = nn.Linear(c.n_embd, size, bias=False)
        self.query = nn.Linear(c.n_embd, size, bias=False)
        self.value = nn.Linear(c.n_embd, size, bias=False)
        self.register_buffer("tril", torch.tril(torch.ones(c.block_size, c.block_size)), persistent=False)
        self.dropout = nn.Dropout(c.dropout)
        self.scale = (c.n_embd if c.attention_scale == "n_embd" else size) ** -0.5

    def forward(self, x):
        T = x.shape[1]
        wei = self.query(x) @ self.key(x).transpose(-2, -1) * self.scale  # (B,T,T)
        wei = wei.masked_fill(self.tril[:T, :T] == 0, float("-inf"))
        return self.dropout(F.softmax(wei, dim=-1)) @ self.value(x)


class MultiHeadAttention(nn.Module):
    def __init__(self, c, projection):
        super().__init__()
        self.heads = nn.ModuleList([Head(c) for _ in range(c.n_head)])
        self.proj = nn.Linear(c.n_embd, c.n_embd) if projection else None
        self.dropout = nn.Dropout(c.dropout)

    def forward(self, x):
        out = torch.cat([h(x) for h in self.heads], dim=-1)
        return self.dropout(self.proj(out)) if self.proj else out


class FeedForward(nn.Module):
    def __init__(self, c, block):
        super().__init__()
        activation = nn.GELU(approximate="tanh") if c.activation == "gelu" else nn.ReLU()
        self.net = nn.Sequential(
            nn.Linear(c.n_embd, 4 * c.n_embd), activation, nn.Linear(4 * c.n_embd, c.n_embd), nn.Dropout(c.dropout),
        ) if block else nn.Sequential(nn.Linear(c.n_embd, c.n_embd), activation)

    def forward(self, x):
        return self.net(x)


class Block(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.sa = MultiHeadAttention(c, projection=True)
        self.ffwd = FeedForward(c, block=True)
        self.ln1 = nn.LayerNorm(c.n_embd) if c.model == "gpt" else nn.Identity()
        self.ln2 = nn.LayerNorm(c.n_embd) if c.model == "gpt" else nn.Identity()

    def forward(self, x):
        x = x + self.sa(self.ln1(x))
        return x + self.ffwd(self.ln2(x))


class LanguageModel(nn.Module):
    """Every rung of the ladder, from the bigram to the whole GPT."""

    def __init__(self, c, vocab_size):
        super().__init__()
        self.block_size = c.block_size
        if c.model == "bigram":
            self.token_embedding_table = nn.Embedding(vocab_size, vocab_size)
            return
        self.token_embedding_table = nn.Embedding(vocab_size, c.n_embd)
        self.position_embedding_table = nn.Embedding(c.block_size, c.n_embd)
        if c.model == "self-attention":
            self.sa_head = Head(SimpleNamespace(**{**vars(c), "n_head": 1}))
        elif c.model in ("multi-head", "feed-forward"):
            self.sa_heads = MultiHeadAttention(c, projection=False)
        else:
            self.blocks = nn.Sequential(*[Block(c) for _ in range(c.n_layer)])
        if c.model == "feed-forward":
            self.ffwd = FeedForward(c, block=False)
        if c.model == "gpt":
            self.ln_f = nn.LayerNorm(c.n_embd)
        self.lm_head = nn.Linear(c.n_embd, vocab_size)

    def forward(self, idx, targets=None):
        """idx, targets (B,T) -> logits (B,T,V), mean loss in nats"""
        x = self.token_embedding_table(idx)
        if hasattr(self, "lm_head"):
            x = x + self.position_embedding_table(torch.arange(idx.shape[1]))
            for part in ("sa_head", "sa_heads", "blocks", "ffwd", "ln_f", "lm_head"):
                if hasattr(self, part):
                    x = getattr(self, part)(x)
        return x, None if targets is None else F.cross_entropy(x.flatten(0, 1), targets.flatten())

    @torch.no_grad()
    def generate(self, idx, max_new_tokens):
        for _ in range(max_new_tokens):
            logits = self(idx[:, -self.block_size:])[0][:, -1, :]
            idx = torch.cat((idx, torch.multinomial(F.softmax(logits, dim=-1), num_samples=1)), dim=1)
        return idx


# --- Training, as the config tells. ------------------------------------------------------------------------------------

def make_optimizer(model, c):
    """AdamW; weight decay takes all parameters, or the matrices only."""
    plain = [p for p in model.parameters() if c.decayed == "matrices" and p.dim() < 2]
    decayed = [p for p in model.parameters() if c.decayed == "all" or p.dim() >= 2]
    groups = [{"params": decayed, "weight_decay": c.weight_decay}, {"params": plain, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=c.learning_rate, betas=(0.9, c.beta2))


def learning_rate_at(c, step):
    """nanoGPT's get_lr; decay_steps 0: no cosine."""
    if step < c.warmup_steps:
        return c.learning_rate * (step + 1) / (c.warmup_steps + 1)
    if c.decay_steps == 0:
        return c.learning_rate
    if step > c.decay_steps or c.decay_steps <= c.warmup_steps:
        return c.min_learning_rate
    ratio = (step - c.warmup_steps) / (c.decay_steps - c.warmup_steps)
    return c.min_learning_rate + 0.5 * (1 + math.cos(math.pi * ratio)) * (c.learning_rate - c.min_learning_rate)


def get_batch(data, c):
    ix = torch.randint(len(data) - c.block_size - c.holdback, (c.batch_size,))
    return (torch.stack([data[i:i + c.block_size] for i in ix]), torch.stack([data[i + 1:i + c.block_size + 1] for i in ix]))


def train_step(model, optimizer, data, c, step):
    """Draws a batch, takes the step with this 0-based number, returns the loss before it."""
    model.train()
    _, loss = model(*get_batch(data, c))
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    if c.grad_clip > 0:
        nn.utils.clip_grad_norm_(model.parameters(), c.grad_clip)
    for group in optimizer.param_groups:
        group["lr"] = learning_rate_at(c, step)
    optimizer.step()
    return loss.item()


@torch.no_grad()
def exact_loss(model, data, c):
    """Mean loss over the windows of block_size that follow one another, the last one shorter. (A bigram's: over all pairs.)"""
    model.eval()
    nats = 0.0
    for x, y in zip(data[:-1].split(c.block_size), data[1:].split(c.block_size)):
        nats += model(x[None], y[None])[1].item() * len(x)
    return nats / (len(data) - 1)


# --- Checkpoints: safetensors files, https://huggingface.co/docs/safetensors ---------------------------------------------

MOMENTS = ("exp_avg", "exp_avg_sq")


def generator_to_torch(text):
    """Our generator's words -> torch.set_rng_state's bytes. A normal that waits to be drawn is lost: training draws none."""
    words = struct.unpack(">628I", bytes.fromhex(text))
    used = words[624]
    head = struct.pack("<QiiQ", 0, 625 - used, 1, used % 624)
    return torch.frombuffer(bytearray(head + struct.pack("<624Q", *words[:624]) + bytes(40)), dtype=torch.uint8)


def generator_from_torch(state):
    raw = bytes(state.tolist())
    left, used = struct.unpack_from("<i4xQ", raw, 8)
    return struct.pack(">628I", *struct.unpack_from("<624Q", raw, 24), 624 if left == 1 else used, 0, 0, 0).hex()


def load(path):
    """-> model, optimizer, config, metadata; torch's random stream goes on where the checkpoint stopped."""
    raw = Path(path).read_bytes()
    try:
        length = struct.unpack_from("<Q", raw)[0]
        header = json.loads(raw[8:8 + length])
        metadata = header.pop("__metadata__")
        metadata["config"]
    except (struct.error, ValueError, KeyError, TypeError):
        sys.exit(f"to_pytorch: {path} is no checkpoint of Iambic's")
    tensors = {name: torch.frombuffer(bytearray(raw[8 + length + t["data_offsets"][0]:8 + length + t["data_offsets"][1]]),
                                      dtype=torch.float32).view(t["shape"]) for name, t in header.items()}
    c = SimpleNamespace(**json.loads(metadata["config"]))
    if c.model == "encoder-decoder":
        sys.exit(f"to_pytorch: {path} holds an encoder-decoder; this script knows the models of the lecture only")
    model = LanguageModel(c, len(metadata["vocabulary"]))
    model.load_state_dict({name: value for name, value in tensors.items() if not name.startswith("adamw.")})
    optimizer = make_optimizer(model, c)
    for name, p in model.named_parameters():
        optimizer.state[p] = {"step": torch.tensor(float(metadata["step"])), **{m: tensors[f"adamw.{m}.{name}"] for m in MOMENTS}}
    torch.set_rng_state(generator_to_torch(metadata["generator"]))
    return model, optimizer, c, metadata


def save(path, model, optimizer, c, step, vocabulary, corpus_sha256):
    """Writes a checkpoint that Iambic opens; where the optimizer has no moments yet they are zero."""
    moment = lambda p, m: optimizer.state[p].get(m, torch.zeros_like(p)) if p in optimizer.state else torch.zeros_like(p)
    parameters = list(model.named_parameters())
    tensors = {**dict(parameters), **{f"adamw.{m}.{name}": moment(p, m) for m in MOMENTS for name, p in parameters}}
    no_checksum = "0" * 64
    header = {"__metadata__": {"format": "pt", "iambic": "1", "config": json.dumps(vars(c)), "vocabulary": "".join(vocabulary), "step": str(step),
                               "generator": generator_from_torch(torch.get_rng_state()), "corpus_sha256": corpus_sha256, "sha256": no_checksum}}
    data = b""
    for name, tensor in tensors.items():
        values = tensor.detach().flatten().tolist()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + 4 * len(values)]}
        data += struct.pack(f"<{len(values)}f", *values)
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()  # as Iambic does: it can be saved again by others
    text += b" " * (-len(text) % 8)
    checksum = hashlib.sha256(text + data).hexdigest().encode()  # of the file with zeros in the checksum's place
    Path(path).write_bytes(struct.pack("<Q", len(text)) + text.replace(no_checksum.encode(), checksum) + data)


# --- The command. ------------------------------------------------------------------------------------------------------

ASK_IAMBIC = """
import { readFileSync } from 'node:fs'
const [module, checkpoint, text, ids] = process.argv.slice(1)
const { createTrainer } = await import(module)
const trainer = await createTrainer({ text: readFileSync(text), checkpoint: readFileSync(checkpoint) })
const { data } = await trainer.logits(JSON.parse(ids))
console.log(JSON.stringify([...data]))
trainer.terminate()
"""


def check(module, checkpoint, text, model, idx):
    """Prints how far PyTorch's logits of idx (B,T) are from Iambic's; False when that is more than 1e-5."""
    address = Path(module).resolve().as_uri()
    command = ["node", "--input-type=module", "-e", ASK_IAMBIC, address, checkpoint, text, json.dumps(idx.tolist())]
    ours = torch.tensor(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))
    model.eval()
    with torch.no_grad():
        theirs = model(idx)[0].flatten()
    difference = ((ours - theirs).abs() / theirs.abs().clamp(min=1)).max().item()
    print(f"{len(ours)} logits: the largest difference is {difference:.1e}; {'within' if difference <= 1e-5 else 'MORE THAN'} 1e-5")
    return difference <= 1e-5


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage=argparse.SUPPRESS)
    parser.add_argument("checkpoint")
    parser.add_argument("--data")
    parser.add_argument("--steps", type=int, default=0)
    parser.add_argument("--save")
    parser.add_argument("--check")
    a = parser.parse_args()
    if (a.steps or a.check) and not a.data:
        sys.exit("to_pytorch: --steps and --check need --data, the text that the checkpoint was trained on")
    model, optimizer, c, metadata = load(a.checkpoint)
    step = int(metadata["step"])
    print(f"{c.model}: {sum(p.numel() for p in model.parameters()):,} parameters, step {step:,}")
    if a.data:
        ids = {character: i for i, character in enumerate(metadata["vocabulary"])}
        data = torch.tensor([ids[character] for character in Path(a.data).read_bytes().decode()])
        train, val = data[:int(0.9 * len(data))], data[int(0.9 * len(data)):]
        if a.check and not check(a.check, a.checkpoint, a.data, model, val[:2 * c.block_size].view(2, c.block_size)):
            sys.exit(1)
        for step in range(step + 1, step + a.steps + 1):
            loss = train_step(model, optimizer, train, c, step - 1)
            if step % 100 == 0:
                print(f"step {step}: loss {loss:.4f}")
        print(f"step {step}: train {exact_loss(model, train, c):.6f}, val {exact_loss(model, val, c):.6f}")
    if a.save:
        save(a.save, model, optimizer, c, step, metadata["vocabulary"], metadata["corpus_sha256"])


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.exit(f"to_pytorch: {error.filename} cannot be used: {error.strerror}")
