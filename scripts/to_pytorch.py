#!/usr/bin/env python3
"""Iambic's checkpoints in PyTorch: the models as the lecture writes them, under the same names, and both ways between them.

usage: scripts/to_pytorch.py FILE.safetensors            prints the model
         [--data TEXT]       the text it was trained on: prints the losses of both parts
         [--steps N]         trains on, with the batches that Iambic would have drawn
         [--save FILE]       writes what PyTorch has now as a checkpoint that Iambic opens
         [--save-every N]    and after every N steps, too
         [--log-every N]     prints the loss every N steps (a tenth of them)
         [--json]            prints a line of JSON for each event, as `iambic train --json` does
         [--device D]        cpu (default), cuda, ... ; of several processes each takes the GPU of its number on its machine
         [--dtype T]         float32 (default), float64, or bfloat16: products in that, weights in float32
         [--processes N]     starts N processes on this machine, each with its rows of every batch
         [--check MODULE]    compares PyTorch's logits with those of Iambic (dist/iambic.mjs; needs Node)

Many machines: torchrun, srun or mpirun start this same command in every process, and tell each its rank. It then trains with
DistributedDataParallel, by gloo on CPUs and nccl on GPUs; the first process prints and saves. mpirun on several machines needs
MASTER_ADDR, the first one's address.
"""
import argparse
import json
import os
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

try:
    import torch
except ImportError:
    sys.exit("to_pytorch: PyTorch is missing; on Debian it is the package python3-torch, elsewhere: pip install torch")

from iambic_pytorch import checkpoints
from iambic_pytorch.models import take_rows
from iambic_pytorch.processes import Group, place_of, start
from iambic_pytorch.training import ALONE, exact_loss, train_step

ASK_IAMBIC = """
import { readFileSync } from 'node:fs'
const [module, checkpoint, text, ids] = process.argv.slice(1)
const { createTrainer } = await import(module)
const trainer = await createTrainer({ text: readFileSync(text), checkpoint: readFileSync(checkpoint) })
const { data } = await trainer.logits(JSON.parse(ids))
console.log(JSON.stringify([...data]))
trainer.terminate()
"""


class Refusal(Exception):
    """What cannot be done, in a sentence."""


class Report:
    """What Iambic prints of a run; of several processes the first prints."""

    def __init__(self, rank, as_json):
        self.silent, self.as_json = rank > 0, as_json

    def say(self, sentence, **event):
        """The sentence, or with --json the event, when it is one."""
        if not self.silent and (event or not self.as_json):
            print(json.dumps(event) if self.as_json else sentence, flush=True)

    def step(self, step, loss):
        self.say(f"step {step:>11,}   loss {loss:.4f}", event="step", step=step, loss=loss)

    def evaluation(self, step, train, val):
        self.say(f"step {step:>11,}   train {train:.6f}, val {val:.6f}", event="eval", step=step, train=train, val=val)

    def checkpoint(self, path, sha256):
        self.say(f"Saved {path} (SHA-256 {sha256}).", event="checkpoint", path=path, sha256=sha256)


def compare_logits(module, checkpoint, text, model, idx):
    """Prints how far PyTorch's logits of idx (B,T) are from Iambic's; False when that is more than 1e-5."""
    address = Path(module).resolve().as_uri()
    command = ["node", "--input-type=module", "-e", ASK_IAMBIC, address, checkpoint, text, json.dumps(idx.tolist())]
    ours = torch.tensor(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))
    model.eval()
    with torch.no_grad():
        theirs = model(idx.to(next(model.parameters()).device), idx)[0].flatten().to("cpu", torch.float32)
    difference = ((ours - theirs).abs() / theirs.abs().clamp(min=1)).max().item()
    print(f"{len(ours)} logits: the largest difference is {difference:.1e}; {'within' if difference <= 1e-5 else 'MORE THAN'} 1e-5")
    return difference <= 1e-5


def merge(ids, merges, characters):
    """ids (T) of characters -> those of tokens: each pair in its turn, wherever it stands, from left to right"""
    for i, (left, right) in enumerate(merges):
        at = ((ids[:-1] == left) & (ids[1:] == right)).nonzero().flatten()
        if left == right and len(at) > 0:  # of three in a row the first two
            order = torch.arange(len(at))
            begins = torch.cat([torch.tensor([True]), at[1:] != at[:-1] + 1])
            at = at[(order - torch.where(begins, order, 0).cummax(0).values) % 2 == 0]
        ids[at] = characters + i
        stays = torch.ones(len(ids), dtype=torch.bool)
        stays[at + 1] = False
        ids = ids[stays]
    return ids


def read_text(path, vocabulary, merges):
    """-> ids of the training part and of the validation part"""
    text = Path(path).read_bytes().decode()
    strangers = set(text) - set(vocabulary)
    if strangers:
        raise Refusal(f"{path} has the character {min(strangers)!r}, which the checkpoint's text had not")
    ids = {character: i for i, character in enumerate(vocabulary)}
    data = torch.tensor([ids[character] for character in text])
    parts = data[:int(0.9 * len(data))], data[int(0.9 * len(data)):]
    return [merge(part, merges, len(vocabulary)) for part in parts]


def device_of(name):
    try:
        device = torch.device(name)
        torch.empty(0, device=device)
        return device
    except (RuntimeError, AssertionError) as error:
        raise Refusal(f"--device {name} cannot be used: {str(error).splitlines()[0]}") from None


def arguments():
    parser = argparse.ArgumentParser(prog="to_pytorch", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage=argparse.SUPPRESS)
    parser.add_argument("checkpoint")
    for name in ("data", "save", "check"):
        parser.add_argument(f"--{name}")
    for name, default in (("steps", 0), ("save-every", 0), ("log-every", None), ("processes", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--dtype", choices=("float32", "float64", "bfloat16"), default="float32")
    a = parser.parse_args()
    if (a.steps or a.check) and not a.data:
        raise Refusal("--steps and --check need --data, the text that the checkpoint was trained on")
    if a.save_every and not a.save:
        raise Refusal("--save-every needs --save, the file")
    return a


def run(a, group, device):
    dtype = torch.float64 if a.dtype == "float64" else torch.float32
    model, optimizer, c, metadata = checkpoints.load(a.checkpoint, device, dtype)
    if c.batch_size < group.size:
        raise Refusal(f"batch_size {c.batch_size} has no rows for each of {group.size} processes")
    report = Report(group.rank, a.json)
    step = int(metadata["step"])
    report.say(f"{c.model}: {sum(p.numel() for p in model.parameters()):,} parameters, step {step:,}")

    def save():
        if a.save and group.rank == 0:
            report.checkpoint(a.save, checkpoints.save(a.save, model, optimizer, c, step, metadata["vocabulary"], metadata["corpus_sha256"]))

    if a.data:
        train, val = read_text(a.data, *checkpoints.vocabulary_of(c, metadata))
        if a.check and group.rank == 0 and not compare_logits(a.check, a.checkpoint, a.data, model, val[:2 * c.block_size].view(2, c.block_size)):
            raise Refusal("the logits differ")
        cast = torch.autocast(device.type, torch.bfloat16) if a.dtype == "bfloat16" else nullcontext()
        take_rows(model, *group.rows(c.batch_size), c.batch_size)
        trained = group.wrap(model) if group.size > 1 else model
        log_every = max(1, a.steps // 10) if a.log_every is None else a.log_every
        last = step + a.steps
        while step < last:
            loss = train_step(trained, optimizer, train, c, step, group, cast)
            step += 1
            if log_every and step % log_every == 0:
                report.step(step, loss)
            if a.save_every and step % a.save_every == 0 and step < last:
                save()
        with cast:
            losses = [exact_loss(model, part, c, group) for part in (train, val)]
        report.evaluation(step, *losses)
    save()


def main():
    a = arguments()
    place = place_of(os.environ)
    if a.processes > 1 and not place:
        sys.exit(start(a.processes, [sys.executable, *sys.argv]))
    if a.processes > 1 and place[1] != a.processes:
        raise Refusal(f"--processes {a.processes} is given to one of {place[1]} processes that were started already")
    rank, size, local_rank = place or (0, 1, 0)
    device = device_of(f"cuda:{local_rank}" if a.device == "cuda" and place else a.device)
    group = Group(rank, size, device) if place else ALONE
    run(a, group, device)
    if place:
        group.end()


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.exit(f"to_pytorch: {error.filename} cannot be used: {error.strerror}")
    except KeyboardInterrupt:
        sys.exit(130)
    except (Refusal, checkpoints.NoCheckpoint, FloatingPointError) as error:
        rank = (place_of(os.environ) or (0,))[0]
        sys.exit(f"to_pytorch: {error}" if rank == 0 else 1)
