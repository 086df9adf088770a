package org.holdfast.chain.evm.network;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.network.KnownContract.Role;
import org.holdfast.primitives.chain.ChainProfile;
import org.holdfast.primitives.chain.Chains;

/** Ethereum's main network: contracts that are widely used, each with the file that states its address. */
public final class Mainnet {
    private static final String HUB = "https://github.com/";
    private static final String PAXOS = HUB + "paxosglobal/";
    private static final String ZERO_EX = HUB + "0xProject/protocol/blob/0046bb26d85f4a846c3a75526fbce01eaf9f6d8b/"
            + "packages/contract-addresses/addresses.json";
    private static final String WORMHOLE = HUB + "wormhole-foundation/wormhole-sdk-ts/blob/";
    private static final String CIRCLE_CONTRACTS =
            WORMHOLE + "11eef1524244359dbdf2816b0f6f415fd9d596d5/core/base/src/constants/contracts/circle.ts";
    private static final String TOKEN_TESTER = HUB
            + "iamdefinitelyahuman/brownie-token-tester/blob/3dd45e1c94dbb146783e756bc5a6aa9c6051e23a/"
            + "brownie_tokens/forked.py";
    private static final String UNISWAP = HUB + "Uniswap/";
    private static final String UNISWAP_V3 =
            UNISWAP + "v3-periphery/blob/0353a62be1073d5121c95d25a2a012d5cf5e0123/deploys.md";
    private static final String UNISWAP_V4 =
            UNISWAP + "docs/blob/4606a6e62abe623735aae644d7e199dde430c456/docs/contracts/v4/deployments.mdx";
    private static final String ONE_INCH = HUB
            + "1inch/1inch-sdk-go/blob/72fc893346fbd85b18600ec2361f5cf391ee9bc3/helpers/consts/contracts/contracts.go";

    public static final EvmAddress WETH = at("0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2");
    public static final EvmAddress USDT = at("0xdac17f958d2ee523a2206206994597c13d831ec7");
    public static final EvmAddress USDC = at("0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48");
    public static final EvmAddress PYUSD = at("0x6c3ea9036406852006290770bedfcaba0e23a0e8");
    public static final EvmAddress USDP = at("0x8e870d67f660d95d5be530380d0ec0bd388289e1");
    public static final EvmAddress BUSD = at("0x4fabb145d64652a948d72533023f6e7a623c7c53");

    /** The owner of the USDT contract: a test library issues USDT in its name, and label sets call it a multisig. */
    public static final EvmAddress TETHER_WALLET = at("0xc6cde7c39eb2f0f0095f41570af89efc2c1ea828");

    private static final ChainProfile PROFILE = Chains.named("ethereum");

    /**
     * All of them. The file is the maker's own, or that of a project whose code uses the address; the reference says
     * where it is the latter. What has no such file is not here and not used.
     */
    public static final List<KnownContract> CONTRACTS =
            Stream.of(tokens(), bridges(), routers()).flatMap(List::stream).toList();

    private Mainnet() {}

    private static List<KnownContract> tokens() {
        return List.of(
                new KnownContract(WETH, Role.WRAPPED_NATIVE, "wrapped ether", ZERO_EX),
                new KnownContract(
                        USDT,
                        Role.TETHER_TOKEN,
                        "Tether USD",
                        HUB + "tethercoin/USDT/blob/c3e3caa95c30e74a0f4f0d616e13ff97daa02191/README.md"),
                new KnownContract(
                        USDC,
                        Role.CIRCLE_TOKEN,
                        "USD Coin",
                        WORMHOLE + "131332a34a61ad6494937de1e70a4874fa444189/core/base/src/constants/circle.ts"),
                new KnownContract(
                        PYUSD,
                        Role.PAXOS_TOKEN,
                        "PayPal USD",
                        PAXOS + "pyusd-contract/blob/3f3c1ed9d349918a68607bd99edb0266c98f139a/README.md"),
                new KnownContract(
                        USDP,
                        Role.PAXOS_TOKEN,
                        "Pax Dollar",
                        PAXOS + "usdp-contracts/blob/00d03350a8dac5a7d8fa80fc32c92f2546eb5813/README.md"),
                new KnownContract(
                        BUSD,
                        Role.PAXOS_TOKEN,
                        "Binance USD",
                        PAXOS + "busd-contract/blob/704abdb1c2373588525cc6ba0eab82bec7ea3ec3/README.md"),
                new KnownContract(TETHER_WALLET, Role.ISSUER_WALLET, "owner of Tether USD", TOKEN_TESTER));
    }

    private static List<KnownContract> bridges() {
        return List.of(
                bridge("0xbd3fa81b58ba92a82136038b25adec7066af3155", "CCTP v1 TokenMessenger", CIRCLE_CONTRACTS),
                bridge("0x0a992d191deec32afe36203ad87d7d289a738f81", "CCTP v1 MessageTransmitter", CIRCLE_CONTRACTS),
                bridge(
                        "0x98f3c9e6e3face36baad05fe09d375ef1464288b",
                        "Wormhole core bridge",
                        WORMHOLE
                                + "03ec0e3122dd3d6d10d0df5777767a3c5ea8ef69/core/base/src/constants/contracts/core.ts"),
                bridge(
                        "0x3ee18b2214aff97000d974cf647e7c347e8fa585",
                        "Wormhole token bridge",
                        WORMHOLE + "047e11dba82f53430e3ecb32eb5149859cdf78ad/core/base/src/constants/contracts/"
                                + "tokenBridge.ts"),
                bridge(
                        "0x5c7bcd6e7de5423a257d81b442095a1a6ced35c5",
                        "Across SpokePool",
                        HUB + "across-protocol/contracts/blob/001bcaae303e5a263916dadb9acd14d0cac1f884/deployments/"
                                + "deployments.json"));
    }

    private static List<KnownContract> routers() {
        return List.of(
                router(
                        "0x7a250d5630b4cf539739df2c5dacb4c659f2488d",
                        "Uniswap V2 Router02",
                        UNISWAP + "docs/blob/8a6c8a7e4fc416c4574046b1f5f8a24fa2fce2e2/docs/contracts/v2/reference/"
                                + "smart-contracts/06-router02.md"),
                router("0xe592427a0aece92de3edee1f18e0157c05861564", "Uniswap V3 SwapRouter", UNISWAP_V3),
                router("0x68b3465833fb72a70ecdf485e0e4c7bd8665fc45", "Uniswap SwapRouter02", UNISWAP_V3),
                router("0x3fc91a3afd70395cd496c647d5a6cc9d4b2b7fad", "Uniswap UniversalRouter of V3", UNISWAP_V3),
                router(
                        "0xef1c6e67703c7bd7107eed8303fbe6ec2554bf6b",
                        "Uniswap UniversalRouter, first",
                        UNISWAP + "universal-router/blob/00634678fb48d557df45a30c74f1a150e8390c19/deploy-addresses/"
                                + "mainnet.json"),
                router("0x66a9893cc07d91d95644aedd05d03f95e1dba8af", "Uniswap UniversalRouter of V4", UNISWAP_V4),
                router("0x000000000004444c5dc75cb358380d2e3de08a90", "Uniswap V4 PoolManager", UNISWAP_V4),
                router("0x1111111254eeb25477b68fb85ed929f73a960582", "1inch AggregationRouterV5", ONE_INCH),
                router("0x111111125421ca6dc452d289314280a0f8842a65", "1inch AggregationRouterV6", ONE_INCH),
                router("0xdef1c0ded9bec7f1a1670819833240f027b25eff", "0x ExchangeProxy", ZERO_EX),
                router(
                        "0x881d40237659c251811cec9c364ef91dc08d300c",
                        "MetaMask swap contract",
                        HUB + "MetaMask/metamask-extension/blob/02305f16ba95363dcdd0ae514365becfa6d4a909/shared/"
                                + "constants/swaps.js"));
    }

    /** The network of a profile, with the contracts that are known here. */
    public static EvmNetwork known(ChainProfile profile) {
        return profile.equals(PROFILE) ? network() : EvmNetwork.of(profile);
    }

    public static EvmNetwork network() {
        return EvmNetwork.of(PROFILE)
                .withWrappedNative(with(Role.WRAPPED_NATIVE))
                .withIssuers(issuers(), with(Role.ISSUER_WALLET))
                .withBridges(with(Role.BRIDGE), new EvmNetwork.BridgePlaces(0L, 2L, 30_101L))
                .withPassThrough(with(Role.PASS_THROUGH));
    }

    private static Set<IssuerContract> issuers() {
        return Stream.of(
                        of(Role.TETHER_TOKEN, a -> new IssuerContract(a, IssuerFamily.TETHER, TETHER_WALLET)),
                        of(Role.CIRCLE_TOKEN, a -> new IssuerContract(a, IssuerFamily.CIRCLE, null)),
                        of(Role.PAXOS_TOKEN, a -> new IssuerContract(a, IssuerFamily.PAXOS, null)))
                .flatMap(Function.identity())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<EvmAddress> with(Role role) {
        return of(role, Function.identity()).collect(Collectors.toUnmodifiableSet());
    }

    private static <T> Stream<T> of(Role role, Function<EvmAddress, T> made) {
        return CONTRACTS.stream()
                .filter(contract -> contract.role() == role)
                .map(KnownContract::address)
                .map(made);
    }

    private static KnownContract bridge(String address, String name, String source) {
        return new KnownContract(at(address), Role.BRIDGE, name, source);
    }

    private static KnownContract router(String address, String name, String source) {
        return new KnownContract(at(address), Role.PASS_THROUGH, name, source);
    }

    private static EvmAddress at(String text) {
        return EvmAddress.parse(text);
    }
}
