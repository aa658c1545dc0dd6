"""Upper bounds of a share of errors, by the beta distribution.

Clopper and Pearson 1934; the continued fraction is that of Press et al., "Numerical Recipes", 6.4.
"""

from __future__ import annotations

from math import exp, lgamma, log

_STEPS = 200
_TINY = 1e-300


def upper_bound(wrong: float, seen: float, level: float = 0.95) -> float:
    """Return the share that the truth exceeds with probability 1 - level, after `wrong` errors among `seen`.

    The bound of Clopper and Pearson; counts need not be whole (weights of a prior).

    Raises:
        ValueError: more wrong than seen, or less than none.
    """
    if not 0 <= wrong <= seen:
        raise ValueError(f"{wrong} wrong of {seen}")
    if wrong == seen:
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if beta_share(middle, wrong + 1, seen - wrong) < level else (low, middle)
    return high


def beta_share(x: float, a: float, b: float) -> float:
    """Regularised incomplete beta function: probability that a Beta(a, b) share is at most x."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """Continued fraction by Lentz's method."""
    c, d = 1.0, 1 / _not_zero(1 - (a + b) * x / (a + 1))
    whole = d
    for m in range(1, _STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _not_zero(1 + term * d)
            c = _not_zero(1 + term / c)
            whole *= c * d
        if abs(c * d - 1) < 1e-12:
            break
    return whole


def _not_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
