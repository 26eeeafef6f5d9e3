"""Shared by all tests: nothing reports anywhere, nothing touches the home folder."""

from __future__ import annotations

import os
import tempfile

from hypothesis import settings

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
os.environ.setdefault("PREFECT_HOME", tempfile.mkdtemp(prefix="dateline-prefect-"))
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("DO_NOT_TRACK", "1")
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

# The same examples in every run, so that a red suite is the change's doing; `make search` draws new ones.
settings.register_profile("check", derandomize=True, deadline=None)
settings.register_profile("search", derandomize=False, deadline=None, print_blob=True, max_examples=500)
settings.load_profile("check")
