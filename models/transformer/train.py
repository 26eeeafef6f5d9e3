"""The examples in, a trained network out.

    python models/transformer/train.py EXAMPLES.jsonl NETWORK.pt [--passes 5] [--seed 1] [--threads 2]

What models/aside.py keeps aside is only scored, after every pass, when the network is also kept. A batch is of one kind, names or events; all heads learn beside each other.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1])]

from aside import aside  # noqa: E402
from network import Network  # noqa: E402

from flows.extract.transformer.pieces import LOWER, OTHER, TITLE, UPPER, Pieces, pieces  # noqa: E402

BATCH, TOGETHER = 16, 30  # examples a batch; batches that are sorted by length together
RATE, HEAD_RATE, WARM, LAST = (
    2e-4,
    1e-3,
    0.06,
    0.02,
)  # of the encoder, of the heads; share of steps; of the rate at the end
LONGEST = 256  # pieces of an example
JOINED = 0.35  # share of events' examples that are read two or three together
RECASED = 0.1  # share of examples whose capitals are changed: all small, all capitals, as in a headline
NOTHING = "-"
WEIGHT = {"names": 4.0, "types": 0.7, "modes": 0.7, "modality": 0.7, "roles": 1.5, "pairs": 1.0}
NUMBERS = ("DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "PERCENT", "MONEY")
Stretch = tuple[int, int]


@dataclass(frozen=True)
class Example:
    cut: Pieces
    aside: bool = False
    tags: tuple[str, ...] = ()
    triggers: tuple[tuple[int, tuple[str, str, str]], ...] = ()
    roles: tuple[tuple[int, int, str], ...] = ()
    pairs: tuple[tuple[Stretch, Stretch, Stretch, str], ...] = ()  # the third is where the two stand


def read(file: Path) -> list[Example]:
    found = []
    for line in file.read_text("utf-8").splitlines():
        one = json.loads(line)
        cut = pieces(one["words"])
        if len(cut.ids) > LONGEST:
            continue
        whole = (0, len(one["words"]))
        found.append(
            Example(
                cut,
                aside(one["source"]),
                tuple(one.get("tags", ())),
                tuple((int(i), tuple(told)) for i, told in one.get("triggers", {}).items()),
                tuple((i, j, role) for i, j, role in one.get("roles", ())),
                tuple((tuple(s), tuple(t), whole, kind) for s, t, kind in one.get("pairs", ())),
            )
        )
    return found


def classes_of(examples: list[Example]) -> dict[str, list[str]]:
    told = [told for e in examples for _, told in e.triggers]
    types = sorted({kind for kind, _, _ in told})
    return {
        "names": ["O", *sorted({t for e in examples for t in e.tags} - {"O"})],
        "types": [NOTHING, *types],
        "modes": sorted({f"{kind}/{mode}" for kind, mode, _ in told}),
        "modality": sorted({modality for *_, modality in told}),
        "roles": [NOTHING, "actor", "recipient", "both"],
        "pairs": types,
    }


def joined(parts: list[Example]) -> Example:
    """Several examples as one paragraph."""
    if len(parts) == 1:
        return parts[0]
    begin, end = parts[0].cut.ids[0], parts[0].cut.ids[-1]
    edge = parts[0].cut.shapes[0]
    ids, shapes, first = [begin], [edge], []
    triggers, roles, pairs = [], [], []
    for e in parts:
        at, by = len(first), len(ids) - 1
        triggers += [(i + at, told) for i, told in e.triggers]
        roles += [(i + at, j + at, role) for i, j, role in e.roles]
        pairs += [(*((a + at, b + at) for a, b in (s, t, whole)), kind) for s, t, whole, kind in e.pairs]
        first += [f + by if f else 0 for f in e.cut.first]
        ids += e.cut.ids[1:-1]
        shapes += e.cut.shapes[1:-1]
    cut = Pieces((*ids, end), (*shapes, edge), tuple(first))
    return Example(cut, False, (), tuple(triggers), tuple(roles), tuple(pairs))  # type: ignore[arg-type]


def grouped(examples: list[Example], dice: random.Random) -> list[Example]:
    found = []
    shuffled = dice.sample(examples, len(examples))
    while shuffled:
        count = dice.choice((2, 3)) if dice.random() < JOINED else 1
        found.append(joined([shuffled.pop() for _ in range(min(count, len(shuffled)))]))
    return found


def recased(e: Example, dice: random.Random) -> Example:
    if dice.random() >= RECASED:
        return e
    way = dice.choice((LOWER, UPPER, TITLE))
    if way == TITLE:
        shapes = tuple(TITLE if s == LOWER and dice.random() < 0.6 else s for s in e.cut.shapes)
    else:
        shapes = tuple(s if s >= OTHER else way for s in e.cut.shapes)
    return replace(e, cut=replace(e.cut, shapes=shapes))


def batches(examples: list[Example], dice: random.Random) -> list[list[Example]]:
    shuffled, found = dice.sample(examples, len(examples)), []
    for i in range(0, len(shuffled), BATCH * TOGETHER):
        near = sorted(shuffled[i : i + BATCH * TOGETHER], key=lambda e: len(e.cut.ids))
        found += [near[j : j + BATCH] for j in range(0, len(near), BATCH)]
    return found


class Learner:
    """The network with what it is to say of examples."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.index = {name: {c: i for i, c in enumerate(told)} for name, told in network.classes.items()}

    def vectors(self, batch: list[Example]) -> list[Tensor]:
        """words x width of each example."""
        length, most = max(len(e.cut.ids) for e in batch), max(len(e.cut.first) for e in batch)
        ids, shapes = torch.zeros(len(batch), length, dtype=torch.long), torch.full((len(batch), length), 5)
        mask, first = torch.zeros(len(batch), length, dtype=torch.bool), torch.zeros(len(batch), most, dtype=torch.long)
        for row, e in enumerate(batch):
            size = len(e.cut.ids)
            ids[row, :size], shapes[row, :size] = torch.tensor(e.cut.ids), torch.tensor(e.cut.shapes)
            mask[row, :size] = True
            first[row, : len(e.cut.first)] = torch.tensor(e.cut.first)
        found = self.network.encoder(ids, shapes, mask, first)
        return [found[row, : len(e.cut.first)] for row, e in enumerate(batch)]

    def questions(self, batch: list[Example]) -> dict[str, tuple[Tensor, Tensor]]:
        """For each head: what it says (rows x classes), and which class is right."""
        kinds = self.index["types"]
        asked: dict[str, tuple[list[Tensor], list[int]]] = {name: ([], []) for name in WEIGHT}

        def ask(name: str, rows: Tensor, labels: list[str]) -> None:
            known = [i for i, label in enumerate(labels) if label in self.index[name]]
            asked[name][0].append(rows[known] if len(known) < len(labels) else rows)
            asked[name][1].extend(self.index[name][labels[i]] for i in known)

        for e, v in zip(batch, self.vectors(batch), strict=True):
            if e.tags:
                ask("names", v, list(e.tags))
                continue
            told = dict(e.triggers)
            ask("types", v, [told[i][0] if i in told else NOTHING for i in range(len(v))])
            if told:
                rows = v[[i for i, _ in e.triggers]]
                ask("modes", rows, [f"{kind}/{mode}" for _, (kind, mode, _) in e.triggers])
                ask("modality", rows, [modality for _, (_, _, modality) in e.triggers])
            if e.roles:
                triggers, parties = v[[i for i, _, _ in e.roles]], v[[j for _, j, _ in e.roles]]
                of = F.one_hot(torch.tensor([kinds[told[i][0]] for i, _, _ in e.roles]), len(kinds)).float()
                ask("roles", torch.cat((triggers, parties, triggers * parties, of), dim=1), [r for *_, r in e.roles])
            for s, t, whole, kind in e.pairs:
                one, two, around = (v[a:b].mean(dim=0) for a, b in (s, t, whole))
                ask("pairs", torch.cat((one, two, one * two, around))[None], [kind])
        return {
            name: (self.network.heads[name](torch.cat(rows)), torch.tensor(right))
            for name, (rows, right) in asked.items()
            if right
        }

    def loss(self, batch: list[Example]) -> Tensor:
        parts = []
        for name, (said, right) in self.questions(batch).items():
            if name == "types":  # most words tell of nothing: a batch weighs what its events weigh
                parts.append(
                    WEIGHT[name] * F.cross_entropy(said, right, reduction="sum") / max(1, int((right > 0).sum()))
                )
            else:
                parts.append(WEIGHT[name] * F.cross_entropy(said, right))
        return torch.stack(parts).sum()

    @torch.no_grad()
    def scores(self, examples: list[Example]) -> str:
        """Accuracy of each head; of names and types also precision and recall of what is not nothing."""
        self.network.eval()
        count: Counter[str] = Counter()
        for start in range(0, len(examples), BATCH):
            for name, (said, right) in self.questions(examples[start : start + BATCH]).items():
                best = said.argmax(dim=1)
                count[f"{name} all"] += len(right)
                count[f"{name} right"] += int((best == right).sum())
                count[f"{name} found"] += int(((best == right) & (right > 0)).sum())
                count[f"{name} given"] += int((best > 0).sum())
                count[f"{name} wanted"] += int((right > 0).sum())
        self.network.train()
        out = [f"{n} {100 * count[f'{n} right'] / count[f'{n} all']:.1f}" for n in WEIGHT if count[f"{n} all"]]
        for n in ("names", "types", "roles"):
            if count[f"{n} wanted"]:
                p, r = (100 * count[f"{n} found"] / max(1, count[f"{n} {k}"]) for k in ("given", "wanted"))
                out.append(f"{n} P {p:.1f} R {r:.1f}")
        return ", ".join(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("examples", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--passes", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    dice = random.Random(args.seed)
    examples = read(args.examples)
    classes = classes_of(examples)
    kept, left = [e for e in examples if not e.aside], [e for e in examples if e.aside]
    names, events = [e for e in kept if e.tags], [e for e in kept if not e.tags]
    print(f"{len(names)} paragraphs with names, {len(events)} blocks with events, {len(left)} left out", flush=True)
    network = Network(classes)
    network.encoder.begin()
    learner = Learner(network)
    slow, fast = list(network.encoder.parameters()), list(network.heads.parameters())
    optimizer = torch.optim.AdamW([{"params": slow, "lr": RATE}, {"params": fast, "lr": HEAD_RATE}], weight_decay=0.01)
    rates = [group["lr"] for group in optimizer.param_groups]
    step, begun = 0, time.time()
    for turn in range(args.passes):
        made = batches(names, dice) + batches(grouped(events, dice), dice)
        dice.shuffle(made)
        steps, total = len(made) * args.passes, 0.0
        for batch in made:
            now = min(1.0, (step + 1) / (WARM * steps)) * max(LAST, 1.0 - step / steps)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * now
            loss = learner.loss([recased(e, dice) for e in batch])
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step, total = step + 1, total + float(loss.detach())
            if step % 100 == 0:
                print(f"step {step} of {steps}, {time.time() - begun:.0f} s", flush=True)
        print(f"pass {turn + 1}: loss {total / len(made):.3f}, {time.time() - begun:.0f} s", flush=True)
        torch.save({"state": network.state_dict(), "classes": classes}, args.out)
        print(
            learner.scores([e for e in left if e.tags]),
            learner.scores([e for e in left if not e.tags]),
            sep="; ",
            flush=True,
        )


if __name__ == "__main__":
    main()
