package dev.menai.internal;

import dev.menai.ContextCarrier;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.helpers.NOPMDCAdapter;

/** Carries the map of SLF4J's mapped diagnostic context. */
final class MdcCarrier implements ContextCarrier<Map<String, String>> {
    private MdcCarrier() {}

    /** Returns a carrier, null if the logging backend keeps no such context. */
    static @Nullable MdcCarrier ifBacked() {
        return MDC.getMDCAdapter() instanceof NOPMDCAdapter ? null : new MdcCarrier();
    }

    @Override
    public @Nullable Map<String, String> capture() {
        Map<String, String> map = MDC.getCopyOfContextMap();
        return map == null || map.isEmpty() ? null : map;
    }

    @Override
    public void install(@Nullable Map<String, String> map) {
        if (map == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(map);
        }
    }
}
