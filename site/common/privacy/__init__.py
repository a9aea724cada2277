"""Personal data: what is declared of every model, how long it is kept, and how it is erased."""
