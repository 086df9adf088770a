package org.holdfast.chain.evm.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.holdfast.chain.evm.coding.Keccak;
import org.holdfast.primitives.Hash256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was hashed here equals what explorers and other programs publish for the same events and functions. */
class SignaturesTest {
    @Test
    void eventsHaveTheirPublishedTopics() {
        is(Signatures.TRANSFER, "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef");
        is(Signatures.TRANSFER_SINGLE, "c3d58168c5ae7397731d063d5bbf3d657854427343f4c083240f7aacaa2d0f62");
        is(Signatures.TRANSFER_BATCH, "4a39dc06d4c0dbc64b70af90fd698a233a518aa5d07e595d983b8c0526c8f7fb");
        is(Signatures.DEPOSIT, "e1fffcc4923d04b559f4d29a8bfc6cda04eb5b0d3c460751c2402c5c5cc9109c");
        is(Signatures.WITHDRAWAL, "7fcf532c15f0a6db0bd6d0e038bea71d30d808c7d98cb3bf7268a95bf5081b65");
    }

    @Test
    void issuersEventsHaveTheirPublishedTopics() {
        is(Signatures.ADDED_BLACK_LIST, "42e160154868087d6bfdc0ca23d96a1c1cfa32f1b72ba9ba27b69b98a0d819dc");
        is(Signatures.REMOVED_BLACK_LIST, "d7e9ec6e6ecd65492dce6bf513cd6867560d49544421d0783ddf06e76c24470c");
        is(Signatures.DESTROYED_BLACK_FUNDS, "61e6e66b0d6339b2980aecc6ccc0039736791f0ccde9ed512e789a7fbdd698c6");
        is(Signatures.ISSUE, "cb8241adb0c3fdb35b70c24ce35c5eb0c17af7431c99f827d44a445ca624176a");
        is(Signatures.REDEEM, "702d5967f45f6513a38ffc42d6ba9bf230bd40e8f53b16363c7eb4fd2deb9a44");
        is(Signatures.PAUSE, "6985a02210a168e66602d3235cb6db0e70f92b3ba4d376a33c0f3d9434bff625");
        is(Signatures.UNPAUSE, "7805862f689e2f13df9f062ff482ad3ad112aca9e0847911ed832e158c525b33");
        is(Signatures.BLACKLISTED, "ffa4e6181777692565cf28528fc88fd1516ea86b56da075235fa575af6a4b855");
        is(Signatures.UN_BLACKLISTED, "117e3210bb9aa7d9baff172026820255c6f6c30ba8999d1c2fd88e2848137c4e");
        is(Signatures.BLACKLISTER_CHANGED, "c67398012c111ce95ecb7429b933096c977380ee6c421175a71a4a4c6c88c06e");
        is(Signatures.ADDRESS_FROZEN, "90811a8edd3b3c17eeaefffc17f639cc69145d41a359c9843994dc2538203690");
        is(Signatures.ADDRESS_UNFROZEN, "c3776b472ebf54114339eec9e4dc924e7ce307a97f5c1ee72b6d474e6e5e8b7c");
        is(Signatures.FROZEN_ADDRESS_WIPED, "fc5960f1c5a5d2b60f031bf534af053b1bf7d9881989afaeb8b1d164db23aede");
        is(Signatures.BLOCK_PLACED, "406bbf2d8d145125adf1198d2cf8a67c66cc4bb0ab01c37dccd4f7c0aae1e7c7");
        is(Signatures.BLOCK_RELEASED, "665918c9e02eb2fd85acca3969cb054fc84c138e60ec4af22ab6ef2fd4c93c27");
        is(Signatures.DESTROYED_BLOCKED_FUNDS, "6a2859ae7902313752498feb80a014e6e7275fe964c79aa965db815db1c7f1e9");
        is(Signatures.CONFIRMATION, "4a504a94899432a9846e1aa406dceb1bcfd538bb839071d49d1e5e23f5be30ef");
        is(Signatures.SUBMISSION, "c0ba8fe4b176c1714197d43b9cc6bcf797a4a7461c5fe8d0ef6e184ae7601e51");
        is(Signatures.EXECUTION, "33e13ecb54c3076d8e8bb8c2881800a4d972b792045ffae98fdf46df365fed75");
    }

    @Test
    void swapsAndBridgesHaveTheirPublishedTopics() {
        is(Signatures.SWAP_V2, "d78ad95fa46c994b6551d0da85fc275fe613ce37657fb8d5e3d130840159d822");
        is(Signatures.SWAP_V3, "c42079f94a6350d7e6235f29174924f928cc2ac818eb64fed8004e115fbcca67");
        is(Signatures.SWAP_V4, "40e9cecb9f5f1f1c5b9c97dec2917b7ee92e57ba5563708daca94dd84ad7112f");
        is(Signatures.TOKEN_EXCHANGE, "8b3e96f2b889fa771c53c981b40daf005f63f637f1869f707052d15a3dd97140");
        is(Signatures.TOKEN_EXCHANGE_UNSIGNED, "b2e76ae99761dc136e598d4a629bb347eccb9532a5f8bbd72e18467c3c34cc98");
        is(Signatures.DEPOSIT_FOR_BURN, "2fa9ca894982930190727e75500a97d8dc500233a5065e0f3126c48fbe0343c0");
        is(Signatures.DEPOSIT_FOR_BURN_V2, "0c8c1cbdc5190613ebd485511d4e2812cfa45eecb79d845893331fedad5130a5");
        is(Signatures.MINT_AND_WITHDRAW, "1b2a7ff080b8cb6ff436ce0372e399692bbfb6d4ae5766fd8d58a7b8cc6142e6");
        is(Signatures.MINT_AND_WITHDRAW_V2, "50c55e915134d457debfa58eb6f4342956f8b0616d51a89a3659360178e1ab63");
        is(Signatures.MESSAGE_SENT, "8c5261668696ce22758910d05bab8f186d6eb247ceac2af2e82c7dc17669b036");
        is(Signatures.MESSAGE_RECEIVED, "58200b4c34ae05ee816d710053fff3fb75af4395915d3d2a771b24aa10e3cc5d");
        is(Signatures.MESSAGE_RECEIVED_V2, "ff48c13eda96b1cceacc6b9edeedc9e9db9d6226afbc30146b720c19d3addb1c");
        is(Signatures.LOG_MESSAGE_PUBLISHED, "6eb224fb001ed210e379b335e35efe88672a8ce935d981a6896b27ffdf52a3b2");
        is(Signatures.TRANSFER_REDEEMED, "caf280c8cfeba144da67230d9b009c8f868a75bac9a528fa0474be1ba317c169");
        is(Signatures.V3_FUNDS_DEPOSITED, "a123dc29aebf7d0c3322c8eeb5b999e859f39937950ed31056532713d0de396f");
        is(Signatures.FUNDS_DEPOSITED, "32ed1a409ef04c7b0227189c3a103dc5ac10e775a15b785dcc510201f7c25ad3");
        is(Signatures.FILLED_V3_RELAY, "571749edf1d5c9599318cdbc4e28a6475d65e87fd3b2ddbe1e9a8d5e7a0f0ff7");
        is(Signatures.FILLED_RELAY, "44b559f101f8fbcc8a0ea43fa91a05a729a5ea6e14a7c75aa750374690137208");
        is(Signatures.OFT_SENT, "85496b760a4b7f8d66384b9df21b381f5d1b1e79f229a47aaf4c232edc2fe59a");
        is(Signatures.OFT_RECEIVED, "efed6d3500546b29533b128a29e3a94d70788727f0507505ac12eaf2e578fd9c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "submitTransaction(address,uint256,bytes) 0xc6427474",
                "confirmTransaction(uint256) 0xc01a8c84",
                "addBlackList(address) 0x0ecb93c0",
                "removeBlackList(address) 0xe4997dc5",
                "destroyBlackFunds(address) 0xf3bdc228",
                "blacklist(address) 0xf9f92be4",
                "unBlacklist(address) 0x1a895266",
                "freeze(address) 0x8d1fdf2f",
                "wipeFrozenAddress(address) 0xe2f72f03",
                "isBlackListed(address) 0xe47d6060",
                "issue(uint256) 0xcc872b66",
                "redeem(uint256) 0xdb006a75"
            })
    void functionsHaveTheirPublishedSelectors(String function, String selector) {
        assertThat(Keccak.selector(function)).hasToString(selector);
    }

    private static void is(Hash256 topic, String published) {
        assertThat(topic).hasToString(published);
    }
}
