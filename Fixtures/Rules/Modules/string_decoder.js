'use strict';
// StringDecoder: characters that lie across two pieces.

const assert = require('assert');
const { Buffer } = require('buffer');
const { StringDecoder } = require('string_decoder');

const text = 'a€😀é';
for (const encoding of ['utf8', 'utf16le', 'base64', 'base64url', 'hex', 'latin1']) {
  const bytes = Buffer.from(text);
  for (let size = 1; size <= 5; size++) {
    const decoder = new StringDecoder(encoding);
    let joined = '';
    for (let start = 0; start < bytes.length; start += size) {
      joined += decoder.write(bytes.subarray(start, start + size));
    }
    assert.strictEqual(joined + decoder.end(), bytes.toString(encoding), `${encoding} in pieces of ${size}`);
  }
}
const decoder = new StringDecoder('utf8');
assert.strictEqual(decoder.write(Buffer.from([0xe2, 0x82])), '');
assert.strictEqual(decoder.end(), '\ufffd');
assert.strictEqual(decoder.end(Buffer.from('b')), 'b');
assert.throws(() => new StringDecoder('klingon'), { code: 'ERR_UNKNOWN_ENCODING' });
