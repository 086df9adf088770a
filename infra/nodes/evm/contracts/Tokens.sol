// SPDX-License-Identifier: Apache-2.0
// Contracts of the tests: as small as their family's events and balances allow. Not for any other use.
pragma solidity ^0.8.20;

abstract contract Balances {
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;
    uint256 public totalSupply;

    event Transfer(address indexed from, address indexed to, uint256 value);
    event Approval(address indexed owner, address indexed spender, uint256 value);

    function transfer(address to, uint256 value) external virtual returns (bool) {
        _move(msg.sender, to, value);
        return true;
    }

    function approve(address spender, uint256 value) external returns (bool) {
        allowance[msg.sender][spender] = value;
        emit Approval(msg.sender, spender, value);
        return true;
    }

    function transferFrom(address from, address to, uint256 value) external virtual returns (bool) {
        allowance[from][msg.sender] -= value;
        _move(from, to, value);
        return true;
    }

    function _move(address from, address to, uint256 value) internal virtual {
        balanceOf[from] -= value;
        balanceOf[to] += value;
        emit Transfer(from, to, value);
    }
}

/// Of USDT's shape: only the sender is checked, the acts of the issuer emit no Transfer, freezes are not indexed.
contract TetherLike is Balances {
    address public owner;
    bool public paused;
    mapping(address => bool) public isBlackListed;

    event Issue(uint256 amount);
    event Redeem(uint256 amount);
    event AddedBlackList(address _user);
    event RemovedBlackList(address _user);
    event DestroyedBlackFunds(address _blackListedUser, uint256 _balance);
    event Pause();
    event Unpause();

    modifier onlyOwner() {
        require(msg.sender == owner, "not the owner");
        _;
    }

    constructor() {
        owner = msg.sender;
    }

    function _move(address from, address to, uint256 value) internal override {
        require(!paused && !isBlackListed[from], "stopped");
        super._move(from, to, value);
    }

    function issue(uint256 amount) external onlyOwner {
        balanceOf[owner] += amount;
        totalSupply += amount;
        emit Issue(amount);
    }

    function redeem(uint256 amount) external onlyOwner {
        balanceOf[owner] -= amount;
        totalSupply -= amount;
        emit Redeem(amount);
    }

    function addBlackList(address user) external onlyOwner {
        isBlackListed[user] = true;
        emit AddedBlackList(user);
    }

    function removeBlackList(address user) external onlyOwner {
        isBlackListed[user] = false;
        emit RemovedBlackList(user);
    }

    function destroyBlackFunds(address user) external onlyOwner {
        require(isBlackListed[user], "not frozen");
        uint256 funds = balanceOf[user];
        balanceOf[user] = 0;
        totalSupply -= funds;
        emit DestroyedBlackFunds(user, funds);
    }

    function pause() external onlyOwner {
        paused = true;
        emit Pause();
    }

    function unpause() external onlyOwner {
        paused = false;
        emit Unpause();
    }
}

/// Of USDC's shape: mint and burn with Transfer, freezes indexed, both directions checked.
contract CircleLike is Balances {
    mapping(address => bool) public isBlacklisted;

    event Mint(address indexed minter, address indexed to, uint256 amount);
    event Burn(address indexed burner, uint256 amount);
    event Blacklisted(address indexed _account);
    event UnBlacklisted(address indexed _account);

    function _move(address from, address to, uint256 value) internal override {
        require(!isBlacklisted[from] && !isBlacklisted[to], "stopped");
        super._move(from, to, value);
    }

    function mint(address to, uint256 amount) external {
        totalSupply += amount;
        balanceOf[to] += amount;
        emit Mint(msg.sender, to, amount);
        emit Transfer(address(0), to, amount);
    }

    function burn(uint256 amount) external {
        totalSupply -= amount;
        balanceOf[msg.sender] -= amount;
        emit Burn(msg.sender, amount);
        emit Transfer(msg.sender, address(0), amount);
    }

    function blacklist(address account) external {
        isBlacklisted[account] = true;
        emit Blacklisted(account);
    }

    function unBlacklist(address account) external {
        isBlacklisted[account] = false;
        emit UnBlacklisted(account);
    }
}

/// Of Paxos' shape: a frozen account can be wiped; supply acts emit Transfer.
contract PaxosLike is Balances {
    mapping(address => bool) public frozen;

    event AddressFrozen(address indexed addr);
    event AddressUnfrozen(address indexed addr);
    event FrozenAddressWiped(address indexed addr);
    event SupplyIncreased(address indexed to, uint256 value);
    event SupplyDecreased(address indexed from, uint256 value);

    function increaseSupply(uint256 value) external {
        totalSupply += value;
        balanceOf[msg.sender] += value;
        emit SupplyIncreased(msg.sender, value);
        emit Transfer(address(0), msg.sender, value);
    }

    function freeze(address addr) external {
        frozen[addr] = true;
        emit AddressFrozen(addr);
    }

    function unfreeze(address addr) external {
        frozen[addr] = false;
        emit AddressUnfrozen(addr);
    }

    function wipeFrozenAddress(address addr) external {
        require(frozen[addr], "not frozen");
        uint256 funds = balanceOf[addr];
        balanceOf[addr] = 0;
        totalSupply -= funds;
        emit FrozenAddressWiped(addr);
        emit SupplyDecreased(addr, funds);
        emit Transfer(addr, address(0), funds);
    }
}

/// Of WETH9's shape: deposits and withdrawals emit no Transfer.
contract WrappedEther is Balances {
    event Deposit(address indexed dst, uint256 wad);
    event Withdrawal(address indexed src, uint256 wad);

    receive() external payable {
        deposit();
    }

    function deposit() public payable {
        balanceOf[msg.sender] += msg.value;
        emit Deposit(msg.sender, msg.value);
    }

    function withdraw(uint256 wad) external {
        balanceOf[msg.sender] -= wad;
        payable(msg.sender).transfer(wad);
        emit Withdrawal(msg.sender, wad);
    }
}

/// Keeps two percent of every transfer for a collector and says only what was asked for: its events do not add up.
contract FeeOnTransfer is Balances {
    address public immutable collector;

    constructor(address collector_) {
        collector = collector_;
        totalSupply = 1_000_000;
        balanceOf[msg.sender] = totalSupply;
        emit Transfer(address(0), msg.sender, totalSupply);
    }

    function _move(address from, address to, uint256 value) internal override {
        uint256 fee = value / 50;
        balanceOf[from] -= value;
        balanceOf[to] += value - fee;
        balanceOf[collector] += fee;
        emit Transfer(from, to, value);
    }
}

/// Balances are shares of a pool that grows without an event.
contract Rebasing {
    mapping(address => uint256) public shares;
    uint256 public totalShares;
    uint256 public pooled;

    event Transfer(address indexed from, address indexed to, uint256 value);

    constructor() {
        shares[msg.sender] = 1_000_000;
        totalShares = 1_000_000;
        pooled = 1_000_000;
        emit Transfer(address(0), msg.sender, 1_000_000);
    }

    function balanceOf(address account) public view returns (uint256) {
        return (shares[account] * pooled) / totalShares;
    }

    function totalSupply() external view returns (uint256) {
        return pooled;
    }

    function rebase(uint256 reward) external {
        pooled += reward;
    }

    function transfer(address to, uint256 value) external returns (bool) {
        uint256 part = (value * totalShares) / pooled;
        shares[msg.sender] -= part;
        shares[to] += part;
        emit Transfer(msg.sender, to, value);
        return true;
    }
}

contract Collectible {
    mapping(uint256 => address) public ownerOf;
    mapping(address => uint256) public balanceOf;

    event Transfer(address indexed from, address indexed to, uint256 indexed tokenId);

    function mint(address to, uint256 id) external {
        require(ownerOf[id] == address(0), "exists");
        ownerOf[id] = to;
        balanceOf[to] += 1;
        emit Transfer(address(0), to, id);
    }

    function transferFrom(address from, address to, uint256 id) external {
        require(ownerOf[id] == from && from == msg.sender, "not the owner");
        ownerOf[id] = to;
        balanceOf[from] -= 1;
        balanceOf[to] += 1;
        emit Transfer(from, to, id);
    }

    function burn(uint256 id) external {
        require(ownerOf[id] == msg.sender, "not the owner");
        ownerOf[id] = address(0);
        balanceOf[msg.sender] -= 1;
        emit Transfer(msg.sender, address(0), id);
    }
}

contract MultiToken {
    mapping(uint256 => mapping(address => uint256)) private held;

    event TransferSingle(address indexed operator, address indexed from, address indexed to, uint256 id, uint256 value);
    event TransferBatch(
        address indexed operator, address indexed from, address indexed to, uint256[] ids, uint256[] values
    );

    function balanceOf(address account, uint256 id) external view returns (uint256) {
        return held[id][account];
    }

    function mint(address to, uint256 id, uint256 value) external {
        held[id][to] += value;
        emit TransferSingle(msg.sender, address(0), to, id, value);
    }

    function safeTransferFrom(address from, address to, uint256 id, uint256 value, bytes calldata) external {
        require(from == msg.sender, "not the owner");
        held[id][from] -= value;
        held[id][to] += value;
        emit TransferSingle(msg.sender, from, to, id, value);
    }

    function safeBatchTransferFrom(
        address from,
        address to,
        uint256[] calldata ids,
        uint256[] calldata values,
        bytes calldata
    ) external {
        require(from == msg.sender, "not the owner");
        for (uint256 i = 0; i < ids.length; i++) {
            held[ids[i]][from] -= values[i];
            held[ids[i]][to] += values[i];
        }
        emit TransferBatch(msg.sender, from, to, ids, values);
    }
}

/// A constant-product pool of Uniswap v2's shape, without fee growth and without liquidity tokens.
contract SmallPool {
    Balances public immutable token0;
    Balances public immutable token1;
    uint112 private reserve0;
    uint112 private reserve1;

    event Sync(uint112 reserve0, uint112 reserve1);
    event Swap(
        address indexed sender,
        uint256 amount0In,
        uint256 amount1In,
        uint256 amount0Out,
        uint256 amount1Out,
        address indexed to
    );

    constructor(Balances token0_, Balances token1_) {
        token0 = token0_;
        token1 = token1_;
    }

    function sync() public {
        reserve0 = uint112(token0.balanceOf(address(this)));
        reserve1 = uint112(token1.balanceOf(address(this)));
        emit Sync(reserve0, reserve1);
    }

    /// Takes token0 from the caller, who has approved it, and pays token1.
    function swap0(uint256 amountIn, address to) external returns (uint256 out) {
        require(token0.transferFrom(msg.sender, address(this), amountIn), "not paid");
        out = (amountIn * 997 * reserve1) / (uint256(reserve0) * 1000 + amountIn * 997);
        require(token1.transfer(to, out), "not delivered");
        sync();
        emit Swap(msg.sender, amountIn, 0, 0, out, to);
    }
}

/// Holds what it is sent, and may refuse.
contract Wallet {
    bool public closed;

    receive() external payable {
        require(!closed, "closed");
    }

    function close(bool closed_) external {
        closed = closed_;
    }

    function pay(address payable to, uint256 value) external payable {
        (bool ok,) = to.call{value: value}("");
        require(ok, "refused");
    }

    function end(address payable heir) external {
        selfdestruct(heir);
    }
}

/// Pays through nested calls, some of which fail inside a transaction that succeeds.
contract Splitter {
    event Split(uint256 paid, uint256 refused);

    function split(address payable[] calldata to) external payable {
        uint256 each = msg.value / to.length;
        uint256 refused = 0;
        for (uint256 i = 0; i < to.length; i++) {
            (bool ok,) = to[i].call{value: each}("");
            if (!ok) {
                refused++;
            }
        }
        emit Split(to.length - refused, refused);
    }

    /// Pays to depth, then undoes everything below the middle.
    function nest(address payable to, uint256 depth) external payable {
        if (depth == 0) {
            (bool ok,) = to.call{value: msg.value}("");
            require(ok, "refused");
            return;
        }
        this.nest{value: msg.value}(to, depth - 1);
    }

    /// A payment whose frame succeeds and whose ancestor reverts: nothing moves.
    function undone(address payable to) external payable {
        try this.payThenRevert{value: msg.value}(to) {
            revert("unreachable");
        } catch {
            emit Split(0, 1);
        }
    }

    function payThenRevert(address payable to) external payable {
        (bool ok,) = to.call{value: msg.value}("");
        require(ok, "refused");
        revert("undone");
    }

    /// Runs a wallet's code on this contract's own balance.
    function borrow(Wallet code, address payable to, uint256 value) external payable {
        (bool ok,) = address(code).delegatecall(abi.encodeCall(Wallet.pay, (to, value)));
        require(ok, "refused");
    }

    function make() external payable returns (address made) {
        made = address(new Funded{value: msg.value}());
    }

    /// A contract that ends in the transaction that made it: its value goes on, and it never was.
    function makeAndEnd(address payable heir) external payable {
        new Funded{value: msg.value}().end(heir);
    }

    receive() external payable {}
}

/// Made with value by a contract.
contract Funded {
    constructor() payable {}

    function end(address payable heir) external {
        selfdestruct(heir);
    }
}
