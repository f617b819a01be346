'use strict';
// Node's `events`: EventEmitter and `once`. Left out: `on` (the asynchronous iterator), capture of rejections, domains,
// AbortSignal, and the warning about too many listeners.

const { coded, requireFunction, requireInteger } = require('internal-errors');

const errorMonitor = Symbol('events.errorMonitor');

// Beside the emitters rather than on them: methods may have been borrowed, and constructors not been called.
const listenersOf = new WeakMap();
const limits = new WeakMap();

/** A function, not a class: old code calls it on objects it has made itself. */
function EventEmitter() {}

function eventsOf(emitter) {
  if (!listenersOf.has(emitter)) listenersOf.set(emitter, new Map());
  return listenersOf.get(emitter);
}

function registered(emitter, name) {
  return listenersOf.get(emitter)?.get(name) ?? [];
}

function add(emitter, name, entry, first) {
  requireFunction('listener', entry.listener);
  const events = eventsOf(emitter);
  if (events.has('newListener')) emitter.emit('newListener', name, entry.listener);
  // A new list each time: an `emit` under way goes on with the one it took.
  const others = registered(emitter, name);
  events.set(name, first ? [entry, ...others] : [...others, entry]);
  return emitter;
}

function removeEntry(emitter, name, entry) {
  const rest = registered(emitter, name).filter((other) => other !== entry);
  const events = eventsOf(emitter);
  if (rest.length > 0) events.set(name, rest);
  else events.delete(name);
  if (events.has('removeListener')) emitter.emit('removeListener', name, entry.listener);
}

function plain(listener) {
  return { listener, call: listener };
}

/** Removes itself before it is called. */
function single(emitter, name, listener) {
  const entry = { listener };
  let isSpent = false;
  entry.call = function (...parameters) {
    if (isSpent) return undefined;
    isSpent = true;
    if (registered(emitter, name).includes(entry)) removeEntry(emitter, name, entry);
    return listener.apply(emitter, parameters);
  };
  entry.call.listener = listener;
  return entry;
}

Object.assign(EventEmitter.prototype, {
  on(name, listener) {
    return add(this, name, plain(listener), false);
  },

  prependListener(name, listener) {
    return add(this, name, plain(listener), true);
  },

  once(name, listener) {
    requireFunction('listener', listener);
    return add(this, name, single(this, name, listener), false);
  },

  prependOnceListener(name, listener) {
    requireFunction('listener', listener);
    return add(this, name, single(this, name, listener), true);
  },

  off(name, listener) {
    requireFunction('listener', listener);
    const entry = registered(this, name).findLast((known) => known.listener === listener || known.call === listener);
    if (entry !== undefined) removeEntry(this, name, entry);
    return this;
  },

  removeAllListeners(name) {
    if (arguments.length === 0) {
      // Who listens to removals hears of the others' first.
      const names = this.eventNames().filter((key) => key !== 'removeListener');
      for (const key of [...names, 'removeListener']) this.removeAllListeners(key);
      eventsOf(this).clear();
      return this;
    }
    for (const entry of registered(this, name).toReversed()) removeEntry(this, name, entry);
    return this;
  },

  emit(name, ...parameters) {
    if (name === 'error' && registered(this, errorMonitor).length > 0) this.emit(errorMonitor, ...parameters);
    const entries = registered(this, name);
    if (name === 'error' && entries.length === 0) throw unhandled(parameters[0]);
    for (const entry of entries) entry.call.apply(this, parameters);
    return entries.length > 0;
  },

  listeners(name) {
    return registered(this, name).map((entry) => entry.listener);
  },

  rawListeners(name) {
    return registered(this, name).map((entry) => entry.call);
  },

  listenerCount(name, listener) {
    const entries = registered(this, name);
    if (listener === undefined) return entries.length;
    return entries.filter((entry) => entry.listener === listener || entry.call === listener).length;
  },

  eventNames() {
    return [...eventsOf(this).keys()];
  },

  setMaxListeners(limit) {
    requireInteger('n', limit === Infinity ? 0 : limit, 0, Number.MAX_SAFE_INTEGER);
    limits.set(this, limit);
    return this;
  },

  getMaxListeners() {
    return limits.get(this) ?? EventEmitter.defaultMaxListeners;
  },
});
EventEmitter.prototype.addListener = EventEmitter.prototype.on;
EventEmitter.prototype.removeListener = EventEmitter.prototype.off;

/** What an emitter throws that nobody listens to. */
function unhandled(error) {
  if (error instanceof Error) return error;
  const { inspect } = require('internal-inspect');
  const refusal = coded(Error, 'ERR_UNHANDLED_ERROR', `Unhandled error. (${describe(error, inspect)})`);
  return Object.assign(refusal, { context: error });
}

function describe(error, inspect) {
  return typeof error === 'string' ? `'${error}'` : inspect(error);
}

/** A promise of the next event's arguments; rejected by an `error` event, unless that is what is waited for. */
function once(emitter, name) {
  return new Promise((resolve, reject) => {
    const fail = (error) => {
      emitter.removeListener(name, succeed);
      reject(error);
    };
    const succeed = (...parameters) => {
      emitter.removeListener('error', fail);
      resolve(parameters);
    };
    emitter.once(name, succeed);
    if (name !== 'error') emitter.once('error', fail);
  });
}

module.exports = Object.assign(EventEmitter, {
  EventEmitter,
  defaultMaxListeners: 10,
  errorMonitor,
  getEventListeners: (emitter, name) => emitter.listeners(name),
  listenerCount: (emitter, name) => emitter.listenerCount(name),
  once,
});
