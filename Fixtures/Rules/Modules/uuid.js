'use strict';
// `uuid`: the values RFC 9562 publishes, and the shape of those made by chance.

const uuid = require('uuid');

function check(condition, sentence) {
  if (!condition) throw new Error(sentence);
}

function refused(message, work) {
  let error;
  try {
    work();
  } catch (thrown) {
    error = thrown;
  }
  check(error instanceof TypeError && error.message === message, `"${message}" was expected, not ${error}`);
}

const EXAMPLE = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

// The first of all decides the node, which must not look like a network card's.
const first = uuid.v1({ random: Array(16).fill(0) });
check(first.endsWith('-8000-010000000000'), `a node by chance is marked by its multicast bit, not ${first}`);

// RFC 9562, appendices A.1 to A.4.
const then = { msecs: 1645557742000, nsecs: 0, clockseq: 0x33c8, node: [0x9f, 0x6b, 0xde, 0xce, 0xd8, 0x46] };
check(uuid.v1(then) === 'c232ab00-9414-11ec-b3c8-9f6bdeced846', `A.1, not ${uuid.v1(then)}`);
check(uuid.v3('www.example.com', uuid.v3.DNS) === '5df41881-3aed-3515-88a7-2f4a814cf09e', 'A.2');
const bytes = [0x91, 0x91, 0x08, 0xf7, 0x52, 0xd1, 0x33, 0x20, 0x5b, 0xac, 0xf8, 0x47, 0xdb, 0x41, 0x48, 0xa8];
check(uuid.v4({ random: bytes }) === '919108f7-52d1-4320-9bac-f847db4148a8', 'A.3');
check(uuid.v5('www.example.com', uuid.v5.DNS) === '2ed6657d-e927-568b-95e1-2665a8aea6a2', 'A.4');
check(uuid.v5([0x68, 0x69], uuid.parse(uuid.v5.URL)) === uuid.v5('hi', uuid.v5.URL),
  'names and namespaces may be bytes');
refused('Namespace must be array-like (16 iterable integer values, 0-255)', () => uuid.v5('x', [1]));

const random = new Set(Array.from({ length: 100 }, () => uuid.v4()));
check(random.size === 100, 'no two are the same');
for (const text of random) check(uuid.validate(text) && uuid.version(text) === 4, `${text} is a version 4`);
check(uuid.version(uuid()) === 4, 'the module itself is v4, as it was once');
check(require('uuid/v4') === uuid.v4 && require('uuid/v1') === uuid.v1 && require('uuid/v5') === uuid.v5,
  'and in parts');

const times = Array.from({ length: 50 }, () => uuid.v1());
const order = times.map((text) => `${text.slice(15, 18)}${text.slice(9, 13)}${text.slice(0, 8)}`);
check(new Set(times).size === 50, 'time moves on for every version 1');
check(String(order) === String([...order].sort()), 'forwards');
check(new Set(times.map((text) => text.slice(19))).size === 1, 'from one node');
check(uuid.version(times[0]) === 1, 'and say what they are');
const ticks = BigInt(`0x${order[0]}`) / 10000n - 12219292800000n;
check(Math.abs(Number(ticks) - Date.now()) < 60000, 'at the time of the tenant');

const buffer = new Uint8Array(20);
check(uuid.v4({ random: [...bytes] }, buffer, 2) === buffer && buffer[1] === 0 && buffer[2] === 0x91, 'into a buffer');
check(uuid.stringify(buffer, 2) === '919108f7-52d1-4320-9bac-f847db4148a8', 'and out again');
check(uuid.stringify(uuid.parse(EXAMPLE)) === EXAMPLE && uuid.parse(EXAMPLE).length === 16, 'parse and stringify');
check(uuid.NIL === '00000000-0000-0000-0000-000000000000' && uuid.version(uuid.NIL) === 0, 'the nil UUID');
check(uuid.validate(EXAMPLE.toUpperCase()) && uuid.version(EXAMPLE) === 1, 'in capitals, too');
for (const text of [undefined, 1, '', EXAMPLE.slice(1), `${EXAMPLE}0`, EXAMPLE.replace('-11', '-91'), `{${EXAMPLE}}`]) {
  check(!uuid.validate(text), `${text} is no UUID`);
  refused('Invalid UUID', () => uuid.parse(text));
  refused('Invalid UUID', () => uuid.version(text));
}
refused('Stringified UUID is invalid', () => uuid.stringify([1, 2, 3]));
