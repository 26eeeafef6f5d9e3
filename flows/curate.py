"""The main flow: data/raw -> a new published version of the tables. Read `contents` as a table of contents."""

from __future__ import annotations

from flows.publish.durable import ready
from flows.publish.version import current, one_publisher, remove_leftovers
from flows.run import stages
from flows.run.documents import batches, gathered
from flows.run.engine import Engine, Timed
from flows.run.plan import inventory, planned, usable
from flows.run.pool import worker_pool
from flows.run.progress import Progress, shown
from flows.run.report import RunReport, as_markdown
from flows.settings import Settings, load_settings, sql_folder
from flows.tasks import PrefectTasks, flow


@flow(name="curate", description="Raw articles in, a new version of the tables out")  # type: ignore[untyped-decorator]
def curate(settings: dict[str, object] | None = None) -> RunReport:
    """The curate flow as Prefect runs it, from the command line or on a schedule.

    `settings`: those to set, by name, as flags do; a Prefect parameter has to be JSON.
    """
    engine = PrefectTasks()
    with shown() as progress:
        report = contents(load_settings(settings), engine, progress)
    engine.publish_report(as_markdown(report))
    return report


def contents(settings: Settings, engine: Engine, progress: Progress) -> RunReport:
    """What a run does, in order. Raises DatelineError when nothing could be published; the old version stays."""
    do = Timed(engine, progress)
    curated = ready(settings.curated)
    with one_publisher(curated):
        previous = usable(current(curated))
        remove_leftovers(curated)
        found = do.call("look into the raw folder", inventory, settings, previous)
        plan = do.call("plan", planned, settings, found, previous, sql_folder())
        if plan.nothing_new:
            return stages.nothing_new(previous, do.seconds)
        with worker_pool(settings, progress.advance) as pool:
            progress.begin("read, clean, extract", len(plan.todo))
            do.each("read, clean, extract a batch", pool.run, batches(plan.todo, settings))
        fresh = do.call("gather the batches", gathered, plan.todo, settings)
        first = do.call("gate 1: every new document", stages.gate_1, fresh)
        draft = do.call("stage the documents", stages.staged_documents, settings, previous, plan, first)
        draft = do.call("resolve the corpus", stages.staged_corpus, draft, settings, plan, first)
        if stages.same_as(draft, previous, settings):
            return stages.nothing_new(previous, do.seconds)
        do.call("build dateline.duckdb", stages.built_warehouse, draft)
        second = do.call("gate 2: the corpus", stages.gate_2, draft, first, settings)
        version = do.call("publish", stages.published, draft, settings)
        stages.tidied(settings)
        return stages.reported(version, plan, first, second, settings, do.seconds)
