package dev.menai.internal.carrying;

import dev.menai.ContextCarrier;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** Carries the map of SLF4J's mapped diagnostic context. */
final class MdcCarrier implements ContextCarrier<Map<String, String>> {
    private MdcCarrier() {}

    /** Returns a carrier, null if there is no logging backend, or one that keeps no such context. */
    static @Nullable MdcCarrier ifBacked() {
        boolean isOfOldKind = !FoundCarriers.isThere("org.slf4j.spi.SLF4JServiceProvider");
        // looked for beforehand: without a backend, SLF4J complains on the console when it is first used
        if (!isOfOldKind && !hasBackend()) {
            return null;
        }
        return MDC.getMDCAdapter() instanceof NOPMDCAdapter ? null : new MdcCarrier();
    }

    private static boolean hasBackend() {
        MdcCarrier.class.getModule().addUses(SLF4JServiceProvider.class); // not in module-info: it may be absent
        return System.getProperty("slf4j.provider") != null
                || ServiceLoader.load(SLF4JServiceProvider.class).iterator().hasNext();
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
