"""Python's side of a static page: what runs in the worker (`shell`, `bridge`), and what packs it up (`pack`)."""
