package org.holdfast.chain.evm.network;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.holdfast.chain.evm.coding.EvmAddress;

/** Ethereum's main network: the contracts below are those that their issuers and makers publish. */
public final class Mainnet {
    public static final EvmAddress WETH = at("0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2");
    public static final EvmAddress USDT = at("0xdac17f958d2ee523a2206206994597c13d831ec7");
    public static final EvmAddress USDC = at("0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48");
    public static final EvmAddress PYUSD = at("0x6c3ea9036406852006290770bedfcaba0e23a0e8");
    public static final EvmAddress USDP = at("0x8e870d67f660d95d5be530380d0ec0bd388289e1");
    public static final EvmAddress BUSD = at("0x4fabb145d64652a948d72533023f6e7a623c7c53");

    /** Tether's multi-signature wallet, which owns the USDT contract. */
    public static final EvmAddress TETHER_WALLET = at("0xc6cde7c39eb2f0f0095f41570af89efc2c1ea828");

    private static final int SLIP44_ETHER = 60;

    private Mainnet() {}

    public static EvmNetwork network() {
        return EvmNetwork.plain(1, SLIP44_ETHER)
                .withFees(RewardSchedule.MAINNET, BlobSchedule.MAINNET, null)
                .withWrappedNative(Set.of(WETH))
                .withIssuers(
                        Set.of(
                                new IssuerContract(USDT, IssuerFamily.TETHER, TETHER_WALLET),
                                new IssuerContract(USDC, IssuerFamily.CIRCLE, null),
                                new IssuerContract(PYUSD, IssuerFamily.PAXOS, null),
                                new IssuerContract(USDP, IssuerFamily.PAXOS, null),
                                new IssuerContract(BUSD, IssuerFamily.PAXOS, null)),
                        Set.of(TETHER_WALLET))
                .withBridges(
                        all(
                                // CCTP token messenger and message transmitter, v1
                                "0xbd3fa81b58ba92a82136038b25adec7066af3155",
                                "0x0a992d191deec32afe36203ad87d7d289a738f81",
                                // Wormhole core and token bridge
                                "0x98f3c9e6e3face36baad05fe09d375ef1464288b",
                                "0x3ee18b2214aff97000d974cf647e7c347e8fa585",
                                // Across spoke pool
                                "0x5c7bcd6e7de5423a257d81b442095a1a6ced35c5"),
                        new EvmNetwork.BridgePlaces(0L, 2L, 30_101L))
                .withPassThrough(all(
                        // Uniswap: router v2, router v3 and its second form, universal router, pool manager v4
                        "0x7a250d5630b4cf539739df2c5dacb4c659f2488d",
                        "0xe592427a0aece92de3edee1f18e0157c05861564",
                        "0x68b3465833fb72a70ecdf485e0e4c7bd8665fc45",
                        "0x3fc91a3afd70395cd496c647d5a6cc9d4b2b7fad",
                        "0xef1c6e67703c7bd7107eed8303fbe6ec2554bf6b",
                        "0x000000000004444c5dc75cb358380d2e3de08a90",
                        // 1inch router v5, MetaMask swap router, 0x exchange proxy, ParaSwap v5
                        "0x1111111254eeb25477b68fb85ed929f73a960582",
                        "0x881d40237659c251811cec9c364ef91dc08d300c",
                        "0xdef1c0ded9bec7f1a1670819833240f027b25eff",
                        "0xdef171fe48cf0115b1d80b88dc8eab59176fee57"));
    }

    private static EvmAddress at(String text) {
        return EvmAddress.parse(text);
    }

    private static Set<EvmAddress> all(String... texts) {
        return Arrays.stream(texts).map(EvmAddress::parse).collect(Collectors.toUnmodifiableSet());
    }
}
