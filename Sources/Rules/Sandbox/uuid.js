'use strict';
// The `uuid` package (8.3), and its older form: the module itself is v4. RFC 9562, versions 1, 3, 4 and 5.

const { Buffer } = require('buffer');
const crypto = require('crypto');

const NIL = '00000000-0000-0000-0000-000000000000';
const PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
// RFC 9562 counts tenths of microseconds from the Gregorian reform.
const GREGORIAN_OFFSET = 122192928000000000n;
const TICKS_PER_MILLISECOND = 10000n;

function validate(text) {
  return typeof text === 'string' && (text === NIL || PATTERN.test(text));
}

function version(text) {
  if (!validate(text)) throw TypeError('Invalid UUID');
  return parseInt(text[14], 16);
}

function parse(text) {
  if (!validate(text)) throw TypeError('Invalid UUID');
  return new Uint8Array(Buffer.from(text.replaceAll('-', ''), 'hex'));
}

function stringify(bytes, offset = 0) {
  const text = written(bytes.slice(offset, offset + 16));
  if (!validate(text)) throw TypeError('Stringified UUID is invalid');
  return text;
}

function written(bytes) {
  const hex = Buffer.from(bytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Marks 16 bytes as a UUID of a version; as text, or into `buffer` where the caller has one. */
function finished(bytes, number, buffer, offset = 0) {
  bytes[6] = (bytes[6] & 0x0f) | (number << 4);
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  if (!buffer) return written(bytes);
  for (let index = 0; index < 16; index += 1) buffer[offset + index] = bytes[index];
  return buffer;
}

function randomBytes({ random, rng } = {}) {
  return Uint8Array.from(random ?? (rng ? rng() : crypto.randomBytes(16)));
}

function v4(options, buffer, offset) {
  return finished(randomBytes(options ?? undefined), 4, buffer, offset);
}

/** Who made the UUIDs of this sandbox and the last moment it used; a random node, marked so by its multicast bit. */
const clock = { node: undefined, sequence: 0, lastTicks: -1n };

function v1(options, buffer, offset) {
  const { msecs, node, nsecs, clockseq } = options ?? {};
  if (clock.node === undefined) {
    const seed = randomBytes(options ?? undefined);
    clock.node = [seed[0] | 0x01, ...seed.slice(1, 6)];
    clock.sequence = ((seed[6] << 8) | seed[7]) & 0x3fff;
  }
  let ticks = BigInt(msecs ?? host.now()) * TICKS_PER_MILLISECOND + BigInt(nsecs ?? 0);
  // The tenant's clock may stand still; its UUIDs go on all the same.
  if (msecs === undefined && nsecs === undefined) {
    if (ticks <= clock.lastTicks) ticks = clock.lastTicks + 1n;
    clock.lastTicks = ticks;
  }
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  const time = ticks + GREGORIAN_OFFSET;
  view.setUint32(0, Number(time & 0xffffffffn));
  view.setUint16(4, Number((time >> 32n) & 0xffffn));
  view.setUint16(6, Number((time >> 48n) & 0x0fffn));
  view.setUint16(8, clockseq ?? clock.sequence);
  bytes.set(node ?? clock.node, 10);
  return finished(bytes, 1, buffer, offset);
}

/** v3 and v5: a name within a namespace, always the same UUID. */
function named(number, algorithm) {
  function generate(name, namespace, buffer, offset) {
    const space = typeof namespace === 'string' ? parse(namespace) : namespace;
    if (space?.length !== 16) {
      throw TypeError('Namespace must be array-like (16 iterable integer values, 0-255)');
    }
    const text = typeof name === 'string' ? Buffer.from(name) : Uint8Array.from(name);
    const digest = crypto.createHash(algorithm).update(Uint8Array.from(space)).update(text).digest();
    return finished(Uint8Array.from(digest.slice(0, 16)), number, buffer, offset);
  }
  return Object.assign(generate, {
    DNS: '6ba7b810-9dad-11d1-80b4-00c04fd430c8',
    URL: '6ba7b811-9dad-11d1-80b4-00c04fd430c8',
  });
}

function uuid(...parameters) {
  return v4(...parameters);
}

module.exports = Object.assign(uuid, {
  NIL, parse, stringify, v1, v3: named(3, 'md5'), v4, v5: named(5, 'sha1'), validate, version,
});
