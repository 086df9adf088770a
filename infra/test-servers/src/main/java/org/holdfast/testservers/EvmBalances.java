package org.holdfast.testservers;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.holdfast.primitives.chain.Chains;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Compares what each account holds by an adapter's movements with what a node says: native value by
 * {@code eth_getBalance}, tokens by their contracts' {@code balanceOf} or {@code ownerOf}. Assets are CAIP-19 texts,
 * addresses lower-case texts.
 */
public final class EvmBalances {
    private static final String ZERO = "0x" + "0".repeat(40);
    private static final int HEX = 16;
    private static final int CALLS_PER_BATCH = 400;

    private final AnvilNode node;
    private final String nativeAsset;
    private final SolidityContracts contracts = SolidityContracts.compiled();
    private final Map<String, Map<String, BigInteger>> held = new TreeMap<>();
    private final TreeSet<String> everybody = new TreeSet<>();

    /** Begins with what the accounts of the node's first block hold in it. */
    public EvmBalances(AnvilNode node, EvmTown town) {
        this.node = node;
        this.nativeAsset = nativeAsset(node);
        everybody.add(ZERO);
        everybody.add(EvmTown.PROPOSER);
        for (String person : town.people()) {
            BigInteger opening =
                    number(node.call("eth_getBalance", person, "0x0").asString());
            move(nativeAsset, null, person, opening);
        }
    }

    /** The asset id of a node's own value. */
    public static String nativeAsset(AnvilNode node) {
        return Chains.profile(Chains.evm(node.chain())).nativeAsset().id().toString();
    }

    /** Books one movement; null and, for tokens, the zero address hold no balance. */
    public void move(String asset, @Nullable String from, @Nullable String to, BigInteger amount) {
        add(asset, from, amount.negate());
        add(asset, to, amount);
    }

    private void add(String asset, @Nullable String holder, BigInteger amount) {
        Map<String, BigInteger> holders = held.computeIfAbsent(asset, key -> new HashMap<>());
        if (holder != null && (asset.equals(nativeAsset) || !holder.equals(ZERO))) {
            everybody.add(holder);
            holders.merge(holder, amount, BigInteger::add);
        }
    }

    /** How many accounts and assets there are to compare. */
    public String extent() {
        return everybody.size() + " accounts, " + held.size() + " assets";
    }

    /**
     * Every account's holding of every asset compared with the node's at a height.
     *
     * @return a line for each difference, by asset
     */
    public Map<String, List<String>> differences(long height) {
        var differences = new TreeMap<String, List<String>>();
        for (String asset : held.keySet()) {
            List<String> wrong = differences(asset, "0x" + Long.toHexString(height));
            if (!wrong.isEmpty()) {
                differences.put(asset, wrong);
            }
        }
        return differences;
    }

    private List<String> differences(String asset, String height) {
        String part = asset.substring(asset.indexOf('/') + 1);
        if (part.startsWith("erc721:")) {
            return owner(asset, part, height);
        }
        var questions = new ArrayList<List<Object>>();
        everybody.forEach(account -> questions.add(question(asset, account, height)));
        List<JsonNode> answers = ask(asset.equals(nativeAsset) ? "eth_getBalance" : "eth_call", questions);
        var wrong = new ArrayList<String>();
        int i = 0;
        for (String account : everybody) {
            BigInteger stated = number(answers.get(i++).asString());
            BigInteger folded = folded(asset, account);
            if (!stated.equals(folded)) {
                wrong.add(account + " at " + height + ": folded " + folded + ", the node says " + stated);
            }
        }
        return wrong;
    }

    private List<Object> question(String asset, String account, String height) {
        if (asset.equals(nativeAsset)) {
            return List.of(account, height);
        }
        String[] token = asset.substring(asset.indexOf('/') + 1).split("[:/]", 3);
        String data = token[0].equals("erc1155")
                ? contracts.call("balanceOf(address,uint256)", account, new BigInteger(token[2]))
                : contracts.call("balanceOf(address)", account);
        return List.of(Map.of("to", token[1], "data", data), height);
    }

    /** A collectible has one owner or none. */
    private List<String> owner(String asset, String part, String height) {
        String[] token = part.split("[:/]", 3);
        String data = contracts.call("ownerOf(uint256)", new BigInteger(token[2]));
        String stated = node.call("eth_call", Map.of("to", token[1], "data", data), height)
                .asString();
        String owner = stated.length() < 40 ? ZERO : "0x" + stated.substring(stated.length() - 40);
        var wrong = new ArrayList<String>();
        for (String account : everybody) {
            BigInteger expected = account.equals(owner) && !owner.equals(ZERO) ? BigInteger.ONE : BigInteger.ZERO;
            if (!folded(asset, account).equals(expected)) {
                wrong.add(account + " at " + height + ": folded " + folded(asset, account) + ", the owner is " + owner);
            }
        }
        return wrong;
    }

    private BigInteger folded(String asset, String account) {
        Map<String, BigInteger> holders = held.get(asset);
        return holders == null ? BigInteger.ZERO : holders.getOrDefault(account, BigInteger.ZERO);
    }

    private List<JsonNode> ask(String method, List<List<Object>> questions) {
        var answers = new ArrayList<JsonNode>(questions.size());
        for (int from = 0; from < questions.size(); from += CALLS_PER_BATCH) {
            answers.addAll(
                    node.batch(method, questions.subList(from, Math.min(questions.size(), from + CALLS_PER_BATCH))));
        }
        return answers;
    }

    /** A contract that is not there yet answers with nothing. */
    private static BigInteger number(String hex) {
        return hex.length() <= 2 ? BigInteger.ZERO : new BigInteger(hex.substring(2), HEX);
    }
}
