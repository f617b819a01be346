'use strict';
// Buffer, atob and btoa: encodings, old and new constructors, shared memory, numbers, and the errors rules may meet.

const assert = require('assert');
const { Buffer, atob, btoa } = require('buffer');

// Text of each encoding, there and back. The bytes are those of "Grüße 😀".
const bytes = [0x47, 0x72, 0xc3, 0xbc, 0xc3, 0x9f, 0x65, 0x20, 0xf0, 0x9f, 0x98, 0x80];
for (const [encoding, text] of [
  ['utf8', 'Grüße 😀'],
  ['UTF-8', 'Grüße 😀'],
  ['hex', '4772c3bcc39f6520f09f9880'],
  ['base64', 'R3LDvMOfZSDwn5iA'],
  ['base64url', 'R3LDvMOfZSDwn5iA'],
  ['latin1', 'Gr\xc3\xbc\xc3\x9fe \xf0\x9f\x98\x80'],
  ['binary', 'Gr\xc3\xbc\xc3\x9fe \xf0\x9f\x98\x80'],
]) {
  assert.deepStrictEqual([...Buffer.from(text, encoding)], bytes, `${encoding} is read`);
  assert.strictEqual(Buffer.from(bytes).toString(encoding), text, `${encoding} is written`);
}
assert.strictEqual(Buffer.from('aé', 'utf16le').toString('hex'), '6100e900');
assert.strictEqual(Buffer.from([0xe1, 0x62]).toString('ascii'), 'ab');

// RFC 4648 §10, and what decoders forgive.
for (const [plain, encoded] of [['', ''], ['f', 'Zg=='], ['fo', 'Zm8='], ['foo', 'Zm9v'], ['foobar', 'Zm9vYmFy']]) {
  assert.strictEqual(Buffer.from(plain).toString('base64'), encoded);
  assert.strictEqual(Buffer.from(encoded, 'base64').toString(), plain);
  assert.strictEqual(btoa(plain), encoded);
  assert.strictEqual(atob(encoded), plain);
}
assert.strictEqual(Buffer.from('-_-_', 'base64').toString('base64'), '+/+/', 'both alphabets are read');
assert.strictEqual(Buffer.from('Zm9v\nYmFy', 'base64').toString(), 'foobar', 'line ends are passed over');
assert.strictEqual(Buffer.from('abxx', 'hex').length, 1, 'hex ends at the first bad pair');
assert.strictEqual(Buffer.from([0xff, 0xe2, 0x82, 0x41]).toString(), '\ufffd\ufffdA', 'malformed UTF-8 is replaced');
assert.strictEqual(Buffer.from('\ud800').toString('hex'), 'efbfbd', 'a lone surrogate is replaced');

// The forms of old rules.
assert.strictEqual(new Buffer('Zm9v', 'base64').toString(), 'foo');
assert.strictEqual(Buffer('foo').toString('hex'), '666f6f');
assert.strictEqual(new Buffer([1, 2]).length, 2);
assert.deepStrictEqual([...new Buffer(3)], [0, 0, 0]);

// Memory.
const whole = Buffer.from('abcdef');
const part = whole.slice(1, -1);
part[0] = 0x42;
assert.strictEqual(whole.toString(), 'aBcdef', 'a slice shares memory');
assert.ok(Buffer.isBuffer(part) && Buffer.isBuffer(whole.map((byte) => byte)) && part instanceof Uint8Array);
assert.strictEqual(Buffer.from(whole).equals(whole), true);
const memory = new ArrayBuffer(4);
Buffer.from(memory, 1, 2).fill('xy');
assert.deepStrictEqual([...new Uint8Array(memory)], [0, 0x78, 0x79, 0]);
assert.strictEqual(Buffer.concat([Buffer.from('ab'), Buffer.from('cd')], 3).toString(), 'abc');
assert.strictEqual(Buffer.alloc(5, 'ab').toString(), 'ababa');
assert.strictEqual(Buffer.compare(Buffer.from('a'), Buffer.from('b')), -1);
assert.strictEqual(JSON.stringify(Buffer.from('a')), '{"type":"Buffer","data":[97]}');
assert.strictEqual(Buffer.from(JSON.parse(JSON.stringify(whole))).toString(), 'aBcdef');
assert.strictEqual(Buffer.byteLength('ü'), 2);
assert.strictEqual(whole.indexOf('cd'), 2);
assert.strictEqual(whole.includes('zz'), false);
assert.strictEqual(whole.lastIndexOf(0x66), 5);
const target = Buffer.alloc(4);
assert.strictEqual(whole.copy(target, 1, 2, 9), 3);
assert.strictEqual(target.toString('latin1'), '\0cde');
assert.strictEqual(target.write('😀é', 0), 4, 'only whole characters are written');

// Numbers.
const numbers = Buffer.alloc(8);
assert.strictEqual(numbers.writeUInt32BE(0xdeadbeef, 0), 4);
assert.strictEqual(numbers.readUInt16LE(0), 0xadde);
assert.strictEqual(numbers.readInt8(0), -34);
numbers.writeIntLE(-2, 0, 6);
assert.strictEqual(numbers.readIntLE(0, 6), -2);
numbers.writeDoubleBE(1.5, 0);
assert.strictEqual(numbers.readDoubleBE(0), 1.5);
assert.throws(() => numbers.writeUInt8(256, 0), { code: 'ERR_OUT_OF_RANGE', name: 'RangeError' });
assert.throws(() => numbers.readUInt32BE(5), { code: 'ERR_OUT_OF_RANGE' });

// Refusals.
assert.throws(() => Buffer.from(5), { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
assert.throws(() => Buffer.from('a', 'klingon'), { code: 'ERR_UNKNOWN_ENCODING' });
assert.throws(() => atob('a'), { name: 'InvalidCharacterError' });
assert.throws(() => btoa('€'), { name: 'InvalidCharacterError' });
