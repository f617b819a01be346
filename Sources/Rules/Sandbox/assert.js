'use strict';
// Node's `assert`, strict and loose. Where Node quotes the source line or draws a difference, the message shows both
// values. Left out: CallTracker.

const { coded, invalidArgType, requireFunction } = require('internal-errors');
const { isDeepEqual } = require('internal-equality');
const { inspect } = require('internal-inspect');
const types = require('internal-types');

class AssertionError extends Error {
  /** `operator` is the name of the assertion; without `message` one is made from it and the values. */
  constructor(options) {
    if (options === null || typeof options !== 'object') throw invalidArgType('options', 'of type object', options);
    const { message, actual, expected, operator } = options;
    super(message === undefined ? describe(operator, actual, expected) : String(message));
    this.generatedMessage = message === undefined;
    this.code = 'ERR_ASSERTION';
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
  }

  get name() {
    return 'AssertionError';
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }
}

/** What each assertion says when it is left to itself. */
const wordings = {
  '==': (actual, expected) => `${inspect(actual)} == ${inspect(expected)}`,
  '!=': (actual, expected) => `${inspect(actual)} != ${inspect(expected)}`,
  strictEqual: (actual, expected) => (isObject(actual) && isDeepEqual(actual, expected, { strict: true })
    ? `Values have same structure but are not reference-equal:\n\n${show(actual)}\n`
    : `Expected values to be strictly equal:\n\n${show(actual)} !== ${show(expected)}\n`),
  notStrictEqual: (actual) => (isObject(actual)
    ? `Expected "actual" not to be reference-equal to "expected": ${show(actual)}`
    : `Expected "actual" to be strictly unequal to: ${show(actual)}`),
  deepEqual: (actual, expected) =>
    `Expected values to be loosely deep-equal:\n\n${show(actual)}\n\nshould loosely deep-equal\n\n${show(expected)}`,
  notDeepEqual: (actual) => `Expected "actual" not to be loosely deep-equal to:\n\n${show(actual)}`,
  deepStrictEqual: (actual, expected) =>
    `Expected values to be strictly deep-equal:\n\n${show(actual)}\n\nshould equal\n\n${show(expected)}`,
  notDeepStrictEqual: (actual) => `Expected "actual" not to be strictly deep-equal to:\n\n${show(actual)}\n`,
};

function describe(operator, actual, expected) {
  const wording = Object.hasOwn(wordings, operator) ? wordings[operator] : undefined;
  return wording === undefined ? `${inspect(actual)} ${operator} ${inspect(expected)}` : wording(actual, expected);
}

function show(value) {
  return inspect(value, { compact: false, depth: 1000, maxArrayLength: Infinity, sorted: true, getters: true });
}

function isObject(value) {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** Throws the caller's error, or an AssertionError with the caller's message or one of ours. */
function refuse(operator, actual, expected, message, generated) {
  if (message instanceof Error) throw message;
  const error = new AssertionError({ actual, expected, operator, message: message ?? generated });
  error.generatedMessage = message === undefined;
  throw error;
}

function assert(...parameters) {
  requireTruth('==', ...parameters);
}

function ok(...parameters) {
  requireTruth('==', ...parameters);
}

function requireTruth(operator, ...parameters) {
  const [value, message] = parameters;
  if (parameters.length === 0) refuse(operator, value, true, undefined, 'No value argument passed to `assert.ok()`');
  if (!value) refuse(operator, value, true, message, 'The expression evaluated to a falsy value');
}

/** An assertion about two values, refusing when `holds` says no. */
function comparison(operator, holds) {
  return function (...parameters) {
    const [actual, expected, message] = parameters;
    if (parameters.length < 2) {
      throw coded(TypeError, 'ERR_MISSING_ARGS', 'The "actual" and "expected" arguments must be specified');
    }
    if (!holds(actual, expected)) refuse(operator, actual, expected, message);
  };
}

const isLooselyEqual = (actual, expected) => actual == expected || (Number.isNaN(actual) && Number.isNaN(expected));
const isLooselyDeepEqual = (actual, expected) => isDeepEqual(actual, expected, { strict: false });
const isStrictlyDeepEqual = (actual, expected) => isDeepEqual(actual, expected, { strict: true });
const not = (holds) => (actual, expected) => !holds(actual, expected);

function fail(message = 'Failed') {
  if (message instanceof Error) throw message;
  const error = new AssertionError({ message, operator: 'fail' });
  error.generatedMessage = arguments.length === 0;
  throw error;
}

function ifError(value) {
  if (value === null || value === undefined) return;
  const isError = typeof value === 'object' && typeof value.message === 'string';
  const told = isError ? value.message || value.name : inspect(value);
  const message = `ifError got unwanted exception: ${told}`;
  throw new AssertionError({ actual: value, expected: null, operator: 'ifError', message });
}

function match(string, regExp, message) {
  requireRegExp(regExp);
  const reason = typeof string === 'string'
    ? `The input did not match the regular expression ${inspect(regExp)}. Input:\n\n${inspect(string)}\n`
    : invalidArgType('string', 'of type string', string).message;
  if (typeof string !== 'string' || !regExp.test(string)) refuse('match', string, regExp, message, reason);
}

function doesNotMatch(string, regExp, message) {
  requireRegExp(regExp);
  const reason = typeof string === 'string'
    ? `The input was expected to not match the regular expression ${inspect(regExp)}. Input:\n\n${inspect(string)}\n`
    : invalidArgType('string', 'of type string', string).message;
  if (typeof string !== 'string' || regExp.test(string)) refuse('doesNotMatch', string, regExp, message, reason);
}

function requireRegExp(value) {
  if (!types.isRegExp(value)) throw invalidArgType('regexp', 'an instance of RegExp', value);
}

// MARK: Exceptions

const nothing = Symbol('nothing was thrown');

function caught(work) {
  requireFunction('fn', work);
  try {
    work();
  } catch (error) {
    return error;
  }
  return nothing;
}

async function rejection(promiseOrFunction) {
  const promise = typeof promiseOrFunction === 'function' ? promiseOrFunction() : promiseOrFunction;
  if (typeof promise?.then !== 'function') {
    if (typeof promiseOrFunction !== 'function') {
      throw invalidArgType('promiseFn', 'of type function or an instance of Promise', promiseOrFunction);
    }
    throw coded(
      TypeError,
      'ERR_INVALID_RETURN_VALUE',
      `Expected instance of Promise to be returned from the "promiseFn" function but got ${kindOf(promise)}.`,
    );
  }
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return nothing;
}

function kindOf(value) {
  const name = value?.constructor?.name;
  return isObject(value) && name ? `an instance of ${name}` : `type ${typeof value} (${inspect(value)})`;
}

function throws(work, ...expectation) {
  requireThrown('throws', caught(work), ...expectation);
}

async function rejects(promiseOrFunction, ...expectation) {
  requireThrown('rejects', await rejection(promiseOrFunction), ...expectation);
}

function doesNotThrow(work, ...expectation) {
  requireNothing('doesNotThrow', caught(work), ...expectation);
}

async function doesNotReject(promiseOrFunction, ...expectation) {
  requireNothing('doesNotReject', await rejection(promiseOrFunction), ...expectation);
}

/** `expected` is a class, a regular expression, an object of properties, a test, or in its place the message. */
function requireThrown(operator, error, expected, message) {
  if (typeof expected === 'string') {
    if (message !== undefined) throw invalidArgType('error', expectations, expected);
    requireUnambiguous(error, expected);
    return requireThrown(operator, error, undefined, expected);
  }
  if (!(expected === undefined || expected === null || isObject(expected))) {
    throw invalidArgType('error', expectations, expected);
  }
  if (error === nothing) {
    const what = operator === 'rejects' ? 'rejection' : 'exception';
    const name = expected?.name ? ` (${expected.name})` : '';
    const reason = `Missing expected ${what}${name}${message === undefined ? '.' : `: ${message}`}`;
    throw new AssertionError({ actual: undefined, expected, operator, message: reason });
  }
  if (expected !== undefined && expected !== null) requireExpected(operator, error, expected, message);
  return undefined;
}

const expectations = 'of type function or an instance of Error, RegExp, or Object';

/** A message that is also what was thrown was meant as the expectation. */
function requireUnambiguous(error, expected) {
  const told = error === nothing ? undefined : isObject(error) ? error.message : error;
  if (told !== expected) return;
  const what = isObject(error) ? `error message "${error.message}"` : `error "${error}"`;
  throw coded(
    TypeError,
    'ERR_AMBIGUOUS_ARGUMENT',
    `The "error/message" argument is ambiguous. The ${what} is identical to the message.`,
  );
}

function requireExpected(operator, error, expected, message) {
  if (typeof expected === 'function') return requireKind(operator, error, expected, message);
  if (types.isRegExp(expected)) {
    const text = String(error);
    const reason = `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(text)}\n`;
    return expected.test(text) ? undefined : refuse(operator, error, expected, message, reason);
  }
  const keys = Object.keys(expected);
  if (expected instanceof Error) keys.push('name', 'message');
  if (keys.length === 0) {
    throw coded(TypeError, 'ERR_INVALID_ARG_VALUE', `The argument 'error' may not be an empty object. Received {}`);
  }
  for (const key of keys) {
    const actual = error?.[key];
    const matches = types.isRegExp(expected[key]) && typeof actual === 'string'
      ? expected[key].test(actual)
      : isObject(error) && key in error && isStrictlyDeepEqual(actual, expected[key]);
    if (matches) continue;
    const [found, wanted] = [pick(error, keys), pick(expected, keys)];
    refuse(operator, error, expected, message, wordings.deepStrictEqual(found, wanted));
  }
  return undefined;
}

function pick(object, keys) {
  if (!isObject(object)) return object;
  return Object.fromEntries(keys.filter((key) => key in object).map((key) => [key, object[key]]));
}

/** A class of errors, or a function that says whether this one will do. */
function requireKind(operator, error, expected, message) {
  if (expected.prototype !== undefined && error instanceof expected) return;
  if (expected === Error || Error.prototype.isPrototypeOf(expected.prototype)) {
    const name = error?.constructor?.name ?? inspect(error);
    const told = error?.message ? `\n\nError message:\n\n${error.message}` : '';
    refuse(
      operator, error, expected, message,
      `The error is expected to be an instance of "${expected.name}". Received "${name}"${told}`,
    );
  }
  const verdict = expected.call({}, error);
  if (verdict === true) return;
  const name = expected.name ? `"${expected.name}" ` : '';
  const reason = `The ${name}validation function is expected to return "true". Received ${inspect(verdict)}`;
  refuse(operator, error, expected, message, `${reason}\n\nCaught error:\n\n${error}`);
}

function requireNothing(operator, error, expected, message) {
  if (error === nothing) return;
  if (typeof expected === 'string') return requireNothing(operator, error, undefined, expected);
  if (expected !== undefined && !isExpected(error, expected)) throw error;
  const what = operator === 'doesNotReject' ? 'rejection' : 'exception';
  const told = error?.message === undefined ? '' : error.message;
  throw new AssertionError({
    actual: error,
    expected,
    operator,
    message: `Got unwanted ${what}${message === undefined ? '.' : `: ${message}`}\nActual message: "${told}"`,
  });
}

function isExpected(error, expected) {
  if (types.isRegExp(expected)) return expected.test(String(error));
  if (expected.prototype !== undefined && error instanceof expected) return true;
  return !Error.prototype.isPrototypeOf(expected) && expected.call({}, error) === true;
}

// MARK: Both faces

const common = { AssertionError, doesNotMatch, doesNotReject, doesNotThrow, fail, ifError, match, rejects, throws };

const strictComparisons = {
  deepStrictEqual: comparison('deepStrictEqual', isStrictlyDeepEqual),
  notDeepStrictEqual: comparison('notDeepStrictEqual', not(isStrictlyDeepEqual)),
  notStrictEqual: comparison('notStrictEqual', not(Object.is)),
  strictEqual: comparison('strictEqual', Object.is),
};

Object.assign(assert, common, strictComparisons, {
  deepEqual: comparison('deepEqual', isLooselyDeepEqual),
  equal: comparison('==', isLooselyEqual),
  notDeepEqual: comparison('notDeepEqual', not(isLooselyDeepEqual)),
  notEqual: comparison('!=', not(isLooselyEqual)),
  ok,
});

/** The same names, every comparison strict. */
function strict(...parameters) {
  requireTruth('==', ...parameters);
}

Object.assign(strict, common, strictComparisons, {
  deepEqual: strictComparisons.deepStrictEqual,
  equal: strictComparisons.strictEqual,
  notDeepEqual: strictComparisons.notDeepStrictEqual,
  notEqual: strictComparisons.notStrictEqual,
  ok,
  strict,
});

module.exports = Object.assign(assert, { strict });
