package org.holdfast.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The contracts of {@code infra/nodes/evm/contracts}, compiled when first asked for and kept until their source
 * changes; and call data for them after the contract ABI: words of 32 bytes, lists after them.
 */
public final class SolidityContracts {
    private static final int WORD = 32;
    private static final int HEX = 16;

    private final Map<String, String> codes = new HashMap<>();
    private final Map<String, String> selectors = new HashMap<>();

    private SolidityContracts(JsonNode compiled) {
        compiled.properties().forEach(contract -> {
            codes.put(contract.getKey(), contract.getValue().get("code").asString());
            contract.getValue()
                    .get("calls")
                    .properties()
                    .forEach(
                            call -> selectors.put(call.getKey(), call.getValue().asString()));
        });
    }

    /** Compiles the contracts, unless that was done before. */
    public static SolidityContracts compiled() {
        Path folder = NodePackages.installed("evm");
        Path source = NodePackages.home().resolve("infra/nodes/evm/contracts/Tokens.sol");
        try {
            String name = NodePackages.digest(source) + NodePackages.digest(folder.resolve("compile.js"));
            Path kept = folder.resolve("contracts-" + name + ".json");
            if (Files.notExists(kept)) {
                String json = NodePackages.output(List.of("node", "compile.js", source.toString()), folder);
                Path partial = Files.createTempFile(folder, "contracts", null);
                Files.writeString(partial, json);
                Files.move(partial, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            return new SolidityContracts(JsonMapper.shared().readTree(kept.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Data of the transaction that creates a contract. */
    public String creation(String contract, Object... arguments) {
        return "0x" + Objects.requireNonNull(codes.get(contract), contract) + words(arguments);
    }

    /**
     * Data of a call.
     *
     * @param signature such as {@code transfer(address,uint256)}
     * @param arguments addresses as text, numbers, truths, and lists of them; an empty list stands for empty bytes too
     */
    public String call(String signature, Object... arguments) {
        return "0x" + Objects.requireNonNull(selectors.get(signature), signature) + words(arguments);
    }

    private static String words(Object... arguments) {
        var head = new StringBuilder();
        var tail = new StringBuilder();
        for (Object argument : arguments) {
            if (argument instanceof List<?> list) {
                head.append(word(WORD * (long) arguments.length + tail.length() / 2));
                tail.append(word(list.size()));
                list.forEach(item -> tail.append(word(item)));
            } else {
                head.append(word(argument));
            }
        }
        return head.append(tail).toString();
    }

    private static String word(Object value) {
        String hex = switch (value) {
            case String address -> address.substring(2);
            case Boolean truth -> truth ? "1" : "0";
            case Number number -> new BigInteger(number.toString()).toString(HEX);
            default -> throw new IllegalArgumentException("not a word: " + value);
        };
        return "0".repeat(2 * WORD - hex.length()) + hex;
    }
}
