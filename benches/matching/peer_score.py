"""Leads and truth of a set, and pairwise precision, recall and F: score.mjs says what they are."""
import csv, gzip, json
from collections import Counter


def rows_of(path):
    opened = gzip.open(path, "rt", encoding="utf-8-sig", newline="") if path.endswith(".gz") else open(path, encoding="utf-8-sig", newline="")
    with opened as file:
        yield from csv.DictReader(file)


def pairwise(found, truth):
    """A row that is in no cluster is one of its own."""
    pairs = lambda names: sum(size * (size - 1) // 2 for size in Counter(names).values())
    name = lambda row: found.get(row, ("alone", row))
    rows = sorted(truth)
    right = pairs((name(row), truth[row]) for row in rows)
    of_found, of_truth = pairs(name(row) for row in rows), pairs(truth[row] for row in rows)
    precision, recall = (right / of_found if of_found else 1.0), (right / of_truth if of_truth else 1.0)
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def report(version, found, truth_path, seconds, **more):
    """Prints one line of JSON: version, rows, seconds, and pairwise precision, recall and F."""
    truth = {int(row["row_index"]): row["cluster_id"] for row in rows_of(truth_path)}
    precision, recall, f = pairwise(found, truth)
    figures = dict(precision=round(precision, 5), recall=round(recall, 5), f=round(f, 5))
    print(json.dumps(dict(version=version, rows=len(truth), seconds=round(seconds, 3), **figures, **more)))
