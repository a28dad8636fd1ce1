"""From a CSV file to its covariance matrix with pandas. usage: pandas_cov.py FILE"""
import sys

import pandas

table = pandas.read_csv(sys.argv[1])
covariances = table.cov().to_numpy()
with open("/proc/self/status") as status:
    peak = next(line.split()[1] for line in status if line.startswith("VmHWM:"))
print("rows", len(table), "columns", len(table.columns), "covariance", repr(float(covariances[0, -1])), "peak", peak)
