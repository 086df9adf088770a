package org.holdfast.testservers;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.holdfast.servers.OwnProcess;
import tools.jackson.databind.JsonNode;

/**
 * People who pay one another on a real node, the same for the same seed, through every kind of contract that an adapter
 * has to understand: tokens of the issuers' families, wrapped ether, collectibles, a pool, wallets that refuse, and
 * payments that are undone.
 */
public final class EvmTown {
    /** Who receives the tips. */
    public static final String PROPOSER = "0x" + "c0".repeat(20);

    private static final Duration MINED_MAX = Duration.ofSeconds(20);
    private static final String GAS = "0x1e8480";
    private static final String GAS_TO_CREATE = "0x4c4b40";
    private static final List<Object> NOTHING = List.of();
    private static final int STRANGERS = 20;
    private static final long SUPPLY = 1_000_000_000L;
    private static final List<String> PLAIN = List.of(
            "TetherLike", "CircleLike", "PaxosLike", "WrappedEther", "Collectible", "MultiToken", "Rebasing", "Wallet");

    private final AnvilNode node;
    private final List<String> people = new ArrayList<>();
    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final SolidityContracts contracts = SolidityContracts.compiled();
    private final Random random;
    private final String issuer;
    private int collectibles;

    public EvmTown(AnvilNode node, long seed) {
        this.node = node;
        this.random = new Random(seed);
        node.call("eth_accounts").forEach(account -> people.add(account.asString()));
        node.call("anvil_setCoinbase", PROPOSER);
        this.issuer = people.getFirst();
    }

    /** The address of a deployed contract, lower case. */
    public String contract(String name) {
        return Objects.requireNonNull(addresses.get(name), name);
    }

    /** Accounts that had ether in the first block, lower case. */
    public List<String> people() {
        return List.copyOf(people);
    }

    /** Everybody who is ever paid, contracts aside: people, and strangers who never pay. */
    public List<String> paid() {
        var all = new ArrayList<>(people);
        for (int i = 0; i < STRANGERS; i++) {
            all.add(stranger(i));
        }
        return List.copyOf(all);
    }

    /** Data of a call, see {@link SolidityContracts#call}. */
    public String data(String signature, Object... arguments) {
        return contracts.call(signature, arguments);
    }

    /** Deploys every contract and hands out tokens; a block for each step. */
    public void build() {
        PLAIN.forEach(name -> deploy(name, contracts.creation(name)));
        deploy("FeeOnTransfer", contracts.creation("FeeOnTransfer", people.getLast()));
        deploy("Refusing", contracts.creation("Wallet"));
        deploy("Splitter", contracts.creation("Splitter"));
        deploy("SmallPool", contracts.creation("SmallPool", contract("TetherLike"), contract("CircleLike")));
        node.call("evm_setAutomine", false);
        send(issuer, "Refusing", 0, data("close(bool)", true));
        send(issuer, "TetherLike", 0, data("issue(uint256)", SUPPLY));
        send(issuer, "CircleLike", 0, data("mint(address,uint256)", issuer, SUPPLY));
        send(issuer, "PaxosLike", 0, data("increaseSupply(uint256)", SUPPLY));
        node.call("evm_mine");
        for (String person : people) {
            String part = data("transfer(address,uint256)", person, SUPPLY / 50);
            send(issuer, "TetherLike", 0, part);
            send(issuer, "CircleLike", 0, part);
            send(issuer, "PaxosLike", 0, part);
            send(person, "WrappedEther", 1_000_000, data("deposit()"));
            send(person, "TetherLike", 0, data("approve(address,uint256)", contract("SmallPool"), SUPPLY));
            node.call("evm_mine");
        }
        String funds = data("transfer(address,uint256)", contract("SmallPool"), SUPPLY / 4);
        send(issuer, "TetherLike", 0, funds);
        send(issuer, "CircleLike", 0, funds);
        send(issuer, "SmallPool", 0, data("sync()"));
        node.call("evm_mine");
        node.call("evm_setAutomine", true);
    }

    /** What issuers do to accounts, one act after another, and what the accounts try meanwhile; a block for each. */
    public void freezeAndDestroy() {
        String thief = people.get(1);
        String friend = people.get(2);
        String pay = data("transfer(address,uint256)", friend, 10);
        List<Runnable> acts = List.of(
                () -> send(issuer, "TetherLike", 0, data("addBlackList(address)", thief)),
                () -> send(thief, "TetherLike", 0, pay),
                // A frozen account still receives.
                () -> send(friend, "TetherLike", 0, data("transfer(address,uint256)", thief, 7)),
                () -> send(issuer, "TetherLike", 0, data("destroyBlackFunds(address)", thief)),
                () -> send(issuer, "TetherLike", 0, data("removeBlackList(address)", thief)),
                () -> send(issuer, "TetherLike", 0, data("issue(uint256)", 1_000)),
                () -> send(issuer, "TetherLike", 0, data("redeem(uint256)", 400)),
                () -> send(issuer, "CircleLike", 0, data("blacklist(address)", thief)),
                () -> send(friend, "CircleLike", 0, data("transfer(address,uint256)", thief, 7)),
                () -> send(issuer, "CircleLike", 0, data("unBlacklist(address)", thief)),
                () -> send(issuer, "PaxosLike", 0, data("freeze(address)", thief)),
                () -> send(issuer, "PaxosLike", 0, data("wipeFrozenAddress(address)", thief)),
                () -> send(issuer, "TetherLike", 0, data("pause()")),
                () -> send(friend, "TetherLike", 0, data("transfer(address,uint256)", thief, 7)),
                () -> send(issuer, "TetherLike", 0, data("unpause()")));
        node.call("evm_setAutomine", false);
        for (Runnable act : acts) {
            act.run();
            node.call("evm_mine");
        }
        node.call("evm_setAutomine", true);
    }

    /** Blocks of a number of acts each; some fail, which is part of it. */
    public void live(int blocks, int actsPerBlock) {
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
        String who = any(people);
        String other = random.nextInt(4) == 0 ? stranger() : any(people);
        long some = 1L + random.nextInt(1_000);
        switch (random.nextInt(20)) {
            case 0, 1 -> pay(who, other, some);
            case 2 -> send(who, "TetherLike", 0, data("transfer(address,uint256)", other, some));
            case 3 -> send(who, "CircleLike", 0, data("transfer(address,uint256)", other, some));
            case 4 -> tetherAct(other, some);
            case 5 -> circleAct(other, some);
            case 6 -> paxosAct(other);
            case 7 -> send(who, "WrappedEther", some, data("deposit()"));
            case 8 -> send(who, "WrappedEther", 0, data("withdraw(uint256)", some));
            case 9 -> collectibleAct(who, other);
            case 10 -> multiTokenAct(who, other, some);
            case 11 -> send(who, "SmallPool", 0, data("swap0(uint256,address)", some, other));
            case 12 -> oddAct(other, some);
            default -> nestedAct(who, other, some);
        }
    }

    private void nestedAct(String who, String other, long some) {
        switch (random.nextInt(7)) {
            case 0 ->
                send(who, "Splitter", some * 3, data("split(address[])", List.of(other, contract("Refusing"), who)));
            case 1 -> send(who, "Splitter", some, data("nest(address,uint256)", other, random.nextInt(6)));
            case 2 -> send(who, "Splitter", some, data("undone(address)", other));
            case 3 -> send(who, "Splitter", some, data("make()"));
            case 4 -> {
                String data = data("borrow(address,address,uint256)", contract("Wallet"), other, some / 2);
                send(who, "Splitter", some, data);
            }
            case 5 -> createAndEnd(who, other, some);
            default -> send(who, "Wallet", some, data("pay(address,uint256)", other, some * random.nextInt(3)));
        }
    }

    /** Contracts that end, one in the transaction that made it and one that was there before. */
    private void createAndEnd(String who, String other, long some) {
        if (random.nextInt(4) == 0) {
            send(who, "Wallet", 0, data("end(address)", other));
        } else {
            send(who, "Splitter", some, data("makeAndEnd(address)", other));
        }
    }

    private void tetherAct(String other, long some) {
        String data = switch (random.nextInt(7)) {
            case 0 -> data("issue(uint256)", some);
            case 1 -> data("redeem(uint256)", some);
            case 2 -> data("addBlackList(address)", other);
            case 3 -> data("removeBlackList(address)", other);
            case 4 -> data("pause()");
            case 5 -> data("unpause()");
            default -> data("destroyBlackFunds(address)", other);
        };
        send(issuer, "TetherLike", 0, data);
    }

    private void circleAct(String other, long some) {
        String data = switch (random.nextInt(4)) {
            case 0 -> data("mint(address,uint256)", other, some);
            case 1 -> data("burn(uint256)", some);
            case 2 -> data("blacklist(address)", other);
            default -> data("unBlacklist(address)", other);
        };
        send(issuer, "CircleLike", 0, data);
    }

    private void paxosAct(String other) {
        String act = List.of("freeze(address)", "unfreeze(address)", "wipeFrozenAddress(address)")
                .get(random.nextInt(3));
        send(issuer, "PaxosLike", 0, data(act, other));
    }

    private void collectibleAct(String who, String other) {
        int id = random.nextInt(collectibles + 1);
        String data = switch (random.nextInt(4)) {
            case 0, 1 -> data("mint(address,uint256)", who, collectibles++);
            case 2 -> data("transferFrom(address,address,uint256)", who, other, id);
            default -> data("burn(uint256)", id);
        };
        send(who, "Collectible", 0, data);
    }

    private void multiTokenAct(String who, String other, long some) {
        String one = "safeTransferFrom(address,address,uint256,uint256,bytes)";
        String batch = "safeBatchTransferFrom(address,address,uint256[],uint256[],bytes)";
        String data = switch (random.nextInt(3)) {
            case 0 -> data("mint(address,uint256,uint256)", who, some % 3, some);
            case 1 -> data(one, who, other, some % 3, 1, NOTHING);
            default -> data(batch, who, other, List.of(0, 1), List.of(1, 2), NOTHING);
        };
        send(who, "MultiToken", 0, data);
    }

    /** Tokens whose events do not tell the whole truth. */
    private void oddAct(String other, long some) {
        switch (random.nextInt(3)) {
            case 0 -> send(issuer, "FeeOnTransfer", 0, data("transfer(address,uint256)", other, some));
            case 1 -> send(issuer, "Rebasing", 0, data("transfer(address,uint256)", other, some));
            default -> send(issuer, "Rebasing", 0, data("rebase(uint256)", some));
        }
    }

    /** Sends value alone; the transaction's id. */
    public String pay(String from, String to, long wei) {
        return node.call("eth_sendTransaction", Map.of("from", from, "to", to, "value", quantity(wei), "gas", GAS))
                .asString();
    }

    /** Calls a contract; the transaction's id. */
    public String send(String from, String contract, long wei, String data) {
        var call = Map.of("from", from, "to", contract(contract), "value", quantity(wei), "gas", GAS, "data", data);
        return node.call("eth_sendTransaction", call).asString();
    }

    /** Calls a contract while the node mines by itself, and waits for the block. */
    public void sendMined(String from, String contract, long wei, String data) {
        awaitMined(send(from, contract, wei, data));
    }

    /** The receipt, once there is one: the node answers before it has mined. */
    private JsonNode awaitMined(String id) {
        if (!OwnProcess.await(() -> node.call("eth_getTransactionReceipt", id).isObject(), MINED_MAX)) {
            throw new IllegalStateException("the node does not mine " + id);
        }
        return node.call("eth_getTransactionReceipt", id);
    }

    private void deploy(String name, String data) {
        String id = node.call("eth_sendTransaction", Map.of("from", issuer, "gas", GAS_TO_CREATE, "data", data))
                .asString();
        JsonNode receipt = awaitMined(id);
        if (!receipt.path("status").asString("").equals("0x1")) {
            throw new IllegalStateException("cannot deploy " + name + ": " + receipt);
        }
        addresses.put(name, receipt.get("contractAddress").asString());
    }

    private String stranger() {
        return stranger(random.nextInt(STRANGERS));
    }

    private static String stranger(int number) {
        return "0x57" + "0".repeat(36) + (10 + number);
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static String quantity(long value) {
        return "0x" + BigInteger.valueOf(value).toString(16);
    }
}
