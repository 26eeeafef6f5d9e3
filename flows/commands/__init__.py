"""The commands of `dateline`, one file each: `add` describes it to argparse, `main` carries it out and returns an exit code."""
