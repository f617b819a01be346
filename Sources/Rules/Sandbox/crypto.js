'use strict';
// Node's `crypto` as far as rules went: hashes, HMAC, random bytes, signatures by PEM keys (RSA PKCS #1 v1.5, ECDSA in
// DER) and PBKDF2. The rest is there by name and says that it is not available; hashes and signatures are no streams.

const { Buffer } = require('buffer');
const {
  coded, invalidArgType, outOfRange, requireFunction, requireInteger, requireString,
} = require('internal-errors');

const HASHES = ['md5', 'ripemd160', 'sha1', 'sha256', 'sha384', 'sha512'];
const MOST_RANDOM_BYTES = 2 ** 31 - 1;

/** OpenSSL's name: `RSA-SHA256`, the name of a signature, stands for its hash. */
function hashName(algorithm) {
  const name = algorithm.toLowerCase().replace(/^rsa-/, '');
  return name === 'rmd160' || name === 'ripemd' ? 'ripemd160' : name;
}

function invalidDigest(algorithm) {
  return coded(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${algorithm}`);
}

function unavailable(name) {
  return new Error(`crypto.${name} is not available in the rule sandbox`);
}

// MARK: Bytes in and out

const VIEW = 'an instance of ArrayBuffer, Buffer, TypedArray, or DataView';
const DATA = 'of type string or an instance of Buffer, TypedArray, or DataView';
const KEY_MATERIAL = 'of type string or an instance of ArrayBuffer, Buffer, TypedArray, or DataView';
const KEY = 'of type string or an instance of ArrayBuffer, Buffer, TypedArray, DataView, KeyObject, or CryptoKey';

/** A Buffer over the same memory. */
function viewOf(name, value, expected = VIEW) {
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof ArrayBuffer && expected !== DATA) return Buffer.from(value);
  throw invalidArgType(name, expected, value);
}

/** A copy: what is changed later does not count. */
function bytesOf(name, value, expected, encoding) {
  if (typeof value !== 'string') return Buffer.from(viewOf(name, value, expected));
  return Buffer.from(value, Buffer.isEncoding(encoding) ? encoding : 'utf8');
}

/** A Buffer, or text where an encoding is named. */
function output(bytes, encoding) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Buffer.isEncoding(encoding) ? buffer.toString(encoding) : buffer;
}

/** Calls back in the way of Node: later, with `(null, result)` or the error. */
function later(work, callback) {
  requireFunction('callback', callback);
  host.bring(() => {
    let result;
    try {
      result = work();
    } catch (error) {
      callback(error);
      return;
    }
    callback(null, result);
  }, 0);
}

/** Data that arrives in pieces. */
class Pieces {
  #pieces = [];
  #isFinished = false;

  add(data, encoding) {
    if (this.#isFinished) throw finalized();
    this.#pieces.push(bytesOf('data', data, DATA, encoding));
  }

  get isFinished() {
    return this.#isFinished;
  }

  soFar() {
    return Buffer.concat(this.#pieces);
  }

  finish() {
    this.#isFinished = true;
    return this.soFar();
  }
}

function finalized() {
  return coded(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
}

// MARK: Hashes

class Hash {
  #algorithm;
  #pieces = new Pieces();

  constructor(algorithm) {
    requireString('algorithm', algorithm);
    this.#algorithm = hashName(algorithm);
    if (!HASHES.includes(this.#algorithm)) throw new Error('Digest method not supported');
  }

  update(data, encoding) {
    this.#pieces.add(data, encoding);
    return this;
  }

  digest(encoding) {
    if (this.#pieces.isFinished) throw finalized();
    return output(host.hash(this.#algorithm, this.#pieces.finish()), encoding);
  }

  /** Another hash that goes on from here. */
  copy() {
    if (this.#pieces.isFinished) throw finalized();
    return new Hash(this.#algorithm).update(this.#pieces.soFar());
  }
}

class Hmac {
  #algorithm;
  #key;
  #pieces = new Pieces();

  constructor(algorithm, key) {
    requireString('hmac', algorithm);
    this.#key = bytesOf('key', key, KEY);
    this.#algorithm = hashName(algorithm);
    if (!HASHES.includes(this.#algorithm)) throw invalidDigest(algorithm);
  }

  update(data, encoding) {
    this.#pieces.add(data, encoding);
    return this;
  }

  /** Nothing the second time, where a hash throws. */
  digest(encoding) {
    if (this.#pieces.isFinished) return output(new Uint8Array(0), encoding);
    return output(host.hmac(this.#algorithm, this.#key, this.#pieces.finish()), encoding);
  }
}

/** PBKDF2 (RFC 8018 §5.2). */
function pbkdf2Sync(password, salt, iterations, length, digest) {
  return pbkdf2Work(password, salt, iterations, length, digest)();
}

function pbkdf2(password, salt, iterations, length, digest, callback) {
  if (typeof digest === 'function') return pbkdf2(password, salt, iterations, length, undefined, digest);
  requireFunction('callback', callback);
  return later(pbkdf2Work(password, salt, iterations, length, digest), callback);
}

/** Checks the parameters, and gives what derives the key. */
function pbkdf2Work(password, salt, iterations, length, digest) {
  requireString('digest', digest);
  const key = bytesOf('password', password, KEY_MATERIAL);
  const start = bytesOf('salt', salt, KEY_MATERIAL);
  requireInteger('iterations', iterations, 1, 2 ** 31 - 1);
  requireInteger('keylen', length, 0, 2 ** 31 - 1);
  const algorithm = hashName(digest);
  if (!HASHES.includes(algorithm)) throw invalidDigest(digest);
  return () => {
    const blocks = [];
    for (let size = 0; size < length; size += blocks.at(-1).length) {
      blocks.push(derivedBlock(algorithm, key, start, iterations, blocks.length + 1));
    }
    return Buffer.concat(blocks, length);
  };
}

function derivedBlock(algorithm, key, salt, iterations, number) {
  const counter = Buffer.alloc(4);
  counter.writeUInt32BE(number);
  let round = host.hmac(algorithm, key, Buffer.concat([salt, counter]));
  const block = Buffer.from(round);
  for (let count = 1; count < iterations; count++) {
    round = host.hmac(algorithm, key, round);
    for (let index = 0; index < block.length; index++) block[index] ^= round[index];
  }
  return block;
}

/** Compares without telling by its duration where the difference is. */
function timingSafeEqual(left, right) {
  const one = viewOf('buf1', left);
  const other = viewOf('buf2', right);
  if (one.length !== other.length) {
    const message = 'Input buffers must have the same byte length';
    throw coded(RangeError, 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', message);
  }
  let difference = 0;
  for (let index = 0; index < one.length; index++) difference |= one[index] ^ other[index];
  return difference === 0;
}

// MARK: Chance

function randomBytes(size, callback) {
  requireSize('size', size, MOST_RANDOM_BYTES);
  const draw = () => drawBytes(Math.trunc(size));
  if (callback === undefined) return draw();
  return later(draw, callback);
}

/** The host gives so many at once. */
const PORTION = 65536;

function drawBytes(size) {
  const bytes = Buffer.alloc(size);
  for (let start = 0; start < size; start += PORTION) {
    bytes.set(host.randomBytes(Math.min(PORTION, size - start)), start);
  }
  return bytes;
}

function requireSize(name, size, most) {
  if (typeof size !== 'number') throw invalidArgType(name, 'of type number', size);
  if (!(size >= 0 && size <= most)) throw outOfRange(name, `>= 0 && <= ${most}`, size);
}

/** Fills part of a buffer, counted in its own elements. */
function randomFillSync(target, offset = 0, size = undefined) {
  const bytes = viewOf('buf', target, 'an instance of ArrayBuffer or ArrayBufferView');
  const unit = target.BYTES_PER_ELEMENT ?? 1;
  requireSize('offset', offset, bytes.length / unit);
  const count = size ?? bytes.length / unit - offset;
  requireSize('size', count, bytes.length / unit);
  const end = offset + count;
  if (end > bytes.length / unit) throw outOfRange('size + offset', `<= ${bytes.length / unit}`, end);
  bytes.set(drawBytes(count * unit), offset * unit);
  return target;
}

function randomFill(target, ...parameters) {
  const callback = parameters.pop();
  later(() => randomFillSync(target, ...parameters), callback);
}

function getRandomValues(target) {
  return randomFillSync(target);
}

/** An integer from `least` up to and without `limit`, each as likely as the others. */
function randomInt(least, limit, callback) {
  if (limit === undefined || typeof limit === 'function') return randomInt(0, least, limit);
  for (const [name, value] of [['min', least], ['max', limit]]) {
    if (!Number.isSafeInteger(value)) throw invalidArgType(name, 'a safe integer', value);
  }
  if (limit <= least) throw outOfRange('max', `greater than the value of "min" (${least})`, limit);
  const range = limit - least;
  if (range > 2 ** 48 - 1) throw outOfRange('max - min', `<= ${2 ** 48 - 1}`, range);
  const draw = () => {
    // Numbers past the last whole multiple of the range would favour its beginning.
    const fair = 2 ** 48 - (2 ** 48 % range);
    for (;;) {
      const number = drawBytes(6).readUIntBE(0, 6);
      if (number < fair) return least + (number % range);
    }
  };
  return callback === undefined ? draw() : later(draw, callback);
}

/** A version 4 UUID (RFC 9562 §5.4). */
function randomUUID() {
  const bytes = drawBytes(16);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

// MARK: Signatures

const constants = {
  RSA_PKCS1_PADDING: 1,
  RSA_PKCS1_OAEP_PADDING: 4,
  RSA_PKCS1_PSS_PADDING: 6,
  RSA_PSS_SALTLEN_DIGEST: -1,
  RSA_PSS_SALTLEN_MAX_SIGN: -2,
  RSA_PSS_SALTLEN_AUTO: -2,
};

const PADDINGS = [constants.RSA_PKCS1_PADDING, constants.RSA_PKCS1_PSS_PADDING];

/** Of RSASSA-PSS; undefined for the other way of signing. */
function saltLengthOf(key) {
  return key?.padding === constants.RSA_PKCS1_PSS_PADDING ? key.saltLength ?? constants.RSA_PSS_SALTLEN_AUTO : undefined;
}

/** The PEM text of a key given as a string, as bytes, or in `{ key }` with options. */
function pemOf(key) {
  if (typeof key === 'string') return key;
  if (ArrayBuffer.isView(key) || key instanceof ArrayBuffer) return viewOf('key', key).toString('latin1');
  if (key === null || typeof key !== 'object' || key.key === undefined) throw invalidArgType('key', KEY, key);
  if (!PADDINGS.includes(key.padding ?? constants.RSA_PKCS1_PADDING)) throw unavailable('padding');
  if ((key.dsaEncoding ?? 'der') !== 'der') throw unavailable('dsaEncoding');
  if (key.passphrase !== undefined) throw unavailable('passphrase');
  if ((key.format ?? 'pem') !== 'pem') throw unavailable('format');
  return pemOf(key.key);
}

function signatureHash(algorithm) {
  const name = hashName(algorithm);
  if (!HASHES.includes(name)) throw invalidDigest(algorithm);
  return name;
}

class Sign {
  #algorithm;
  #pieces = new Pieces();

  constructor(algorithm) {
    requireString('algorithm', algorithm);
    this.#algorithm = signatureHash(algorithm);
  }

  update(data, encoding) {
    this.#pieces.add(data, encoding);
    return this;
  }

  sign(key, encoding) {
    if (!key) throw coded(Error, 'ERR_CRYPTO_SIGN_KEY_REQUIRED', 'No key provided to sign');
    return output(host.sign(this.#algorithm, pemOf(key), this.#pieces.finish(), saltLengthOf(key)), encoding);
  }
}

class Verify {
  #algorithm;
  #pieces = new Pieces();

  constructor(algorithm) {
    requireString('algorithm', algorithm);
    this.#algorithm = signatureHash(algorithm);
  }

  update(data, encoding) {
    this.#pieces.add(data, encoding);
    return this;
  }

  verify(key, signature, encoding) {
    const bytes = bytesOf('signature', signature, DATA, encoding);
    return host.verify(this.#algorithm, pemOf(key), this.#pieces.finish(), bytes, saltLengthOf(key));
  }
}

function sign(algorithm, data, key, callback) {
  // Without a hash of its own choosing: Ed25519 and the like.
  if (algorithm === null || algorithm === undefined) throw unavailable('sign without a digest');
  const signer = new Sign(algorithm).update(viewOf('data', data));
  const work = () => signer.sign(key);
  return callback === undefined ? work() : later(work, callback);
}

function verify(algorithm, data, key, signature, callback) {
  if (algorithm === null || algorithm === undefined) throw unavailable('verify without a digest');
  const verifier = new Verify(algorithm).update(viewOf('data', data));
  const work = () => verifier.verify(key, signature);
  return callback === undefined ? work() : later(work, callback);
}

// MARK: What is missing

const ABSENT = [
  'checkPrime', 'checkPrimeSync', 'createCipher', 'createCipheriv', 'createDecipher', 'createDecipheriv',
  'createDiffieHellman', 'createDiffieHellmanGroup', 'createECDH', 'createPrivateKey', 'createPublicKey',
  'createSecretKey', 'diffieHellman', 'generateKey', 'generateKeyPair', 'generateKeyPairSync', 'generateKeySync',
  'generatePrime', 'generatePrimeSync', 'getDiffieHellman', 'hkdf', 'hkdfSync', 'privateDecrypt', 'privateEncrypt',
  'publicDecrypt', 'publicEncrypt', 'scrypt', 'scryptSync',
];

const absent = Object.fromEntries(ABSENT.map((name) => [name, () => {
  throw unavailable(name);
}]));

module.exports = {
  ...absent,
  Hash,
  Hmac,
  Sign,
  Verify,
  constants,
  createHash: (algorithm) => new Hash(algorithm),
  createHmac: (algorithm, key) => new Hmac(algorithm, key),
  createSign: (algorithm) => new Sign(algorithm),
  createVerify: (algorithm) => new Verify(algorithm),
  getCiphers: () => [],
  getCurves: () => [],
  getHashes: () => [...HASHES],
  getRandomValues,
  pbkdf2,
  pbkdf2Sync,
  prng: randomBytes,
  pseudoRandomBytes: randomBytes,
  randomBytes,
  randomFill,
  randomFillSync,
  randomInt,
  randomUUID,
  sign,
  timingSafeEqual,
  verify,
};
