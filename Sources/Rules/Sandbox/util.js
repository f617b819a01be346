'use strict';
// Node's `util`: text for people, inheritance, callbacks and promises, and the type tests of old code. Left out: what
// belongs to processes and terminals (debuglog says nothing, parseArgs, styleText) and the MIME classes.

const { format, formatWithOptions, inspect } = require('internal-inspect');
const { coded, invalidArgType, requireFunction } = require('internal-errors');
const { isDeepEqual } = require('internal-equality');
const types = require('internal-types');

const promisifyCustom = Symbol.for('nodejs.util.promisify.custom');

/** Gives `constructor` the methods of `parent`, for classes from before `class`; the parent is also its `super_`. */
function inherits(constructor, parent) {
  requireFunction('ctor', constructor);
  requireFunction('superCtor', parent);
  if (parent.prototype === undefined) {
    throw invalidArgType('superCtor.prototype', 'of type object', undefined);
  }
  Object.defineProperty(constructor, 'super_', { value: parent, writable: true, configurable: true });
  Object.setPrototypeOf(constructor.prototype, parent.prototype);
}

/** A function returning a promise, from one whose last parameter is a callback `(error, value)`. */
function promisify(original) {
  requireFunction('original', original);
  const own = original[promisifyCustom];
  if (own !== undefined) {
    requireFunction('util.promisify.custom', own);
    return Object.defineProperty(own, promisifyCustom, { value: own, configurable: true });
  }
  function promised(...parameters) {
    return new Promise((resolve, reject) => {
      original.call(this, ...parameters, (error, value) => (error ? reject(error) : resolve(value)));
    });
  }
  Object.setPrototypeOf(promised, Object.getPrototypeOf(original));
  Object.defineProperty(promised, promisifyCustom, { value: promised, configurable: true });
  return Object.defineProperties(promised, Object.getOwnPropertyDescriptors(original));
}

promisify.custom = promisifyCustom;

/** The reverse: the last argument is a callback, given what the promise of `original` comes to. */
function callbackify(original) {
  requireFunction('original', original);
  function callbackified(...parameters) {
    const callback = parameters.pop();
    requireFunction('last argument', callback);
    Promise.resolve(original.apply(this, parameters)).then(
      // Out of the promise's reach: what the callback throws is nobody's rejection.
      (value) => host.bring(() => callback.call(this, null, value), 0),
      (reason) => host.bring(() => callback.call(this, reason || falsyRejection(reason)), 0),
    );
  }
  const descriptors = Object.getOwnPropertyDescriptors(original);
  if (typeof descriptors.length.value === 'number') descriptors.length.value += 1;
  if (typeof descriptors.name.value === 'string') descriptors.name.value += 'Callbackified';
  return Object.defineProperties(callbackified, descriptors);
}

function falsyRejection(reason) {
  return Object.assign(coded(Error, 'ERR_FALSY_VALUE_REJECTION', 'Promise was rejected with falsy value'), { reason });
}

/** The function itself, and a warning on the console at its first use. */
function deprecate(original, message, code) {
  let warned = false;
  function deprecated(...parameters) {
    if (!warned) {
      warned = true;
      globalThis.console?.warn(`${code === undefined ? '' : `[${code}] `}DeprecationWarning: ${message}`);
    }
    return new.target ? Reflect.construct(original, parameters, new.target) : original.apply(this, parameters);
  }
  Object.setPrototypeOf(deprecated, original);
  if (original.prototype) deprecated.prototype = original.prototype;
  return deprecated;
}

/** There is no NODE_DEBUG to turn it on. */
function debuglog() {
  return Object.assign(() => {}, { enabled: false });
}

function isDeepStrictEqual(left, right) {
  return isDeepEqual(left, right, { strict: true });
}

function stripVTControlCharacters(text) {
  return text.replace(/\x1b\[[\d;]*[A-Za-z]/g, '');
}

module.exports = {
  _extend: (target, source) => (source !== null && typeof source === 'object' ? Object.assign(target, source) : target),
  callbackify,
  debug: debuglog,
  debuglog,
  deprecate,
  format,
  formatWithOptions,
  inherits,
  inspect,
  isArray: Array.isArray,
  isBoolean: (value) => typeof value === 'boolean',
  isBuffer: (value) => require('buffer').Buffer.isBuffer(value),
  isDate: types.isDate,
  isDeepStrictEqual,
  isError: (value) => types.isNativeError(value) || value instanceof Error,
  isFunction: (value) => typeof value === 'function',
  isNull: (value) => value === null,
  isNullOrUndefined: (value) => value === null || value === undefined,
  isNumber: (value) => typeof value === 'number',
  isObject: (value) => value !== null && typeof value === 'object',
  isPrimitive: (value) => value === null || (typeof value !== 'object' && typeof value !== 'function'),
  isRegExp: types.isRegExp,
  isString: (value) => typeof value === 'string',
  isSymbol: (value) => typeof value === 'symbol',
  isUndefined: (value) => value === undefined,
  log: (...values) => globalThis.console?.log(format(...values)),
  promisify,
  stripVTControlCharacters,
  toUSVString: (text) => String(text).replace(/\p{Surrogate}/gu, '\ufffd'),
  types,
  get TextDecoder() { return require('text').TextDecoder; },
  get TextEncoder() { return require('text').TextEncoder; },
};
