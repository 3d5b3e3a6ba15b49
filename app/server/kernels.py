"""The kernels of the class server."""

from jupyter_server.services.kernels.kernelmanager import ServerKernelManager


class LessonKernel(ServerKernelManager):
    """Jupyter's, whose kernel writes no log: a page could fill the teacher's terminal by what it sends."""

    def format_kernel_cmd(self, extra_arguments=None):
        return super().format_kernel_cmd([*(extra_arguments or []), "--log-level=CRITICAL"])
