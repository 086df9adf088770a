'use strict';
// Coins and transactions of a regtest node whose one owner is a key that everybody knows: blocks on request, payments,
// and one pair of transactions that creates and spends every form of output script the node can make.

const {createHash} = require('node:crypto');

const FEE = 10_000;
const COINBASE_MATURITY = 100;

module.exports = (bcoin, node) => {
  const {Script, KeyRing, MTX, Coin} = bcoin;
  const secret = (name) => createHash('sha256').update(name).digest();
  const key = (name) => KeyRing.fromPrivate(secret(name), true);
  const owner = key('holdfast regtest owner');
  const second = key('holdfast regtest second');
  const ring = (options) => Object.assign(key('holdfast regtest owner'), options);

  // Every form: its output script, and the key ring that spends it; none where this node cannot spend it.
  const own = Script.fromPubkeyhash(owner.getKeyHash());
  const multisig = Script.fromMultisig(1, 2, [owner.publicKey, second.publicKey]);
  const witnessRing = ring({witness: true});
  const nestedRing = ring({witness: true, nested: true});
  const forms = [
    {type: 'P2PK', script: Script.fromPubkey(owner.publicKey), ring: owner},
    {type: 'P2PKH', script: own, ring: owner},
    {type: 'P2SH', script: Script.fromScripthash(multisig.hash160()), ring: ring({script: multisig})},
    {type: 'BARE_MULTISIG', script: multisig, ring: owner},
    {type: 'P2SH', script: Script.fromAddress(nestedRing.getAddress()), ring: nestedRing, witness: true},
    {type: 'P2WPKH', script: Script.fromProgram(0, owner.getKeyHash()), ring: witnessRing, witness: true},
    {type: 'P2WSH', script: Script.fromProgram(0, multisig.sha256()), ring: ring({witness: true, script: multisig}),
      witness: true},
    // bcoin knows no Taproot: to it this is a witness program of the future, which it lets stand and never spends.
    {type: 'P2TR', script: Script.fromProgram(1, secret('holdfast regtest taproot'))},
  ];

  // The oldest block reward of the owner that is mature and unspent; rewards below it are not looked at again.
  let oldest = 1;
  const reward = async () => {
    for (let height = oldest; height <= node.chain.height + 1 - COINBASE_MATURITY; height++) {
      const coinbase = (await node.chain.getBlock(height)).txs[0];
      const coin = await node.chain.getCoin(coinbase.hash('hex'), 0);
      if (coin && coin.script.equals(own) && !node.mempool.isSpent(coin.hash, 0)) {
        oldest = height;
        return coin;
      }
    }
    throw new Error('the owner has no mature coin: mine more blocks');
  };
  const offer = async (transaction) => {
    const missing = await node.mempool.addTX(transaction, -1);
    if (missing) throw new Error(`the node misses ${missing.length} parents of ${transaction.txid()}`);
    if (!node.mempool.has(transaction.hash('hex'))) throw new Error(`the node refused ${transaction.txid()}`);
    return transaction.txid();
  };

  // mine(count): blocks that pay the owner and take what the mempool has. Gives their hashes.
  node.rpc.add('mine', async ([count]) => node.rpc.mineBlocks(count, owner.getAddress()));

  // pay(script, value): pays an output script from a block reward of the owner. Gives the txid.
  node.rpc.add('pay', async ([script, value]) => {
    const coin = await reward();
    const mtx = new MTX();
    mtx.addCoin(coin);
    mtx.addOutput(Script.fromRaw(Buffer.from(script, 'hex')), value);
    mtx.addOutput(own, coin.value - value - FEE);
    mtx.sign(owner);
    return offer(mtx.toTX());
  });

  // variety(): creates an output of every form, with data in an OP_RETURN besides, then spends all that can be spent.
  // Witness outputs are spent once the chain has SegWit. Gives both txids.
  node.rpc.add('variety', async () => {
    const coin = await reward();
    const mtx = new MTX();
    mtx.version = 2;
    mtx.addCoin(coin);
    mtx.inputs[0].sequence = 0xfffffffd;
    const each = Math.floor((coin.value - FEE) / forms.length);
    for (const form of forms) mtx.addOutput(form.script, each);
    mtx.addOutput(Script.fromNulldata(Buffer.from('holdfast', 'ascii')), 0);
    mtx.locktime = node.chain.height;
    mtx.sign(owner);
    const made = mtx.toTX();
    await offer(made);

    const state = await node.chain.getDeployments(node.chain.tip.time, node.chain.tip);
    const back = new MTX();
    const used = [];
    forms.forEach((form, index) => {
      if (form.ring && (!form.witness || state.hasWitness())) {
        back.addCoin(Coin.fromTX(made, index, -1));
        used.push(form);
      }
    });
    back.addOutput(own, each * used.length - FEE);
    used.forEach((form, index) => {
      const from = Coin.fromTX(made, forms.indexOf(form), -1);
      if (!back.scriptInput(index, from, form.ring) || !back.signInput(index, from, form.ring, 1)) {
        throw new Error(`cannot sign for ${form.type}`);
      }
    });
    const spent = await offer(back.toTX());
    return {made: made.txid(), spent, types: used.map((form) => form.type), witness: state.hasWitness()};
  });

  // A payment back to the owner that spends what a payment of the owner spends.
  const conflict = async (txid) => {
    const other = await node.getTX(Buffer.from(txid, 'hex').reverse().toString('hex'));
    const mtx = new MTX();
    let value = -FEE;
    for (const {prevout} of other.inputs) {
      const coin = Coin.fromTX(await node.getTX(prevout.hash), prevout.index, -1);
      mtx.addCoin(coin);
      value += coin.value;
    }
    mtx.addOutput(own, value);
    mtx.sign(owner);
    return {transaction: mtx.toTX(), view: mtx.view};
  };
  return {conflict};
};
