package org.holdfast.testkit.house;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Code asks the profile of a chain. It neither tests for a namespace nor names a coin. */
final class ChainLiterals {
    private static final String PROFILES = "contracts/primitives/src/main/java/org/holdfast/primitives/chain/";

    private static final Pattern LITERAL = Pattern.compile("\"eip155:|AssetId\\.bitcoin|\"slip44:");

    private ChainLiterals() {}

    /** A finding for each line of a main source that names a namespace or a coin outside the profiles. */
    static List<String> findings(String file, String text) {
        var findings = new ArrayList<String>();
        if (!file.contains("/src/main/java/") || file.startsWith(PROFILES)) {
            return findings;
        }
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (LITERAL.matcher(lines.get(i)).find()) {
                findings.add(file + ":" + (i + 1) + ": ask the profile of the chain");
            }
        }
        return findings;
    }
}
