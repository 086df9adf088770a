package org.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.holdfast.api.health.FollowHealthResponse;
import org.holdfast.api.health.HealthResponse;
import org.holdfast.api.hold.AnswerRequest;
import org.holdfast.api.hold.ExchangeRequest;
import org.holdfast.api.hold.HoldDraftRequest;
import org.holdfast.api.hold.HoldResponse;
import org.holdfast.api.hold.HoldStateResponse;
import org.holdfast.api.hold.HoldsResponse;
import org.holdfast.api.hold.InboxResponse;
import org.holdfast.api.hold.ReasonRequest;
import org.holdfast.api.hold.StuckResponse;
import org.holdfast.api.hold.UnaskedFactsResponse;
import org.holdfast.api.hold.UntilRequest;
import org.holdfast.api.index.ChainsResponse;
import org.holdfast.api.label.LabelsAtResponse;
import org.holdfast.api.label.LabelsRequest;
import org.holdfast.api.operation.FactTopicResponse;
import org.holdfast.api.operation.ParkedEventsResponse;
import org.holdfast.api.operation.ParkedRetryResponse;
import org.holdfast.api.operation.TopicAcceptanceRequest;
import org.holdfast.api.operation.ViewReplayResponse;
import org.holdfast.api.trace.BoundsRequest;
import org.holdfast.api.trace.EndsResponse;
import org.holdfast.api.trace.PathsRequest;
import org.holdfast.api.trace.PathsResponse;
import org.holdfast.api.trace.SensitivityResponse;
import org.holdfast.api.trace.TraceRequest;
import org.holdfast.api.trace.TraceResponse;
import org.holdfast.api.trace.TracesResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * The interface descriptions have the fields of the records, level by level. A field of a response is required exactly
 * if the record has it without {@code @Nullable}.
 */
class DescribedRecordsTest {
    /** Records that a service reads: it takes a missing field for null and refuses it by name. */
    private static final List<String> READ = List.of("Request", "Body", "Entry");

    @Test
    void tracing() throws Exception {
        compare(
                "tracing.yaml",
                Map.ofEntries(
                        Map.entry("Chains", ChainsResponse.class),
                        Map.entry("Trace", TraceResponse.class),
                        Map.entry("Traces", TracesResponse.class),
                        Map.entry("Ends", EndsResponse.class),
                        Map.entry("Paths", PathsResponse.class),
                        Map.entry("Sensitivity", SensitivityResponse.class),
                        Map.entry("LabelsAt", LabelsAtResponse.class),
                        Map.entry("Labels", LabelsRequest.class),
                        Map.entry("TraceRequest", TraceRequest.class),
                        Map.entry("PathsRequest", PathsRequest.class),
                        Map.entry("BoundsRequest", BoundsRequest.class),
                        Map.entry("Problem", Problem.class)));
    }

    @Test
    void freeze() throws Exception {
        compare(
                "freeze.yaml",
                Stream.of(
                                HoldsResponse.class,
                                HoldResponse.class,
                                HoldStateResponse.class,
                                HoldDraftRequest.class,
                                InboxResponse.class,
                                StuckResponse.class,
                                FactTopicResponse.class,
                                TopicAcceptanceRequest.class,
                                ParkedEventsResponse.class,
                                ParkedRetryResponse.class,
                                ViewReplayResponse.class,
                                UnaskedFactsResponse.class,
                                ExchangeRequest.class,
                                ReasonRequest.class,
                                UntilRequest.class,
                                AnswerRequest.class,
                                Problem.class)
                        .collect(Collectors.toMap(Class::getSimpleName, type -> type)));
    }

    @Test
    void health() throws Exception {
        compare(
                "health.yaml",
                Map.of("ServiceHealth", HealthResponse.class, "FollowHealth", FollowHealthResponse.class));
    }

    private static void compare(String file, Map<String, Class<?>> records) throws IOException {
        Map<String, Object> description =
                new Yaml().load(Files.readString(Path.of("src/main/openapi").resolve(file)));
        var schemas = new Schemas(object(object(description.get("components")).get("schemas")));
        records.forEach((name, type) -> schemas.compare(file + " " + name, schemas.named(name), type));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(@Nullable Object yaml) {
        return yaml == null ? Map.of() : (Map<String, Object>) yaml;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(@Nullable Object yaml) {
        return yaml == null ? List.of() : (List<Object>) yaml;
    }

    /** The schemas of one description. */
    private record Schemas(Map<String, Object> byName) {
        Map<String, Object> named(String name) {
            assertThat(byName).containsKey(name);
            return object(byName.get(name));
        }

        void compare(String where, Map<String, Object> schema, Class<?> type) {
            Map<String, Object> properties = object(schema.get("properties"));
            RecordComponent[] components = type.getRecordComponents();
            assertThat(new TreeSet<>(properties.keySet()))
                    .as(where)
                    .isEqualTo(Arrays.stream(components)
                            .map(RecordComponent::getName)
                            .collect(Collectors.toCollection(TreeSet::new)));
            compareRequired(where, schema, type);
            for (RecordComponent component : components) {
                Class<?> inner = inner(component.getGenericType());
                if (inner.isRecord()) {
                    compare(
                            where + "." + component.getName(),
                            innermost(object(properties.get(component.getName()))),
                            inner);
                }
            }
        }

        private static void compareRequired(String where, Map<String, Object> schema, Class<?> type) {
            var required = new TreeSet<>(
                    list(schema.get("required")).stream().map(String::valueOf).toList());
            var present = Arrays.stream(type.getRecordComponents())
                    .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                    .map(RecordComponent::getName)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (READ.stream().anyMatch(type.getSimpleName()::endsWith)) {
                assertThat(required).as(where).containsAll(present);
            } else {
                assertThat(required).as(where).isEqualTo(present);
            }
        }

        /** The record that a component holds, itself, in a list or in a map. */
        private static Class<?> inner(Type type) {
            if (type instanceof ParameterizedType generic) {
                return inner(generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1]);
            }
            return (Class<?>) type;
        }

        /** The schema of that record: references, alternatives to null, lists and maps are looked through. */
        private Map<String, Object> innermost(Map<String, Object> schema) {
            if (schema.get("$ref") instanceof String reference) {
                return innermost(named(reference.substring(reference.lastIndexOf('/') + 1)));
            }
            if (schema.containsKey("oneOf")) {
                return list(schema.get("oneOf")).stream()
                        .map(DescribedRecordsTest::object)
                        .filter(one -> !"null".equals(one.get("type")))
                        .map(this::innermost)
                        .findFirst()
                        .orElseThrow();
            }
            if (schema.containsKey("items")) {
                return innermost(object(schema.get("items")));
            }
            if (schema.containsKey("additionalProperties")) {
                return innermost(object(schema.get("additionalProperties")));
            }
            return schema;
        }
    }
}
