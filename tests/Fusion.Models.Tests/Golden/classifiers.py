"""Writes the golden values of classifiers, support-vector machines and covariance estimates: python3 classifiers.py > ../Data/classifiers.tsv

Also writes ../Data/collinear.csv, in which d = a + b and k is constant. Columns: file, algorithm, inputs, targets, parameters, key, value. Everything
but naive Bayes is computed with 50 digits.
"""
import csv
import random
import sys
import warnings
from fractions import Fraction

import mpmath
import numpy as np
import scipy
import sklearn
from mpmath import mp, mpf
from sklearn.covariance import graphical_lasso, shrunk_covariance
from sklearn.naive_bayes import BernoulliNB, GaussianNB

mp.dps = 50
IRIS = ["sepal_length", "sepal_width", "petal_length", "petal_width"]
HOUSING = ["CRIM", "NOX", "RM", "AGE", "DIS", "LSTAT"]
COLLINEAR = ["a", "b", "c", "d", "k"]


def write_collinear():
    numbers = random.Random(20).choices(range(-500, 500), k=180)
    with open("../Data/collinear.csv", "w", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(["a", "b", "c", "d", "k", "f", "y", "t"])
        for i in range(0, 180, 3):
            a, b, c = numbers[i:i + 3]
            y = int(3 * a - b + c * (i % 5) > 100)
            lines.writerow([a / 100, b / 100, c / 100, (a + b) / 100, 7, int(c > 0), y, (a - 2 * b) / 10 + i % 7])


def read(file):
    with open(f"../Data/{file}", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {name: [Fraction(row[name]) for row in rows] for name in rows[0]}


def exact(fraction):
    return mpf(fraction.numerator) / fraction.denominator


def mean(x):
    return sum(x) / len(x)


def covariance(data, names, ddof=0):
    n, means = len(data[names[0]]), {x: mean(data[x]) for x in names}
    return mpmath.matrix([[exact(sum(u * v for u, v in zip(data[x], data[y])) / n - means[x] * means[y]) * n / (n - ddof) for y in names] for x in names])


def trace(matrix):
    return sum(matrix[i, i] for i in range(matrix.rows))


def write(file, algorithm, inputs, targets, parameters, answers):
    text = ";".join(f"{key}={value}" for key, value in parameters.items())
    for key, value in answers.items():
        print(file, algorithm, " ".join(inputs), " ".join(targets), text, key, repr(float(value)), sep="\t")


def proximal(file, algorithm, inputs, target, nu):
    data = read(file)
    n = len(data[target])
    design = mpmath.matrix([[exact(data[x][row]) for x in inputs] + [-1] for row in range(n)])
    d = mpmath.matrix([exact(2 * y - 1 if algorithm == "lsvm" else y) for y in data[target]])
    solution = mpmath.lu_solve(mpmath.eye(len(inputs) + 1) / mpf(nu) + design.T * design, design.T * d)
    answers = {x: solution[i] for i, x in enumerate(inputs)}
    answers["gamma"] = solution[len(inputs)]
    fitted = design * solution
    for row in range(0, n, 17):
        answers[f"{'resZ' if algorithm == 'lsvm' else 'res'}@{row}"] = fitted[row]
    write(file, algorithm, inputs, [target], {"sml_model_svm_nu": nu}, answers)


def bayes(file, continuous, binary, target, laplace):
    data = {name: np.array([float(x) for x in values]) for name, values in read(file).items()}
    y = data[target]
    joint = np.zeros((len(y), 2))
    for names, model in [(continuous, GaussianNB(var_smoothing=0)), (binary, BernoulliNB(alpha=laplace))]:
        if names:
            x = np.column_stack([data[name] for name in names])
            joint += model.fit(x, y)._joint_log_likelihood(x)
    if continuous and binary:  # both have the prior
        joint -= np.log([1 - y.mean(), y.mean()])
    odds = joint[:, 0] - joint[:, 1]
    answers = {}
    for row in range(0, len(y), 7):
        answers[f"Prob@{row}"] = 1 / (1 + mpmath.exp(odds[row]))
        answers[f"res@{row}"] = odds[row] < 0
    write(file, "bayes", continuous + binary, [target], {"laplace_factor": laplace}, answers)


def estimate(s, n, parameters):
    """The estimate of a matrix s and the alpha used."""
    kind, p = parameters["estimate_type"], s.rows
    squares, t, identity = trace(s * s), trace(s), mpmath.eye(s.rows)
    alpha = {
        "rblw": min(mpf(1), (mpf(n - 2) / n * squares + t * t) / ((n + 2) * (squares - t * t / p))),
        "oas": min(mpf(1), ((1 - mpf(2) / p) * squares + t * t) / ((n + 1 - mpf(2) / p) * (squares - t * t / p))),
        None: mpf(parameters.get("alpha", "0.1")),
    }[parameters.get("tuning_type")]
    if kind == "l2_reg_thinkhonov":
        return s + mpf(parameters.get("lambda", "1")) * identity, None
    if kind == "l2_reg_sig":
        shrunk = (1 - alpha) * s + alpha * t / p * identity
        known = shrunk_covariance(np.array(s.tolist(), dtype=float), float(alpha))
        assert np.allclose(known, np.array(shrunk.tolist(), dtype=float), rtol=1e-12)
        return shrunk, alpha
    if kind == "identity_mixture":
        return (1 - alpha) * s + alpha * identity, alpha
    values, vectors = mpmath.eigsy(s)
    order = sorted(range(p), key=lambda k: -values[k])[:int(parameters["q"])]
    cut = mpmath.matrix(p, p)
    for k in order:
        cut += values[k] * vectors[:, k] * vectors[:, k].T
    return cut, None


def matrix_answers(name, matrix, inputs):
    return {f"{name}[{i},{j}]": matrix[i, j] for i in range(len(inputs)) for j in range(i + 1)}


def covest(file, inputs, parameters):
    data = read(file)
    matrix, alpha = estimate(covariance(data, inputs, int(parameters.get("ddof", "0"))), len(data[inputs[0]]), parameters)
    answers = matrix_answers("cxx_est", matrix, inputs)
    if alpha is not None:
        answers["alpha"] = alpha
    write(file, "covest", inputs, [], parameters, answers)


def lasso(s, penalty):
    """scikit-learn's solution, made exact by Newton's method on its support."""
    p = s.rows
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _, start = graphical_lasso(np.array(s.tolist(), dtype=float), penalty, tol=1e-14, enet_tol=1e-14, max_iter=20000)
    theta = mpmath.matrix(((start + start.T) / 2).tolist())
    pairs = [(i, j) for i in range(p) for j in range(i + 1) if theta[i, j] != 0]
    for _ in range(6):
        w = theta ** -1
        residual = mpmath.matrix([w[i, j] - s[i, j] - (0 if i == j else mpf(penalty) * mpmath.sign(theta[i, j])) for i, j in pairs])
        jacobian = mpmath.matrix([[w[i, k] * w[l, j] + (0 if k == l else w[i, l] * w[k, j]) for k, l in pairs] for i, j in pairs])
        step = mpmath.lu_solve(jacobian, residual)
        for (i, j), change in zip(pairs, step):
            theta[i, j] += change
            theta[j, i] = theta[i, j]
    w = theta ** -1
    assert max(abs(x) for x in residual) < 1e-30
    assert all(abs(w[i, j] - s[i, j]) <= penalty for i in range(p) for j in range(i) if theta[i, j] == 0)
    assert all(start[i, j] * theta[i, j] > 0 for i, j in pairs)
    return w, theta


def graph_lasso(file, inputs, penalty):
    s = covariance(read(file), inputs)
    w, theta = lasso(s, penalty)
    parameters = {"estimate_type": "graph_lasso", "lambda": penalty, "tolerance": "1e-14"}
    write(file, "covest", inputs, [], parameters, matrix_answers("cxx_est", w, inputs) | matrix_answers("theta", theta, inputs))


def ebic(file, inputs, lowest, steps, gamma):
    data = read(file)
    s, n, p = covariance(data, inputs), len(data[inputs[0]]), len(inputs)
    highest = float(mpmath.log10(max(abs(s[i, j]) for i in range(p) for j in range(i))))
    answers, best = {}, None
    for k in range(steps):
        penalty = 10 ** (lowest + (highest - lowest) * k / (steps - 1))
        if k == steps - 1:  # all covariances are at most the penalty: no pair is joined
            w = mpmath.diag([s[i, i] for i in range(p)])
            theta = w ** -1
        else:
            w, theta = lasso(s, penalty)
        joined = sum(theta[i, j] != 0 for i in range(p) for j in range(i))
        likelihood = mpf(n) / 2 * (mpmath.log(mpmath.det(theta)) - trace(s * theta))
        criterion = -2 * likelihood + joined * mpmath.log(n) + 4 * mpf(gamma) * joined * mpmath.log(p)
        answers[f"ebic_vec[{k},0]"], answers[f"lambda_vec[{k},0]"] = criterion, penalty
        if best is None or criterion <= best[0]:
            best = (criterion, penalty, w)
    answers |= {"lambda": best[1]} | matrix_answers("cxx_est", best[2], inputs)
    parameters = {"estimate_type": "graph_lasso", "tuning_type": "ebic", "gamma": gamma, "min_lambda_power": lowest, "num_lambda": steps, "tolerance": "1e-12"}
    write(file, "covest", inputs, [], parameters, answers)


def discriminant(file, inputs, target, parameters):
    data = read(file)
    ones = {x: [v for v, y in zip(data[x], data[target]) if y == 1] for x in inputs}
    zeros = {x: [v for v, y in zip(data[x], data[target]) if y == 0] for x in inputs}
    n, n1, n0 = len(data[target]), len(ones[inputs[0]]), len(zeros[inputs[0]])
    within, _ = estimate((covariance(ones, inputs) * n1 + covariance(zeros, inputs) * n0) / (n - 2), n, parameters)
    m1, m0 = (mpmath.matrix([exact(mean(part[x])) for x in inputs]) for part in (ones, zeros))
    if parameters["estimate_type"] == "eigen_trunc":
        values, vectors = mpmath.eigsy(within)
        z = mpmath.matrix(len(inputs), 1)
        for k in sorted(range(len(inputs)), key=lambda k: -values[k])[:int(parameters["q"])]:
            z += vectors[:, k] * ((vectors[:, k].T * (m1 - m0))[0] / values[k])
    else:
        z = mpmath.lu_solve(within, m1 - m0)
    answers = {x: z[i] for i, x in enumerate(inputs)}
    answers |= {"z0": (z.T * (m1 + m0))[0] / 2, "distance": mpmath.sqrt((z.T * (m1 - m0))[0])}
    write(file, "lda", inputs, [target], parameters, answers)


def main():
    write_collinear()
    versions = {"mpmath": mpmath, "numpy": np, "scipy": scipy, "scikit-learn": sklearn}
    print("# " + ", ".join(f"{name} {module.__version__}" for name, module in versions.items()) + f", Python {sys.version.split()[0]}")
    for nu in ["1", "0.001", "1e6"]:
        proximal("Iris_rtlm.csv", "lsvm", IRIS, "Iris_versicolor", nu)
        proximal("Iris_rtlm.csv", "lsvr", IRIS[1:], "sepal_length", nu)
        proximal("bank1.csv", "lsvm", ["age", "balance", "duration", "campaign", "housing_yes"], "target", nu)
        proximal("housing3.csv", "lsvr", HOUSING + ["CHAS"], "MEDV", nu)
        proximal("collinear.csv", "lsvm", COLLINEAR, "y", nu)
        proximal("collinear.csv", "lsvr", COLLINEAR + ["f"], "t", nu)
    for laplace in [1, 0.25]:
        bayes("Iris_rtlm.csv", IRIS, [], "Iris_virginica", laplace)
        bayes("Iris_rtlm.csv", ["sepal_length", "sepal_width"], ["petal_width_b1", "petal_length_b2"], "Iris_setosa", laplace)
        bayes("bank1.csv", [], ["housing_yes", "loan_yes", "marital_single", "education_tertiary"], "target", laplace)
        bayes("bank1.csv", ["age", "balance", "duration", "campaign", "previous"], ["housing_yes", "loan_yes", "marital_single"], "target", laplace)
        bayes("housing3.csv", ["CRIM", "NOX", "RM", "AGE", "TAX", "LSTAT", "MEDV"], [], "CHAS", laplace)
        bayes("collinear.csv", ["a", "b", "c", "d"], ["f"], "y", laplace)
    regularised = [
        {"estimate_type": "l2_reg_thinkhonov"}, {"estimate_type": "l2_reg_thinkhonov", "lambda": "0.01"}, {"estimate_type": "l2_reg_sig"},
        {"estimate_type": "l2_reg_sig", "alpha": "0.75"}, {"estimate_type": "l2_reg_sig", "tuning_type": "rblw"},
        {"estimate_type": "l2_reg_sig", "tuning_type": "oas"}, {"estimate_type": "identity_mixture"},
        {"estimate_type": "identity_mixture", "alpha": "0.5"}, {"estimate_type": "eigen_trunc", "q": "2"},
    ]
    for parameters in regularised:
        for file, inputs in [("Iris_rtlm.csv", IRIS), ("housing3.csv", HOUSING), ("collinear.csv", COLLINEAR)]:
            covest(file, inputs, parameters)
        covest("Iris_rtlm.csv", IRIS, parameters | {"ddof": "1"})
        discriminant("Iris_rtlm.csv", IRIS, "Iris_versicolor", parameters)
        discriminant("bank1.csv", ["age", "duration", "campaign", "previous"], "target", parameters)
        discriminant("collinear.csv", COLLINEAR, "y", parameters)
    for penalty in [0.01, 0.1, 0.3]:
        graph_lasso("Iris_rtlm.csv", IRIS, penalty)
    for penalty in [0.05, 2.0, 30.0]:
        graph_lasso("housing3.csv", HOUSING, penalty)
    for penalty in [0.2, 1.0]:
        graph_lasso("collinear.csv", ["a", "b", "c", "d"], penalty)
    ebic("Iris_rtlm.csv", IRIS, -3, 12, 0.5)
    ebic("housing3.csv", HOUSING, -2, 15, 1)
    ebic("collinear.csv", ["a", "b", "c"], -1, 10, 0)


main()
