/**
 * The words of asyncio, one file each. {@link dev.menai.Asyncio} has the functions; {@link dev.menai.EventLoop},
 * {@link dev.menai.Task} and {@link dev.menai.AsyncFuture} are what they work with; {@link dev.menai.Runner} starts a
 * program.
 *
 * <p><b>Bodies.</b> A {@link dev.menai.Coroutine} is linear code that waits with {@link dev.menai.Asyncio#await}. On
 * the confined loop that {@link dev.menai.Asyncio#run} gives, one body runs at a time and is interrupted only at an
 * await: code between two awaits needs no lock.
 *
 * <p><b>Threads.</b> Everything here may be called from any thread. A completion reaches the task that awaits it
 * through the loop of that task.
 *
 * <p><b>Cancelling.</b> A cancelled operation ends with a {@link java.util.concurrent.CancellationException}.
 * Cancelling a task that waits cancels what it waits for, unless somebody else counts on it; {@link
 * dev.menai.Asyncio#shield} stops it.
 */
@NullMarked
package dev.menai;

import org.jspecify.annotations.NullMarked;
