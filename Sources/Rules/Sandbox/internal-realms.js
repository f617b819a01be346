'use strict';
// Each login has classes of its own, and `global` may hold what an earlier login's classes made: a Buffer, an Error, a
// Promise. For logins that meet such things `instanceof` goes by the kind of a class, not by whose it is.
// Internal: serves the runtime of the sandbox, not rules.

const { apply, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const ordinary = Function.prototype[Symbol.hasInstance];
const { get, set } = WeakMap.prototype;

function isObject(value) {
  return value !== null && (typeof value === 'object' || typeof value === 'function');
}

/** @param prototypes of every login's classes, with the kind of each. */
module.exports = function makeClasses(prototypes) {
  function isOfKind(value, kind) {
    if (!isObject(value)) return false;
    for (let prototype = getPrototypeOf(value); prototype !== null; prototype = getPrototypeOf(prototype)) {
      if (apply(get, prototypes, [prototype]) === kind) return true;
    }
    return false;
  }

  function shareClass(kind, constructor) {
    const prototype = getOwnPropertyDescriptor(constructor, 'prototype')?.value;
    if (!isObject(prototype) || apply(get, prototypes, [prototype]) !== undefined) return;
    apply(set, prototypes, [prototype, kind]);
    defineProperty(constructor, Symbol.hasInstance, {
      configurable: true,
      writable: true,
      // Subclasses inherit this, and are told apart as ever.
      value(instance) { return apply(ordinary, this, [instance]) || (this === constructor && isOfKind(instance, kind)); },
    });
  }

  /** Every class among the exports, and the exports themselves. */
  function share(module, exports) {
    if (typeof exports === 'function') shareClass(module, exports);
    for (const name of ownKeys(exports)) {
      const value = typeof name === 'string' ? getOwnPropertyDescriptor(exports, name).value : undefined;
      if (typeof value === 'function') shareClass(`${module}.${name}`, value);
    }
  }

  return { share };
};
