'use strict';
// TextEncoder and TextDecoder.

const assert = require('assert');
const { TextDecoder, TextEncoder } = require('util');

const encoder = new TextEncoder();
assert.deepStrictEqual([...encoder.encode('é€😀')], [0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80]);
assert.strictEqual(encoder.encode().length, 0);
assert.deepStrictEqual([...encoder.encode('\udc00')], [0xef, 0xbf, 0xbd]);
const room = new Uint8Array(4);
assert.deepStrictEqual(encoder.encodeInto('a€€', room), { read: 2, written: 4 });

const decode = (bytes, options) => new TextDecoder('utf-8', options).decode(Uint8Array.from(bytes));
assert.strictEqual(decode([0xef, 0xbb, 0xbf, 0x61]), 'a', 'a byte order mark is dropped');
assert.strictEqual(decode([0xef, 0xbb, 0xbf, 0x61], { ignoreBOM: true }), '\ufeffa');

// The Unicode Standard §3.9: one U+FFFD for each maximal part of a malformed sequence.
assert.strictEqual(decode([0xc0, 0xaf]), '\ufffd\ufffd', 'no overlong forms');
assert.strictEqual(decode([0xed, 0xa0, 0x80]), '\ufffd\ufffd\ufffd', 'no surrogates');
assert.strictEqual(decode([0xf4, 0x90, 0x80, 0x80]), '\ufffd\ufffd\ufffd\ufffd', 'nothing past U+10FFFF');
assert.strictEqual(decode([0xf0, 0x9f, 0x98, 0x41]), '\ufffdA');
assert.throws(() => decode([0xff], { fatal: true }), { code: 'ERR_ENCODING_INVALID_ENCODED_DATA', name: 'TypeError' });

const stream = new TextDecoder();
assert.strictEqual(stream.decode(Uint8Array.of(0xe2, 0x82), { stream: true }), '');
assert.strictEqual(stream.decode(Uint8Array.of(0xac), { stream: true }), '€');
assert.strictEqual(stream.decode(Uint8Array.of(0xe2)), '\ufffd');
assert.throws(() => new TextDecoder('klingon'), { code: 'ERR_ENCODING_NOT_SUPPORTED', name: 'RangeError' });
