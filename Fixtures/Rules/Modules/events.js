'use strict';
// EventEmitter. Exports a promise: await it.

const assert = require('assert');
const EventEmitter = require('events');

assert.strictEqual(EventEmitter.EventEmitter, EventEmitter);

const emitter = new EventEmitter();
const heard = [];
const listener = (...parameters) => heard.push(['on', ...parameters]);
emitter.on('login', listener).once('login', () => heard.push(['once']));
emitter.prependListener('login', () => heard.push(['first']));
assert.strictEqual(emitter.emit('login', 'ada', 1), true);
assert.deepStrictEqual(heard, [['first'], ['on', 'ada', 1], ['once']]);
assert.strictEqual(emitter.listenerCount('login'), 2, 'a listener for one time is gone');
assert.strictEqual(emitter.off('login', listener).listeners('login').length, 1);
assert.strictEqual(emitter.emit('nobody'), false);
assert.deepStrictEqual(emitter.eventNames(), ['login']);
assert.strictEqual(emitter.removeAllListeners().listenerCount('login'), 0);

// One that leaves while the event is told still hears it.
const leaving = () => heard.push(['leaving']);
heard.length = 0;
emitter.on('end', () => emitter.off('end', leaving)).on('end', leaving);
emitter.emit('end');
emitter.emit('end');
assert.deepStrictEqual(heard, [['leaving']]);

const added = [];
emitter.on('newListener', (name) => added.push(name)).on('a', () => {}).once('b', () => {});
assert.deepStrictEqual(added, ['a', 'b']);

assert.throws(() => emitter.emit('error', new TypeError('unheard')), { name: 'TypeError', message: 'unheard' });
assert.throws(() => emitter.emit('error', { a: 1 }), { code: 'ERR_UNHANDLED_ERROR', context: { a: 1 } });
assert.throws(() => emitter.on('x', 'no function'), { code: 'ERR_INVALID_ARG_TYPE' });

// Inheritance from before `class`.
function Old() {
  EventEmitter.call(this);
}
require('util').inherits(Old, EventEmitter);
const old = new Old();
let count = 0;
old.on('tick', function () {
  assert.strictEqual(this, old);
  count++;
});
old.emit('tick');
assert.strictEqual(count, 1);
assert.strictEqual(new Old().listenerCount('tick'), 0, 'each emitter has listeners of its own');

module.exports = (async () => {
  const waited = EventEmitter.once(emitter, 'ready');
  emitter.emit('ready', 1, 2);
  assert.deepStrictEqual(await waited, [1, 2]);
  const failing = EventEmitter.once(emitter, 'never');
  emitter.emit('error', new Error('instead'));
  await assert.rejects(failing, { message: 'instead' });
})();
