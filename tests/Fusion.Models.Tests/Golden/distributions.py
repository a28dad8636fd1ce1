"""Writes tails of distributions with 40 digits, and as scipy and R have them: python3 distributions.py > ../Data/distributions.tsv

Columns: distribution, argument, degrees of freedom (one or two), exact value, scipy's, R's.
"""
import subprocess

import mpmath
import scipy
from mpmath import mp, mpf
from scipy import stats

mp.dps = 60


def beta_tail(a, b, x, y):
    """I_x(a, b) by its continued fraction, evaluated backwards with more terms than it needs."""
    a, b = mpf(a), mpf(b)
    log_beta = mpmath.loggamma(a) + mpmath.loggamma(b) - mpmath.loggamma(a + b)
    if x <= (a + 1) / (a + b + 2):
        terms = int(60 + 12 * mpmath.sqrt(max(a, b)))
        value = mpf(1)
        for m in range(terms, 0, -1):
            odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            value = 1 + even / (1 + odd / value)
        value = 1 - (a + b) * x / (a + 1) / value
        return mpmath.exp(a * mpmath.log(x) + b * mpmath.log(y) - log_beta) / a / value
    return 1 - beta_tail(b, a, y, x)


def t_two_sided(t, n):
    t, n = mpf(t), mpf(n)
    return beta_tail(n / 2, mpf(1) / 2, n / (n + t * t), t * t / (n + t * t))


def f_upper(f, a, b):
    f, a, b = mpf(f), mpf(a), mpf(b)
    return beta_tail(b / 2, a / 2, b / (b + a * f), a * f / (b + a * f))


def chi_upper(x, n):
    a, x = mpf(n) / 2, mpf(x) / 2
    term = total = 1 / a
    k = 0
    if x < a + 1:
        while term > total * mpf(10) ** -55:
            k += 1
            term *= x / (a + k)
            total += term
        return 1 - mpmath.exp(a * mpmath.log(x) - x - mpmath.loggamma(a)) * total
    value = mpf(0)
    for k in range(int(80 + 14 * mpmath.sqrt(x)), 0, -1):
        value = k * (a - k) / (x + 2 * k + 1 - a + value)
    return mpmath.exp(a * mpmath.log(x) - x - mpmath.loggamma(a)) / (x + 1 - a + value)


CASES = (
    [("normal", (z,)) for z in (1e-9, 0.1, 1, 1.96, 3.5, 6, 8.25, 12, 20, 30, 37.5)]
    + [("t", (t, n)) for n in (1, 1.5, 2, 7.25, 29, 149, 999, 1000, 2543.7, 19998, 1e6, 1e9) for t in (1e-6, 0.3, 1, 2.1, 5, 11, 25, 37)]
    + [("f", (f, a, b)) for a, b in ((1, 1), (1, 30), (2, 147), (3, 596), (149, 149), (9.5, 1200), (4000, 3), (19999, 19999), (1e6, 1e6), (5, 1e8))
       for f in (1e-3, 0.5, 0.98, 1, 1.02, 1.5, 4, 60, 900)]
    + [("chi2", (x * n, n)) for n in (1, 2, 3, 20, 149, 1000, 50000, 1e6, 1e8) for x in (1e-3, 0.5, 0.99, 1, 1.0003, 1.01, 1.2, 2, 6, 30)]
)
EXACT = {"normal": lambda z: mpmath.erfc(mpf(z) / mpmath.sqrt(2)), "t": t_two_sided, "f": f_upper, "chi2": chi_upper}
SCIPY = {
    "normal": lambda z: 2 * stats.norm.sf(z), "t": lambda t, n: 2 * stats.t.sf(t, n),
    "f": lambda f, a, b: stats.f.sf(f, a, b), "chi2": lambda x, n: stats.chi2.sf(x, n),
}
R = {"normal": "2*pnorm({0},lower=F)", "t": "2*pt({0},{1},lower=F)", "f": "pf({0},{1},{2},lower=F)", "chi2": "pchisq({0},{1},lower=F)"}


def main():
    r = "\n".join("cat(sprintf('%.17g',{}),'\\n')".format(R[name].format(*map(repr, map(float, args)))) for name, args in CASES)
    answers = subprocess.run(["R", "--slave", "--no-save"], input=r + "\ncat(R.version.string,'\\n')", capture_output=True, text=True, check=True).stdout.split("\n")
    print(f"# exact: mpmath {mpmath.__version__}; scipy {scipy.__version__}; {answers[len(CASES)].strip()}")
    for (name, args), in_r in zip(CASES, answers):
        exact = EXACT[name](*args)
        if exact < mpf(10) ** -300:
            continue
        print(name, repr(float(args[0])), " ".join(repr(float(n)) for n in args[1:]), mpmath.nstr(exact, 17), repr(float(SCIPY[name](*args))), in_r.strip(), sep="\t")


main()
