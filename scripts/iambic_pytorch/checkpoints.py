"""Iambic's checkpoints: safetensors files, https://huggingface.co/docs/safetensors, with the optimiser and the random stream."""
import ctypes
import hashlib
import json
import os
import struct
from pathlib import Path
from types import SimpleNamespace

import torch

from .encoder_decoder import EncoderDecoder
from .models import LanguageModel
from .training import make_optimizer

MOMENTS = ("exp_avg", "exp_avg_sq")


class NoCheckpoint(Exception):
    pass


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


def read(path):
    """-> {name: tensor}, metadata"""
    raw = Path(path).read_bytes()
    try:
        length = struct.unpack_from("<Q", raw)[0]
        header = json.loads(raw[8:8 + length])
        metadata = header.pop("__metadata__")
    except (struct.error, ValueError, KeyError, TypeError, AttributeError):
        raise NoCheckpoint(f"{path} is no checkpoint of Iambic's") from None
    part = lambda t: bytearray(raw[8 + length + t["data_offsets"][0]:8 + length + t["data_offsets"][1]])
    return {name: torch.frombuffer(part(t), dtype=torch.float32).view(t["shape"]) for name, t in header.items()}, metadata


def vocabulary_of(c, metadata):
    """-> the characters, and the pairs of ids [[left, right], ...] that became the tokens behind them"""
    if getattr(c, "tokenizer", "char") == "char":
        return metadata["vocabulary"], []
    vocabulary = json.loads(metadata["vocabulary"])
    return vocabulary["characters"], vocabulary["merges"]


def load(path, device="cpu", dtype=torch.float32):
    """-> model, optimizer, config, metadata; torch's random stream goes on where the checkpoint stopped."""
    tensors, metadata = read(path)
    if "config" not in metadata:
        raise NoCheckpoint(f"{path} is no checkpoint of Iambic's")
    tensors = {name: value.to(device, dtype) for name, value in tensors.items()}
    c = SimpleNamespace(**json.loads(metadata["config"]))
    vocab_size = sum(map(len, vocabulary_of(c, metadata)))
    model = (EncoderDecoder if c.model == "encoder-decoder" else LanguageModel)(c, vocab_size).to(device, dtype)
    model.load_state_dict({name: value for name, value in tensors.items() if not name.startswith("adamw.")})
    optimizer = make_optimizer(model, c)
    for name, p in model.named_parameters():
        optimizer.state[p] = {"step": torch.tensor(float(metadata["step"])), **{m: tensors[f"adamw.{m}.{name}"] for m in MOMENTS}}
    torch.set_rng_state(generator_to_torch(metadata["generator"]))
    return model, optimizer, c, metadata


def float32_bytes(tensor):
    """A tensor's values in a row, little-endian."""
    values = tensor.detach().to("cpu", torch.float32).contiguous()
    return ctypes.string_at(values.data_ptr(), 4 * values.numel())


def write(path, content):
    """The file is there as a whole, or as it was."""
    unfinished = f"{path}.{os.getpid()}.tmp"
    try:
        Path(unfinished).write_bytes(content)
        os.replace(unfinished, path)
    except OSError:
        Path(unfinished).unlink(missing_ok=True)
        raise


def save(path, model, optimizer, c, step, vocabulary, corpus_sha256):
    """Writes a checkpoint that Iambic opens; where the optimizer has no moments yet they are zero. Returns its SHA-256."""
    moment = lambda p, m: optimizer.state[p].get(m, torch.zeros_like(p)) if p in optimizer.state else torch.zeros_like(p)
    parameters = list(model.named_parameters())
    tensors = {**dict(parameters), **{f"adamw.{m}.{name}": moment(p, m) for m in MOMENTS for name, p in parameters}}
    no_checksum = "0" * 64
    header = {"__metadata__": {"format": "pt", "iambic": "1", "config": json.dumps(vars(c)), "vocabulary": "".join(vocabulary), "step": str(step),
                               "generator": generator_from_torch(torch.get_rng_state()), "corpus_sha256": corpus_sha256, "sha256": no_checksum}}
    parts, size = [], 0
    for name, tensor in tensors.items():
        parts.append(float32_bytes(tensor))
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [size, size + len(parts[-1])]}
        size += len(parts[-1])
    data = b"".join(parts)
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()  # as Iambic does: it can be saved again by others
    text += b" " * (-len(text) % 8)
    checksum = hashlib.sha256(text + data).hexdigest().encode()  # of the file with zeros in the checksum's place
    content = struct.pack("<Q", len(text)) + text.replace(no_checksum.encode(), checksum) + data
    write(path, content)
    return hashlib.sha256(content).hexdigest()
