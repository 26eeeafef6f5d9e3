"""Two points on the globe in, the kilometres between them out."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

RADIUS = 6371.0  # km, mean radius of the earth


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance (haversine)."""
    a, b, c, d = radians(lat), radians(lon), radians(other_lat), radians(other_lon)
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * RADIUS * asin(min(1.0, sqrt(half)))
