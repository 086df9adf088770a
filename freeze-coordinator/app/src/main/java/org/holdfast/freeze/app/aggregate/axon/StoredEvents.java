package org.holdfast.freeze.app.aggregate.axon;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.axonframework.serialization.RevisionResolver;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.json.JacksonSerializer;
import org.holdfast.freeze.app.process.ProcessStuck;
import org.holdfast.freeze.app.process.RunningClock;
import org.holdfast.freeze.coordination.FactEvent;
import org.holdfast.freeze.hold.HoldEvent;
import org.holdfast.primitives.Address;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.primitives.id.FactId;
import org.holdfast.primitives.id.HoldId;
import org.holdfast.primitives.id.MessageId;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.primitives.id.VaspId;

/**
 * The stored form of events: JSON with a stable name and a revision, independent of class names. A changed form is a
 * new revision with an upcaster; golden files hold every form that was ever written.
 */
public final class StoredEvents {
    /** Revision of every type below. */
    public static final String REVISION = "1";

    private static final Map<String, Class<?>> TYPES = types();
    private static final Map<Class<?>, String> NAMES = names();

    private StoredEvents() {}

    private static Map<String, Class<?>> types() {
        var types = new HashMap<String, Class<?>>();
        for (Class<?> event : HoldEvent.class.getPermittedSubclasses()) {
            types.put("hold." + event.getSimpleName(), event);
        }
        for (Class<?> event : FactEvent.class.getPermittedSubclasses()) {
            types.put("fact." + event.getSimpleName(), event);
        }
        types.put("process.ProcessStuck", ProcessStuck.class);
        types.put("process.RunningClock", RunningClock.class);
        return Map.copyOf(types);
    }

    private static Map<Class<?>, String> names() {
        var names = new HashMap<Class<?>, String>();
        TYPES.forEach((name, type) -> names.put(type, name));
        return Map.copyOf(names);
    }

    /** Every stored name with its type. */
    static Map<String, Class<?>> stored() {
        return TYPES;
    }

    /** JSON as stored: identifiers and amounts as text, times in ISO 8601, unknown members refused. */
    public static ObjectMapper json() {
        var module = new SimpleModule("holdfast");
        text(module, HoldId.class, HoldId::new, HoldId::text);
        text(module, CaseId.class, CaseId::new, CaseId::text);
        text(module, FactId.class, FactId::new, FactId::text);
        text(module, VaspId.class, VaspId::new, VaspId::text);
        text(module, OfficerId.class, OfficerId::new, OfficerId::text);
        text(module, MessageId.class, MessageId::new, MessageId::text);
        text(module, BaseUnits.class, BaseUnits::parse, BaseUnits::toString);
        text(module, Outpoint.class, Outpoint::parse, Outpoint::toString);
        text(module, AssetId.class, AssetId::parse, AssetId::toString);
        text(module, Address.class, StoredEvents::address, address -> address.chain() + ":" + address.text());
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(module)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .build();
    }

    /** The account form of CAIP-10: chain id, colon, address. */
    private static Address address(String text) {
        int colon = text.lastIndexOf(':');
        return new Address(new ChainId(text.substring(0, Math.max(colon, 0))), text.substring(colon + 1));
    }

    /**
     * Axon's serializer with our names.
     *
     * @param more stored names of types that are not events
     */
    public static Serializer serializer(ObjectMapper json, Map<String, Class<?>> more) {
        return new NamedTypes(JacksonSerializer.builder().objectMapper(json).revisionResolver(new Revisions()), more);
    }

    private static <T> void text(
            SimpleModule module, Class<T> type, Function<String, T> read, Function<T, String> write) {
        module.addSerializer(type, new StdScalarSerializer<>(type) {
            private static final long serialVersionUID = 1;

            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeString(write.apply(value));
            }
        });
        module.addDeserializer(type, new StdScalarDeserializer<T>(type) {
            private static final long serialVersionUID = 1;

            @Override
            public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
                return read.apply(in.getValueAsString());
            }
        });
    }

    private static final class Revisions implements RevisionResolver {
        @Override
        public String revisionOf(Class<?> type) {
            return REVISION;
        }
    }

    private static final class NamedTypes extends JacksonSerializer {
        private final Map<String, Class<?>> types = new HashMap<>(TYPES);
        private final Map<Class<?>, String> names = new HashMap<>(NAMES);

        NamedTypes(Builder builder, Map<String, Class<?>> more) {
            super(builder);
            types.putAll(more);
            more.forEach((name, type) -> names.put(type, name));
        }

        @Override
        @SuppressWarnings({"rawtypes", "NullAway"}) // Axon's own signature; its builder may not be null.
        public SerializedType typeForClass(Class type) {
            String name = type == null ? null : names.get(type);
            return name == null ? super.typeForClass(type) : new SimpleSerializedType(name, REVISION);
        }

        @Override
        protected String resolveClassName(SerializedType type) {
            Class<?> known = types.get(type.getName());
            return known == null ? super.resolveClassName(type) : known.getName();
        }
    }

    /** Every name, for a test. */
    static List<String> everyName() {
        return TYPES.keySet().stream().sorted().toList();
    }
}
