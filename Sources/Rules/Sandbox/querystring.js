'use strict';
// Node's `querystring`: `a=1&b=2` to an object and back.

const { coded, requireString } = require('internal-errors');

const DEFAULT_MOST_KEYS = 1000;

/** An object without prototype; a key that comes twice has an array of its values. `maxKeys` 0 is no limit. */
function parse(text, separator, equals, options) {
  const result = Object.create(null);
  if (typeof text !== 'string' || text === '') return result;
  const decode = typeof options?.decodeURIComponent === 'function' ? options.decodeURIComponent : exported.unescape;
  const mostKeys = typeof options?.maxKeys === 'number' ? options.maxKeys : DEFAULT_MOST_KEYS;

  const pairs = text.split(String(separator || '&'));
  for (const pair of mostKeys > 0 ? pairs.slice(0, mostKeys) : pairs) {
    if (pair === '') continue;
    const [key, value] = splitOnce(pair, String(equals || '='));
    add(result, decoded(key, decode), decoded(value, decode));
  }
  return result;
}

function splitOnce(pair, equals) {
  const at = pair.indexOf(equals);
  return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + equals.length)];
}

function decoded(text, decode) {
  const spaced = text.replaceAll('+', ' ');
  if (!spaced.includes('%') && decode === unescape) return spaced;
  try {
    return decode(spaced);
  } catch {
    return unescape(spaced);
  }
}

function add(result, key, value) {
  if (!(key in result)) result[key] = value;
  else if (Array.isArray(result[key])) result[key].push(value);
  else result[key] = [result[key], value];
}

function stringify(object, separator, equals, options) {
  if (object === null || typeof object !== 'object') return '';
  const encode = typeof options?.encodeURIComponent === 'function' ? options.encodeURIComponent : exported.escape;
  const between = equals || '=';
  const pairs = [];
  for (const [key, member] of Object.entries(object)) {
    const name = encode(asText(key));
    const values = Array.isArray(member) ? member : [member];
    for (const value of values) pairs.push(`${name}${between}${encode(asText(value))}`);
  }
  return pairs.join(separator || '&');
}

/** Strings, booleans and numbers that are numbers; the rest is nothing. */
function asText(value) {
  if (typeof value === 'string') return value;
  const isPlain = typeof value === 'boolean' || typeof value === 'bigint' || Number.isFinite(value);
  return isPlain ? String(value) : '';
}

function escape(text) {
  try {
    return encodeURIComponent(text !== null && typeof text === 'object' ? String(text) : text);
  } catch (error) {
    throw error instanceof URIError ? coded(URIError, 'ERR_INVALID_URI', 'URI malformed') : error;
  }
}

/** Like `decodeURIComponent`, but what is malformed stays or becomes U+FFFD. */
function unescape(text, decodeSpaces) {
  try {
    return decodeURIComponent(text);
  } catch {
    return unescapeBuffer(text, decodeSpaces).toString();
  }
}

function unescapeBuffer(text, decodeSpaces) {
  requireString('s', text);
  const { Buffer } = require('buffer');
  const spaced = decodeSpaces ? text.replaceAll('+', ' ') : text;
  const pieces = spaced.split(/(%[0-9a-f]{2})/i);
  return Buffer.concat(pieces.map((piece, index) =>
    index % 2 === 1 ? Buffer.from(piece.slice(1), 'hex') : Buffer.from(piece, 'utf8')));
}

// Called by these names: a program may set its own `escape` and `unescape`, as documented.
const exported = { decode: parse, encode: stringify, escape, parse, stringify, unescape, unescapeBuffer };

module.exports = exported;
