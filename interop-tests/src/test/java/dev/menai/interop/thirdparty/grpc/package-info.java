/** Facades of gRPC's Kotlin stubs, and what is done with them from Java alone. */
@KotlinFacade({ClientCalls.class, ServerCalls.class})
package dev.menai.interop.thirdparty.grpc;

import dev.menai.kotlin.KotlinFacade;
import io.grpc.kotlin.ClientCalls;
import io.grpc.kotlin.ServerCalls;
