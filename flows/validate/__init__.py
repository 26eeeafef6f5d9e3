"""Staged rows -> verdict: Great Expectations suites (gates 1 and 2), SQL audits, refusals."""

STEPS = ("gates.v1", "audits.v1")  # raise one when its rules change: documents it refused are tried again
