'use strict';
// The errors that Node's core modules throw: ordinary errors with a `code` and Node's wording.
// Internal: serves the other modules of the sandbox, not rules.

/** An error of class `Type` with Node's `code`. */
function coded(Type, code, message) {
  return Object.assign(new Type(message), { code });
}

/** `expected` reads on from "must be": `of type string`, `an instance of Buffer`. */
function invalidArgType(name, expected, actual) {
  return coded(TypeError, 'ERR_INVALID_ARG_TYPE', `The ${subject(name)} must be ${expected}. ${received(actual)}`);
}

/** `range` reads on from "It must be": `>= 0 and <= 255`, `an integer`. */
function outOfRange(name, range, actual) {
  const message = `The value of "${name}" is out of range. It must be ${range}. Received ${grouped(actual)}`;
  return coded(RangeError, 'ERR_OUT_OF_RANGE', message);
}

function invalidArgValue(name, actual) {
  return coded(TypeError, 'ERR_INVALID_ARG_VALUE', `The argument '${name}' is invalid. Received ${shown(actual)}`);
}

function unknownEncoding(encoding) {
  return coded(TypeError, 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${encoding}`);
}

/** Throws unless `value` is a string; for the many functions of Node that take nothing else. */
function requireString(name, value) {
  if (typeof value !== 'string') throw invalidArgType(name, 'of type string', value);
}

function requireFunction(name, value) {
  if (typeof value !== 'function') throw invalidArgType(name, 'of type function', value);
}

/** Throws unless `value` is a whole number from `least` to `most`. */
function requireInteger(name, value, least, most) {
  if (typeof value !== 'number') throw invalidArgType(name, 'of type number', value);
  if (!Number.isInteger(value)) throw outOfRange(name, 'an integer', value);
  if (value < least || value > most) throw outOfRange(name, `>= ${least} && <= ${most}`, value);
}

/** `size` is an argument, `options.size` a property; `first argument` speaks for itself. */
function subject(name) {
  if (name.endsWith(' argument')) return name;
  return `"${name}" ${name.includes('.') ? 'property' : 'argument'}`;
}

function received(value) {
  if (value === null || value === undefined) return `Received ${value}`;
  if (typeof value === 'function') return `Received function ${value.name}`;
  if (typeof value === 'object') {
    const name = value.constructor?.name;
    return name ? `Received an instance of ${name}` : `Received ${require('internal-inspect').inspect(value)}`;
  }
  const text = shown(value);
  return `Received type ${typeof value} (${text.length > 28 ? `${text.slice(0, 25)}...` : text})`;
}

function shown(value) {
  return require('internal-inspect').inspect(value);
}

// Node groups the digits of numbers past 32 bits.
function grouped(value) {
  const isLarge = typeof value === 'bigint' ? value > 2n ** 32n || value < -(2n ** 32n)
    : Number.isInteger(value) && Math.abs(value) > 2 ** 32;
  return isLarge ? shown(value).replace(/\B(?=(\d{3})+n?$)/g, '_') : shown(value);
}

module.exports = {
  coded,
  invalidArgType,
  invalidArgValue,
  outOfRange,
  requireFunction,
  requireInteger,
  requireString,
  unknownEncoding,
};
