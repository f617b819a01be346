'use strict';
// querystring.

const assert = require('assert');
const querystring = require('querystring');

const plain = (text, ...rest) => ({ ...querystring.parse(text, ...rest) });
assert.deepStrictEqual(plain('a=1&b=two+words&a=%C3%BC&c'), { a: ['1', 'ü'], b: 'two words', c: '' });
assert.deepStrictEqual(plain('a:1;b:2', ';', ':'), { a: '1', b: '2' });
assert.deepStrictEqual(plain('a=1&b=2&c=3', null, null, { maxKeys: 2 }), { a: '1', b: '2' });
assert.deepStrictEqual(plain('bad=%zz&half=%E4'), { bad: '%zz', half: '\ufffd' });
assert.deepStrictEqual(plain('a=b=c&&=x'), { a: 'b=c', '': 'x' });
assert.strictEqual(Object.getPrototypeOf(querystring.parse('a=1')), null);
assert.strictEqual(querystring.parse('__proto__=1').__proto__, '1');
assert.deepStrictEqual(plain(5), {});

assert.strictEqual(
  querystring.stringify({ a: [1, 'x y'], b: true, c: null, d: NaN, e: 'ü&=', f: [] }),
  'a=1&a=x%20y&b=true&c=&d=&e=%C3%BC%26%3D',
);
assert.strictEqual(querystring.stringify({ a: 1, b: 2 }, ';', ':'), 'a:1;b:2');
assert.strictEqual(querystring.escape("it's (ü)*"), "it's%20(%C3%BC)*");
assert.strictEqual(querystring.unescape('%E2%82%AC'), '€');
assert.throws(() => querystring.escape('\ud800'), { name: 'URIError', code: 'ERR_INVALID_URI' });
assert.strictEqual(querystring.encode, querystring.stringify);
