"""Writes the golden values of models on components and powers: python3 components.py > ../Data/components.tsv

Columns: file, algorithm, inputs, target, parameters, key, value. The first line has the versions. Values are computed in long double or with mpmath, by the
textbook on the rows; the script stops where sklearn or scipy, which work in double, says something else.
"""
import csv
import sys

import mpmath
import numpy as np
import scipy
import sklearn
from scipy import stats
from sklearn.cross_decomposition import PLSRegression
from sklearn.decomposition import PCA
from sklearn.linear_model import Lasso, LinearRegression
from sklearn.preprocessing import PowerTransformer

mpmath.mp.dps = 50
REGRESSIONS = [
    ("Iris_rtlm.csv", ["sepal_width", "petal_length", "petal_width"], "sepal_length", 3),
    ("Iris_rtlm.csv", ["petal_length", "Iris_setosa", "Iris_versicolor", "Iris_virginica", "sepal_width"], "sepal_length", 4),  # the dummies add up to 1
    ("bank1.csv", ["age", "duration", "campaign", "previous", "housing_yes", "loan_yes"], "balance", 6),
    ("housing3.csv", ["CRIM", "NOX", "RM", "AGE", "TAX", "LSTAT", "CHAS"], "MEDV", 7),
]
POWERS = [round(-2 + 0.4 * k, 4) for k in range(11)]


def read(file):
    with open(f"../Data/{file}", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {name: np.array([float(row[name]) for row in rows], dtype=np.longdouble) for name in rows[0]}


def write(file, algorithm, inputs, target, parameters, answers):
    for key, value in answers.items():
        print(file, algorithm, " ".join(inputs), target, parameters, key, repr(float(value)), sep="\t")


def agree(ours, theirs, tolerance):
    ours, theirs = np.array(ours, dtype=float), np.array(theirs, dtype=float).reshape(-1)
    assert np.abs(ours - theirs).max() <= tolerance * np.abs(ours).max(), (ours, theirs)


def scaled(x, y, standardize):
    sig = x.std(axis=0) if standardize else np.ones(x.shape[1], dtype=np.longdouble)
    return (x - x.mean(axis=0)) / sig, y - y.mean(), sig


def coefficients(k, inputs, beta, x, y):
    answers = {f"{k}:{name}": value for name, value in zip(inputs, beta)}
    return answers | {f"{k}:(Intercept)": y.mean() - beta @ x.mean(axis=0)}


def nipals(x, y, standardize, most):
    """Wold's algorithm in long double; the coefficients with 1 to most components."""
    e, f, sig = scaled(x, y, standardize)
    loadings, rotations, beta = [], [], np.zeros(x.shape[1], dtype=np.longdouble)
    for _ in range(most):
        weight = e.T @ f
        weight = weight / np.sqrt(weight @ weight)
        score = e @ weight
        loading, share = e.T @ score / (score @ score), f @ score / (score @ score)
        e, f = e - np.outer(score, loading), f - share * score
        rotation = weight - sum((earlier @ weight * r for earlier, r in zip(loadings, rotations)), np.zeros_like(weight))
        loadings, rotations = loadings + [loading], rotations + [rotation]
        beta = beta + share * rotation
        yield beta / sig


def exact(value):
    """A long double as an mpmath number."""
    return mpmath.mpf(float(value)) + mpmath.mpf(float(value - np.longdouble(float(value))))


def eigen(x):
    """Eigenvalues of the population covariances, descending, and eigenvectors as columns, by mpmath."""
    rows = mpmath.matrix([[exact(value) for value in row] for row in x])
    values, vectors = mpmath.eigsy(rows.T * rows / len(x))
    order = sorted(range(len(values)), key=lambda k: -values[k])
    return [values[k] for k in order], [[vectors[i, k] for i in range(x.shape[1])] for k in order]


def regressions(data, file, inputs, target, rank):
    x, y = np.column_stack([data[name] for name in inputs]), data[target]
    for standardize in (True, False):
        flag = f"standardize={str(standardize).lower()}"
        answers = {}
        for k, beta in enumerate(nipals(x, y, standardize, rank), 1):
            theirs = PLSRegression(k, scale=standardize, tol=1e-15, max_iter=100000).fit(x.astype(float), y.astype(float))
            agree(y.mean() + (x - x.mean(axis=0)) @ beta, theirs.predict(x.astype(float)), 1e-9)
            answers |= coefficients(k, inputs, beta, x, y)
        write(file, "plsq", inputs, target, f"q={rank};{flag}", answers)
        xs, yc, sig = scaled(x, y, standardize)
        values, vectors = eigen(xs)
        cross = [exact(value) for value in xs.T @ yc / len(y)]
        answers, beta = {}, np.zeros(len(inputs), dtype=np.longdouble)
        for k in range(rank):
            share = sum(v * c for v, c in zip(vectors[k], cross)) / values[k]
            beta = beta + np.array([np.longdouble(float(share * v)) for v in vectors[k]]) / sig
            pca = PCA(k + 1).fit(xs.astype(float))
            line = LinearRegression().fit(pca.transform(xs.astype(float)), yc.astype(float))
            agree(beta * sig, pca.components_.T @ line.coef_, 1e-9)
            answers |= coefficients(k + 1, inputs, beta, x, y)
        write(file, "pcr", inputs, target, f"q={rank};{flag}", answers)
        if rank == len(inputs):
            w = np.array([[float(v) for v in vector] for vector in vectors]).T
            z = np.column_stack([xs.astype(float), xs.astype(float) @ w])
            for share in (0.5, 0.05):
                penalty = float(f"{share * float(np.abs(z.T @ yc.astype(float)).max()) / len(y):.3g}")
                fit = Lasso(penalty, tol=1e-30, max_iter=100000, fit_intercept=False).fit(z, yc.astype(float))
                beta = (fit.coef_[: len(inputs)] + w @ fit.coef_[len(inputs):]) / sig
                write(file, "pcr", inputs, target, f"pcr_type=full;lambda={penalty};tolerance=1e-15;maxiter=1000000;{flag}", coefficients(0, inputs, beta, x, y))


def criteria(data, file, inputs, target):
    """AICc of the lasso on inputs and components, over falling penalties."""
    x, y = np.column_stack([data[name] for name in inputs]), data[target]
    xs, yc, _ = scaled(x, y, True)
    xs, yc, n = xs.astype(float), yc.astype(float), len(y)
    z = np.column_stack([xs, xs @ np.linalg.eigh(xs.T @ xs)[1]])
    answers = {}
    largest = np.log10(np.abs(z.T @ yc).max() / n)
    smallest = round(largest - 2, 2)
    for k, power in enumerate(np.linspace(largest, smallest, 5)):
        fit = Lasso(10 ** power, tol=1e-30, max_iter=100000, fit_intercept=False).fit(z, yc)
        m = 1 + (np.abs(fit.coef_) > 1e-12 * np.abs(z.T @ yc).max() / n).sum()
        answers[f"lambda:{k}"] = 10 ** power
        answers[f"aicc:{k}"] = n * np.log(((yc - z @ fit.coef_) ** 2).mean()) + 2 * m + 2 * m * (m + 1) / (n - m - 1)
    write(file, "pcr", inputs, target, f"pcr_type=full;aicc=true;num_lambda=5;min_lambda_power={smallest};tolerance=1e-15;maxiter=1000000", answers)


def anomalies(data, file, inputs, rank):
    x = np.column_stack([data[name] for name in inputs])
    centred = x - x.mean(axis=0)
    values, vectors = eigen(centred)
    assert sum(value > values[0] * 1e-10 for value in values) == rank
    answers = {"threshold": stats.chi2.ppf(0.98, rank)}
    for row in range(0, len(x), 7):
        scores = [sum(v * exact(d) for v, d in zip(vectors[k], centred[row])) ** 2 / values[k] for k in range(rank)]
        answers[str(row)] = sum(scores)
    write(file, "oospca", inputs, "", "", answers)


def powers(data, file, inputs, target):
    x, y = np.column_stack([data[name] for name in inputs]).astype(float), data[target].astype(float)
    fits = []
    for power in POWERS:
        copy = stats.yeojohnson(y, power)
        line = LinearRegression().fit(x, copy)
        fits.append((line.score(x, copy), power, line))
    _, power, line = max(fits, key=lambda fit: fit[0])
    back = PowerTransformer(standardize=False).fit(y.reshape(-1, 1))
    back.lambdas_ = np.array([power])
    predicted = back.inverse_transform(line.predict(x).reshape(-1, 1)).reshape(-1)
    answers = {"power": power} | {str(row): predicted[row] for row in range(0, len(x), 7)}
    write(file, "powerreg", inputs, target, "", answers)


def main():
    print(f"# mpmath {mpmath.__version__}, numpy {np.__version__}, scikit-learn {sklearn.__version__}, scipy {scipy.__version__}, Python {sys.version.split()[0]}")
    for file, inputs, target, rank in REGRESSIONS:
        data = read(file)
        regressions(data, file, inputs, target, rank)
        anomalies(data, file, inputs, rank)
        if rank == len(inputs):
            criteria(data, file, inputs, target)
            powers(data, file, inputs, target)


main()
