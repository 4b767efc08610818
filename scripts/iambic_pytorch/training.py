"""Training as the config tells, with the batches that Iambic would have drawn; by one process, or by several with a share each."""
import math
from contextlib import nullcontext

import torch
import torch.nn as nn


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


class OneProcess:
    """Who takes the steps when nobody else does. processes.Group is the same for many."""
    rank, size = 0, 1

    def rows(self, batch_size):
        """Which rows of a batch are this process's: first, count."""
        return 0, batch_size

    def sum(self, number):
        """Of all processes' numbers."""
        return number


ALONE = OneProcess()


def train_step(model, optimizer, data, c, step, group=ALONE, cast=nullcontext()):
    """Draws a batch, takes the step with this 0-based number, returns the loss before it. Of several processes each draws the
    whole batch, and does its rows; the mean that DistributedDataParallel makes of their gradients is then the whole batch's."""
    model.train()
    device = next(model.parameters()).device
    first, count = group.rows(c.batch_size)
    x, y = (ids[first:first + count].to(device) for ids in get_batch(data, c))
    with cast:
        _, loss = model(x, y)
    optimizer.zero_grad(set_to_none=True)
    (loss if group.size == 1 else loss * (count * group.size / c.batch_size)).backward()
    whole = group.sum(loss.item() * count / c.batch_size)
    if not math.isfinite(whole):
        raise FloatingPointError(f"the loss left the finite numbers in step {step + 1}")
    if c.grad_clip > 0:
        nn.utils.clip_grad_norm_(model.parameters(), c.grad_clip)
    for parameters in optimizer.param_groups:
        parameters["lr"] = learning_rate_at(c, step)
    optimizer.step()
    return whole


@torch.no_grad()
def exact_loss(model, data, c, group=ALONE):
    """Mean loss over the windows of block_size that follow one another, the last one shorter. (A bigram's: over all pairs.)"""
    model.eval()
    device = next(model.parameters()).device
    windows = list(zip(data[:-1].split(c.block_size), data[1:].split(c.block_size)))
    nats = 0.0
    for x, y in windows[group.rank::group.size]:
        nats += model(x[None].to(device), y[None].to(device))[1].item() * len(x)
    return group.sum(nats) / (len(data) - 1)
