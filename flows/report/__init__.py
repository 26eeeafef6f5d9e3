"""Verdicts and tables -> pages and files for people: validation page, run report, dossiers, exports."""
