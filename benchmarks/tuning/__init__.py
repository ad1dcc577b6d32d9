"""Learning the weights of the signals from public question sets: `python -m benchmarks tune`."""
