'use strict';
// A Bitcoin regtest node on loopback for tests and demonstrations: bcoin, with what its tests need from a node.
// node regtest-node.js --prefix DIR --p2p PORT --rpc PORT --wallet PORT --password TEXT [--memory] [--network NAME]
// Prints "READY" on its own line once it answers. It is not Bitcoin Core: see README.md beside this file.
process.env.NODE_BACKEND = 'js'; // The native bindings do not compile on Node 20.

const {parseArgs} = require('node:util');
const {values: options} = parseArgs({
  options: {
    prefix: {type: 'string'},
    p2p: {type: 'string'},
    rpc: {type: 'string'},
    wallet: {type: 'string'},
    password: {type: 'string'},
    memory: {type: 'boolean', default: false},
    // Another network than regtest has its genesis block and nothing else: no peer is ever looked for.
    network: {type: 'string', default: 'regtest'},
  },
});
for (const name of ['prefix', 'p2p', 'rpc', 'wallet', 'password']) {
  if (!options[name]) {
    console.error(`regtest-node: --${name} is missing`);
    process.exit(2);
  }
}

const bcoin = require('bcoin');
bcoin.set(options.network);
// bcoin has regtest prefixes of its own; these are the ones every other tool uses.
const regtest = bcoin.networks.regtest;
Object.assign(regtest.addressPrefix, {pubkeyhash: 0x6f, scripthash: 0xc4, bech32: 'bcrt'});
regtest.keyPrefix.privkey = 0xef;

const node = new bcoin.FullNode({
  env: false,
  argv: ['--prefix', options.prefix, '--network', options.network],
  network: options.network,
  prefix: options.prefix,
  memory: options.memory,
  logLevel: 'info',
  logConsole: true,
  logFile: false,
  workers: false,
  listen: true,
  host: '127.0.0.1',
  port: Number(options.p2p),
  publicHost: '127.0.0.1',
  publicPort: Number(options.p2p),
  seeds: [],
  maxOutbound: 1,
  bip37: true,
  apiKey: options.password,
  httpHost: '127.0.0.1',
  httpPort: Number(options.rpc),
  indexTX: true,
  indexAddress: true,
  plugins: [bcoin.wallet.plugin],
  walletHttpHost: '127.0.0.1',
  walletHttpPort: Number(options.wallet),
  walletApiKey: options.password,
  walletMemory: options.memory,
  walletPrefix: options.prefix,
  loader: require,
});
node.config.inject({
  'wallet-http-host': '127.0.0.1',
  'wallet-http-port': Number(options.wallet),
  'wallet-api-key': options.password,
});

// bcoin forgets the transactions of a block that is reorganised away while the mempool is empty. Put them back, as a
// node does that people run.
const removeBlock = node.mempool._removeBlock.bind(node.mempool);
node.mempool._removeBlock = async (entry, transactions) => {
  const empty = node.mempool.map.size === 0;
  await removeBlock(entry, transactions);
  if (!empty) return;
  for (const transaction of transactions.slice(1)) {
    try {
      await node.mempool.insertTX(transaction, -1);
    } catch (error) {
      console.error('not put back', transaction.txid(), error.message);
    }
  }
};

// fork(depth, count, txid): mines `count` empty blocks on the block `depth` below the tip. More blocks than the depth is
// a real reorg. With a transaction id, the first block holds another transaction that spends the same.
node.rpc.add('fork', async ([depth, count, txid]) => {
  const conflict = txid ? await coins.conflict(txid) : null;
  const tip = node.chain.tip;
  let previous = await node.chain.getEntry(tip.height - depth);
  const blocks = [];
  const mempool = node.miner.mempool;
  node.miner.mempool = null;
  try {
    for (let i = 0; i < count; i++) {
      const job = await node.miner.createJob(previous);
      job.attempt.time = previous.time + 1;
      if (conflict && i === 0) {
        job.pushTX(conflict.transaction, conflict.view);
        job.refresh();
      }
      const block = await job.mineAsync();
      previous = await node.chain.add(block);
      if (!previous) throw new Error('the node refused its own block');
      blocks.push(block.rhash());
    }
  } finally {
    node.miner.mempool = mempool;
  }
  return {height: node.chain.height, tip: node.chain.tip.rhash(), blocks};
});

const coins = require('./regtest-coins.js')(bcoin, node);

process.on('unhandledRejection', (error) => {
  console.error(error);
  process.exit(1);
});
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, async () => {
    await node.close();
    process.exit(0);
  });
}
(async () => {
  await node.ensure();
  await node.open();
  if (options.network === 'regtest') {
    await node.connect();
    node.startSync();
  }
  console.log('READY');
})();
