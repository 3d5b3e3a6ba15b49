"""All samples at once: the shapes of every array."""

from app.backpropagation.batch.experiment import Batch
from app.backpropagation.batch.questions import DOUBLE, MORE_SAMPLES
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Batch,
    what="all samples at once",
    heights=(400, 560),
    questions=(
        DOUBLE,
        MORE_SAMPLES,
    ),
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
