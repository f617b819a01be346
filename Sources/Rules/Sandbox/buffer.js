'use strict';
// Node's `buffer`: Buffer over Uint8Array, `new Buffer(…)` and `Buffer(…)` of old rules included, and atob and btoa.
// Left out: Blob, File, transcode and the pool (every buffer has memory of its own unless it is a slice).

const {
  coded, invalidArgType, invalidArgValue, outOfRange, requireInteger, unknownEncoding,
} = require('internal-errors');
const { decodeUTF8, encodeUTF8, encodeUTF8Into, utf8Length } = require('text');

const MOST_BYTES = 2 ** 32;

// What `map`, `subarray` and the other methods of Uint8Array make; `Buffer` is a function, to be called without `new`.
class Bytes extends Uint8Array {}

/** Deprecated as a constructor: a size, or whatever `Buffer.from` takes. */
function Buffer(value, encodingOrOffset, length) {
  if (typeof value !== 'number') return Buffer.from(value, encodingOrOffset, length);
  if (typeof encodingOrOffset === 'string') throw invalidArgType('string', 'of type string', value);
  return Buffer.alloc(value);
}

Object.setPrototypeOf(Buffer, Uint8Array);
Buffer.prototype = Bytes.prototype;
Object.defineProperty(Bytes.prototype, 'constructor', { value: Buffer, writable: true, configurable: true });
Object.defineProperty(Buffer, Symbol.species, { get: () => Bytes, configurable: true });

/** The same memory as a Buffer. */
function asBuffer(bytes) {
  return new Bytes(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

// MARK: Encodings

const latin1 = {
  byteLength: (text) => text.length,
  encode: (text) => Uint8Array.from({ length: text.length }, (_, index) => text.charCodeAt(index)),
  decode: (bytes) => charactersOf(bytes),
};

const utf16le = {
  byteLength: (text) => text.length * 2,
  encode(text) {
    const bytes = new Uint8Array(text.length * 2);
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      bytes[index * 2] = unit;
      bytes[index * 2 + 1] = unit >> 8;
    }
    return bytes;
  },
  decode(bytes) {
    const units = new Uint16Array(bytes.length >> 1);
    for (let index = 0; index < units.length; index++) units[index] = bytes[index * 2] | (bytes[index * 2 + 1] << 8);
    return charactersOf(units);
  },
};

const hex = {
  byteLength: (text) => text.length >>> 1,
  encode(text) {
    const digits = /^(?:[0-9a-f]{2})*/i.exec(text)[0];
    const bytes = new Uint8Array(digits.length / 2);
    for (let index = 0; index < bytes.length; index++) bytes[index] = parseInt(digits.substr(index * 2, 2), 16);
    return bytes;
  },
  decode: (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''),
};

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BASE64URL = `${BASE64.slice(0, 62)}-_`;

const base64 = {
  byteLength: base64Length,
  encode: decodeBase64,
  decode: (bytes) => encodeBase64(bytes, BASE64, '='),
};

const base64url = {
  byteLength: base64Length,
  encode: decodeBase64,
  decode: (bytes) => encodeBase64(bytes, BASE64URL, ''),
};

const utf8 = { byteLength: utf8Length, encode: encodeUTF8, decode: decodeUTF8 };
const ascii = { ...latin1, decode: (bytes) => charactersOf(bytes.map((byte) => byte & 0x7f)) };

const encodings = new Map(Object.entries({
  utf8, 'utf-8': utf8, hex, base64, base64url, ascii, latin1, binary: latin1,
  utf16le, 'utf-16le': utf16le, ucs2: utf16le, 'ucs-2': utf16le,
}));

/** The codec of that name, in any case; UTF-8 where none is named. */
function codecOf(encoding) {
  if (encoding === undefined) return utf8;
  const codec = encodings.get(String(encoding).toLowerCase());
  if (codec === undefined) throw unknownEncoding(encoding);
  return codec;
}

// In portions, because a call takes a limited number of arguments.
function charactersOf(units) {
  let text = '';
  for (let start = 0; start < units.length; start += 4096) {
    text += String.fromCharCode(...units.subarray(start, start + 4096));
  }
  return text;
}

function base64Length(text) {
  return Math.floor(text.replace(/={1,2}$/, '').length * 3 / 4);
}

/** Both alphabets; ends at the first `=`, passes over what is in neither. */
function decodeBase64(text) {
  const bytes = new Uint8Array(Math.ceil(text.length * 3 / 4));
  let length = 0;
  let bits = 0;
  let count = 0;
  for (const character of text) {
    if (character === '=') break;
    const value = sextet(character.charCodeAt(0));
    if (value < 0) continue;
    bits = ((bits << 6) | value) & 0xffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes[length++] = bits >> count;
    }
  }
  return bytes.subarray(0, length);
}

function sextet(code) {
  if (code >= 0x41 && code <= 0x5a) return code - 0x41;
  if (code >= 0x61 && code <= 0x7a) return code - 0x61 + 26;
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 52;
  if (code === 0x2b || code === 0x2d) return 62;
  return code === 0x2f || code === 0x5f ? 63 : -1;
}

function encodeBase64(bytes, alphabet, padding) {
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const second = bytes[index + 1];
    const third = bytes[index + 2];
    const bits = (bytes[index] << 16) | ((second ?? 0) << 8) | (third ?? 0);
    text += alphabet[bits >> 18] + alphabet[(bits >> 12) & 63];
    text += second === undefined ? padding : alphabet[(bits >> 6) & 63];
    text += third === undefined ? padding : alphabet[bits & 63];
  }
  return text;
}

// MARK: Making

const FROM = 'of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object';

/** Copies, except for an ArrayBuffer, whose memory it shares. */
Buffer.from = function from(value, encodingOrOffset, length) {
  // What is not text does not name an encoding: `texts.map(Buffer.from)` passes an index.
  const encoding = typeof encodingOrOffset === 'string' && encodingOrOffset !== '' ? encodingOrOffset : undefined;
  if (typeof value === 'string') return asBuffer(codecOf(encoding).encode(value));
  if (value === null || typeof value !== 'object') throw unsuitable(value);
  if (value instanceof ArrayBuffer) return fromArrayBuffer(value, encodingOrOffset, length);

  const primitive = value.valueOf?.();
  if (primitive !== undefined && primitive !== null && primitive !== value) {
    const isSuitable = typeof primitive === 'string' || typeof primitive === 'object';
    if (isSuitable) return from(primitive, encodingOrOffset, length);
  }
  if (value.length !== undefined || ArrayBuffer.isView(value)) return fromArrayLike(value);
  if (value.type === 'Buffer' && Array.isArray(value.data)) return fromArrayLike(value.data);
  if (typeof value[Symbol.toPrimitive] === 'function') {
    return from(value[Symbol.toPrimitive]('string'), encodingOrOffset);
  }
  throw unsuitable(value);
};

function unsuitable(value) {
  return invalidArgType('first argument', FROM, value);
}

function fromArrayLike(list) {
  const length = typeof list.length === 'number' && list.length > 0 ? list.length : 0;
  const bytes = new Bytes(length);
  for (let index = 0; index < bytes.length; index++) bytes[index] = list[index];
  return bytes;
}

function fromArrayBuffer(memory, offset, length) {
  const start = offset === undefined || Number.isNaN(+offset) ? 0 : +offset;
  if (start > memory.byteLength) {
    throw coded(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', '"offset" is outside of buffer bounds');
  }
  if (length === undefined) return new Bytes(memory, start);
  const count = length > 0 ? +length : 0;
  if (count > memory.byteLength - start) {
    throw coded(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', '"length" is outside of buffer bounds');
  }
  return new Bytes(memory, start, count);
}

Buffer.alloc = function alloc(size, fill, encoding) {
  requireSize(size);
  const bytes = new Bytes(size);
  return fill === undefined || fill === 0 || size === 0 ? bytes : bytes.fill(fill, encoding);
};

/** There is no memory with a past in here: as `alloc`. */
Buffer.allocUnsafe = function allocUnsafe(size) {
  requireSize(size);
  return new Bytes(size);
};

Buffer.allocUnsafeSlow = Buffer.allocUnsafe;

function requireSize(size) {
  if (typeof size !== 'number') throw invalidArgType('size', 'of type number', size);
  if (!(size >= 0 && size <= MOST_BYTES)) throw outOfRange('size', `>= 0 && <= ${MOST_BYTES}`, size);
}

Buffer.concat = function concat(list, totalLength) {
  if (!Array.isArray(list)) throw invalidArgType('list', 'an instance of Array', list);
  for (const [index, part] of list.entries()) requireBytes(`list[${index}]`, part);
  if (totalLength !== undefined) requireInteger('length', totalLength, 0, Number.MAX_SAFE_INTEGER);
  const result = new Bytes(totalLength ?? list.reduce((sum, part) => sum + part.length, 0));
  let end = 0;
  for (const part of list) {
    result.set(part.subarray(0, result.length - end), end);
    end = Math.min(end + part.length, result.length);
  }
  return result;
};

Buffer.byteLength = function byteLength(value, encoding) {
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength;
  if (typeof value !== 'string') {
    throw invalidArgType('string', 'of type string or an instance of Buffer or ArrayBuffer', value);
  }
  return (encodings.get(String(encoding).toLowerCase()) ?? utf8).byteLength(value);
};

Buffer.isBuffer = function isBuffer(value) {
  return value instanceof Buffer;
};

Buffer.isEncoding = function isEncoding(encoding) {
  return typeof encoding === 'string' && encodings.has(encoding.toLowerCase());
};

Buffer.compare = function compare(left, right) {
  requireBytes('buf1', left);
  requireBytes('buf2', right);
  const common = Math.min(left.length, right.length);
  for (let index = 0; index < common; index++) {
    if (left[index] !== right[index]) return left[index] < right[index] ? -1 : 1;
  }
  return Math.sign(left.length - right.length);
};

function requireBytes(name, value) {
  if (!(value instanceof Uint8Array)) throw invalidArgType(name, 'an instance of Buffer or Uint8Array', value);
}

Buffer.poolSize = 8192;

// MARK: Reading as text, comparing, searching

/** A bound as `toString` takes it: nothing negative. */
function clamped(value, length, missing) {
  return value === undefined ? missing : Math.min(Math.max(Math.trunc(value) || 0, 0), length);
}

/** A bound as `slice` takes it: from the end if negative, inside the buffer in any case. */
function bound(value, length, missing) {
  if (value === undefined) return missing;
  const position = Math.trunc(+value) || 0;
  return position < 0 ? Math.max(0, length + position) : Math.min(position, length);
}

const methods = {
  toString(encoding, start, end) {
    const first = clamped(start, this.length, 0);
    const last = clamped(end, this.length, this.length);
    return first < last ? codecOf(encoding).decode(this.subarray(first, last)) : '';
  },

  toJSON() {
    return { type: 'Buffer', data: Array.from(this) };
  },

  equals(other) {
    requireBytes('otherBuffer', other);
    return Buffer.compare(this, other) === 0;
  },

  compare(target, targetStart = 0, targetEnd = target.length, sourceStart = 0, sourceEnd = this.length) {
    requireBytes('target', target);
    requireInteger('targetStart', targetStart, 0, Number.MAX_SAFE_INTEGER);
    requireInteger('targetEnd', targetEnd, 0, target.length);
    requireInteger('sourceStart', sourceStart, 0, Number.MAX_SAFE_INTEGER);
    requireInteger('sourceEnd', sourceEnd, 0, this.length);
    return Buffer.compare(
      this.subarray(sourceStart, Math.max(sourceStart, sourceEnd)),
      target.subarray(targetStart, Math.max(targetStart, targetEnd)),
    );
  },

  indexOf(value, byteOffset, encoding) {
    return search(this, value, byteOffset, encoding, 1);
  },

  lastIndexOf(value, byteOffset, encoding) {
    return search(this, value, byteOffset, encoding, -1);
  },

  includes(value, byteOffset, encoding) {
    return search(this, value, byteOffset, encoding, 1) !== -1;
  },

  /** Shares memory, unlike the `slice` of Uint8Array. */
  slice(start, end) {
    const first = bound(start, this.length, 0);
    const last = bound(end, this.length, this.length);
    return new Bytes(this.buffer, this.byteOffset + first, Math.max(0, last - first));
  },

  // MARK: Writing text and bytes

  /** write(text[, offset[, length]][, encoding]): whole characters only. Returns the number of bytes written. */
  write(text, offset, length, encoding) {
    if (typeof text !== 'string') throw coded(TypeError, 'ERR_INVALID_ARG_TYPE', 'argument must be a string');
    if (typeof offset === 'string') return this.write(text, 0, this.length, offset);
    const start = offset ?? 0;
    requireInteger('offset', start, 0, this.length);
    if (typeof length === 'string') return this.write(text, start, this.length - start, length);
    const room = this.length - start;
    const most = length ?? room;
    requireInteger('length', most, 0, this.length);
    return writeText(text, this.subarray(start, start + Math.min(most, room)), codecOf(encoding || undefined));
  },

  copy(target, targetStart = 0, sourceStart = 0, sourceEnd = this.length) {
    requireBytes('target', target);
    const [at, first, last] = [targetStart, sourceStart, sourceEnd].map((position) => Math.trunc(position) || 0);
    if (at < 0) throw outOfRange('targetStart', '>= 0', at);
    if (first < 0 || first > this.length) throw outOfRange('sourceStart', `>= 0 && <= ${this.length}`, first);
    if (last < 0) throw outOfRange('sourceEnd', '>= 0', last);
    if (at >= target.length || first >= last) return 0;
    const part = this.subarray(first, Math.min(last, first + target.length - at));
    target.set(part, at);
    return part.length;
  },

  /** fill(value[, offset[, end]][, encoding]) */
  fill(value, offset, end, encoding) {
    if (typeof offset === 'string') return this.fill(value, 0, this.length, offset);
    if (typeof end === 'string') return this.fill(value, offset, this.length, end);
    const start = offset ?? 0;
    const stop = end ?? this.length;
    requireInteger('offset', start, 0, MOST_BYTES);
    requireInteger('end', stop, 0, this.length);
    if (start >= stop) return this;
    const pattern = fillPattern(value, encoding);
    for (let index = start; index < stop; index++) this[index] = pattern[(index - start) % pattern.length];
    return this;
  },

  swap16() {
    return swap(this, 2);
  },

  swap32() {
    return swap(this, 4);
  },

  swap64() {
    return swap(this, 8);
  },

  // MARK: Numbers of any size

  readUIntBE(offset, byteLength) {
    return Number(readBytes(this, offset, byteLength, false));
  },

  readUIntLE(offset, byteLength) {
    return Number(readBytes(this, offset, byteLength, true));
  },

  readIntBE(offset, byteLength) {
    return Number(BigInt.asIntN(byteLength * 8, readBytes(this, offset, byteLength, false)));
  },

  readIntLE(offset, byteLength) {
    return Number(BigInt.asIntN(byteLength * 8, readBytes(this, offset, byteLength, true)));
  },

  writeUIntBE(value, offset, byteLength) {
    return writeBytes(this, value, offset, byteLength, { signed: false, littleEndian: false });
  },

  writeUIntLE(value, offset, byteLength) {
    return writeBytes(this, value, offset, byteLength, { signed: false, littleEndian: true });
  },

  writeIntBE(value, offset, byteLength) {
    return writeBytes(this, value, offset, byteLength, { signed: true, littleEndian: false });
  },

  writeIntLE(value, offset, byteLength) {
    return writeBytes(this, value, offset, byteLength, { signed: true, littleEndian: true });
  },

  [Symbol.for('nodejs.util.inspect.custom')]() {
    const shown = hex.decode(this.subarray(0, exported.INSPECT_MAX_BYTES)).replace(/(..)(?=.)/g, '$1 ');
    const more = this.length - exported.INSPECT_MAX_BYTES;
    const rest = more > 0 ? ` ... ${more} more byte${more > 1 ? 's' : ''}` : '';
    return `<${this.constructor.name} ${shown}${rest}>`;
  },
};

function writeText(text, target, codec) {
  if (codec === utf8) return encodeUTF8Into(text, target).written;
  const whole = codec === utf16le ? target.length & ~1 : target.length;
  const bytes = codec.encode(text).subarray(0, whole);
  target.set(bytes);
  return bytes.length;
}

function fillPattern(value, encoding) {
  if (typeof value !== 'string' && !(value instanceof Uint8Array)) return [value & 0xff];
  const pattern = typeof value === 'string' ? codecOf(encoding || undefined).encode(value) : value;
  if (pattern.length > 0) return pattern;
  if (typeof value !== 'string' || value !== '') throw invalidArgValue('value', value);
  return [0];
}

function search(buffer, value, byteOffset, encoding, direction) {
  if (typeof byteOffset === 'string') return search(buffer, value, undefined, byteOffset, direction);
  const wanted = searched(value, encoding);
  const last = buffer.length - wanted.length;
  let index = searchStart(byteOffset, buffer.length, direction);
  if (direction > 0 && wanted.length === 0) return Math.min(Math.max(index, 0), buffer.length);
  if (direction < 0) index = Math.min(index, last);
  for (; index >= 0 && index <= last; index += direction) {
    if (wanted.every((byte, place) => buffer[index + place] === byte)) return index;
  }
  return -1;
}

function searched(value, encoding) {
  if (typeof value === 'number') return Uint8Array.of(value);
  if (typeof value === 'string') return codecOf(encoding || undefined).encode(value);
  if (value instanceof Uint8Array) return value;
  throw invalidArgType('value', 'one of type number or string or an instance of Buffer or Uint8Array', value);
}

function searchStart(byteOffset, length, direction) {
  const offset = Math.trunc(+byteOffset);
  if (Number.isNaN(offset)) return direction > 0 ? 0 : length;
  if (offset >= 0) return offset;
  return direction > 0 ? Math.max(0, length + offset) : length + offset;
}

function swap(buffer, size) {
  if (buffer.length % size !== 0) {
    throw coded(RangeError, 'ERR_INVALID_BUFFER_SIZE', `Buffer size must be a multiple of ${size * 8}-bits`);
  }
  for (let start = 0; start < buffer.length; start += size) buffer.subarray(start, start + size).reverse();
  return buffer;
}

// MARK: Numbers

/** Throws unless `size` bytes lie in the buffer at `offset`. */
function requirePlace(buffer, offset, size) {
  if (typeof offset !== 'number') throw invalidArgType('offset', 'of type number', offset);
  if (!Number.isInteger(offset)) throw outOfRange('offset', 'an integer', offset);
  if (buffer.length < size) {
    throw coded(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', 'Attempt to access memory outside buffer bounds');
  }
  if (offset < 0 || offset > buffer.length - size) {
    throw outOfRange('offset', `>= 0 and <= ${buffer.length - size}`, offset);
  }
}

function requireByteLength(byteLength) {
  if (typeof byteLength !== 'number') throw invalidArgType('byteLength', 'of type number', byteLength);
  if (!Number.isInteger(byteLength)) throw outOfRange('byteLength', 'an integer', byteLength);
  if (byteLength < 1 || byteLength > 6) throw outOfRange('byteLength', '>= 1 and <= 6', byteLength);
}

function readBytes(buffer, offset, byteLength, littleEndian) {
  if (offset === undefined) throw invalidArgType('offset', 'of type number', offset);
  requireByteLength(byteLength);
  requirePlace(buffer, offset, byteLength);
  const bytes = buffer.subarray(offset, offset + byteLength);
  return BigInt(`0x${hex.decode(littleEndian ? bytes.toReversed() : bytes)}`);
}

function writeBytes(buffer, value, offset, byteLength, { signed, littleEndian }) {
  requireByteLength(byteLength);
  const number = +value;
  requireFitting(number, value, byteLength, signed);
  if (offset === undefined) throw invalidArgType('offset', 'of type number', offset);
  requirePlace(buffer, offset, byteLength);
  let rest = BigInt.asUintN(byteLength * 8, BigInt(Math.trunc(number) || 0));
  for (let index = 0; index < byteLength; index++) {
    buffer[offset + (littleEndian ? index : byteLength - 1 - index)] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return offset + byteLength;
}

/** Throws unless the number fits; `NaN` does, and is written as zero. */
function requireFitting(number, value, byteLength, signed) {
  const bits = byteLength * 8;
  const least = signed ? -(2 ** (bits - 1)) : 0;
  const most = signed ? 2 ** (bits - 1) - 1 : 2 ** bits - 1;
  if (!(number < least || number > most)) return;
  if (byteLength <= 4) throw outOfRange('value', `>= ${least} and <= ${most}`, value);
  const range = signed ? `>= -(2 ** ${bits - 1}) and < 2 ** ${bits - 1}` : `>= 0 and < 2 ** ${bits}`;
  throw outOfRange('value', range, value);
}

function viewOf(buffer) {
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

/** Adds `readInt16BE`, `writeInt16BE` and so on for one kind of number that DataView knows. */
function addNumber(name, kind, size, check) {
  for (const [order, littleEndian] of size === 1 ? [['', false]] : [['BE', false], ['LE', true]]) {
    methods[`read${name}${order}`] = function (offset = 0) {
      requirePlace(this, offset, size);
      return viewOf(this)[`get${kind}`](offset, littleEndian);
    };
    methods[`write${name}${order}`] = function (value, offset = 0) {
      const number = check(value, size);
      requirePlace(this, offset, size);
      viewOf(this)[`set${kind}`](offset, number, littleEndian);
      return offset + size;
    };
  }
}

function unsigned(value, size) {
  requireFitting(+value, value, size, false);
  return +value;
}

function signed(value, size) {
  requireFitting(+value, value, size, true);
  return +value;
}

function bigUnsigned(value) {
  requireBigInt(value);
  if (value < 0n || value >= 2n ** 64n) throw outOfRange('value', '>= 0n and < 2n ** 64n', value);
  return value;
}

function bigSigned(value) {
  requireBigInt(value);
  if (value < -(2n ** 63n) || value >= 2n ** 63n) throw outOfRange('value', '>= -(2n ** 63n) and < 2n ** 63n', value);
  return value;
}

function requireBigInt(value) {
  if (typeof value !== 'bigint') throw new TypeError('Cannot mix BigInt and other types, use explicit conversions');
}

for (const size of [1, 2, 4]) {
  addNumber(`UInt${size * 8}`, `Uint${size * 8}`, size, unsigned);
  addNumber(`Int${size * 8}`, `Int${size * 8}`, size, signed);
}
addNumber('BigUInt64', 'BigUint64', 8, bigUnsigned);
addNumber('BigInt64', 'BigInt64', 8, bigSigned);
addNumber('Float', 'Float32', 4, Number);
addNumber('Double', 'Float64', 8, Number);

for (const [name, method] of Object.entries(methods)) {
  if (name.includes('UInt')) methods[name.replace('UInt', 'Uint')] = method;
}
methods.toLocaleString = methods.toString;
methods.inspect = methods[Symbol.for('nodejs.util.inspect.custom')];

for (const name of Reflect.ownKeys(methods)) {
  Object.defineProperty(Bytes.prototype, name, { value: methods[name], writable: true, configurable: true });
}
Object.defineProperty(Bytes.prototype, 'parent', { get() { return this.buffer; }, configurable: true });
Object.defineProperty(Bytes.prototype, 'offset', { get() { return this.byteOffset; }, configurable: true });

// MARK: atob and btoa

/** Decodes base64 by the rules of the HTML standard, stricter than a Buffer's. */
function atob(input) {
  let text = String(input).replace(/[\t\n\f\r ]/g, '');
  if (text.length % 4 === 0) text = text.replace(/={1,2}$/, '');
  if (/[^A-Za-z0-9+/]/.test(text)) throw invalidCharacter('Invalid character');
  if (text.length % 4 === 1) throw invalidCharacter('The string to be decoded is not correctly encoded.');
  return charactersOf(decodeBase64(text));
}

function btoa(input) {
  const text = String(input);
  if (/[^\0-\xff]/.test(text)) throw invalidCharacter('Invalid character');
  return encodeBase64(latin1.encode(text), BASE64, '=');
}

// A DOMException in Node; the sandbox has no DOM, so an error with its name and code.
function invalidCharacter(message) {
  return Object.assign(new Error(message), { name: 'InvalidCharacterError', code: 5 });
}

const exported = {
  Buffer,
  INSPECT_MAX_BYTES: 50,
  SlowBuffer: Buffer,
  atob,
  btoa,
  constants: { MAX_LENGTH: MOST_BYTES, MAX_STRING_LENGTH: 536870888 },
  kMaxLength: MOST_BYTES,
  kStringMaxLength: 536870888,
};

module.exports = exported;
