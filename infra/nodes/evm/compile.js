// Compiles Solidity files of the tests and prints, for every contract,
// {"Name": {"code": "6080...", "calls": {"f(uint256)": "12345678"}}}.
// Usage: node compile.js FILE.sol ...   Exit code 2 where a file does not compile.
const solc = require('solc');
const fs = require('fs');
const path = require('path');

const sources = {};
for (const file of process.argv.slice(2)) {
  sources[path.basename(file)] = { content: fs.readFileSync(file, 'utf8') };
}
const compiled = JSON.parse(solc.compile(JSON.stringify({
  language: 'Solidity',
  sources,
  settings: {
    optimizer: { enabled: true, runs: 200 },
    // An older rule set than the newest: the code runs on every node the tests start.
    evmVersion: 'paris',
    metadata: { bytecodeHash: 'none' },
    outputSelection: { '*': { '*': ['evm.bytecode.object', 'evm.methodIdentifiers'] } },
  },
})));
const errors = (compiled.errors || []).filter((e) => e.severity === 'error');
if (errors.length > 0) {
  errors.forEach((e) => process.stderr.write(e.formattedMessage + '\n'));
  process.exit(2);
}
const contracts = {};
for (const file of Object.values(compiled.contracts)) {
  for (const [name, contract] of Object.entries(file)) {
    contracts[name] = { code: contract.evm.bytecode.object, calls: contract.evm.methodIdentifiers };
  }
}
process.stdout.write(JSON.stringify(contracts));
