'use strict';
// assert, checked without its own help. Exports a promise: await it.

const assert = require('assert');

function check(condition, sentence) {
  if (!condition) throw new Error(sentence);
}

function refusal(work) {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

const passing = [
  () => assert(1),
  () => assert.ok('yes'),
  () => assert.equal(1, '1'),
  () => assert.notEqual(1, 2),
  () => assert.strictEqual(NaN, NaN),
  () => assert.notStrictEqual(0, -0),
  () => assert.deepEqual({ a: 1, b: [2] }, { b: ['2'], a: '1' }),
  () => assert.deepStrictEqual(new Map([[{ k: 1 }, new Set([[1]])]]), new Map([[{ k: 1 }, new Set([[1]])]])),
  () => assert.notDeepStrictEqual({ a: 1 }, { a: '1' }),
  () => assert.notDeepEqual([1], [2]),
  () => assert.throws(() => { throw new TypeError('why'); }, TypeError),
  () => assert.throws(() => { throw new TypeError('why'); }, /why/),
  () => assert.throws(() => { throw new TypeError('why'); }, { name: 'TypeError', message: /^w/ }),
  () => assert.throws(() => { throw new TypeError('why'); }, (error) => error.message === 'why'),
  () => assert.doesNotThrow(() => {}),
  () => assert.match('scope', /op/),
  () => assert.doesNotMatch('scope', /x/),
  () => assert.ifError(null),
];
for (const work of passing) check(refusal(work) === undefined, `${work} should pass`);

const failing = [
  [() => assert(0, 'said'), 'said'],
  [() => assert.equal(1, 2), '1 == 2'],
  [() => assert.strictEqual('a', 'b'), "Expected values to be strictly equal:\n\n'a' !== 'b'\n"],
  [() => assert.notStrictEqual(1, 1), 'Expected "actual" to be strictly unequal to: 1'],
  [() => assert.deepEqual([1], [2]),
    'Expected values to be loosely deep-equal:\n\n[\n  1\n]\n\nshould loosely deep-equal\n\n[\n  2\n]'],
  [() => assert.deepStrictEqual([1], ['1'], 'mine'), 'mine'],
  [() => assert.strict.equal(1, '1', 'strict'), 'strict'],
  [() => assert.throws(() => {}), 'Missing expected exception.'],
  [() => assert.doesNotThrow(() => { throw new Error('x'); }), 'Got unwanted exception.\nActual message: "x"'],
  [() => assert.ifError(new Error('late')), 'ifError got unwanted exception: late'],
  [() => assert.fail(), 'Failed'],
];
for (const [work, message] of failing) {
  const error = refusal(work);
  check(error instanceof assert.AssertionError, `${work} should fail`);
  check(error.name === 'AssertionError' && error.code === 'ERR_ASSERTION', `${work}: its kind`);
  check(error.message === message, `${work} should say ${message}, not ${error.message}`);
}

const told = refusal(() => assert.strictEqual(1, 2));
check(told.actual === 1 && told.expected === 2 && told.operator === 'strictEqual' && told.generatedMessage, 'its parts');
const own = new RangeError('own');
check(refusal(() => assert.ok(false, own)) === own, 'an error for a message is thrown as it is');
const otherClass = refusal(() => assert.throws(() => { throw own; }, TypeError));
check(otherClass instanceof assert.AssertionError, 'an error of another class is refused');
const left = { a: 1 };
left.self = left;
const right = { a: 1 };
right.self = right;
check(refusal(() => assert.deepStrictEqual(left, right)) === undefined, 'circles of the same form are equal');

module.exports = (async () => {
  await assert.rejects(Promise.reject(new Error('no')), /no/);
  await assert.rejects(async () => { throw new TypeError(); }, TypeError);
  await assert.doesNotReject(Promise.resolve());
  const unrejected = await assert.rejects(Promise.resolve()).catch((error) => error);
  check(unrejected?.code === 'ERR_ASSERTION', 'a promise that is kept is no rejection');
})();
