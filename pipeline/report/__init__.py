"""One self-contained page: what many plans promise, where they differ, what falls due, each number with its paper."""
