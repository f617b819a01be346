'use strict';
// `util.types`: what a value is by its making rather than by its prototype. Left out: isProxy, which the engine cannot
// tell, and the tests for what the sandbox does not have (isKeyObject, isSharedArrayBuffer, …).
// Internal: rules find it as `util.types`.

/** Whether `probe`, a method that works on one kind of object only, accepts the value. */
function accepts(probe) {
  return (value) => {
    try {
      probe.call(value);
      return true;
    } catch {
      return false;
    }
  };
}

function getter(prototype, name) {
  return Object.getOwnPropertyDescriptor(prototype, name).get;
}

function tagged(tag) {
  return (value) => Object.prototype.toString.call(value) === `[object ${tag}]`;
}

// `Symbol.toStringTag` may lie, so the engine's word is believed only where there is none.
function isNativeError(value) {
  return value !== null && typeof value === 'object' && !(Symbol.toStringTag in value) && tagged('Error')(value);
}

/** `Uint8Array`, `Float64Array`, …, or undefined. */
const typedArrayName = (() => {
  const read = getter(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag);
  return (value) => read.call(value);
})();

function isBoxed(prototype) {
  const unboxes = accepts(prototype.valueOf);
  return (value) => value !== null && typeof value === 'object' && unboxes(value);
}

const isNumberObject = isBoxed(Number.prototype);
const isStringObject = isBoxed(String.prototype);
const isBooleanObject = isBoxed(Boolean.prototype);
const isSymbolObject = isBoxed(Symbol.prototype);
const isBigIntObject = isBoxed(BigInt.prototype);

const typedArrayChecks = Object.fromEntries([
  'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array',
  'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array',
].map((name) => [`is${name}`, (value) => typedArrayName(value) === name]));

module.exports = {
  ...typedArrayChecks,
  isAnyArrayBuffer: accepts(getter(ArrayBuffer.prototype, 'byteLength')),
  isArgumentsObject: (value) => !Array.isArray(value) && tagged('Arguments')(value),
  isArrayBuffer: accepts(getter(ArrayBuffer.prototype, 'byteLength')),
  isArrayBufferView: ArrayBuffer.isView,
  isAsyncFunction: (value) => typeof value === 'function'
    && (tagged('AsyncFunction')(value) || tagged('AsyncGeneratorFunction')(value)),
  isBigIntObject,
  isBooleanObject,
  isBoxedPrimitive: (value) => [
    isNumberObject, isStringObject, isBooleanObject, isSymbolObject, isBigIntObject,
  ].some((is) => is(value)),
  isDataView: accepts(getter(DataView.prototype, 'byteLength')),
  isDate: accepts(Date.prototype.getTime),
  isGeneratorFunction: (value) => typeof value === 'function'
    && (tagged('GeneratorFunction')(value) || tagged('AsyncGeneratorFunction')(value)),
  isGeneratorObject: tagged('Generator'),
  isMap: accepts(getter(Map.prototype, 'size')),
  isMapIterator: tagged('Map Iterator'),
  isNativeError,
  isNumberObject,
  isPromise: (value) => value instanceof Promise && tagged('Promise')(value),
  isRegExp: (value) => value !== RegExp.prototype && accepts(getter(RegExp.prototype, 'source'))(value),
  isSet: accepts(getter(Set.prototype, 'size')),
  isSetIterator: tagged('Set Iterator'),
  isStringObject,
  isSymbolObject,
  isTypedArray: (value) => typedArrayName(value) !== undefined,
  isWeakMap: accepts(function () { WeakMap.prototype.has.call(this, {}); }),
  isWeakSet: accepts(function () { WeakSet.prototype.has.call(this, {}); }),
};
