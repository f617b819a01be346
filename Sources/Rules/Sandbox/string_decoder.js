'use strict';
// Node's `string_decoder`: text from bytes that arrive in pieces, where a character may lie across two of them. Left
// out: `lastChar`, `lastNeed` and `lastTotal`.

const { invalidArgType, unknownEncoding } = require('internal-errors');
const { Buffer } = require('buffer');
const { UTF8Decoder } = require('text');

// Encodings whose text comes in units of several bytes.
const UNIT_SIZES = { utf16le: 2, 'utf-16le': 2, ucs2: 2, 'ucs-2': 2, base64: 3, base64url: 3 };

class StringDecoder {
  #decoder;

  constructor(encoding) {
    const name = String(encoding || 'utf8').toLowerCase();
    if (!Buffer.isEncoding(name)) throw unknownEncoding(encoding);
    this.encoding = canonical(name);
    this.#decoder = this.encoding === 'utf8' ? new UTF8Decoder() : new UnitDecoder(this.encoding);
  }

  write(bytes) {
    if (typeof bytes === 'string') return bytes;
    return this.#decoder.write(asBuffer(bytes));
  }

  end(bytes) {
    return (bytes === undefined ? '' : this.write(bytes)) + this.#decoder.end();
  }
}

function canonical(name) {
  if (name === 'utf-8') return 'utf8';
  if (name === 'binary') return 'latin1';
  return UNIT_SIZES[name] === 2 ? 'utf16le' : name;
}

function asBuffer(bytes) {
  if (!ArrayBuffer.isView(bytes)) {
    throw invalidArgType('buf', 'an instance of Buffer, TypedArray, or DataView', bytes);
  }
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Keeps back the bytes of an unfinished unit. */
class UnitDecoder {
  #encoding;
  #kept = Buffer.alloc(0);

  constructor(encoding) {
    this.#encoding = encoding;
  }

  write(bytes) {
    const all = Buffer.concat([this.#kept, bytes]);
    let whole = all.length - (all.length % (UNIT_SIZES[this.#encoding] ?? 1));
    if (this.#encoding === 'utf16le' && endsInHighSurrogate(all, whole)) whole -= 2;
    this.#kept = all.subarray(whole);
    return all.toString(this.#encoding, 0, whole);
  }

  end() {
    const rest = this.#kept.toString(this.#encoding);
    this.#kept = Buffer.alloc(0);
    return rest;
  }
}

function endsInHighSurrogate(bytes, end) {
  return end >= 2 && (bytes[end - 1] & 0xfc) === 0xd8;
}

module.exports = { StringDecoder };
