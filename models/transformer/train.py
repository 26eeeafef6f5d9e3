"""The examples in, a trained network out.

    python models/transformer/train.py EXAMPLES.jsonl NETWORK.pt [--passes 5] [--seed 1] [--threads 2]

What models/aside.py keeps aside is only scored, after every pass, when the network is also kept; at the end also the mean of its last weights,
in NETWORK.mean.pt. A batch is of one kind, names, events or links; all heads learn beside each other.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F
from torch.optim.swa_utils import AveragedModel

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1])]

from batches import (  # noqa: E402
    BATCH,
    DESCRIPTION,
    NOTHING,
    PARTS,
    Example,
    batches,
    classes_of,
    part_of,
    read,
    recased,
    together,
    whole,
)
from network import Network  # noqa: E402

from flows.extract.transformer.beside import KINDS, MOST, mentions_beside  # noqa: E402

RATE, HEAD_RATE = 2e-4, 1e-3  # of the encoder, of the heads
WARM, LAST = 0.06, 0.02  # share of steps in which the rate rises; what of it is left at the end
MEAN, EVERY = 0.3, 20  # share of steps at the end whose weights the mean takes in, of each so many steps once
WEIGHT = {
    "names": 4.0,
    "types": 0.7,
    "modes": 0.7,
    "modality": 0.7,
    "parties": 1.0,
    "roles": 1.5,
    "elsewhere": 0.4,
    "pairs": 1.0,
    "refers": 1.0,
    "antecedent": 1.0,
}


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

    def questions(self, batch: list[Example], found: list[Tensor]) -> dict[str, tuple[Tensor, Tensor]]:
        """Of a batch and its vectors, for each head: what it says (rows x classes), and which class is right."""
        kinds = self.index["types"]
        asked: dict[str, tuple[list[Tensor], list[int]]] = {name: ([], []) for name in WEIGHT}

        def ask(name: str, rows: Tensor, labels: list[str]) -> None:
            known = [i for i, label in enumerate(labels) if label in self.index[name]]
            asked[name][0].append(rows[known] if len(known) < len(labels) else rows)
            asked[name][1].extend(self.index[name][labels[i]] for i in known)

        for e, v in zip(batch, found, strict=True):
            if e.refers is not None:
                told_of = {i: kind for i, _, kind in e.refers}
                open_words = [i for i in range(len(v)) if told_of.get(i, DESCRIPTION) == DESCRIPTION]
                ask("refers", v[open_words], [DESCRIPTION if i in told_of else NOTHING for i in open_words])
                continue
            if e.tags:
                ask("names", v, list(e.tags))
                continue
            told = dict(e.triggers)
            ask("types", v, [told[i][0] if i in told else NOTHING for i in range(len(v))])
            ask("parties", v, ["party" if i in e.parties else NOTHING for i in range(len(v))])
            if told:
                rows = v[[i for i, _ in e.triggers]]
                ask("modes", rows, [f"{kind}/{mode}" for _, (kind, mode, _) in e.triggers])
                ask("modality", rows, [modality for _, (_, _, modality) in e.triggers])
            if e.roles:
                triggers, parties = v[[i for i, _, _ in e.roles]], v[[j for _, j, _ in e.roles]]
                of = F.one_hot(torch.tensor([kinds[told[i][0]] for i, _, _ in e.roles]), len(kinds)).float()
                ask("roles", torch.cat((triggers, parties, triggers * parties, of), dim=1), [r for *_, r in e.roles])
            for o in e.open:
                words = [(i, side) for (at, i), side in o.told if not at and side]
                if words:
                    there = v[[i for i, _ in words]]
                    trigger = v[o.trigger].expand_as(there)
                    of = F.one_hot(torch.tensor(kinds[told[o.trigger][0]]), len(kinds)).float().expand(len(words), -1)
                    ask("elsewhere", torch.cat((trigger, there, trigger * there, of), dim=1), [s for _, s in words])
            for s, t, around, kind in e.pairs:
                one, two, all_ = (v[a:b].mean(dim=0) for a, b in (s, t, around))
                ask("pairs", torch.cat((one, two, one * two, all_))[None], [kind])
        return {
            name: (self.network.heads[name](torch.cat(rows)), torch.tensor(right))
            for name, (rows, right) in asked.items()
            if right
        }

    def links(self, batch: list[Example], found: list[Tensor]) -> Iterator[tuple[list[str], Tensor, Tensor]]:
        """Of each article: kinds of its mentions but the first, logarithms (mentions x nobody and those before), which are right."""
        for text in dict.fromkeys(e.text for e in batch):
            mine = [(e, v, run) for run, (e, v) in enumerate(zip(batch, found, strict=True)) if e.text == text]
            told = [(n, kind, run) for e, _, run in mine for _, n, kind in sorted(e.refers or ())]
            if len(told) < 2:
                continue
            heads = torch.cat([v[[i for i, *_ in sorted(e.refers or ())]] for e, v, _ in mine])
            scores = self.network.antecedents(heads, beside_of(told))
            table = torch.cat((torch.zeros(len(told), 1), scores.float()), dim=1)[1:]
            numbers = torch.tensor([n for n, *_ in told])
            rows, columns = torch.meshgrid(torch.arange(len(told)), torch.arange(len(told)), indexing="ij")
            before = ((columns < rows) & (rows - columns <= MOST))[1:]
            same = (numbers[:, None] == numbers[None])[1:] & before
            right = torch.cat((~same.any(dim=1, keepdim=True), same), dim=1)
            table = table.masked_fill(torch.cat((torch.zeros(len(same), 1, dtype=torch.bool), ~before), dim=1), -1e4)
            yield [kind for _, kind, _ in told[1:]], torch.log_softmax(table, dim=1), right

    def loss(self, batch: list[Example]) -> Tensor:
        found = self.vectors(batch)
        if batch[0].refers is not None:
            said, right = self.questions(batch, found)["refers"]
            links = [-torch.logsumexp(told.masked_fill(~same, -1e4), 1) for _, told, same in self.links(batch, found)]
            return WEIGHT["refers"] * F.cross_entropy(said, right) + (
                WEIGHT["antecedent"] * torch.cat(links).mean() if links else 0.0
            )
        parts = []
        for name, (said, right) in self.questions(batch, found).items():
            if name in ("types", "elsewhere"):  # most words tell of nothing: a batch weighs what its events weigh
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
            batch = examples[start : start + BATCH]
            for name, (said, right) in self.questions(batch, self.vectors(batch)).items():
                best = said.argmax(dim=1)
                count[f"{name} all"] += len(right)
                count[f"{name} right"] += int((best == right).sum())
                count[f"{name} found"] += int(((best == right) & (right > 0)).sum())
                count[f"{name} given"] += int((best > 0).sum())
                count[f"{name} wanted"] += int((right > 0).sum())
        if examples and examples[0].refers is not None:
            for article in whole(examples, random.Random(1)):
                for kinds, told, same in self.links(article, self.vectors(article)):
                    for kind, best, row in zip(kinds, told.argmax(dim=1).tolist(), same, strict=True):
                        count[f"{kind} wanted"] += not bool(row[0])
                        count[f"{kind} given"] += best > 0
                        count[f"{kind} found"] += best > 0 and bool(row[best])
        self.network.train()
        out = [f"{n} {100 * count[f'{n} right'] / count[f'{n} all']:.1f}" for n in WEIGHT if count[f"{n} all"]]
        for n in ("names", "types", "parties", "roles", "elsewhere", "refers", "named", DESCRIPTION, "pronoun"):
            if count[f"{n} wanted"]:
                p, r = (100 * count[f"{n} found"] / max(1, count[f"{n} {k}"]) for k in ("given", "wanted"))
                out.append(f"{n} P {p:.1f} R {r:.1f}")
        return ", ".join(out)


def beside_of(told: list[tuple[int, str, int]]) -> Tensor:
    """mentions x mentions x what is told of two of them: the later in the row, the earlier in the column."""
    places, runs = [KINDS.index(kind) for _, kind, _ in told], [run for *_, run in told]
    rows = [
        mentions_beside(kind, places, [max(1, i - k) for k in range(len(told))], [run == r for r in runs])
        for i, (_, kind, run) in enumerate(told)
    ]
    return torch.from_numpy(np.stack(rows))


def begun_with(network: Network, file: Path) -> None:
    """The weights of an earlier network, but for heads that it lacks or whose classes have changed."""
    kept = torch.load(file, weights_only=True)
    other = {n for n, told in network.classes.items() if kept["classes"].get(n) != told}
    if "types" in other:  # these two are told the type of a trigger
        other |= {"roles", "elsewhere"}
    state = {
        key: value for key, value in kept["state"].items() if not any(key.startswith(f"heads.{n}.") for n in other)
    }
    network.load_state_dict(state, strict=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("examples", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--passes", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rate", type=float, default=RATE, help="of the encoder, at its highest")
    parser.add_argument(
        "--bf16", action="store_true", help="reckon in 16 bits: a third faster where the processor knows how"
    )
    parser.add_argument(
        "--start", type=Path, help="a network trained before: begin with its weights where the classes agree"
    )
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    dice = random.Random(args.seed)
    examples = read(args.examples)
    classes = classes_of(examples)
    kept, left = [e for e in examples if not e.aside], [e for e in examples if e.aside]
    parts = {part: [e for e in kept if part_of(e) == part] for part in PARTS}
    print(
        *(f"{len(mine)} examples with {part}" for part, mine in parts.items()),
        f"{len(left)} left out",
        sep=", ",
        flush=True,
    )
    network = Network(classes)
    network.encoder.begin()
    if args.start:
        begun_with(network, args.start)
    learner = Learner(network)
    slow, fast = list(network.encoder.parameters()), list(network.heads.parameters())
    optimizer = torch.optim.AdamW(
        [{"params": slow, "lr": args.rate}, {"params": fast, "lr": HEAD_RATE}], weight_decay=0.01
    )
    rates = [group["lr"] for group in optimizer.param_groups]
    step, begun, mean = 0, time.time(), AveragedModel(network)
    for turn in range(args.passes):
        made = [batch for part in ("names", "events") for batch in batches(together(parts[part], dice), dice)]
        made += whole(parts["links"], dice)
        dice.shuffle(made)
        steps, total = len(made) * args.passes, 0.0
        for batch in made:
            now = min(1.0, (step + 1) / (WARM * steps)) * max(LAST, 1.0 - step / steps)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * now
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=args.bf16):
                loss = learner.loss([recased(e, dice) for e in batch])
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step, total = step + 1, total + float(loss.detach())
            if step % EVERY == 0 and step > (1 - MEAN) * steps:
                mean.update_parameters(network)
            if step % 100 == 0:
                print(f"step {step} of {steps}, {time.time() - begun:.0f} s", flush=True)
        print(f"pass {turn + 1}: loss {total / len(made):.3f}, {time.time() - begun:.0f} s", flush=True)
        told(learner, left, args.out)
    told(Learner(mean.module), left, args.out.with_suffix(".mean.pt"))


def told(learner: Learner, left: list[Example], out: Path) -> None:
    """The network into a file, its scores on what was left out printed."""
    torch.save({"state": learner.network.state_dict(), "classes": learner.network.classes}, out)
    for part in PARTS:
        print(learner.scores(together([e for e in left if part_of(e) == part], random.Random(1))), flush=True)


if __name__ == "__main__":
    main()
