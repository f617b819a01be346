'use strict';
// The `jsonwebtoken` package: version 8's functions, options and messages, with version 9's strictness about keys (no
// PEM as an HMAC secret, no unsigned token unless "none" is asked for). Left out: passphrases.

const { Buffer } = require('buffer');
const { timingSafeEqual } = require('crypto');

class JsonWebTokenError extends Error {
  constructor(message, inner) {
    super(message);
    this.name = 'JsonWebTokenError';
    if (inner !== undefined) this.inner = inner;
  }
}

class TokenExpiredError extends JsonWebTokenError {
  constructor(message, expiredAt) {
    super(message);
    Object.assign(this, { name: 'TokenExpiredError', expiredAt });
  }
}

class NotBeforeError extends JsonWebTokenError {
  constructor(message, date) {
    super(message);
    Object.assign(this, { name: 'NotBeforeError', date });
  }
}

// MARK: Algorithms (RFC 7518 §3)

const SECRET = ['HS256', 'HS384', 'HS512'];
const PKCS1 = ['RS256', 'RS384', 'RS512'];
const PSS = ['PS256', 'PS384', 'PS512'];
const RSA = [...PKCS1, ...PSS];
const ELLIPTIC = ['ES256', 'ES384', 'ES512'];
/** A salt as long as the digest (RFC 7518 §3.5), in OpenSSL's way of saying it. */
const SALT_LENGTH = -1;
const ALGORITHMS = [...RSA, ...ELLIPTIC, ...SECRET, 'none'];

/** Bytes of each of the two numbers in a signature (RFC 7518 §3.4). */
const COORDINATE_LENGTHS = { ES256: 32, ES384: 48, ES512: 66 };

function signature(algorithm, key, text) {
  const bytes = Buffer.from(text);
  const hash = `sha${algorithm.slice(2)}`;
  if (algorithm === 'none') return Buffer.alloc(0);
  if (SECRET.includes(algorithm)) return host.hmac(hash, bytesOf(key), bytes);
  const signed = host.sign(hash, textOf(key), bytes, saltLength(algorithm));
  return ELLIPTIC.includes(algorithm) ? joinedNumbers(signed, COORDINATE_LENGTHS[algorithm]) : signed;
}

function isSignature(algorithm, key, text, given) {
  const bytes = Buffer.from(text);
  const hash = `sha${algorithm.slice(2)}`;
  if (algorithm === 'none') return given.length === 0;
  if (SECRET.includes(algorithm)) {
    const expected = host.hmac(hash, bytesOf(key), bytes);
    return expected.length === given.length && timingSafeEqual(expected, given);
  }
  if (!ELLIPTIC.includes(algorithm)) return host.verify(hash, textOf(key), bytes, given, saltLength(algorithm));
  const length = COORDINATE_LENGTHS[algorithm];
  return given.length === 2 * length
    && host.verify(hash, textOf(key), bytes, derSequence(given.subarray(0, length), given.subarray(length)));
}

function saltLength(algorithm) {
  return PSS.includes(algorithm) ? SALT_LENGTH : undefined;
}

/** The r and s of a DER signature, `SEQUENCE { INTEGER, INTEGER }`, at a fixed length one after the other. */
function joinedNumbers(der, length) {
  const joined = new Uint8Array(2 * length);
  let from = der[0] === 0x30 ? (der[1] > 0x80 ? 3 : 2) : der.length;
  for (const end of [length, 2 * length]) {
    const number = der.subarray(from + 2, from + 2 + der[from + 1]);
    const digits = number[0] === 0 ? number.subarray(1) : number;
    if (der[from] !== 0x02 || digits.length > length) throw new JsonWebTokenError('the key does not fit the algorithm');
    joined.set(digits, end - digits.length);
    from += 2 + number.length;
  }
  return joined;
}

function derSequence(...numbers) {
  const content = numbers.flatMap((number) => {
    const significant = number.findIndex((byte) => byte !== 0);
    const digits = significant < 0 ? [0] : [...number.subarray(significant)];
    // A leading bit would say the number is negative.
    if (digits[0] > 0x7f) digits.unshift(0);
    return [0x02, digits.length, ...digits];
  });
  return Uint8Array.from([0x30, ...(content.length > 0x7f ? [0x81] : []), content.length, ...content]);
}

// MARK: Keys

/** A key is text, bytes, or `{ key, passphrase }`. */
function materialOf(key) {
  return key !== null && typeof key === 'object' && 'key' in key ? key.key : key;
}

function textOf(key) {
  const material = materialOf(key);
  return typeof material === 'string' ? material : Buffer.from(material).toString();
}

function bytesOf(key) {
  const material = materialOf(key);
  return typeof material === 'string' ? Buffer.from(material) : Uint8Array.from(material);
}

function isPEM(key) {
  return textOf(key).includes('-----BEGIN ');
}

/** What a key may verify unless the caller says: a public key must never serve as an HMAC secret (RFC 8725 §3.1). */
function algorithmsFor(key) {
  if (!isPEM(key)) return SECRET;
  return textOf(key).includes('BEGIN RSA PUBLIC KEY') ? RSA : [...RSA, ...ELLIPTIC];
}

/** `name` as the library's messages call the key. */
function requireKind(key, algorithm, name) {
  if (algorithm === 'none') return;
  const isSecret = SECRET.includes(algorithm);
  if (isPEM(key) !== isSecret) return;
  const kind = isSecret ? 'a symmetric' : 'an asymmetric';
  throw new JsonWebTokenError(`${name} must be ${kind} key when using ${algorithm}`);
}

// MARK: Times

const MILLISECONDS = new Map([
  [1, ['', 'ms', 'msec', 'msecs', 'millisecond', 'milliseconds']],
  [1000, ['s', 'sec', 'secs', 'second', 'seconds']],
  [60000, ['m', 'min', 'mins', 'minute', 'minutes']],
  [3600000, ['h', 'hr', 'hrs', 'hour', 'hours']],
  [86400000, ['d', 'day', 'days']],
  [604800000, ['w', 'week', 'weeks']],
  [31557600000, ['y', 'yr', 'yrs', 'year', 'years']],
].flatMap(([milliseconds, names]) => names.map((name) => [name, milliseconds])));

/** Later by a number of seconds or by "2h", "7 days", "120" (milliseconds, having no unit); undefined if neither. */
function later(seconds, span) {
  if (typeof span === 'number') return seconds + span;
  const [, amount, unit] = /^(-?(?:\d+\.?\d*|\.\d+)) *([a-z]*)$/i.exec(span) ?? [];
  const milliseconds = Number(amount) * MILLISECONDS.get(unit?.toLowerCase());
  return Number.isNaN(milliseconds) ? undefined : Math.floor(seconds + milliseconds / 1000);
}

function nowInSeconds() {
  return Math.floor(Date.now() / 1000);
}

// MARK: Sign

const isString = (value) => typeof value === 'string';
const isBoolean = (value) => typeof value === 'boolean';
const isSpan = (value) => Number.isInteger(value) || (isString(value) && value !== '');
const SPAN = 'should be a number of seconds or string representing a timespan';

const SIGN_OPTIONS = {
  algorithm: [(value) => ALGORITHMS.includes(value), 'must be a valid string enum value'],
  audience: [(value) => isString(value) || Array.isArray(value), 'must be a string or array'],
  encoding: [isString, 'must be a string'],
  expiresIn: [isSpan, SPAN],
  header: [isPlainObject, 'must be an object'],
  issuer: [isString, 'must be a string'],
  jwtid: [isString, 'must be a string'],
  keyid: [isString, 'must be a string'],
  mutatePayload: [isBoolean, 'must be a boolean'],
  noTimestamp: [isBoolean, 'must be a boolean'],
  notBefore: [isSpan, SPAN],
  subject: [isString, 'must be a string'],
};

const CLAIM_OPTIONS = { audience: 'aud', issuer: 'iss', subject: 'sub', jwtid: 'jti' };
const SPAN_OPTIONS = { notBefore: 'nbf', expiresIn: 'exp' };

function sign(payload, secretOrPrivateKey, options, callback) {
  if (typeof options === 'function') return sign(payload, secretOrPrivateKey, {}, options);
  const work = () => signed(payload, secretOrPrivateKey, options ?? {});
  if (callback === undefined) return work();
  const answer = (...result) => queueMicrotask(() => callback(...result));
  return attempt(work, answer, (token) => answer(null, token));
}

/** Reports to `callback` that `work` failed, or goes on with `next`; what `next` throws is its own affair. */
function attempt(work, callback, next) {
  let result;
  try {
    result = work();
  } catch (error) {
    callback(error);
    return;
  }
  next(result);
}

/** The library of 2013 to 2016, which rules of that time were written for, counted lifetimes in units of their own. */
function withoutOldUnits(options) {
  if (!isPlainObject(options)) return options;
  const { expiresInMinutes, expiresInSeconds, ...rest } = options;
  const seconds = expiresInSeconds ?? (expiresInMinutes === undefined ? undefined : expiresInMinutes * 60);
  return seconds === undefined ? options : { expiresIn: Math.floor(seconds), ...rest };
}

function signed(payload, key, given) {
  const options = withoutOldUnits(given);
  validateOptions(options);
  const isObject = payload !== null && typeof payload === 'object' && !Buffer.isBuffer(payload);
  const header = {
    alg: options.algorithm ?? 'HS256',
    ...(isObject && { typ: 'JWT' }),
    ...(options.keyid !== undefined && { kid: options.keyid }),
    ...options.header,
  };
  if (!key && header.alg !== 'none') throw new Error('secretOrPrivateKey must have a value');
  if (!ALGORITHMS.includes(header.alg)) throw new Error('"algorithm" must be a valid string enum value');
  if (key) requireKind(key, header.alg, 'secretOrPrivateKey');
  if (payload === undefined) throw new Error('payload is required');
  const content = isObject ? JSON.stringify(claims(payload, options)) : plainContent(payload, options);
  const text = `${encoded(JSON.stringify(header))}.${encoded(content, options.encoding)}`;
  return `${text}.${encoded(signature(header.alg, key, text))}`;
}

function validateOptions(options) {
  if (!isPlainObject(options)) throw new Error('Expected "options" to be a plain object.');
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(SIGN_OPTIONS, name)) throw new Error(`"${name}" is not allowed in "options"`);
    const [isValid, complaint] = SIGN_OPTIONS[name];
    if (value !== undefined && !isValid(value)) throw new Error(`"${name}" ${complaint}`);
  }
}

/** Claims are about an object; text is signed as it is. */
function plainContent(payload, options) {
  const about = [...Object.keys(SPAN_OPTIONS), 'noTimestamp', ...Object.keys(CLAIM_OPTIONS)];
  const refused = about.find((name) => options[name] !== undefined);
  if (refused !== undefined) throw new Error(`invalid ${refused} option for ${typeof payload} payload`);
  return Buffer.isBuffer(payload) ? payload : String(payload);
}

function claims(payload, options) {
  if (!isPlainObject(payload)) throw new Error('Expected "payload" to be a plain object.');
  for (const name of ['iat', 'exp', 'nbf']) {
    const isTime = payload[name] === undefined || Number.isFinite(payload[name]);
    if (!isTime) throw new Error(`"${name}" should be a number of seconds`);
  }
  for (const [name, claim] of Object.entries({ ...SPAN_OPTIONS, ...CLAIM_OPTIONS })) {
    if (options[name] === undefined || payload[claim] === undefined) continue;
    const stop = name in SPAN_OPTIONS ? ' the' : '. The';
    throw new Error(`Bad "options.${name}" option${stop} payload already has an "${claim}" property.`);
  }
  const made = options.mutatePayload ? payload : { ...payload };
  const issuedAt = payload.iat || nowInSeconds();
  if (options.noTimestamp) delete made.iat;
  else made.iat = issuedAt;
  for (const [name, claim] of Object.entries(SPAN_OPTIONS)) {
    if (options[name] === undefined) continue;
    made[claim] = later(issuedAt, options[name]);
    if (made[claim] === undefined) throw new Error(`"${name}" ${SPAN} eg: "1d", "20h", 60`);
  }
  for (const [name, claim] of Object.entries(CLAIM_OPTIONS)) {
    if (options[name] !== undefined) made[claim] = options[name];
  }
  return made;
}

function isPlainObject(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !Buffer.isBuffer(value);
}

function encoded(content, encoding) {
  return Buffer.from(content, encoding).toString('base64').replace(/=+$/, '').replace(/\+/g, '-').replace(/\//g, '_');
}

// MARK: Decode

/** What a token says, whether true or not; null if it is no token. */
function decode(token, { complete = false } = {}) {
  const parts = /^([\w-]+)\.([\w-]+)\.([\w-]*)$/.exec(token);
  const header = parts && asObject(decoded(parts[1]));
  if (!header) return null;
  const text = decoded(parts[2]);
  const payload = asObject(text) ?? (header.typ === 'JWT' ? null : text);
  if (payload === null) return null;
  return complete ? { header, payload, signature: parts[3] } : payload;
}

function decoded(part) {
  return Buffer.from(part, 'base64').toString();
}

function asObject(text) {
  try {
    const value = JSON.parse(text);
    return value !== null && typeof value === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
}

// MARK: Verify

/** The key may be a function `(header, callback)` that finds it; the answer then goes to `callback`, as with any. */
function verify(token, secretOrPublicKey, options, callback) {
  if (typeof options === 'function') return verify(token, secretOrPublicKey, {}, options);
  const settings = options ?? {};
  const isFinder = typeof secretOrPublicKey === 'function';
  if (callback === undefined) {
    if (!isFinder) return verified(token, readable(token, settings), secretOrPublicKey, settings);
    const message = 'verify must be called asynchronous if secret or public key is provided as a callback';
    throw new JsonWebTokenError(message);
  }
  const find = isFinder ? secretOrPublicKey : (header, found) => found(null, secretOrPublicKey);
  return attempt(() => readable(token, settings), callback, (parts) => find(parts.header, (error, key) => {
    const work = () => {
      if (error) throw new JsonWebTokenError(`error in secret or public key callback: ${error.message}`);
      return verified(token, parts, key, settings);
    };
    attempt(work, callback, (result) => callback(null, result));
  }));
}

function readable(token, { clockTimestamp, nonce }) {
  if (clockTimestamp !== undefined && typeof clockTimestamp !== 'number') {
    throw new JsonWebTokenError('clockTimestamp must be a number');
  }
  if (nonce !== undefined && (typeof nonce !== 'string' || nonce.trim() === '')) {
    throw new JsonWebTokenError('nonce must be a non-empty string');
  }
  if (!token) throw new JsonWebTokenError('jwt must be provided');
  if (typeof token !== 'string') throw new JsonWebTokenError('jwt must be a string');
  if (token.split('.').length !== 3) throw new JsonWebTokenError('jwt malformed');
  const parts = decode(token, { complete: true });
  if (parts === null) throw new JsonWebTokenError('invalid token');
  return parts;
}

function verified(token, parts, key, options) {
  requireSignature(token, parts, key, options.algorithms);
  const now = options.clockTimestamp || nowInSeconds();
  requireTimes(parts.payload, options, now);
  requireClaims(parts.payload, options);
  requireAge(parts.payload, options, now);
  return options.complete === true ? parts : parts.payload;
}

function requireSignature(token, { header, signature: given }, key, algorithms) {
  if (!key && (given !== '' || header.alg !== 'none')) {
    throw new JsonWebTokenError('secret or public key must be provided');
  }
  if (given === '' && key) throw new JsonWebTokenError('jwt signature is required');
  if (given === '' && !algorithms) {
    throw new JsonWebTokenError('please specify "none" in "algorithms" to verify unsigned tokens');
  }
  const allowed = algorithms ?? algorithmsFor(key);
  const isAllowed = allowed.includes(header.alg) && ALGORITHMS.includes(header.alg);
  if (!isAllowed) throw new JsonWebTokenError('invalid algorithm');
  if (key) requireKind(key, header.alg, 'secretOrPublicKey');
  const text = token.slice(0, token.lastIndexOf('.'));
  const isGenuine = isSignature(header.alg, key, text, Buffer.from(given, 'base64'));
  if (!isGenuine) throw new JsonWebTokenError('invalid signature');
}

function requireTimes({ exp, nbf }, options, now) {
  const { clockTolerance = 0, ignoreExpiration, ignoreNotBefore } = options;
  if (nbf !== undefined && !ignoreNotBefore) {
    if (typeof nbf !== 'number') throw new JsonWebTokenError('invalid nbf value');
    if (nbf > now + clockTolerance) throw new NotBeforeError('jwt not active', new Date(nbf * 1000));
  }
  if (exp !== undefined && !ignoreExpiration) {
    if (typeof exp !== 'number') throw new JsonWebTokenError('invalid exp value');
    if (now >= exp + clockTolerance) throw new TokenExpiredError('jwt expired', new Date(exp * 1000));
  }
}

function requireClaims(payload, { audience, issuer, jwtid, nonce, subject }) {
  if (audience) {
    const expected = [audience].flat();
    const isAmong = [payload.aud].flat().some((target) => (
      expected.some((one) => (one instanceof RegExp ? one.test(target) : one === target))
    ));
    if (!isAmong) throw new JsonWebTokenError(`jwt audience invalid. expected: ${expected.join(' or ')}`);
  }
  if (issuer && ![issuer].flat().includes(payload.iss)) {
    throw new JsonWebTokenError(`jwt issuer invalid. expected: ${issuer}`);
  }
  const rest = [['subject', payload.sub, subject], ['jwtid', payload.jti, jwtid], ['nonce', payload.nonce, nonce]];
  for (const [name, claim, expected] of rest) {
    if (expected && claim !== expected) throw new JsonWebTokenError(`jwt ${name} invalid. expected: ${expected}`);
  }
}

function requireAge({ iat }, { clockTolerance = 0, maxAge }, now) {
  if (!maxAge) return;
  if (typeof iat !== 'number') throw new JsonWebTokenError('iat required when maxAge is specified');
  const end = later(iat, maxAge);
  if (end === undefined) throw new JsonWebTokenError(`"maxAge" ${SPAN} eg: "1d", "20h", 60`);
  if (now >= end + clockTolerance) throw new TokenExpiredError('maxAge exceeded', new Date(end * 1000));
}

module.exports = { JsonWebTokenError, NotBeforeError, TokenExpiredError, decode, sign, verify };
