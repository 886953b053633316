/**
 * Workloads, each for Menai and its peers. {@link dev.menai.benchmarks.Measure} times one of them in a process of its
 * own for the script {@code compare}; the JMH classes time the same ones.
 */
package dev.menai.benchmarks;
