"""A made-up corpus of disclosures with its truth: world -> records -> forms of a family -> documents of a container."""
