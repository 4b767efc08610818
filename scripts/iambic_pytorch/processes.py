"""Many processes that train one model: who they are, which rows are whose, and how they are started on one machine."""
import os
import re
import subprocess
import time
from datetime import timedelta

import torch
import torch.distributed as dist

# How those who start processes tell each its rank, how many there are, and which it is on its machine.
LAUNCHERS = (("RANK", "WORLD_SIZE", "LOCAL_RANK"),  # torchrun, and whoever does it by hand
             ("OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_LOCAL_RANK"),  # Open MPI's mpirun
             ("PMI_RANK", "PMI_SIZE", "MPI_LOCALRANKID"),  # MPICH's and Intel's
             ("SLURM_PROCID", "SLURM_STEP_NUM_TASKS", "SLURM_LOCALID"))  # srun; a batch script itself has no step


def place_of(env):
    """-> rank, how many processes, local rank; None where nobody has started several."""
    for rank, size, local_rank in LAUNCHERS:
        if rank in env and size in env:
            place = int(env[rank]), int(env[size]), int(env.get(local_rank, env[rank]))
            return place if place[1] > 1 else None
    return None


def first_of(nodes):
    """The first machine of Slurm's list: node[03-07,12],other -> node03"""
    name, number = re.match(r"([^,\[]+)(?:\[(\w+))?", nodes).groups(default="")
    return name + number


def meeting_place(env):
    """MASTER_ADDR and MASTER_PORT, where the processes find each other; torchrun sets them."""
    address = first_of(env["SLURM_STEP_NODELIST"]) if "SLURM_STEP_NODELIST" in env else "127.0.0.1"
    port = 20000 + int(env.get("SLURM_JOB_ID", 0)) % 20000
    return {"MASTER_ADDR": env.get("MASTER_ADDR", address), "MASTER_PORT": env.get("MASTER_PORT", str(port))}


class Group:
    """This process among those that train one model; as training.OneProcess."""

    def __init__(self, rank, size, device):
        self.rank, self.size, self.device = rank, size, device
        os.environ.update(meeting_place(os.environ))
        dist.init_process_group("nccl" if device.type == "cuda" else "gloo", rank=rank, world_size=size, timeout=timedelta(hours=2))

    def rows(self, batch_size):
        """Which rows of a batch are this process's: first, count."""
        first = batch_size * self.rank // self.size
        return first, batch_size * (self.rank + 1) // self.size - first

    def sum(self, number):
        """Of all processes' numbers."""
        total = torch.tensor(number, dtype=torch.float64, device=self.device)
        dist.all_reduce(total)
        return total.item()

    def wrap(self, model):
        devices = [self.device] if self.device.type == "cuda" else None
        return torch.nn.parallel.DistributedDataParallel(model, device_ids=devices, broadcast_buffers=False)

    def end(self):
        dist.destroy_process_group()


def start(count, command):
    """Runs the command in so many processes on this machine; its exit status. When one fails, the others are ended."""
    store = dist.TCPStore("127.0.0.1", 0, is_master=True, wait_for_workers=False)  # a port that nobody else has
    env = {**os.environ, "WORLD_SIZE": str(count), "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(store.port), "TORCHELASTIC_USE_AGENT_STORE": "True", "TORCHELASTIC_RESTART_COUNT": "0"}
    env.setdefault("OMP_NUM_THREADS", str(max(1, (os.cpu_count() or 1) // count)))
    running = [subprocess.Popen(command, env={**env, "RANK": str(rank), "LOCAL_RANK": str(rank)}) for rank in range(count)]
    try:
        while any(process.poll() is None for process in running) and not any(process.poll() for process in running):
            time.sleep(0.05)
        failed = next((process.returncode for process in running if process.returncode), 0)
        deadline = time.monotonic() + 30  # the first process, which may be slower, says why
        while any(process.poll() is None for process in running) and time.monotonic() < deadline:
            time.sleep(0.05)
        return failed
    finally:
        for process in running:
            process.terminate()
            process.wait()
