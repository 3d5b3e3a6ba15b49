"""The standard library's fork server, kept running, for processes that need not import anything any more."""

import asyncio
import multiprocessing
import os
import select
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import resource_tracker
from typing import Any

PATIENCE = 5  # seconds until a fork server that says nothing is no more waited for
LONGEST_PAUSE = 60  # seconds between two attempts to start it


def can_fork() -> bool:
    """Whether a fork is without danger: no threads of the system's own, and 3.11.0 lets others speak to the server."""
    return sys.platform == "linux" and hasattr(os, "pidfd_open") and sys.version_info >= (3, 11, 1)


class ForkServer:
    """A process that has imported `modules` and forks others from itself, started again when it dies."""

    def __init__(self, *modules: str) -> None:
        self.modules = list(modules)
        self.ready = False  # it has imported all, and answers
        self.watched: int | None = None  # by which its end is seen

    async def keep(self) -> None:
        """Keeps one running, as long as the event loop does."""
        pause = 1
        while True:
            with suppress(OSError, EOFError):
                self.watched = watched = os.pidfd_open(await in_thread(self._start))
                try:
                    self.ready, pause = True, 1
                    await readable(watched)
                finally:
                    self.ready, self.watched = False, None
                    os.close(watched)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    @property
    def context(self) -> Any:
        return multiprocessing.get_context("forkserver")

    def _start(self) -> int:
        """Starts it; its process id, as soon as it has imported all.

        Ctrl-C reaches all processes of a terminal, and would break off its imports: it is held back here, in a thread
        of its own, and `preload` ignores it. The tracker would start with the fork server and let it through again.
        """
        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        self.context.set_forkserver_preload(self.modules)
        ours, theirs = self.context.Pipe(duplex=False)
        with ours:
            with theirs:
                first = self.context.Process(target=introduce, args=(theirs,), daemon=True)
                first.start()
            pid = ours.recv()
        first.join()
        return pid

    async def fork(self, target: Callable, *arguments: Any) -> "Forked | None":
        """A process that does target(*arguments), or None where there is no fork server that answers in time."""
        if not self.ready:
            return None
        process = self.context.Process(target=target, args=arguments, daemon=True)
        starting = in_thread(process.start)
        done, _ = await asyncio.wait({starting}, timeout=PATIENCE)
        if not done:  # it hangs: another takes its place, and this one's child is nobody's
            self.ready = False
            starting.add_done_callback(lambda late: late.exception() or process.kill())
            if self.watched is not None:
                signal.pidfd_send_signal(self.watched, signal.SIGKILL)
            return None
        try:
            starting.result()
            return Forked(process)
        except (OSError, EOFError):
            return None


class Forked:
    """A forked process, with what Jupyter asks of a `Popen`. It is known by a descriptor: its number may be another's
    when it has ended, and the fork server, which knows how it ended, may be gone."""

    stdin = stdout = stderr = None
    code: int | None = None

    def __init__(self, process: Any) -> None:
        self.process, self.pid = process, process.pid
        self.watched: int | None = os.pidfd_open(self.pid)

    def poll(self) -> int | None:
        """None while it lives, then its exit code; 1 where nobody is left who knows."""
        if self.watched is not None and ended(self.watched):
            self.wait()
        return self.code

    def wait(self) -> int | None:
        """Waits for its end, and gives back what it took here."""
        if self.watched is not None:
            ended(self.watched, None)
            self.process.join(1)
            self.code = 1 if self.process.exitcode is None else self.process.exitcode
            os.close(self.watched)
            self.watched = None
            with suppress(ValueError):  # the fork server hangs, and has not seen it end
                self.process.close()
        return self.code

    def send_signal(self, number: int) -> None:
        if self.watched is not None:
            signal.pidfd_send_signal(self.watched, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


def ended(watched: int, patience: int | None = 0) -> bool:
    """Whether the process of a descriptor has ended, after so many milliseconds; None waits for its end."""
    asked = select.poll()
    asked.register(watched, select.POLLIN)
    return bool(asked.poll(patience))


async def readable(watched: int) -> None:
    """Waits for the end of the process of a descriptor."""
    loop = asyncio.get_running_loop()
    end = loop.create_future()
    loop.add_reader(watched, lambda: end.done() or end.set_result(None))
    try:
        await end
    finally:
        loop.remove_reader(watched)


def in_thread(work: Callable[[], Any]) -> asyncio.Future:
    """What work() returns, done by a thread of its own for which the end of the server does not wait."""
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def settle(put: Callable[[Any], None], value: Any) -> None:
        with suppress(RuntimeError):  # the server has ended
            loop.call_soon_threadsafe(lambda: future.done() or put(value))

    def run() -> None:
        try:
            settle(future.set_result, work())
        except Exception as error:
            settle(future.set_exception, error)

    threading.Thread(target=run, daemon=True).start()
    return future


def introduce(answer: Any) -> None:
    """Says who has forked this process, if the server that asked for it still runs."""
    with suppress(OSError):
        answer.send(os.getppid())
