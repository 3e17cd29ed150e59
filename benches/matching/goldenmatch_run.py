#!/usr/bin/env python3
"""GoldenMatch on a file of leads, with its defaults: how long it takes, and how well it does.

    python goldenmatch_run.py LEADS.csv TRUTH.csv

Prints one line of JSON. Needs `pip install goldenmatch`. Columns without any value are left out, for it cannot read them; everything else
is what `goldenmatch.dedupe(file)` decides by itself.
"""
import argparse, csv, logging, os, tempfile, time, warnings

from peer_score import report, rows_of


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("leads")
    arguments.add_argument("truth")
    given = arguments.parse_args()
    truth = os.path.abspath(given.truth)
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    import goldenmatch

    rows = list(rows_of(given.leads))
    columns = [column for column in rows[0] if any(row[column].strip() for row in rows)]
    with tempfile.TemporaryDirectory() as folder:
        # It keeps its memory where it runs.
        os.chdir(folder)
        with open("leads.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows([row[column] for column in columns] for row in rows)
        start = time.perf_counter()
        clusters = goldenmatch.dedupe("leads.csv").clusters
        seconds = time.perf_counter() - start
        found = {member: name for name, cluster in clusters.items() for member in cluster["members"]}
        report(goldenmatch.__version__, found, truth, seconds)


if __name__ == "__main__":
    main()
