"""Steps as Prefect tasks: the engine of scheduled runs. A task is a step of the flow or a batch, never a document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from flows.run.engine import prefect_quiet

prefect_quiet()

from prefect import flow, task  # noqa: E402  (its settings come first)
from prefect.artifacts import create_markdown_artifact  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402

from flows.errors import DatelineError  # noqa: E402

__all__ = ["PrefectTasks", "flow"]

T = TypeVar("T")
R = TypeVar("R")
RETRIES = 2  # for a disk or network file system that stumbles
RETRY_SECONDS = 2


class PrefectTasks:
    """Calls each step as a task; what we raise ourselves is final, other I/O errors are tried again."""

    def call(self, name: str, step: Callable[..., R], *args: Any) -> R:
        def carried_out() -> R:  # without arguments: Prefect walks through those, and ours are whole tables
            return step(*args)

        result: R = self._task(name, carried_out)()
        return result

    def each(self, name: str, step: Callable[[T], R], items: Sequence[T]) -> list[R]:
        futures = self._task(name, step).map(list(items))
        return [future.result() for future in futures]

    def publish_report(self, markdown: str) -> None:
        create_markdown_artifact(markdown, key="dateline-run", description="What the run found and published")

    def _task(self, name: str, step: Callable[..., R]) -> Any:
        return task(
            step,
            name=name,
            task_run_name=name,
            retries=RETRIES,
            retry_delay_seconds=RETRY_SECONDS,
            retry_condition_fn=_worth_retrying,
            cache_policy=NO_CACHE,
            persist_result=False,
        )


def quickly(chosen: Any, *args: Any) -> Any:
    """A flow called from the command line, without the heartbeat thread that makes every run a second longer."""
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        return chosen(*args)


def _worth_retrying(task: Any, run: Any, state: Any) -> bool:
    try:
        state.result()
    except DatelineError:
        return False
    except OSError:
        return True
    except Exception:  # noqa: BLE001  a defect does not go away by trying again
        return False
    return False
