"""A parsed document in, a vector for each of its words out, and what small heads make of them: names, events, roles.

The encoder is a transformer of six layers whose weights came from a package and were trained further on our own marked
texts (models/transformer). It sees paragraphs, so a word is read in its company; it runs on one core without network.
"""
