"""Dateline: raw news articles in, tables of who did what to whom, when, where and according to whom out."""
