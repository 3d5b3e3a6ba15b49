"""A net's arrays: by their layer as on the blackboard, allocated once for training, and as a notebook shows them."""
