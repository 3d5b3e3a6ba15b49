"""A light server for one student: none of what lessons and JupyterLab can do without."""

c = get_config()  # noqa: F821, traitlets provides it

c.ServerApp.terminals_enabled = False
c.ServerApp.jpserver_extensions.update({"jupyter_server_terminals": False})
# A page that is left ends its kernel; what remains, a notebook's kernel that nobody looks at, ends after a while.
c.MappingKernelManager.cull_idle_timeout = 1200
c.MappingKernelManager.cull_interval = 120
