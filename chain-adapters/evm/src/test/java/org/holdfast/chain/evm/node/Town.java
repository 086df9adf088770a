package org.holdfast.chain.evm.node;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.servers.OwnProcess;
import org.holdfast.testservers.AnvilNode;
import org.holdfast.testservers.SolidityCompiler;

/**
 * People who pay one another on a real node, through every kind of contract that the adapter has to understand: tokens
 * of the issuers' families, wrapped ether, collectibles, a pool, wallets that refuse, and payments that are undone.
 */
final class Town {
    static final EvmAddress PROPOSER = EvmAddress.parse("0x" + "c0".repeat(20));

    private static final String GAS = "0x1e8480";
    private static final Duration MINED_MAX = Duration.ofSeconds(20);
    private static final Bytes NOTHING = Bytes.EMPTY;
    private static final long SUPPLY = 1_000_000_000L;

    final AnvilNode node;
    final List<EvmAddress> people = new ArrayList<>();
    final Map<String, EvmAddress> contracts = new LinkedHashMap<>();
    private final Random random;
    private final EvmAddress issuer;
    private long nextCollectible = 1;

    Town(AnvilNode node, long seed) {
        this.node = node;
        this.random = new Random(seed);
        node.call("eth_accounts").forEach(account -> people.add(EvmAddress.parse(account.asString())));
        node.call("anvil_setCoinbase", PROPOSER.toString());
        this.issuer = people.getFirst();
    }

    EvmAddress contract(String name) {
        EvmAddress address = contracts.get(name);
        if (address == null) {
            throw new IllegalArgumentException("no contract " + name);
        }
        return address;
    }

    /** Deploys every contract and hands out tokens; a block for each step. */
    void build() {
        Map<String, String> codes = SolidityCompiler.compile(Path.of("src/test/resources/contracts/Tokens.sol"));
        for (String name : List.of(
                "TetherLike", "CircleLike", "PaxosLike", "WrappedEther", "Collectible", "MultiToken", "Rebasing")) {
            deploy(name, code(codes, name));
        }
        deploy("FeeOnTransfer", code(codes, "FeeOnTransfer") + Abi.arguments(people.getLast()));
        deploy("Wallet", code(codes, "Wallet"));
        deploy("Refusing", code(codes, "Wallet"));
        deploy("Splitter", code(codes, "Splitter"));
        deploy("SmallPool", code(codes, "SmallPool") + Abi.arguments(contract("TetherLike"), contract("CircleLike")));
        send(issuer, "Refusing", 0, Abi.call("close(bool)", true));
        send(issuer, "TetherLike", 0, Abi.call("issue(uint256)", SUPPLY));
        send(issuer, "CircleLike", 0, Abi.call("mint(address,uint256)", issuer, SUPPLY));
        send(issuer, "PaxosLike", 0, Abi.call("increaseSupply(uint256)", SUPPLY));
        for (EvmAddress person : people) {
            String half = Abi.call("transfer(address,uint256)", person, SUPPLY / 50);
            send(issuer, "TetherLike", 0, half);
            send(issuer, "CircleLike", 0, half);
            send(issuer, "PaxosLike", 0, half);
            send(person, "WrappedEther", 1_000_000, Abi.call("deposit()"));
            send(person, "TetherLike", 0, Abi.call("approve(address,uint256)", contract("SmallPool"), SUPPLY));
        }
        send(issuer, "TetherLike", 0, Abi.call("transfer(address,uint256)", contract("SmallPool"), SUPPLY / 4));
        send(issuer, "CircleLike", 0, Abi.call("transfer(address,uint256)", contract("SmallPool"), SUPPLY / 4));
        send(issuer, "SmallPool", 0, Abi.call("sync()"));
    }

    /** Blocks of a number of acts each; some fail, which is part of it. */
    void live(int blocks, int actsPerBlock) {
        node.call("evm_setAutomine", false);
        for (int b = 0; b < blocks; b++) {
            for (int a = 0; a < actsPerBlock; a++) {
                act();
            }
            node.call("evm_mine");
        }
        node.call("evm_setAutomine", true);
    }

    private void act() {
        EvmAddress who = any(people);
        EvmAddress other = random.nextInt(4) == 0 ? stranger() : any(people);
        long some = 1L + random.nextInt(1_000);
        switch (random.nextInt(18)) {
            case 0, 1 -> pay(who, other, some);
            case 2 -> send(who, "TetherLike", 0, Abi.call("transfer(address,uint256)", other, some));
            case 3 -> send(who, "CircleLike", 0, Abi.call("transfer(address,uint256)", other, some));
            case 4 -> issuerAct(other, some);
            case 5 -> circleAct(other, some);
            case 6 -> paxosAct(other);
            case 7 -> send(who, "WrappedEther", some, Abi.call("deposit()"));
            case 8 -> send(who, "WrappedEther", 0, Abi.call("withdraw(uint256)", some));
            case 9 -> collectibleAct(who, other);
            case 10 -> multiTokenAct(who, other, some);
            case 11 -> send(who, "SmallPool", 0, Abi.call("swap0(uint256,address)", some, other));
            case 12 ->
                send(
                        who,
                        "Splitter",
                        some * 3,
                        Abi.call("split(address[])", List.of(other, contract("Refusing"), who)));
            case 13 -> send(who, "Splitter", some, Abi.call("nest(address,uint256)", other, random.nextInt(6)));
            case 14 -> send(who, "Splitter", some, Abi.call("undone(address)", other));
            case 15 -> send(who, "Splitter", some, Abi.call("make()"));
            case 16 ->
                send(
                        who,
                        "Splitter",
                        some,
                        Abi.call("borrow(address,address,uint256)", contract("Wallet"), other, some / 2));
            default -> send(who, "Wallet", some, Abi.call("pay(address,uint256)", other, some * random.nextInt(3)));
        }
    }

    private void issuerAct(EvmAddress other, long some) {
        String data = switch (random.nextInt(5)) {
            case 0 -> Abi.call("issue(uint256)", some);
            case 1 -> Abi.call("redeem(uint256)", some);
            case 2 -> Abi.call("addBlackList(address)", other);
            case 3 -> Abi.call("removeBlackList(address)", other);
            default -> Abi.call("destroyBlackFunds(address)", other);
        };
        send(issuer, "TetherLike", 0, data);
    }

    private void circleAct(EvmAddress other, long some) {
        String data = switch (random.nextInt(4)) {
            case 0 -> Abi.call("mint(address,uint256)", other, some);
            case 1 -> Abi.call("burn(uint256)", some);
            case 2 -> Abi.call("blacklist(address)", other);
            default -> Abi.call("unBlacklist(address)", other);
        };
        send(issuer, "CircleLike", 0, data);
    }

    private void paxosAct(EvmAddress other) {
        String act = List.of("freeze(address)", "unfreeze(address)", "wipeFrozenAddress(address)")
                .get(random.nextInt(3));
        send(issuer, "PaxosLike", 0, Abi.call(act, other));
    }

    private void collectibleAct(EvmAddress who, EvmAddress other) {
        long id = 1L + random.nextInt((int) nextCollectible);
        String data = switch (random.nextInt(4)) {
            case 0, 1 -> Abi.call("mint(address,uint256)", who, nextCollectible++);
            case 2 -> Abi.call("transferFrom(address,address,uint256)", who, other, id);
            default -> Abi.call("burn(uint256)", id);
        };
        send(who, "Collectible", 0, data);
    }

    private void multiTokenAct(EvmAddress who, EvmAddress other, long some) {
        String batch = "safeBatchTransferFrom(address,address,uint256[],uint256[],bytes)";
        String data = switch (random.nextInt(3)) {
            case 0 -> Abi.call("mint(address,uint256,uint256)", who, some % 3, some);
            case 1 ->
                Abi.call("safeTransferFrom(address,address,uint256,uint256,bytes)", who, other, some % 3, 1, NOTHING);
            default -> Abi.call(batch, who, other, List.of(0, 1), List.of(1, 2), NOTHING);
        };
        send(who, "MultiToken", 0, data);
    }

    /** Sends value alone. */
    String pay(EvmAddress from, EvmAddress to, long wei) {
        return node.call(
                        "eth_sendTransaction",
                        Map.of("from", from.toString(), "to", to.toString(), "value", quantity(wei), "gas", GAS))
                .asString();
    }

    /** Calls a contract. */
    String send(EvmAddress from, String contract, long wei, String data) {
        return node.call(
                        "eth_sendTransaction",
                        Map.of(
                                "from",
                                from.toString(),
                                "to",
                                contract(contract).toString(),
                                "value",
                                quantity(wei),
                                "gas",
                                GAS,
                                "data",
                                data))
                .asString();
    }

    private void deploy(String name, String code) {
        String id = node.call(
                        "eth_sendTransaction",
                        Map.of("from", issuer.toString(), "gas", "0x4c4b40", "data", "0x" + code))
                .asString();
        // The node answers before it has mined.
        OwnProcess.await(() -> node.call("eth_getTransactionReceipt", id).isObject(), MINED_MAX);
        var receipt = node.call("eth_getTransactionReceipt", id);
        if (!receipt.path("status").asString("").equals("0x1")) {
            throw new IllegalStateException("cannot deploy " + name + ": " + receipt);
        }
        contracts.put(name, EvmAddress.parse(receipt.get("contractAddress").asString()));
    }

    private static String code(Map<String, String> codes, String name) {
        return Objects.requireNonNull(codes.get(name), name);
    }

    private EvmAddress stranger() {
        return new EvmAddress(0x57_00_00_00_00_00_00_00L, 0, 1 + random.nextInt(20));
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static String quantity(long value) {
        return "0x" + BigInteger.valueOf(value).toString(16);
    }
}
