"""Two networks in, their mean out: one trained on from the other keeps what both know.

    python models/transformer/mean.py FIRST.pt SECOND.pt OUT.pt [--share .6]

Weights that only the second has are taken as they are. Heads that both have must tell the same classes apart.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--share", type=float, default=0.6, help="of the second")
    args = parser.parse_args()
    first, second = (torch.load(file, weights_only=True) for file in (args.first, args.second))
    for name, told in first["classes"].items():
        if second["classes"].get(name) != told:
            raise SystemExit(f"{name}: the two networks tell other classes apart; train the second on from the first")
    state = {
        key: args.share * value + (1 - args.share) * first["state"][key] if key in first["state"] else value
        for key, value in second["state"].items()
    }
    torch.save({"state": state, "classes": second["classes"]}, args.out)


if __name__ == "__main__":
    main()
