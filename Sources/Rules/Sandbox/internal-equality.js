'use strict';
// Deep equality as the documentation of `assert` defines it, strict and loose.
// Internal: serves `util.isDeepStrictEqual` and `assert`.

const types = require('internal-types');

/**
 * Whether two values have the same structure.
 *
 * Strict: primitives by `Object.is`, same prototype, own enumerable symbols count. Loose: primitives by `==` (NaN
 * equals itself), prototypes and symbols do not matter.
 */
function isDeepEqual(left, right, { strict }) {
  return new Comparison(strict).equal(left, right);
}

class Comparison {
  #strict;
  // Pairs being compared: met again inside themselves, they count as equal.
  #pairs = [];

  constructor(strict) {
    this.#strict = strict;
  }

  equal(left, right) {
    if (left === right) return left !== 0 || !this.#strict || Object.is(left, right);
    if (!isObject(left) || !isObject(right)) return this.#equalPrimitives(left, right);
    if (this.#strict && Object.getPrototypeOf(left) !== Object.getPrototypeOf(right)) return false;
    if (kindOf(left) !== kindOf(right) || Array.isArray(left) !== Array.isArray(right)) return false;
    if (this.#pairs.some(([one, other]) => one === left && other === right)) return true;
    this.#pairs.push([left, right]);
    const equal = this.#equalContents(left, right) && this.#equalProperties(left, right);
    this.#pairs.pop();
    return equal;
  }

  #equalPrimitives(left, right) {
    if (this.#strict) return Object.is(left, right);
    if (isObject(left) || isObject(right)) return false;
    return left == right || (Number.isNaN(left) && Number.isNaN(right));
  }

  /** What an object holds besides its properties. */
  #equalContents(left, right) {
    for (const [is, equal] of contents) {
      if (is(left) || is(right)) return is(left) && is(right) && equal(left, right, this);
    }
    return true;
  }

  #equalProperties(left, right) {
    const keys = this.#keys(left);
    if (keys.length !== this.#keys(right).length) return false;
    const isEnumerable = Object.prototype.propertyIsEnumerable;
    return keys.every((key) => isEnumerable.call(right, key)) && keys.every((key) => this.equal(left[key], right[key]));
  }

  #keys(object) {
    const names = Object.keys(object);
    if (!this.#strict) return names;
    const symbols = Object.getOwnPropertySymbols(object);
    return [...names, ...symbols.filter((symbol) => Object.prototype.propertyIsEnumerable.call(object, symbol))];
  }

  /** Whether each member of one list has a partner of its own in the other. */
  equalUnordered(left, right) {
    const rest = [...right];
    return left.length === right.length && left.every((member) => {
      const identical = rest.indexOf(member);
      const partner = identical >= 0 ? identical : rest.findIndex((candidate) => this.equal(member, candidate));
      if (partner >= 0) rest.splice(partner, 1);
      return partner >= 0;
    });
  }
}

function isObject(value) {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function isError(value) {
  return types.isNativeError(value) || value instanceof Error;
}

function kindOf(value) {
  return Object.prototype.toString.call(value);
}

function bytesOf(view) {
  return ArrayBuffer.isView(view)
    ? new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
    : new Uint8Array(view);
}

function equalBytes(left, right) {
  const [one, other] = [bytesOf(left), bytesOf(right)];
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

function equalElements(left, right, comparison) {
  return left.length === right.length
    && Array.prototype.every.call(left, (element, index) => comparison.equal(element, right[index]));
}

/** Each kind of content: how it is known, how it is compared. */
const contents = [
  [(value) => typeof value === 'function', () => false],
  [Array.isArray, (left, right) => left.length === right.length],
  [types.isDate, (left, right) => Object.is(left.getTime(), right.getTime())],
  [types.isRegExp, (left, right) => String(left) === String(right) && left.lastIndex === right.lastIndex],
  [isError, (left, right, comparison) => left.name === right.name && left.message === right.message
    && comparison.equal(left.cause, right.cause) && comparison.equal(left.errors, right.errors)],
  [types.isBoxedPrimitive, (left, right) => Object.is(left.valueOf(), right.valueOf())],
  [types.isTypedArray, equalElements],
  [(value) => types.isDataView(value) || types.isArrayBuffer(value), equalBytes],
  [types.isSet, (left, right, comparison) => comparison.equalUnordered([...left], [...right])],
  [types.isMap, (left, right, comparison) => comparison.equalUnordered([...left], [...right])],
  [(value) => types.isPromise(value) || types.isWeakMap(value) || types.isWeakSet(value), () => false],
];

module.exports = { isDeepEqual };
