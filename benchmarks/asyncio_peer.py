"""The workloads for Python's asyncio, or for uvloop where it can be imported.

Usage: asyncio_peer.py WORKLOAD PEER WARM_UP_SECONDS SECONDS, with PEER asyncio or uvloop.
Prints the median of several rounds, in nanoseconds per operation.
"""

import asyncio
import statistics
import sys
import time

TASKS = 1_000
ROUNDS = 1_000
BODIES = 100_000
SLEEP_SECONDS = 1
ITEMS = 1_000_000
LOCKERS = 100


async def switches():
    async def body():
        for _ in range(ROUNDS):
            await asyncio.sleep(0)

    await asyncio.gather(*[asyncio.create_task(body()) for _ in range(TASKS)])


async def spawn_and_gather():
    async def body():
        return 1

    await asyncio.gather(*[asyncio.create_task(body()) for _ in range(BODIES)])


async def sleepers():
    async def body():
        await asyncio.sleep(SLEEP_SECONDS)

    await asyncio.gather(*[asyncio.create_task(body()) for _ in range(BODIES)])


async def task_groups():
    async def body():
        return 1

    for _ in range(BODIES // TASKS):
        async with asyncio.TaskGroup() as group:
            for _ in range(TASKS):
                group.create_task(body())


async def generator():
    async def numbers():
        for item in range(ITEMS):
            yield item

    seen = 0
    async for _ in numbers():
        seen += 1
    assert seen == ITEMS


async def queue(pairs):
    items = ITEMS // pairs
    places = asyncio.Queue(1_024)

    async def produce():
        for item in range(items):
            await places.put(item)

    async def consume():
        for _ in range(items):
            await places.get()

    await asyncio.gather(*[coroutine() for _ in range(pairs) for coroutine in (produce, consume)])


async def lock():
    mutex = asyncio.Lock()
    for _ in range(ITEMS):
        async with mutex:
            pass


async def contended_lock():
    mutex = asyncio.Lock()

    async def body():
        for _ in range(BODIES // LOCKERS):
            async with mutex:
                await asyncio.sleep(0)

    await asyncio.gather(*[asyncio.create_task(body()) for _ in range(LOCKERS)])


async def turned(number):
    await asyncio.sleep(0)
    return number + 1


async def suspend_calls():
    for number in range(ITEMS):
        assert await asyncio.create_task(turned(number)) > number


WORKLOADS = {
    "switch": (switches, TASKS * ROUNDS, 0),
    "spawn-gather": (spawn_and_gather, BODIES, 0),
    "sleepers": (sleepers, BODIES, SLEEP_SECONDS),
    "task-group": (task_groups, BODIES, 0),
    "generator-push": (generator, ITEMS, 0),
    "generator-pull": (generator, ITEMS, 0),
    "queue": (lambda: queue(1), ITEMS, 0),
    "queue-of-four": (lambda: queue(4), ITEMS, 0),
    "lock": (lock, ITEMS, 0),
    "lock-contended": (contended_lock, BODIES, 0),
    "suspend-call": (suspend_calls, ITEMS, 0),
}


def run(peer, main):
    if peer == "uvloop":
        import uvloop

        uvloop.run(main())
    else:
        asyncio.run(main())


def rounds(workload, peer, seconds):
    main, operations, slept = WORKLOADS[workload]
    figures = []
    end = time.perf_counter() + seconds
    while not figures or time.perf_counter() < end:
        start = time.perf_counter()
        run(peer, main)
        figures.append((time.perf_counter() - start - slept) * 1e9 / operations)
    return figures


if __name__ == "__main__":
    workload, peer, warm_up, seconds = sys.argv[1:]
    rounds(workload, peer, float(warm_up))
    print("%.1f" % statistics.median(rounds(workload, peer, float(seconds))))
