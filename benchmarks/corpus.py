"""Make a corpus of invented disclosures with its truth: `python benchmarks/corpus.py OUT --documents N --seed S`.

OUT/raw is a folder of documents with their sources.csv, OUT/truth has a folder of facts for each document,
OUT/truth_map.csv ties them (path,truth), OUT/projects.csv and OUT/changes.csv say how projects and indicators go on
from document to document, OUT/corrections.csv which document corrects which. Equal arguments make equal bytes.
"""

import argparse
import time
from collections import Counter
from itertools import islice
from pathlib import Path

from corpora.plan import documents
from corpora.writing import write_corpus


def main() -> None:
    """Write the corpus and say what it holds."""
    parser = argparse.ArgumentParser(description="Make a corpus of invented disclosures with its truth.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    began = time.perf_counter()
    made = list(islice(documents(arguments.seed), arguments.documents))
    write_corpus(arguments.out, made, arguments.seed)
    families = Counter(document.family for document in made)
    endings = Counter(document.ending for document in made)
    print(f"{len(made)} documents in {time.perf_counter() - began:.1f} s")
    for counted in (families, endings):
        print(", ".join(f"{name} {number}" for name, number in sorted(counted.items())))


if __name__ == "__main__":
    main()
