"""The models as the lecture writes them. `c` is a checkpoint's config."""
from types import SimpleNamespace

import torch
import torch.nn as nn
from torch.nn import functional as F


class Dropout(nn.Dropout):
    """nn.Dropout of the rows [first, first + count) of a batch, for which the masks of the whole batch are drawn, on the CPU: so
    many processes, and any device, draw what one draws, and as Iambic does."""

    rows = None  # (first, count, of how many); None: all

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        first, count, whole = self.rows or (0, len(x), len(x))
        mask = F.dropout(torch.ones(whole, *x.shape[1:], dtype=torch.float32), self.p)
        return x * mask[first:first + count].to(x.device, x.dtype)


def take_rows(model, first, count, whole):
    """From now on the batches that the model is given are these rows of whole ones."""
    for module in model.modules():
        if isinstance(module, Dropout):
            module.rows = first, count, whole


class Head(nn.Module):
    def __init__(self, c):
        super().__init__()
        size = c.n_embd // c.n_head
        self.key = nn.Linear(c.n_embd, size, bias=False)
        self.query = nn.Linear(c.n_embd, size, bias=False)
        self.value = nn.Linear(c.n_embd, size, bias=False)
        self.register_buffer("tril", torch.tril(torch.ones(c.block_size, c.block_size)), persistent=False)
        self.dropout = Dropout(c.dropout)
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
        self.dropout = Dropout(c.dropout)

    def forward(self, x):
        out = torch.cat([h(x) for h in self.heads], dim=-1)
        return self.dropout(self.proj(out)) if self.proj else out


class FeedForward(nn.Module):
    def __init__(self, c, block):
        super().__init__()
        activation = nn.GELU(approximate="tanh") if c.activation == "gelu" else nn.ReLU()
        self.net = nn.Sequential(
            nn.Linear(c.n_embd, 4 * c.n_embd), activation, nn.Linear(4 * c.n_embd, c.n_embd), Dropout(c.dropout),
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
            x = x + self.position_embedding_table(torch.arange(idx.shape[1], device=idx.device))
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
