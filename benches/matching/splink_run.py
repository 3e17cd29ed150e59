#!/usr/bin/env python3
"""Splink on a file of leads: how long it takes, and how well it does.

    python splink_run.py LEADS.csv TRUTH.csv [--threshold 0.95] [--seed 7]

Prints one line of JSON: seconds from the registered table to the clusters (importing Splink, reading the file and
canonicalising it are not counted), rows, pairs scored, and pairwise precision, recall and F. Needs `pip install splink` (DuckDB).

The model is what its documentation leads to for such a file: the columns that hold anything, compared with the library's own
comparisons, u by random sampling, m by expectation maximisation over blockings, no labels.
"""
import argparse, logging, re, time, unicodedata

from peer_score import report, rows_of

#: Columns of a file, and what they are called here.
COLUMNS = {"First Name": "first_name", "Last Name": "surname", "Email": "email", "Phone": "phone", "Company": "company", "Title": "title",
           "Street": "street", "City": "city", "Postal Code": "postcode", "Date of Birth": "birth_date"}
#: Keys under which pairs are compared, and those over which m is estimated; only those whose columns are there.
BLOCKS = [["email"], ["phone"], ["first_name", "surname"], ["surname", "company"], ["first_name", "company"],
          ["birth_date"], ["street"], ["postcode", "surname"], ["postcode", "first_name"]]
TRAINING = [["email"], ["first_name", "surname"], ["birth_date"], ["phone"], ["company"]]
#: Rules that hold for nearly nobody else.
SURE = [["email"], ["first_name", "surname", "company"], ["first_name", "surname", "birth_date"], ["phone", "company"], ["first_name", "surname", "title"]]


def fold(text):
    """Lower case without marks, single spaces: what any user of Splink does first. None for nothing."""
    text = unicodedata.normalize("NFKD", text.strip().lower())
    return " ".join("".join(c for c in text if not unicodedata.combining(c)).split()) or None


def canonical(number, row):
    """A lead as Splink gets it: texts folded, the address cleared of brackets, the last nine digits of the number."""
    lead = {name: fold(row.get(column) or "") for column, name in COLUMNS.items()}
    email = re.sub(r"[<>;\s]", "", (row.get("Email") or "").lower())
    digits = re.sub(r"\D", "", row.get("Phone") or "")
    company = " ".join(re.sub(r"[^\w ]+", " ", lead["company"] or "").split())
    lead.update(unique_id=number, email=email if "@" in email else None, phone=digits[-9:] if len(digits) >= 7 else None, company=company or None)
    return lead


def compared(present):
    """The comparisons of the columns that hold anything."""
    import splink.comparison_library as comparisons

    rare = dict(term_frequency_adjustments=True)
    likeness = lambda column, *thresholds: comparisons.JaroWinklerAtThresholds(column, list(thresholds)).configure(**rare)
    of = {
        "email": lambda: comparisons.EmailComparison("email").configure(**rare),
        "phone": lambda: comparisons.ExactMatch("phone").configure(**rare),
        "company": lambda: likeness("company", 0.92, 0.8),
        "title": lambda: comparisons.ExactMatch("title").configure(**rare),
        "street": lambda: likeness("street", 0.92, 0.8),
        "city": lambda: likeness("city", 0.92),
        "postcode": lambda: comparisons.LevenshteinAtThresholds("postcode", 1).configure(**rare),
        "birth_date": lambda: comparisons.LevenshteinAtThresholds("birth_date", [1, 2]),
    }
    both = {"first_name", "surname"} <= present
    names = [comparisons.ForenameSurnameComparison("first_name", "surname")] if both else []
    return names + [make() for column, make in of.items() if column in present]


def cluster(leads, threshold, seed):
    """Row → cluster, the seconds it took, and how many pairs were scored."""
    import pyarrow
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    present = {name for name in COLUMNS.values() if any(lead[name] for lead in leads)}
    rules = lambda keys: [block_on(*key) for key in keys if set(key) <= present]
    settings = SettingsCreator(link_type="dedupe_only", comparisons=compared(present), blocking_rules_to_generate_predictions=rules(BLOCKS))
    api = DuckDBAPI()
    table = pyarrow.Table.from_pylist([{name: lead[name] for name in ["unique_id", *sorted(present)]} for lead in leads])
    start = time.perf_counter()
    linker = Linker(api.register(table), settings, log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match(rules(SURE), recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=seed)
    for rule in rules(TRAINING):
        try:
            linker.training.estimate_parameters_using_expectation_maximisation(rule)
        except Exception:
            # A key that no two leads share trains nothing.
            continue
    pairs = linker.inference.predict(threshold_match_probability=0.01)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold)
    found = clusters.as_duckdbpyrelation().select("unique_id, cluster_id").fetchall()
    seconds = time.perf_counter() - start
    return dict(found), seconds, pairs.as_duckdbpyrelation().count("*").fetchall()[0][0]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("leads")
    arguments.add_argument("truth")
    arguments.add_argument("--threshold", type=float, default=0.95)
    arguments.add_argument("--seed", type=int, default=7)
    given = arguments.parse_args()
    leads = [canonical(number, row) for number, row in enumerate(rows_of(given.leads))]
    import splink

    found, seconds, pairs = cluster(leads, given.threshold, given.seed)
    report(splink.__version__, found, given.truth, seconds, pairs=pairs)


if __name__ == "__main__":
    main()
