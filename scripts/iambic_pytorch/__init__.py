"""Iambic's models, checkpoints and training in PyTorch: what scripts/to_pytorch.py and the fixtures are made of."""
