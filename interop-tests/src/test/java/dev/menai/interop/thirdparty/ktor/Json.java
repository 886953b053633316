package dev.menai.interop.thirdparty.ktor;

import static dev.menai.Asyncio.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.menai.kotlin.Facades;
import io.ktor.http.ContentType;
import io.ktor.http.content.OutgoingContent;
import io.ktor.http.content.TextContent;
import io.ktor.serialization.ContentConverter;
import io.ktor.util.reflect.TypeInfo;
import io.ktor.utils.io.ByteReadChannel;
import java.io.IOException;
import java.nio.charset.Charset;
import kotlin.jvm.JvmClassMappingKt;

/** Objects of Java as JSON, for Ktor's content negotiation: the members of its converter, of which two suspend. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static final ContentType TYPE = ContentType.Application.INSTANCE.getJson();

    static ContentConverter converter() {
        return Facades.implement(ContentConverter.class, new Json());
    }

    static String write(Object value) throws JsonProcessingException {
        return MAPPER.writeValueAsString(value);
    }

    static <T> T read(String json, Class<T> type) throws JsonProcessingException {
        return MAPPER.readValue(json, type);
    }

    /** What Kotlin code writes as {@code typeInfo<T>()}. */
    static TypeInfoAsync type(Class<?> type) {
        return TypeInfoAsync.create(JvmClassMappingKt.getKotlinClass(type));
    }

    public OutgoingContent serialize(ContentType contentType, Charset charset, TypeInfo type, Object value)
            throws JsonProcessingException {
        return new TextContent(write(value), contentType, null);
    }

    public Object deserialize(Charset charset, TypeInfo type, ByteReadChannel content) throws IOException {
        byte[] bytes = await(ByteReadChannelAsync.of(content).toByteArray());
        return MAPPER.readValue(bytes, JvmClassMappingKt.getJavaClass(type.getType()));
    }
}
