'use strict';
// TextEncoder and TextDecoder of the WHATWG Encoding standard, for UTF-8, and the UTF-8 codec they share with Buffer
// and StringDecoder. Other encodings are refused, as by a Node without ICU.

const { coded, invalidArgType } = require('internal-errors');

const REPLACEMENT = 0xfffd;
const BYTE_ORDER_MARK = 0xfeff;

/** How many bytes `string` takes in UTF-8; a lone surrogate counts as U+FFFD. */
function utf8Length(string) {
  let length = 0;
  for (let index = 0; index < string.length; index++) {
    const code = string.codePointAt(index);
    length += byteCount(code);
    if (code > 0xffff) index++;
  }
  return length;
}

function byteCount(code) {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

/** Writes as many whole characters as `bytes` holds. `read` counts UTF-16 units. */
function encodeUTF8Into(string, bytes) {
  let read = 0;
  let written = 0;
  while (read < string.length) {
    const scalar = string.codePointAt(read);
    const count = byteCount(scalar);
    if (written + count > bytes.length) break;
    read += scalar > 0xffff ? 2 : 1;
    const code = scalar >= 0xd800 && scalar <= 0xdfff ? REPLACEMENT : scalar;
    if (count === 1) {
      bytes[written++] = code;
      continue;
    }
    bytes[written] = ((0xf00 >> count) & 0xff) | (code >> (6 * (count - 1)));
    for (let place = 1; place < count; place++) {
      bytes[written + place] = 0x80 | ((code >> (6 * (count - 1 - place))) & 0x3f);
    }
    written += count;
  }
  return { read, written };
}

function encodeUTF8(string) {
  const bytes = new Uint8Array(utf8Length(string));
  encodeUTF8Into(string, bytes);
  return bytes;
}

/** Decodes UTF-8 piece by piece; a malformed sequence becomes U+FFFD, or throws if `fatal`. */
class UTF8Decoder {
  #fatal;
  #code = 0;
  #needed = 0;
  // The range of the next continuation byte: narrower after E0, ED, F0 and F4.
  #lower = 0x80;
  #upper = 0xbf;

  constructor({ fatal = false } = {}) {
    this.#fatal = fatal;
  }

  /** What `bytes` completes; an unfinished sequence waits for the next call. */
  write(bytes) {
    const out = new Characters();
    for (let index = 0; index < bytes.length; index++) {
      const byte = bytes[index];
      if (this.#needed === 0) {
        this.#begin(byte, out);
      } else if (byte >= this.#lower && byte <= this.#upper) {
        this.#continue(byte, out);
      } else {
        this.#malformed(out);
        index--;
      }
    }
    return out.text();
  }

  /** Ends the text: U+FFFD if a sequence is unfinished. */
  end() {
    const out = new Characters();
    if (this.#needed > 0) this.#malformed(out);
    return out.text();
  }

  #begin(byte, out) {
    if (byte < 0x80) {
      out.push(byte);
    } else if (byte >= 0xc2 && byte <= 0xdf) {
      this.#expect(1, byte & 0x1f);
    } else if (byte >= 0xe0 && byte <= 0xef) {
      this.#expect(2, byte & 0x0f);
      if (byte === 0xe0) this.#lower = 0xa0;
      if (byte === 0xed) this.#upper = 0x9f;
    } else if (byte >= 0xf0 && byte <= 0xf4) {
      this.#expect(3, byte & 0x07);
      if (byte === 0xf0) this.#lower = 0x90;
      if (byte === 0xf4) this.#upper = 0x8f;
    } else {
      this.#malformed(out);
    }
  }

  #continue(byte, out) {
    const code = (this.#code << 6) | (byte & 0x3f);
    this.#expect(this.#needed - 1, code);
    if (this.#needed === 0) out.push(code);
  }

  #malformed(out) {
    this.#expect(0, 0);
    if (this.#fatal) throw encodedDataError();
    out.push(REPLACEMENT);
  }

  #expect(needed, code) {
    this.#needed = needed;
    this.#code = code;
    this.#lower = 0x80;
    this.#upper = 0xbf;
  }
}

/** Collects code points; in portions, because a call takes a limited number of arguments. */
class Characters {
  #finished = '';
  #codes = [];

  push(code) {
    this.#codes.push(code);
    if (this.#codes.length >= 4096) this.#flush();
  }

  text() {
    this.#flush();
    return this.#finished;
  }

  #flush() {
    this.#finished += String.fromCodePoint(...this.#codes);
    this.#codes = [];
  }
}

function decodeUTF8(bytes) {
  const decoder = new UTF8Decoder();
  return decoder.write(bytes) + decoder.end();
}

function encodedDataError() {
  return coded(TypeError, 'ERR_ENCODING_INVALID_ENCODED_DATA', 'The encoded data was not valid for encoding utf-8');
}

class TextEncoder {
  get encoding() {
    return 'utf-8';
  }

  encode(input = '') {
    return encodeUTF8(String(input));
  }

  encodeInto(source, destination) {
    if (!(destination instanceof Uint8Array)) {
      throw invalidArgType('dest', 'an instance of Uint8Array', destination);
    }
    return encodeUTF8Into(String(source), destination);
  }
}

class TextDecoder {
  #fatal;
  #ignoreBOM;
  #decoder = null;
  #atStart = true;

  constructor(encoding = 'utf-8', { fatal = false, ignoreBOM = false } = {}) {
    if (!['utf-8', 'utf8', 'unicode-1-1-utf-8'].includes(String(encoding).trim().toLowerCase())) {
      const message = `The "${encoding}" encoding is not supported`;
      throw coded(RangeError, 'ERR_ENCODING_NOT_SUPPORTED', message);
    }
    this.#fatal = Boolean(fatal);
    this.#ignoreBOM = Boolean(ignoreBOM);
  }

  get encoding() {
    return 'utf-8';
  }

  get fatal() {
    return this.#fatal;
  }

  get ignoreBOM() {
    return this.#ignoreBOM;
  }

  decode(input = new Uint8Array(0), { stream = false } = {}) {
    const bytes = bytesOf(input);
    this.#decoder ??= new UTF8Decoder({ fatal: this.#fatal });
    try {
      const text = this.#decoder.write(bytes) + (stream ? '' : this.#decoder.end());
      const marked = this.#atStart && !this.#ignoreBOM && text.charCodeAt(0) === BYTE_ORDER_MARK;
      if (text !== '') this.#atStart = false;
      if (!stream) this.#restart();
      return marked ? text.slice(1) : text;
    } catch (error) {
      this.#restart();
      throw error;
    }
  }

  #restart() {
    this.#decoder = null;
    this.#atStart = true;
  }
}

function bytesOf(input) {
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  if (input instanceof ArrayBuffer) return new Uint8Array(input);
  throw invalidArgType('list', 'an instance of ArrayBuffer or ArrayBufferView', input);
}

module.exports = { TextDecoder, TextEncoder, UTF8Decoder, decodeUTF8, encodeUTF8, encodeUTF8Into, utf8Length };
