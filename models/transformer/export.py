"""A trained network in, flows/extract/weights/transformer out: encoder.onnx in whole numbers of 8 bits, heads.npz, vocabulary.txt.

python models/transformer/export.py NETWORK.pt [--out FOLDER]
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from network import Network, package
from torch import nn

OUT = Path(__file__).resolve().parents[2] / "flows/extract/weights/transformer"


def loaded(file: Path) -> Network:
    kept = torch.load(file, weights_only=True)
    network = Network(kept["classes"])
    network.load_state_dict(kept["state"])
    return network.eval()


def export(network: Network, out: Path) -> int:
    """Writes the three files; returns their bytes."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    out.mkdir(parents=True, exist_ok=True)
    whole = torch.ones(2, 9, dtype=torch.long)
    inputs = (whole, whole, whole.bool(), whole[:, :7])
    names = ["ids", "shapes", "mask", "first"]
    axes = {name: {0: "rows", 1: "words" if name in ("first", "vectors") else "pieces"} for name in [*names, "vectors"]}
    with tempfile.TemporaryDirectory() as folder:  # 7 bits of the 8: processors without VNNI would overflow
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            network.encoder,
            inputs,
            str(full),
            input_names=names,
            output_names=["vectors"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(full, out / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    arrays: dict[str, Any] = {}
    for name, head in network.heads.items():
        layers = [m for m in head.modules() if isinstance(m, nn.Linear)]
        arrays[f"{name}.classes"] = np.array(network.classes[name])
        for i, layer in enumerate(layers):
            arrays[f"{name}.weights{i}"] = layer.weight.detach().numpy().T.astype(np.float16)
            arrays[f"{name}.constant{i}"] = layer.bias.detach().numpy().astype(np.float16)
    np.savez_compressed(out / "heads.npz", **arrays)
    shutil.copy(package() / "vocab.txt", out / "vocabulary.txt")
    return sum(f.stat().st_size for f in out.iterdir())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    print(f"{export(loaded(args.network), args.out) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
