"""What happens in the kernel's session, and in its page."""

import weakref

from IPython import get_ipython

from app.widgets import Hall
from mlcore.checks.arguments import check_flag, checked_call


def after_each_cell(method):
    """Call this bound method whenever a cell has run, as long as its object is there."""
    shell, weak = get_ipython(), weakref.WeakMethod(method)
    if shell is None:
        return

    def ran(result=None):
        call = weak()
        if call is None:
            shell.events.unregister("post_run_cell", ran)
        else:
            call()

    shell.events.register("post_run_cell", ran)


@checked_call
def hall(on=True):
    """Pictures with letters of 20 pixels, the play bar above them, in all panels of this page until ``hall(False)``."""
    return Hall(on=check_flag(on, "hall"))
