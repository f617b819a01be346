'use strict';
// util: what console prints, inheritance, promises from callbacks and back. Exports a promise: await it.

const assert = require('assert');
const util = require('util');

const { format, inspect } = util;

for (const [parts, text] of [
  [['%s is %d years, %i whole, %f exact', 'Ada', '36', 36.9, '36.5px'], 'Ada is 36 years, 36 whole, 36.5 exact'],
  [['%j %O %%', { a: 1 }, { b: { c: 2 } }], '{"a":1} { b: { c: 2 } } %'],
  [['%s', { deep: { deeper: {} } }], '{ deep: [Object] }'],
  [['no directive', { a: 1 }, 'b', 2], 'no directive { a: 1 } b 2'],
  [[{ a: 'x' }, 'y'], "{ a: 'x' } y"],
  [['%s %s', 'one'], 'one %s'],
]) {
  assert.strictEqual(format(...parts), text);
}

class Rule {
  constructor() {
    this.order = 1;
  }
}
const circular = { name: 'loop' };
circular.self = circular;
for (const [value, text] of [
  ["it's", '"it\'s"'],
  [-0, '-0'],
  [10n, '10n'],
  [[1, , 'a', undefined], "[ 1, <1 empty item>, 'a', undefined ]"],
  [{ a: { b: { c: { d: 1 } } } }, '{ a: { b: { c: [Object] } } }'],
  [{ 'e-mail': 'x', ok: true, [Symbol('s')]: null }, "{ 'e-mail': 'x', ok: true, [Symbol(s)]: null }"],
  [new Map([['a', { b: 1 }]]), "Map(1) { 'a' => { b: 1 } }"],
  [new Set([1, 'a']), "Set(2) { 1, 'a' }"],
  [circular, "<ref *1> { name: 'loop', self: [Circular *1] }"],
  [new Rule(), 'Rule { order: 1 }'],
  [Object.create(null), '[Object: null prototype] {}'],
  [[Rule, () => {}, function named() {}], '[ [class Rule], [Function (anonymous)], [Function: named] ]'],
  [new Date(0), '1970-01-01T00:00:00.000Z'],
  [/a/g, '/a/g'],
  [new Uint8Array(2), 'Uint8Array(2) [ 0, 0 ]'],
  [{ get a() { return 1; }, set a(value) {} }, '{ a: [Getter/Setter] }'],
  [{ [inspect.custom]: () => 'mine' }, 'mine'],
]) {
  assert.strictEqual(inspect(value), text);
}
assert.strictEqual(inspect({ a: { b: {}, c: { d: 1 } } }, { depth: 0 }), '{ a: [Object] }');
assert.ok(inspect(Array(200).fill(7)).includes('... 100 more items'));
const failure = Object.assign(new TypeError('boom'), { code: 'E_BOOM' });
assert.match(inspect(failure), /^TypeError: boom\n {4}at [^]*\{\n {2}code: 'E_BOOM'\n\}$/);
const wide = { first: 'x'.repeat(40), second: 'y'.repeat(40) };
assert.strictEqual(inspect(wide), `{\n  first: '${wide.first}',\n  second: '${wide.second}'\n}`);

function Parent() {}
Parent.prototype.greet = () => 'hello';
function Child() {}
util.inherits(Child, Parent);
assert.strictEqual(new Child().greet(), 'hello');
assert.strictEqual(Child.super_, Parent);
assert.ok(util.isDeepStrictEqual({ a: [1, new Set([{ b: 2 }])] }, { a: [1, new Set([{ b: 2 }])] }));
assert.ok(!util.isDeepStrictEqual([1], ['1']));
assert.ok(util.isArray([]) && util.isString('') && util.isDate(new Date()) && util.isError(new Error()));
assert.ok(util.types.isRegExp(/a/) && util.types.isPromise(Promise.resolve()) && !util.types.isMap(new Set()));
assert.throws(() => util.promisify('no function'), { code: 'ERR_INVALID_ARG_TYPE' });

module.exports = (async () => {
  const half = (number, callback) => (number % 2 ? callback(new Error('odd')) : callback(null, number / 2));
  assert.strictEqual(await util.promisify(half)(4), 2);
  await assert.rejects(util.promisify(half)(3), { message: 'odd' });
  half[util.promisify.custom] = async () => 'custom';
  assert.strictEqual(await util.promisify(half)(4), 'custom');
  const told = await new Promise((resolve) => {
    util.callbackify(async (number) => number + 1)(1, (...parameters) => resolve(parameters));
  });
  assert.deepStrictEqual(told, [null, 2]);
})();
