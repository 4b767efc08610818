#!/usr/bin/python3
"""Writes tests/fixtures/*.json: what PyTorch 1.13 computes, for the test suite to compare itself with.

Needs Debian 12's python3-torch (PyTorch 1.13) and, for shakespeare.json, tiny Shakespeare: $IAMBIC_CORPUS, or what scripts/fetch_corpus left.
Running it twice writes the same bytes. tests/fixtures/README.md explains the files.

usage: scripts/make_fixtures.py [section ...]      sections: corpora random ops sampling bigram shakespeare (default: all)
"""
import hashlib
import json
import math
import os
import random
import struct
import sys
from pathlib import Path

os.environ["ATEN_CPU_CAPABILITY"] = "avx2"  # randn's last bit depends on the vector unit: always take the same one
try:
    import torch
    import torch.nn as nn
    from torch.nn import functional as F
except ImportError:
    sys.exit("make_fixtures: PyTorch 1.13 is missing; install Debian's package python3-torch and run with /usr/bin/python3")

FIXTURES = Path(__file__).resolve().parent.parent / "tests" / "fixtures"
SHAKESPEARE_SHA256 = "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed"


# --- writing -----------------------------------------------------------------------------------------------------

def bits(tensor):
    """A float or double tensor as hexadecimal words: exact, and readable by any language."""
    pack, unpack, digits = ("<f", "<I", 8) if tensor.dtype == torch.float32 else ("<d", "<Q", 16)
    return " ".join(f"{struct.unpack(unpack, struct.pack(pack, v))[0]:0{digits}x}" for v in tensor.flatten().tolist())


def to_text(value, indent=0):
    """JSON with one line per entry of an object or list of objects, so that a diff of fixtures can be read."""
    inner = " " * (indent + 1)
    if isinstance(value, dict):
        items = [f"{inner}{json.dumps(k)}: {to_text(v, indent + 1)}" for k, v in value.items()]
        return "{\n" + ",\n".join(items) + "\n" + " " * indent + "}"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(inner + to_text(v, indent + 1) for v in value) + "\n" + " " * indent + "]"
    return json.dumps(value, ensure_ascii=False)


def write(name, content):
    path = FIXTURES / f"{name}.json"
    path.write_text(to_text({"torch": "1.13", **content}) + "\n", encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size} bytes")


# --- the random stream -------------------------------------------------------------------------------------------

def draw(call, **arguments):
    """One call on the global generator, recorded with its arguments and what it returned."""
    count = arguments.get("count")
    record = {"call": call, **arguments}
    if call == "manual_seed":
        torch.manual_seed(arguments["seed"])
    elif call == "random64":
        raw = torch.empty(count, dtype=torch.int64).random_(-2**63, None)
        record["bits"] = " ".join(f"{v & 2**64 - 1:016x}" for v in raw.tolist())
    elif call == "randint":
        record["values"] = torch.randint(arguments["high"], (count,)).tolist()
    elif call == "multinomial":
        record["values"] = [torch.multinomial(torch.tensor(arguments["weights"]), 1).item() for _ in range(count)]
    else:
        values = {
            "rand": lambda: torch.rand(count),
            "rand_double": lambda: torch.rand(count, dtype=torch.float64),
            "uniform": lambda: torch.empty(count).uniform_(arguments["from"], arguments["to"]),
            "exponential": lambda: torch.empty(count).exponential_(),
            "randn": lambda: torch.randn(count),
            "normal": lambda: torch.empty(count).normal_(arguments["mean"], arguments["std"]),
        }[call]()
        if count > 64:  # a long result is recorded at some places: the start, each 64th, and the last 32
            record["at"] = sorted({*range(0, count, 64), *range(count - 32, count)})
            values = values[record["at"]]
        record["bits"] = bits(values)
    return record


def stream_of_every_call():
    """Each kind of draw by itself and among the others: cached normals, remainders of 16, long and skewed weights."""
    skewed = [0.5 ** (i % 20) for i in range(65)]
    return [
        draw("random64", count=4),
        *(draw("randint", high=high, count=6) for high in (1, 2, 65, 1003846, 2**31 + 11, 2**32 - 1)),
        draw("rand", count=5), draw("rand_double", count=3), draw("uniform", **{"from": -0.25, "to": 0.75}, count=4),
        draw("exponential", count=6),
        *(draw("randn", count=count) for count in (1, 2, 3, 15, 16, 17, 31, 32, 4225)),
        draw("normal", mean=0.5, std=0.02, count=3), draw("normal", mean=-1.0, std=0.02, count=20),
        draw("multinomial", weights=[1.0], count=2), draw("multinomial", weights=[0.2, 0.0, 0.5, 0.3], count=12),
        draw("multinomial", weights=skewed, count=12), draw("multinomial", weights=[3.0, 1.0], count=8),
        draw("randint", high=97, count=4), draw("uniform", **{"from": -(32**-0.5), "to": 32**-0.5}, count=40),
    ]


def stream_of_cached_normals(seed):
    """Below 16 values the second of each Box-Muller pair waits for the next call; a new seed throws it away."""
    return [
        draw("randn", count=3), draw("randint", high=1000, count=2), draw("randn", count=4),
        draw("randn", count=1), draw("randn", count=16), draw("randn", count=2), draw("rand", count=2),
        draw("randn", count=1), draw("manual_seed", seed=seed), draw("randn", count=1),
    ]


def make_random():
    streams = []
    for seed in (0, 1, 42, 1337, 2**32 - 1, 2**32 + 5):
        for name, calls in (("every call", stream_of_every_call), ("cached normals", lambda: stream_of_cached_normals(seed))):
            torch.manual_seed(seed)
            streams.append({"name": name, "seed": seed, "calls": calls()})
    torch.manual_seed(7)
    streams.append({"name": "past the end of the engine's 624 words", "seed": 7,
                    "calls": [draw("randint", high=2**31, count=1300)]})
    write("random", {"streams": streams})


# --- corpora made by rule (accents.txt and upper.txt are prose, written by hand) -----------------------------------

def make_corpora():
    choose = random.Random(1).choices
    abc = "a"
    for _ in range(1199):
        abc += choose("abc", {"a": (0, 5, 1), "b": (2, 0, 4), "c": (3, 2, 1)}[abc[-1]])[0]
    many = "".join(choose([chr(0x4E00 + i) for i in range(400)], k=900))  # more than 256: ids need two bytes
    for name, text in (("abc", abc), ("many", many)):
        (FIXTURES / "corpora" / f"{name}.txt").write_text(text, encoding="utf-8")


# --- single operations -------------------------------------------------------------------------------------------

def cross_entropy_case(name, logits, targets):
    logits = logits.detach().requires_grad_()
    loss = F.cross_entropy(logits, targets)
    loss.backward()
    return {"name": name, "shape": list(logits.shape), "logits_bits": bits(logits), "targets": targets.tolist(),
            "loss": loss.item(), "loss_bits": bits(loss.detach()), "dlogits_bits": bits(logits.grad)}


def cross_entropy_cases():
    torch.manual_seed(5)
    logits = torch.randn(6, 7)
    targets = torch.randint(7, (6,))
    return [
        cross_entropy_case("random logits", logits, targets),
        cross_entropy_case("one class", torch.randn(2, 1), torch.tensor([0, 0])),
        cross_entropy_case("65 classes", torch.randn(3, 65), torch.randint(65, (3,))),
        cross_entropy_case("large logits", logits * 100, targets),
        cross_entropy_case("logits around 10,000", logits + 1e4, targets),
        cross_entropy_case("logits around -10,000", logits - 1e4, targets),
        cross_entropy_case("a certain right answer", torch.tensor([[1000.0, 0.0, -1000.0]]), torch.tensor([0])),
        cross_entropy_case("a certain wrong answer", torch.tensor([[1000.0, 0.0, -1000.0]]), torch.tensor([2])),
    ]


def embedding_cases():
    cases = []
    for seed, (V, C), shape in ((1, (5, 3), (2, 4)), (2, (4, 4), (1, 1)), (3, (3, 8), (4, 8))):
        torch.manual_seed(seed)
        weight = torch.randn(V, C, requires_grad=True)
        tokens = torch.randint(V, shape)  # ids repeat: their gradients add up; some ids may be absent: zero rows
        dout = torch.randn(*shape, C)
        out = F.embedding(tokens, weight)
        out.backward(dout)
        cases.append({"V": V, "C": C, "tokens_shape": list(shape), "tokens": tokens.flatten().tolist(),
                      "weight_bits": bits(weight.detach()), "out_bits": bits(out.detach()),
                      "dout_bits": bits(dout), "dweight_bits": bits(weight.grad)})
    return cases


def softmax_cases():
    notes = torch.tensor([[0.3134, -0.1676, 0.3773, -0.0824, -0.2973],
                          [-0.0856, 0.0987, 0.1772, 0.0565, -0.2135],
                          [0.0624, 0.0895, 0.0927, -0.0507, -0.1921]])
    torch.manual_seed(8)
    inputs = {"the notes' example": notes, "wide": torch.randn(2, 65) * 3, "large": torch.randn(3, 5) * 1000}
    return [{"name": name, "shape": list(x.shape), "x_bits": bits(x), "softmax_bits": bits(F.softmax(x, dim=1))}
            for name, x in inputs.items()]


def adamw_case(name, size, steps, gradient_scale=1.0, **options):
    torch.manual_seed(size)
    parameter = torch.randn(size, requires_grad=True)
    optimizer = torch.optim.AdamW([parameter], **options)
    history = []
    start = bits(parameter.detach())
    for step in range(steps):
        parameter.grad = torch.randn(size) * gradient_scale
        if step % 2 == 1:
            parameter.grad[0] = 0.0  # a row that the batch did not touch still decays and moves
        optimizer.step()
        state = optimizer.state[parameter]
        history.append({"gradient_bits": bits(parameter.grad), "parameter_bits": bits(parameter.detach()),
                        "exp_avg_bits": bits(state["exp_avg"]), "exp_avg_sq_bits": bits(state["exp_avg_sq"])})
    options = {"lr": 1e-3, "betas": [0.9, 0.999], "eps": 1e-8, "weight_decay": 0.01,
               **{k: list(v) if isinstance(v, tuple) else v for k, v in options.items()}}
    return {"name": name, **options, "start_bits": start, "steps": history}


def adamw_cases():
    return [
        adamw_case("defaults", 11, 5),
        adamw_case("every option changed", 6, 6, lr=3e-2, betas=(0.8, 0.95), eps=1e-6, weight_decay=0.1),
        adamw_case("no weight decay", 5, 4, lr=1e-2, weight_decay=0.0),
        adamw_case("tiny gradients, where eps counts", 5, 4, gradient_scale=1e-8, lr=1e-2),
    ]


def make_ops():
    write("ops", {"cross_entropy": cross_entropy_cases(), "embedding": embedding_cases(),
                  "softmax": softmax_cases(), "adamw": adamw_cases()})


# --- the bigram model, as the notes and the lecture write it -------------------------------------------------------

class BigramLanguageModel(nn.Module):
    def __init__(self, vocab_size):
        super().__init__()
        self.token_embedding_table = nn.Embedding(vocab_size, vocab_size)

    def forward(self, idx, targets=None):
        logits = self.token_embedding_table(idx)  # (B,T,V)
        if targets is None:
            return logits, None
        B, T, V = logits.shape
        return logits, F.cross_entropy(logits.view(B * T, V), targets.view(B * T))

    @torch.no_grad()
    def generate(self, idx, max_new_tokens, temperature=1.0, top_k=None):
        """The lecture's generate, with nanoGPT's temperature and top_k (these defaults change nothing)."""
        for _ in range(max_new_tokens):
            logits = self(idx)[0][:, -1, :] / temperature
            if top_k is not None:
                kept, _ = torch.topk(logits, min(top_k, logits.size(-1)))
                logits[logits < kept[:, [-1]]] = -float("inf")
            idx_next = torch.multinomial(F.softmax(logits, dim=1), num_samples=1)
            idx = torch.cat((idx, idx_next), dim=1)
        return idx


class Corpus:
    """A text, its sorted characters, its ids and their 90/10 split."""

    def __init__(self, text):
        self.text = text
        self.vocabulary = sorted(set(text))
        self.stoi = {ch: i for i, ch in enumerate(self.vocabulary)}
        self.data = torch.tensor(self.encode(text), dtype=torch.long)
        n = int(0.9 * len(self.data))
        self.splits = {"train": self.data[:n], "val": self.data[n:]}

    @classmethod
    def read(cls, path):
        return cls(Path(path).read_bytes().decode("utf-8"))

    def encode(self, text):
        return [self.stoi[c] for c in text]

    def decode(self, ids):
        return "".join(self.vocabulary[i] for i in ids)

    def get_batch(self, split, batch_size, block_size, holdback):
        data = self.splits[split]
        ix = torch.randint(len(data) - block_size - holdback, (batch_size,))
        x = torch.stack([data[i:i + block_size] for i in ix])
        y = torch.stack([data[i + 1:i + block_size + 1] for i in ix])
        return x, y


def sample(model, corpus, tokens, prompt=(0,), **options):
    ids = model.generate(torch.tensor([list(prompt)]), tokens, **options)[0].tolist()
    return {"tokens": tokens, "ids": ids, "text": corpus.decode(ids)}


class Run:
    """A training run in the order that fixes the stream: seed, parameters, "before" sample, one batch per step."""

    def __init__(self, corpus, seed, batch_size, block_size, learning_rate, holdback, sample_before=0):
        self.corpus, self.batch = corpus, (batch_size, block_size, holdback)
        torch.manual_seed(seed)
        self.model = BigramLanguageModel(len(corpus.vocabulary))
        self.before = sample(self.model, corpus, sample_before) if sample_before else None
        self.optimizer = torch.optim.AdamW(self.model.parameters(), lr=learning_rate)
        self.losses = []

    def train(self, steps):
        for _ in range(steps):
            xb, yb = self.corpus.get_batch("train", *self.batch)
            _, loss = self.model(xb, yb)
            self.optimizer.zero_grad(set_to_none=True)
            loss.backward()
            self.optimizer.step()
            self.losses.append(loss.detach())
        return self

    @property
    def weight(self):
        return self.model.token_embedding_table.weight.detach()

    def exact_loss(self, split):
        """Mean cross-entropy over every neighbouring pair of the split, in double precision."""
        data = self.corpus.splits[split]
        log_probability = F.log_softmax(self.weight.double(), dim=1)
        return -log_probability[data[:-1], data[1:]].mean().item()

    @torch.no_grad()
    def estimate_loss(self, eval_iters):
        """The lecture's estimate: the mean of eval_iters batch losses, training split first, drawn from the stream."""
        means = {}
        for split in ("train", "val"):
            losses = torch.zeros(eval_iters)
            for k in range(eval_iters):
                losses[k] = self.model(*self.corpus.get_batch(split, *self.batch))[1].item()
            means[split] = losses.mean().item()
        return means


def entropy(counts):
    p = counts[counts > 0].double() / counts.sum()
    return -(p * p.log()).sum().item()


def baselines(corpus):
    """The least loss on the training split, in nats, of a model that knows nothing, the targets' frequencies, all pairs."""
    data, V = corpus.splits["train"], len(corpus.vocabulary)
    pairs = torch.bincount(data[:-1] * V + data[1:], minlength=V * V).view(V, V)
    bigram = sum(entropy(row) * row.sum().item() for row in pairs) / (len(data) - 1)
    return {"uniform": math.log(V), "unigram": entropy(pairs.sum(0)), "bigram": bigram}


def describe_run(corpus, tokens, long_steps, **config):
    """A run after 20 steps, and the same run after long_steps: samples draw from the stream, so each has its own."""
    short = Run(corpus, **config, sample_before=tokens).train(20)
    weight = short.weight.flatten()
    some = sorted({*range(0, len(weight), max(1, len(weight) // 40)), len(weight) - 1})
    record = {"config": config, "losses": [loss.item() for loss in short.losses], "losses_bits": bits(torch.stack(short.losses)),
              "before": short.before, "after_20": {
                  "weight_at": some, "weight_bits": bits(weight[some]),
                  "exact_loss": {split: short.exact_loss(split) for split in ("train", "val")},
                  "sample": sample(short.model, corpus, tokens)}}
    estimating = Run(corpus, **config).train(5)  # a run of its own: the estimates draw from the stream
    record["after_5_without_sample"] = {"eval_iters": 10, "estimate_loss": estimating.estimate_loss(10)}
    long = Run(corpus, **config, sample_before=tokens).train(long_steps)
    record["after_long"] = {
        "steps": long_steps, "last_loss": long.losses[-1].item(),
        "exact_loss": {split: long.exact_loss(split) for split in ("train", "val")},
        "sample": sample(long.model, corpus, tokens)}
    return record


def config(seed, batch_size, block_size, learning_rate, holdback):
    return dict(seed=seed, batch_size=batch_size, block_size=block_size, learning_rate=learning_rate, holdback=holdback)


def describe_corpus(name, configs, tokens=100, long_steps=500):
    corpus = Corpus.read(FIXTURES / "corpora" / name)
    return {"corpus": f"corpora/{name}", "characters": len(corpus.text), "vocabulary": corpus.vocabulary,
            "train_tokens": len(corpus.splits["train"]), "val_tokens": len(corpus.splits["val"]),
            "baselines": baselines(corpus), "runs": [describe_run(corpus, tokens, long_steps, **c) for c in configs]}


def make_bigram():
    write("bigram", {"corpora": [
        describe_corpus("abc.txt", [config(1337, 32, 8, 1e-3, 1), config(7, 4, 3, 1e-1, 0)]),
        describe_corpus("accents.txt", [config(42, 16, 5, 1e-2, 1), config(2**32 - 1, 1, 1, 3e-2, 0)]),
        describe_corpus("upper.txt", [config(0, 64, 16, 1e-3, 0), config(2**32 + 5, 5, 7, 5e-2, 1)]),
        describe_corpus("many.txt", [config(3, 8, 4, 1e-2, 1)]),
    ]})


def make_sampling():
    """generate() with temperature and top-k on untrained tables: only the stream and the seed's weights matter."""
    cases = []
    for seed, V, temperature, top_k, prompt in (
            (1, 65, 1.0, None, [0]), (1, 65, 0.5, None, [3, 1, 4]), (2, 65, 2.0, None, [64]), (3, 65, 1.0, 1, [5]),
            (4, 65, 1.0, 5, [0]), (5, 65, 0.7, 10, [9, 8]), (6, 20, 1.5, 200, [2]), (7, 3, 0.1, 2, [1]), (8, 1, 1.0, None, [0])):
        torch.manual_seed(seed)
        ids = BigramLanguageModel(V).generate(torch.tensor([prompt]), 80, temperature, top_k)[0].tolist()
        cases.append({"seed": seed, "V": V, "temperature": temperature, "top_k": top_k, "prompt": prompt, "ids": ids})
    write("sampling", {"cases": cases})


# --- tiny Shakespeare: the notes' own numbers ----------------------------------------------------------------------

def read_shakespeare():
    path = Path(os.environ.get("IAMBIC_CORPUS", FIXTURES.parent.parent / "build" / "tinyshakespeare.txt"))
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != SHAKESPEARE_SHA256:
        sys.exit(f"make_fixtures: {path} is not tiny Shakespeare; set IAMBIC_CORPUS to the file that scripts/fetch_corpus gets")
    return Corpus.read(path)


def make_notes(corpus):
    """The notes from top to bottom: a batch, the untrained model's loss and text, the text after 100,000 steps."""
    torch.manual_seed(1337)
    xb, yb = corpus.get_batch("train", 4, 8, holdback=1)
    torch.manual_seed(1337)
    model = BigramLanguageModel(len(corpus.vocabulary))
    loss = model(xb, yb)[1].item()
    run = Run(corpus, **config(1337, 32, 8, 1e-3, 1), sample_before=100).train(100000)
    return {"batch": {"x": xb.flatten().tolist(), "y": yb.flatten().tolist()}, "loss_of_the_batch": loss,
            "before": run.before, "after": {"steps": 100000, "exact_loss": {s: run.exact_loss(s) for s in ("train", "val")},
                                            "sample": sample(run.model, corpus, 300)}}


def make_curve(corpus):
    """What scripts/bench checks its contenders by: a run without samples."""
    notes = config(1337, 32, 8, 1e-3, 1)
    losses = Run(corpus, **notes).train(3000).losses[::100]
    return {"config": notes, "every": 100, "losses": [loss.item() for loss in losses]}


def make_shakespeare():
    corpus = read_shakespeare()
    write("shakespeare", {
        "corpus_sha256": SHAKESPEARE_SHA256, "characters": len(corpus.text), "vocabulary": corpus.vocabulary,
        "train_tokens": len(corpus.splits["train"]), "val_tokens": len(corpus.splits["val"]), "baselines": baselines(corpus),
        "runs": [describe_run(corpus, 100, 2000, **c)
                 for c in (config(1337, 32, 8, 1e-3, 1), config(1337, 32, 8, 1e-3, 0), config(42, 16, 32, 1e-2, 0))],
        "curve": make_curve(corpus), "notes": make_notes(corpus)})


SECTIONS = {"corpora": make_corpora, "random": make_random, "ops": make_ops, "sampling": make_sampling, "bigram": make_bigram,
            "shakespeare": make_shakespeare}


def main(sections, usage):
    """Makes the sections that the command line names, or all of them. `usage`: what --help prints."""
    program, names = Path(sys.argv[0]).stem, sys.argv[1:]
    if "--help" in names:
        sys.exit(print(usage))
    unknown = [name for name in names if name not in sections]
    if unknown:
        sys.exit(f"{program}: no section {unknown[0]}; the sections are {' '.join(sections)}")
    if not torch.__version__.startswith("1.13"):
        sys.exit(f"{program}: this is PyTorch {torch.__version__}; the fixtures are those of 1.13 (Debian 12's python3-torch)")
    torch.set_num_threads(1)
    for name in names or sections:
        sections[name]()


if __name__ == "__main__":
    main(SECTIONS, __doc__)
