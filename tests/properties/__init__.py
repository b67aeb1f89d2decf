"""What holds for any input: slower than the unit tests, found by hypothesis."""
