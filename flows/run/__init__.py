"""How a run is carried out: what there is to do, one document through all steps, the worker pool, the ledger, the report.

It knows the steps; no step knows it.
"""
