"""Families of forms: each a function from a record to a printed form with its truth."""
