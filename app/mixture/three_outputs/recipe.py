"""All three outputs as one would type them."""

from app.mixture.density.recipe import nll_by_seed


def nll_by_output(outputs, **same):
    """{output: its losses}; outputs: {output: (head, start of the kernels)}."""
    return {output: nll_by_seed(head=head, start=start, **same) for output, (head, start) in outputs.items()}
