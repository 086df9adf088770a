package org.holdfast.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compiles the contracts that tests write themselves; the result is kept until the source changes. */
public final class SolidityCompiler {
    private SolidityCompiler() {}

    /** The creation code of every contract in a file, by name, in hexadecimal digits without {@code 0x}. */
    public static Map<String, String> compile(Path source) {
        Path folder = NodePackages.installed("evm");
        try {
            Path kept = folder.resolve("contracts-" + NodePackages.digest(source) + ".json");
            if (Files.notExists(kept)) {
                String json = NodePackages.output(
                        List.of("node", "compile.js", source.toAbsolutePath().toString()), folder);
                Path partial = Files.createTempFile(folder, "contracts", null);
                Files.writeString(partial, json);
                Files.move(partial, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            JsonNode contracts = JsonMapper.shared().readTree(kept.toFile());
            var codes = new TreeMap<String, String>();
            contracts
                    .properties()
                    .forEach(c -> codes.put(c.getKey(), c.getValue().get("code").asString()));
            return codes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
