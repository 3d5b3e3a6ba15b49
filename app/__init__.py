"""What a learner sees: experiments, plots, panels, and the server that shows them."""


def __getattr__(name):
    """A name that is not here is answered with a sentence."""
    from mlcore.checks.errors import NotThere
    from mlcore.checks.modules import folders

    raise NotThere.of(__name__, name, folders(__name__), {})
