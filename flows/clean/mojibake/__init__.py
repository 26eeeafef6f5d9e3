"""Misread text -> the text its author wrote, every change recorded; clean text is left alone."""

from flows.clean.mojibake.layers import Repaired, repair

__all__ = ["Repaired", "repair"]
