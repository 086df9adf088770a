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
import java.util.function.Function;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.json.JacksonSerializer;
import org.holdfast.freeze.app.aggregate.StoredNames;
import org.holdfast.primitives.Address;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.primitives.id.FactId;
import org.holdfast.primitives.id.HoldId;
import org.holdfast.primitives.id.MessageId;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.primitives.id.VaspId;

/**
 * The stored form of events: JSON under a stable name and a revision, independent of class names. A changed form is a
 * new revision with an upcaster; golden files hold every form that was ever written.
 */
public final class EventSerializer extends JacksonSerializer {
    /** The revision of types without a name of ours, such as Axon's tokens. */
    private static final String OTHERS = "1";

    private final StoredNames names;

    private EventSerializer(Builder builder, StoredNames names) {
        super(builder);
        this.names = names;
    }

    /** Axon's serializer with our names. */
    public static Serializer of(StoredNames names) {
        return new EventSerializer(
                JacksonSerializer.builder().objectMapper(json()).revisionResolver(type -> OTHERS), names);
    }

    @Override
    @SuppressWarnings({"rawtypes", "NullAway"}) // Axon's own signature; its builder may not be null.
    public SerializedType typeForClass(Class type) {
        var name = type == null ? null : names.name(type);
        return name == null ? super.typeForClass(type) : new SimpleSerializedType(name.text(), name.revision());
    }

    @Override
    protected String resolveClassName(SerializedType type) {
        Class<?> known = names.type(type.getName());
        return known == null ? super.resolveClassName(type) : known.getName();
    }

    /** JSON as stored: identifiers and amounts as text, times in ISO 8601, unknown members refused. */
    private static ObjectMapper json() {
        var module = new SimpleModule("holdfast");
        text(module, HoldId.class, HoldId::new, HoldId::text);
        text(module, CaseId.class, CaseId::new, CaseId::text);
        text(module, FactId.class, FactId::new, FactId::text);
        text(module, VaspId.class, VaspId::new, VaspId::text);
        text(module, OfficerId.class, OfficerId::new, OfficerId::text);
        text(module, MessageId.class, MessageId::new, MessageId::text);
        text(module, BaseUnits.class, BaseUnits::parse, BaseUnits::toString);
        text(module, TxId.class, TxId::parse, TxId::toString);
        text(module, BlockHash.class, BlockHash::parse, BlockHash::toString);
        text(module, Outpoint.class, Outpoint::parse, Outpoint::toString);
        text(module, AssetId.class, AssetId::parse, AssetId::toString);
        text(module, Address.class, EventSerializer::address, address -> address.chain() + ":" + address.text());
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
}
