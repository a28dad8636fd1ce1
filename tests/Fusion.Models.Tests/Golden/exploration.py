"""Writes the golden values of exploration: python3 exploration.py > ../Data/exploration.scipy.tsv

Columns: file, metric, inputs, targets, parameters, key, value. Written with the versions in the first line.
"""
import csv
import functools
import itertools
import math
import sys

import mpmath
import numpy as np
import scipy
import sklearn
import statsmodels
from scipy import stats
from sklearn.metrics import mutual_info_score
from statsmodels.stats.outliers_influence import variance_inflation_factor

FILES = {
    "Iris_rtlm.csv": (["sepal_length", "sepal_width", "petal_length", "petal_width"], ["Iris_setosa", "Iris_versicolor", "Iris_virginica", "petal_width_b1"]),
    "bank1.csv": (["age", "balance", "duration", "campaign", "previous"], ["target", "housing_yes", "loan_yes", "marital_single", "education_tertiary"]),
    "housing3.csv": (["CRIM", "NOX", "RM", "AGE", "TAX", "LSTAT", "MEDV"], ["CHAS"]),
}


def read(file):
    with open(f"../Data/{file}", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {name: np.array([float(row[name]) for row in rows], dtype=np.longdouble) for name in rows[0]}


def write(file, metric, inputs, targets, parameters, answers):
    for key, value in answers.items():
        print(file, metric, " ".join(inputs), " ".join(targets), parameters, key, repr(float(value)), sep="\t")


def two_sided(upper, lower):
    return min(1, 2 * min(upper, lower))


@functools.cache
def quantile(degrees):
    """The 0.975 quantile of Student's t, of which scipy has 11 digits."""
    if not degrees > 0:
        return float("nan")
    tail = lambda t: mpmath.betainc(mpmath.mpf(degrees) / 2, 0.5, 0, degrees / (degrees + t * t), regularized=True) - mpmath.mpf("0.05")
    return float(mpmath.findroot(tail, stats.t.ppf(0.975, degrees), tol=1e-24))


def univariate(x):
    n, m, v = len(x), x.mean(), x.var()
    third = ((x - m) ** 3).mean()
    return {
        "count": n, "mean": m, "variance": v, "stddev": np.sqrt(v), "stderr": np.sqrt(v / n),
        "skewness": n * n / ((n - 1) * (n - 2)) * third / v ** 1.5,
        "kurtosis": stats.kurtosis(x, bias=False),
        "meanMarginErrorC95": quantile(n - 1) * np.sqrt(v / n),
        "min": x.min(), "max": x.max(), "median": np.median(x),
    }


def bivariate(x, y):
    w, wx = y.sum(), (x * y).sum()
    v = (((x * y) ** 2).sum() - wx * wx / w) / w
    margin = quantile(float(w) - 1) * np.sqrt(v / w)
    return {
        "covar": ((x - x.mean()) * (y - y.mean())).mean(),
        "linCorr": ((x - x.mean()) * (y - y.mean())).mean() / np.sqrt(x.var() * y.var()),
        "condMean": wx / w, "condCount": w, "condVariance": v, "condSum": wx, "condStddev": np.sqrt(v),
        "biCi95Down": wx / w - margin, "biCi95Up": wx / w + margin,
    }


def z_test(x, y):
    z = (x.mean() - y.mean()) / np.sqrt(x.var() / len(x) + y.var() / len(y))
    return {"zn1": len(x), "zn2": len(y), "zm1": x.mean(), "zm2": y.mean(), "zs1": x.var(), "zs2": y.var(), "z": z, "zp": 2 * stats.norm.sf(abs(float(z)))}


def t_test(x, y):
    pooled, welch = (stats.ttest_ind(x.astype(float), y.astype(float), equal_var=equal) for equal in (True, False))
    return {"tn1": len(x), "tm2": y.mean(), "ts1": x.var(ddof=1), "t": pooled.statistic, "tp": pooled.pvalue, "tu": welch.statistic, "tpu": welch.pvalue}


def f_test(x, y):
    f, a, b = float(x.var(ddof=1) / y.var(ddof=1)), len(x) - 1, len(y) - 1
    return {"fs1": x.var(ddof=1), "fs2": y.var(ddof=1), "fdf1": a, "fdf2": b, "f": f, "fp": two_sided(stats.f.sf(f, a, b), stats.f.cdf(f, a, b))}


def anova(groups):
    result = stats.f_oneway(*[group.astype(float) for group in groups])
    return {"F": result.statistic, "P": result.pvalue, "Dfb": len(groups) - 1, "Dfw": sum(map(len, groups)) - len(groups)}


def chi_square(rows, columns):
    table = np.array([[float((r * c).sum()) for c in columns] for r in rows])
    statistic, p, df, _ = stats.chi2_contingency(table, correction=False)
    return {"chiStat": statistic, "pval": p, "df": df, "coef": stats.contingency.association(table.astype(int), method="tschuprow")}


def main():
    print(f"# scipy {scipy.__version__}, mpmath {mpmath.__version__}, numpy {np.__version__}, scikit-learn {sklearn.__version__}, statsmodels {statsmodels.__version__}, Python {sys.version.split()[0]}")
    for file, (continuous, binary) in FILES.items():
        data = read(file)
        for name in continuous + binary:
            write(file, "uni", [name], [], "", univariate(data[name]))
        for x, y in itertools.permutations(continuous + binary, 2):
            write(file, "bi", [x, y], [], "", bivariate(data[x], data[y]))
        for x, y in itertools.combinations(continuous, 2):
            write(file, "ztest", [x, y], [], "", z_test(data[x], data[y]))
            write(file, "ttest", [x, y], [], "", t_test(data[x], data[y]))
            write(file, "ftest", [x, y], [], "", f_test(data[x], data[y]))
        for x, (a, b) in itertools.product(continuous, itertools.combinations(binary, 2)):
            first, second = data[x][data[a] == 1], data[x][data[b] == 1]
            write(file, "ztest", [x, a, b], [], "", z_test(first, second))
            write(file, "ttest", [x], [a, b], "", t_test(first, second))
            write(file, "ftest", [x, a, b], [], "", f_test(first, second))
        for a, b in itertools.combinations(binary, 2):
            x, y, pooled = data[a], data[b], np.concatenate([data[a], data[b]]).mean()
            z = (x.mean() - y.mean()) / np.sqrt(pooled * (1 - pooled) * (np.longdouble(1) / len(x) + np.longdouble(1) / len(y)))
            write(file, "ztestp", [a, b], [], "", {"z": z, "zp": 2 * stats.norm.sf(abs(float(z)))})
            write(file, "gain", [a], [b], "", {"gain": mutual_info_score(x, y) / math.log(2)})
        for x in continuous:
            mean = round(float(data[x].mean()) * 1.01, 3)
            z = (data[x].mean() - np.longdouble(mean)) / np.sqrt(data[x].var() / len(data[x]))
            write(file, "ztestmu", [x], [], f"sml_explore_ztest_known_mu={mean}", {"z": z, "zp": 2 * stats.norm.sf(abs(float(z)))})
            known = stats.ttest_1samp(data[x].astype(float), mean)
            write(file, "ttestmu", [x], [], f"sml_explore_ttest_known_mu={mean}", {"t": known.statistic, "tp": known.pvalue})
            variance = round(float(data[x].var()) * 1.1, 3)
            f, df = float(data[x].var(ddof=1) / np.longdouble(variance)), len(data[x]) - 1
            write(file, "ftestmu", [x], [], f"sml_explore_ftest_known_sigma={variance}", {"f": f, "fp": two_sided(stats.chi2.sf(df * f, df), stats.chi2.cdf(df * f, df))})
        write(file, "anova", continuous, [], "", anova([data[x] for x in continuous]))
        if len(binary) > 1:
            for x in continuous:
                write(file, "anova", [x], binary, "", anova([data[x][data[b] == 1] for b in binary]))
            if file != "Iris_rtlm.csv":  # a column without counts: scipy gives up
                write(file, "chi2", binary[:2], binary[2:], "", chi_square([data[b] for b in binary[:2]], [data[b] for b in binary[2:]]))
        design = np.column_stack([data[x].astype(float) for x in continuous] + [np.ones(len(data[continuous[0]]))])
        write(file, "vif", continuous, [], "", {str(k): variance_inflation_factor(design, k) for k in range(len(continuous))})
        spectrum = np.linalg.eigvalsh(np.corrcoef(design[:, :-1], rowvar=False))[::-1]
        write(file, "pca", continuous, [], "", {str(k): value for k, value in enumerate(spectrum)})
        spectrum = np.linalg.svd(np.cov(design[:, :-1], rowvar=False, bias=True), compute_uv=False)
        write(file, "svd", continuous, [], "", {str(k): value for k, value in enumerate(spectrum)})


main()
