package org.holdfast.chain.evm.event;

import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.Keccak;
import org.holdfast.primitives.Hash256;

/** First topics of events and selectors of functions, hashed from what their makers publish. */
public final class Signatures {
    public static final Hash256 TRANSFER = event("Transfer(address,address,uint256)");
    public static final Hash256 TRANSFER_SINGLE = event("TransferSingle(address,address,address,uint256,uint256)");
    public static final Hash256 TRANSFER_BATCH = event("TransferBatch(address,address,address,uint256[],uint256[])");
    public static final Hash256 DEPOSIT = event("Deposit(address,uint256)");
    public static final Hash256 WITHDRAWAL = event("Withdrawal(address,uint256)");

    public static final Hash256 ADDED_BLACK_LIST = event("AddedBlackList(address)");
    public static final Hash256 REMOVED_BLACK_LIST = event("RemovedBlackList(address)");
    public static final Hash256 DESTROYED_BLACK_FUNDS = event("DestroyedBlackFunds(address,uint256)");
    public static final Hash256 ISSUE = event("Issue(uint256)");
    public static final Hash256 REDEEM = event("Redeem(uint256)");
    public static final Hash256 BLOCK_PLACED = event("BlockPlaced(address)");
    public static final Hash256 BLOCK_RELEASED = event("BlockReleased(address)");
    public static final Hash256 DESTROYED_BLOCKED_FUNDS = event("DestroyedBlockedFunds(address,uint256)");
    public static final Hash256 BLACKLISTED = event("Blacklisted(address)");
    public static final Hash256 UN_BLACKLISTED = event("UnBlacklisted(address)");
    public static final Hash256 ADDRESS_FROZEN = event("AddressFrozen(address)");
    public static final Hash256 ADDRESS_UNFROZEN = event("AddressUnfrozen(address)");
    public static final Hash256 FROZEN_ADDRESS_WIPED = event("FrozenAddressWiped(address)");
    public static final Hash256 PAUSE = event("Pause()");
    public static final Hash256 UNPAUSE = event("Unpause()");
    public static final Hash256 BLACKLISTER_CHANGED = event("BlacklisterChanged(address)");
    public static final Hash256 PAUSER_CHANGED = event("PauserChanged(address)");
    public static final Hash256 MASTER_MINTER_CHANGED = event("MasterMinterChanged(address)");
    public static final Hash256 OWNERSHIP_TRANSFERRED = event("OwnershipTransferred(address,address)");

    public static final Hash256 SUBMISSION = event("Submission(uint256)");
    public static final Hash256 CONFIRMATION = event("Confirmation(address,uint256)");
    public static final Hash256 REVOCATION = event("Revocation(address,uint256)");
    public static final Hash256 EXECUTION = event("Execution(uint256)");
    public static final Hash256 EXECUTION_FAILURE = event("ExecutionFailure(uint256)");

    public static final Hash256 SWAP_V2 = event("Swap(address,uint256,uint256,uint256,uint256,address)");
    public static final Hash256 SWAP_V3 = event("Swap(address,address,int256,int256,uint160,uint128,int24)");
    public static final Hash256 SWAP_V4 = event("Swap(bytes32,address,int128,int128,uint160,uint128,int24,uint24)");
    public static final Hash256 TOKEN_EXCHANGE = event("TokenExchange(address,int128,uint256,int128,uint256)");
    /** Curve's pools of unlike assets number their assets without sign. */
    public static final Hash256 TOKEN_EXCHANGE_UNSIGNED =
            event("TokenExchange(address,uint256,uint256,uint256,uint256)");

    public static final Hash256 DEPOSIT_FOR_BURN =
            event("DepositForBurn(uint64,address,uint256,address,bytes32,uint32,bytes32,bytes32)");
    public static final Hash256 DEPOSIT_FOR_BURN_V2 =
            event("DepositForBurn(address,uint256,address,bytes32,uint32,bytes32,bytes32,uint256,uint32,bytes)");
    public static final Hash256 MINT_AND_WITHDRAW = event("MintAndWithdraw(address,uint256,address)");
    public static final Hash256 MINT_AND_WITHDRAW_V2 = event("MintAndWithdraw(address,uint256,address,uint256)");
    public static final Hash256 MESSAGE_SENT = event("MessageSent(bytes)");
    public static final Hash256 MESSAGE_RECEIVED = event("MessageReceived(address,uint32,uint64,bytes32,bytes)");
    public static final Hash256 MESSAGE_RECEIVED_V2 =
            event("MessageReceived(address,uint32,bytes32,bytes32,uint32,bytes)");
    public static final Hash256 LOG_MESSAGE_PUBLISHED = event("LogMessagePublished(address,uint64,uint32,bytes,uint8)");
    public static final Hash256 TRANSFER_REDEEMED = event("TransferRedeemed(uint16,bytes32,uint64)");
    public static final Hash256 V3_FUNDS_DEPOSITED = event("V3FundsDeposited(address,address,uint256,uint256,"
            + "uint256,uint32,uint32,uint32,uint32,address,address,address,bytes)");
    public static final Hash256 FUNDS_DEPOSITED = event("FundsDeposited(bytes32,bytes32,uint256,uint256,uint256,"
            + "uint256,uint32,uint32,uint32,bytes32,bytes32,bytes32,bytes)");
    public static final Hash256 FILLED_V3_RELAY = event("FilledV3Relay(address,address,uint256,uint256,uint256,"
            + "uint256,uint32,uint32,uint32,address,address,address,address,bytes,(address,bytes,uint256,uint8))");
    public static final Hash256 FILLED_RELAY = event("FilledRelay(bytes32,bytes32,uint256,uint256,uint256,uint256,"
            + "uint256,uint32,uint32,bytes32,bytes32,bytes32,bytes32,bytes32,(bytes32,bytes32,uint256,uint8))");
    public static final Hash256 OFT_SENT = event("OFTSent(bytes32,uint32,address,uint256,uint256)");
    public static final Hash256 OFT_RECEIVED = event("OFTReceived(bytes32,uint32,address,uint256)");

    public static final Bytes SUBMIT_TRANSACTION = Keccak.selector("submitTransaction(address,uint256,bytes)");
    public static final Bytes CALL_ISSUE = Keccak.selector("issue(uint256)");
    public static final Bytes CALL_REDEEM = Keccak.selector("redeem(uint256)");

    private Signatures() {}

    private static Hash256 event(String signature) {
        return Keccak.ofSignature(signature);
    }
}
