#!/usr/bin/env python3
"""Splink on a file of leads: how long it takes, and how well it does.

    python splink_run.py LEADS.csv TRUTH.csv [--threshold 0.95] [--seed 7]

Prints one line of JSON: seconds from the registered table to the clusters (importing Splink, reading the file and
canonicalising it are not counted), rows, pairs scored, and pairwise precision, recall and F. Needs `pip install splink` (DuckDB).

The model is what its documentation leads to for such a file: name, e-mail, telephone and company compared with the
library's own comparisons, u by random sampling, m by expectation maximisation over two blockings, no labels.
"""
import argparse, csv, gzip, json, logging, re, time, unicodedata
from collections import Counter


def rows_of(path):
    opened = gzip.open(path, "rt", encoding="utf-8-sig", newline="") if path.endswith(".gz") else open(path, encoding="utf-8-sig", newline="")
    with opened as file:
        yield from csv.DictReader(file)


def fold(text):
    """Lower case without marks, single spaces: what any user of Splink does first. None for nothing."""
    text = unicodedata.normalize("NFKD", text.strip().lower())
    return " ".join("".join(c for c in text if not unicodedata.combining(c)).split()) or None


def canonical(number, row):
    """A lead as Splink gets it: names and company folded, the address cleared of brackets, the last nine digits of the number."""
    email = re.sub(r"[<>;\s]", "", row["Email"].lower())
    digits = re.sub(r"\D", "", row["Phone"])
    company = re.sub(r"[^\w ]+", " ", fold(row["Company"]) or "")
    return dict(
        unique_id=number,
        first_name=fold(row["First Name"]),
        surname=fold(row["Last Name"]),
        email=email if "@" in email else None,
        phone=digits[-9:] if len(digits) >= 7 else None,
        company=" ".join(company.split()) or None,
    )


def cluster(leads, threshold, seed):
    """Row → cluster, the seconds it took, and how many pairs were scored."""
    import pyarrow
    import splink.comparison_library as comparisons
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    table = pyarrow.Table.from_pylist(leads)
    rules = [block_on(*keys) for keys in (["email"], ["phone"], ["first_name", "surname"], ["surname", "company"], ["first_name", "company"])]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            comparisons.ForenameSurnameComparison("first_name", "surname"),
            comparisons.EmailComparison("email").configure(term_frequency_adjustments=True),
            comparisons.ExactMatch("phone").configure(term_frequency_adjustments=True),
            comparisons.JaroWinklerAtThresholds("company", [0.92, 0.8]).configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=rules,
    )
    api = DuckDBAPI()
    start = time.perf_counter()
    linker = Linker(api.register(table), settings, log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match([block_on("email"), block_on("first_name", "surname", "company")], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=seed)
    for rule in (block_on("email"), block_on("first_name", "surname")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    pairs = linker.inference.predict(threshold_match_probability=0.01)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold)
    found = clusters.as_duckdbpyrelation().select("unique_id, cluster_id").fetchall()
    seconds = time.perf_counter() - start
    return dict(found), seconds, pairs.as_duckdbpyrelation().count("*").fetchall()[0][0]


def pairwise(found, truth):
    """Pairwise precision, recall and F: score.mjs says what they are."""
    pairs = lambda names: sum(size * (size - 1) // 2 for size in Counter(names).values())
    rows = sorted(truth)
    right = pairs((found[row], truth[row]) for row in rows)
    of_found, of_truth = pairs(found[row] for row in rows), pairs(truth[row] for row in rows)
    precision, recall = (right / of_found if of_found else 1.0), (right / of_truth if of_truth else 1.0)
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("leads")
    arguments.add_argument("truth")
    arguments.add_argument("--threshold", type=float, default=0.95)
    arguments.add_argument("--seed", type=int, default=7)
    given = arguments.parse_args()
    leads = [canonical(number, row) for number, row in enumerate(rows_of(given.leads))]
    truth = {int(row["row_index"]): row["cluster_id"] for row in rows_of(given.truth)}
    import splink

    found, seconds, pairs = cluster(leads, given.threshold, given.seed)
    precision, recall, f = pairwise(found, truth)
    print(json.dumps(dict(version=splink.__version__, rows=len(leads), pairs=pairs, seconds=round(seconds, 3),
                          precision=round(precision, 5), recall=round(recall, 5), f=round(f, 5))))


if __name__ == "__main__":
    main()
