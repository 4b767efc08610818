"""The encoder-decoder of `reverse`, from the parts of the lecture's models."""
import torch
import torch.nn as nn
from torch.nn import functional as F

from .models import Dropout, FeedForward, Head, MultiHeadAttention


class OpenHead(Head):
    """Without the causal mask: sees all of `memory`, from which keys and values come."""

    def forward(self, x, memory):
        wei = self.query(x) @ self.key(memory).transpose(-2, -1) * self.scale  # (B,Tq,Tk)
        return self.dropout(F.softmax(wei, dim=-1)) @ self.value(memory)


class OpenAttention(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.heads = nn.ModuleList([OpenHead(c) for _ in range(c.n_head)])
        self.proj = nn.Linear(c.n_embd, c.n_embd)
        self.dropout = Dropout(c.dropout)

    def forward(self, x, memory):
        return self.dropout(self.proj(torch.cat([h(x, memory) for h in self.heads], dim=-1)))


class EncoderBlock(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.sa = OpenAttention(c)
        self.ffwd = FeedForward(c, block=True)
        self.ln1, self.ln2 = nn.LayerNorm(c.n_embd), nn.LayerNorm(c.n_embd)

    def forward(self, x):
        seen = self.ln1(x)
        x = x + self.sa(seen, seen)
        return x + self.ffwd(self.ln2(x))


class DecoderBlock(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.sa = MultiHeadAttention(c, projection=True)  # causal
        self.ca = OpenAttention(c)
        self.ffwd = FeedForward(c, block=True)
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
        return self.token_embedding_table(idx) + self.position_embedding_table(torch.arange(idx.shape[1], device=idx.device))

    def translate(self, source, given):
        """(B,T), (B,T) -> logits (B,T,V)"""
        return self.lm_head(self.decoder(self.embed(given), self.encoder(self.embed(source))))

    def forward(self, windows, targets):
        """Logits (B,T,V) of the windows' first lines backwards, and their mean loss in nats; `targets` do not matter."""
        source, given, target = reversal(windows)
        logits = self.translate(source, given)
        return logits, F.cross_entropy(logits.flatten(0, 1), target.flatten())
