/** What we publish and subscribe to, in the tests that Reactive Streams has for every implementation. */
package dev.menai.interop.reactive;
