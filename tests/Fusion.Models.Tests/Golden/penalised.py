"""Writes the golden values of ridge, lasso and elastic net: /usr/bin/python3 penalised.py > ../Data/penalised.sklearn.tsv

Columns: file, algorithm, inputs, target, parameters, numbers as key=value. Keys: an input or (Intercept), and with ":se" behind it its standard error where
the inputs are independent. scikit-learn finds the coefficients; what its tolerance leaves is removed by solving for the coefficients it keeps, with the
signs it finds, in 40 digits, and the conditions of optimality of the others are checked. Its ridge penalises the sum of squared errors, hence n times lambda.
"""
import csv
import sys

import mpmath
import numpy as np
import sklearn
from sklearn.linear_model import ElasticNet, Lasso, Ridge

mpmath.mp.dps = 40
INDEPENDENT = ("age balance day duration campaign pdays previous job_admin. job_blue-collar job_management job_technician marital_married marital_single "
               "education_secondary education_tertiary default_yes housing_yes loan_yes contact_cellular month_may month_aug poutcome_success")


class Table:
    """Exact means and population covariances of columns, the target last."""

    def __init__(self, file, inputs, target):
        with open(f"../Data/{file}", newline="") as lines:
            rows = list(csv.DictReader(lines))
        self.file, self.target, self.rows = file, target, len(rows)
        self.inputs = [name for name in inputs or rows[0] if name != target]
        columns = [[mpmath.mpf(row[name]) for row in rows] for name in self.inputs + [target]]
        self.means = [mpmath.fsum(column) / len(rows) for column in columns]
        centred = [[value - mean for value in column] for column, mean in zip(columns, self.means)]
        size = len(columns)
        self.cov = mpmath.matrix(size)
        for i in range(size):
            for j in range(i + 1):
                self.cov[i, j] = self.cov[j, i] = mpmath.fdot(centred[i], centred[j]) / len(rows)
        self.x = np.array([[float(value) for value in column] for column in columns[:-1]]).T
        self.y = np.array([float(value) for value in columns[-1]])


def fit(table, algorithm, penalty, eta, standardize):
    """Coefficients in the units of the inputs."""
    size = len(table.inputs)
    units = [mpmath.sqrt(table.cov[i, i]) if standardize else mpmath.mpf(1) for i in range(size)]
    x = (table.x - table.x.mean(axis=0)) / np.array([float(unit) for unit in units])
    model = {
        "ridge": lambda: Ridge(alpha=penalty * table.rows, solver="cholesky"),
        "lasso": lambda: Lasso(alpha=penalty, tol=1e-13, max_iter=10**6),
        "elasticnet": lambda: ElasticNet(alpha=penalty, l1_ratio=eta, tol=1e-13, max_iter=10**6),
    }[algorithm]()
    found = model.fit(x, table.y).coef_
    kept = [i for i in range(size) if found[i] != 0]
    absolute, squared = mpmath.mpf(penalty) * eta, mpmath.mpf(penalty) * (1 - eta)
    cross = [table.cov[size, i] / units[i] for i in range(size)]
    matrix = mpmath.matrix(size)
    for i in range(size):
        for j in range(size):
            matrix[i, j] = table.cov[i, j] / (units[i] * units[j])
    system, right = mpmath.matrix(len(kept)), mpmath.matrix(len(kept), 1)
    for k, i in enumerate(kept):
        right[k] = cross[i] - absolute * int(np.sign(found[i]))
        for l, j in enumerate(kept):
            system[k, l] = matrix[i, j] + (squared if i == j else 0)
    exact = [mpmath.mpf(0)] * size
    for i, value in zip(kept, mpmath.lu_solve(system, right) if kept else []):
        exact[i] = value
        assert mpmath.sign(value) == int(np.sign(found[i])), (table.inputs[i], value, found[i])
        assert abs(value - found[i]) <= 1e-6 * abs(value) + 1e-9 * max(abs(found)), (table.inputs[i], value, found[i])
    for i in set(range(size)) - set(kept):
        gradient = cross[i] - mpmath.fsum(matrix[i, j] * exact[j] for j in kept)
        assert abs(gradient) <= absolute * (1 + mpmath.mpf("1e-12")), (table.inputs[i], gradient, absolute)
    return [value / unit for value, unit in zip(exact, units)]


def errors(table, coefficients):
    size = len(table.inputs)
    inverse = table.cov[:size, :size] ** -1
    residual = table.cov[size, size] + mpmath.fsum(
        coefficients[i] * (mpmath.fsum(table.cov[i, j] * coefficients[j] for j in range(size)) - 2 * table.cov[size, i]) for i in range(size))
    scale = residual / (table.rows - size - 1)
    means = mpmath.matrix(table.means[:size])
    intercept = 1 + (means.T * inverse * means)[0]
    return [mpmath.sqrt(scale * inverse[i, i]) for i in range(size)] + [mpmath.sqrt(scale * intercept)]


def main():
    print(f"# scikit-learn {sklearn.__version__}, mpmath {mpmath.__version__}, numpy {np.__version__}, Python {sys.version.split()[0]}")
    housing = Table("housing3.csv", None, "MEDV")
    bank, duration = Table("bank1.csv", INDEPENDENT.split(), "balance"), Table("bank1.csv", None, "duration")
    ridges, lassos, nets = [0.001, 0.1, 10], [0.001, 0.05, 0.5], [(0.001, 0.5), (0.1, 0.25), (0.5, 0.9)]
    for table, factor, independent in [(housing, 1, True), (bank, 100, True), (duration, 10, False)]:
        cases = [("ridge", penalty, 0) for penalty in ridges] + [("elasticnet", penalty * factor, eta) for penalty, eta in nets]
        cases += [("lasso", penalty * factor, 1) for penalty in lassos] if independent else []
        for algorithm, penalty, eta in cases:
            for standardize in (True, False):
                coefficients = fit(table, algorithm, penalty, eta, standardize)
                parameters = f"lambda={penalty!r} eta={eta!r} standardize={str(standardize).lower()}"
                answers = dict(zip(table.inputs, coefficients))
                answers["(Intercept)"] = table.means[-1] - mpmath.fdot(coefficients, table.means[:-1])
                if independent:
                    answers.update(zip([f"{name}:se" for name in [*table.inputs, "(Intercept)"]], errors(table, coefficients)))
                numbers = " ".join(f"{key}={float(value)!r}" for key, value in answers.items())
                print(table.file, algorithm, " ".join(table.inputs), table.target, parameters, numbers, sep="\t")


main()
