"""Writes scores of discriminants by class: python3 partitions.py > ../Data/partitions.sklearn.tsv

Columns: file, algorithm, inputs, split columns (dummies), row, class, score less that of the first class.
"""
import csv
import sys

import numpy as np
import sklearn
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis, QuadraticDiscriminantAnalysis

FILES = {
    "Iris_rtlm.csv": ("sepal_length sepal_width petal_length petal_width", "Iris_setosa Iris_versicolor Iris_virginica"),
    "bank1.csv": ("age balance duration campaign previous housing_yes", "marital_divorced marital_married marital_single"),
}


def main():
    print(f"# scikit-learn {sklearn.__version__}, numpy {np.__version__}, Python {sys.version.split()[0]}")
    for file, (inputs, split) in FILES.items():
        with open(f"../Data/{file}", newline="") as lines:
            rows = list(csv.DictReader(lines))
        x = np.array([[float(row[name]) for name in inputs.split()] for row in rows])
        y = np.array([next(k for k, name in enumerate(split.split()) if float(row[name]) == 1) for row in rows])
        models = {
            "mlda": LinearDiscriminantAnalysis(solver="svd", tol=0),
            "mqda": QuadraticDiscriminantAnalysis(tol=0),
        }
        for algorithm, model in models.items():
            scores = model.fit(x, y).decision_function(x)
            for row in range(0, len(rows), len(rows) // 12):
                for k, name in enumerate(split.split()):
                    print(file, algorithm, inputs, split, row, name, repr(float(scores[row, k] - scores[row, 0])), sep="\t")


main()
