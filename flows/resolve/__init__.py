"""All extractions in, what they share out: entities, near-duplicate documents, clusters of reports of one event.

Pure functions of sets of values: the order in which documents arrived changes nothing.
"""

STEPS = ("entities.v4", "near_duplicates.v1", "clusters.v2")
