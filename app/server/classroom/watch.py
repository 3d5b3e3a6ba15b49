"""Looks every second at what each kernel takes, and ends one that outgrows its memory before all suffer."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import psutil

from app.server.classroom.capacity import memory_left
from app.server.classroom.meter import Meter

SHORT = 250 << 20  # bytes that are left when nobody else may come in; with half of it the largest lesson goes
OUTGROWN = (
    "This lesson was ended, since it took more memory than one may have here. What was set is kept; choose fewer "
    "units, layers or seeds before you play."
)
ALONE = 120  # seconds from its start until a kernel to which no page has come is nobody's
NO_PAGE = "This lesson was ended, since its page did not come to it within two minutes."
NO_MEMORY = (
    "This lesson was ended: the computer on which all of them run had no memory left. What was set is kept."
)


class Watch:
    """
    :param kernels: Jupyter's manager of them
    :param most: bytes of memory that one may have
    :param left: says how many bytes are left for all
    """

    def __init__(self, kernels: Any, most: int, left: Callable[[], int] = memory_left) -> None:
        self.kernels, self.most, self.left = kernels, most, left
        self.meters: dict[str, Meter] = {}
        self.processes: dict[str, psutil.Process] = {}
        self.ended: dict[str, str] = {}  # {id: why}, of the last hundred
        self.short = False

    def meter(self, kernel: str) -> Meter:
        return self.meters.setdefault(kernel, Meter())

    async def look(self) -> None:
        """Measures all kernels, and ends those that have outgrown their bounds."""
        running = set(self.kernels.list_kernel_ids())
        for known in self.meters, self.processes:
            for kernel in known.keys() - running:
                del known[kernel]
        for kernel in running:
            with suppress(psutil.Error, KeyError):
                self.measure(kernel)
        if self.meters:  # one a second in turn: it takes some milliseconds
            kernel = next(iter(self.meters))
            self.meters[kernel] = self.meters.pop(kernel)
            with suppress(psutil.Error):
                self.weigh(kernel)
        left = self.left()
        self.short = left < SHORT
        ends = {}
        for kernel, meter in self.meters.items():
            if meter.memory > self.most:
                ends[kernel] = OUTGROWN
            elif not meter.connected and meter.clock() - meter.born > ALONE:
                ends[kernel] = NO_PAGE
        if left < SHORT / 2 and not ends and self.meters:
            ends[max(self.meters, key=lambda kernel: self.meters[kernel].memory)] = NO_MEMORY
        for kernel, why in ends.items():
            await self.end(kernel, why)

    def measure(self, kernel: str) -> None:
        if kernel not in self.processes:
            if not (pid := getattr(self.kernels.get_kernel(kernel).provisioner, "pid", None)):
                return
            self.processes[kernel] = process = psutil.Process(pid)
            hold(process, self.most)
        process, meter = self.processes[kernel], self.meter(kernel)
        taken = process.memory_info().rss
        if taken - meter.shared > self.most:
            self.weigh(kernel)
        meter.memory = taken - meter.shared
        meter.most_memory = max(meter.most_memory, meter.memory)
        meter.processor = process.cpu_percent() / 100

    def weigh(self, kernel: str) -> None:
        """How much of a kernel's memory is that of others: it was forked with them."""
        if kernel in self.processes:
            memory = self.processes[kernel].memory_full_info()
            self.meters[kernel].shared = memory.rss - getattr(memory, "pss", memory.rss)

    async def end(self, kernel: str, why: str) -> None:
        self.ended[kernel] = why
        while len(self.ended) > 100:
            del self.ended[next(iter(self.ended))]
        if kernel in self.kernels:
            await self.kernels.shutdown_kernel(kernel, now=True)


def hold(process: psutil.Process, most: int) -> None:
    """No kernel can take everything between two looks: beyond twice its memory the system gives it none."""
    if hasattr(psutil, "RLIMIT_DATA"):
        begun = process.memory_info().data
        process.rlimit(psutil.RLIMIT_DATA, (begun + 2 * most, begun + 2 * most))
