"""The parts of a panel: the stage with the picture, the settings beside it, the tools beneath, and what it says."""
