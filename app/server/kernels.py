"""The kernels of the class server: forked from a process that has imported everything where that can be done."""

import sys
from pathlib import Path
from typing import Any

from jupyter_client.ioloop import AsyncIOLoopKernelRestarter
from jupyter_client.provisioning import LocalProvisioner
from jupyter_server.services.kernels.kernelmanager import ServerKernelManager
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


def forget_unborn(kernels: Any) -> None:
    """Takes kernels that did not start, or not yet, out of their manager: ending all, it would stumble over them and
    leave the others. One that still comes ends with its server."""
    for kernel in kernels._pending_kernels.keys() - kernels.list_kernel_ids():
        del kernels._pending_kernels[kernel]


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
            process = await self.forks.fork(run, arguments, dict(settings["env"]), where)
        if process is None:
            return await super().launch_kernel(cmd, **settings)
        self.process, self.cwd = process, settings.get("cwd")
        self.pid = self.pgid = process.pid
        return self.connection_info
