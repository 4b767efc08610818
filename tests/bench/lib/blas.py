#!/usr/bin/python3
"""Prints which PyTorch this is, and by which BLAS it multiplies: {"torch": "1.13.1", "blas": "OpenBLAS SkylakeX"}.

OpenBLAS names the kernels that it has chosen; of others the library's file is named, or what PyTorch was built with.
"""
import ctypes
import json
import os
import re

import torch


def mapped(word):
    """Files of libraries with this word in their name that are loaded here (Linux)."""
    try:
        with open("/proc/self/maps", encoding="utf-8") as maps:
            return sorted({line.split()[-1] for line in maps if re.search(rf"/[^/]*{word}[^/]*\.so[^/]*$", line.strip())})
    except OSError:
        return []


def blas():
    for path in mapped("blas"):
        corename = getattr(ctypes.CDLL(path), "openblas_get_corename", None)
        if corename:
            corename.restype = ctypes.c_char_p
            return f"OpenBLAS {corename().decode()}"
    files = [os.path.basename(path) for path in mapped("blas") + mapped("mkl_rt")]
    built_with = re.search(r"BLAS_INFO=(\w+)", torch.__config__.show())
    return files[0] if files else built_with.group(1) if built_with else "an unknown BLAS"


if __name__ == "__main__":
    torch.ones(64, 64) @ torch.ones(64, 64)  # for what is loaded at the first product
    print(json.dumps({"torch": torch.__version__, "blas": blas()}))
