"""The kernels of the class server: forked from a process that has imported everything where that can be done."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jupyter_client.ioloop import AsyncIOLoopKernelRestarter
from jupyter_client.provisioning import LocalProvisioner
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager, ServerKernelManager
from traitlets import Type

from app.server.forked import run
from app.server.forks import ForkServer

QUIET = (
    "--log-level=CRITICAL",  # a page could fill the teacher's terminal by what it sends
    "--HistoryManager.enabled=False",  # nobody types into it
)


class Undertaker(AsyncIOLoopKernelRestarter):
    """Ends a kernel that died, so that its page hears of it. Jupyter would start an empty one in its place, which is of
    no use to any page, and whose news take the widgets off this one."""

    time_to_dead = 2.0  # seconds from look to look

    async def poll(self) -> None:
        kernel = self.kernel_manager
        if kernel.shutting_down or await kernel.is_alive():
            return
        self.stop()
        if kernel.kernel_id in kernel.parent:
            await kernel.parent.shutdown_kernel(kernel.kernel_id, now=True)


class LessonKernel(ServerKernelManager):
    """Jupyter's, whose kernel writes neither a log nor a history, and dies only once."""

    restarter_class = Type(Undertaker)

    def format_kernel_cmd(self, extra_arguments=None):
        return super().format_kernel_cmd([*(extra_arguments or []), *QUIET])


class LessonKernels(AsyncMappingKernelManager):
    """Jupyter's, which notes of a kernel when it works and when it rests, and no more: it would read every picture that
    goes to a page, once more for each of them, to know that somebody is there."""

    def start_watching_activity(self, kernel_id: str) -> None:
        super().start_watching_activity(kernel_id)
        socket = self._kernels[kernel_id]._activity_stream.socket
        socket.subscribe(b"kernel.")  # as ipykernel names its states; what goes to a page begins with "comm"
        socket.unsubscribe(b"")


def forget_unborn(kernels: Any) -> None:
    """Takes kernels that did not start, or not yet, out of their manager: ending all, it would stumble over them and
    leave the others. One that still comes ends with its server."""
    for kernel in kernels._pending_kernels.keys() - kernels.list_kernel_ids():
        del kernels._pending_kernels[kernel]


def bare(environment: Mapping[str, str]) -> dict[bytes, bytes]:
    """An environment as the system has it. Voilà's names in it are members of an enumeration of its own: a kernel that
    was sent those would import all of Voilà to know what they are."""
    return {os.fsencode(name): os.fsencode(value) for name, value in environment.items()}


class ForkedProvisioner(LocalProvisioner):
    """Jupyter's own, which forks a kernel where it can: it need import nothing, and shares what all have imported.

    Until the fork server has started, and wherever it is of no use, kernels start as everywhere else.
    """

    forks = ForkServer("app.server.preload")

    async def launch_kernel(self, cmd: list[str], **settings: Any) -> Any:
        process = None
        if cmd[0] == sys.executable and "ipykernel_launcher" in cmd:
            arguments = cmd[cmd.index("ipykernel_launcher") + 1 :]
            where = str(settings.get("cwd") or Path.cwd())
            process = await self.forks.fork(run, arguments, bare(settings["env"]), where)
            cmd = [sys.executable, "-m", run.__module__, *arguments]
        if process is None:
            return await super().launch_kernel(cmd, **settings)
        self.process, self.cwd = process, settings.get("cwd")
        self.pid = self.pgid = process.pid
        return self.connection_info
