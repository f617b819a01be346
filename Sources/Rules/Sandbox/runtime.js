'use strict';
// What a login finds when its rules begin: the globals Node gave to rules, the tenant's own time and chance, and the
// pipeline itself. The value of this script is a function of `host`, the native door; what that returns is all we keep.
//
// What a rule puts into `global` may hold functions, clients and closures of this login, and with them everything that is
// lent here. So nothing lent belongs to this login: it acts for the login of the moment, `shared.login`.
(function (host) {
  // Taken before any rule runs: what a rule does to the built-ins is its own affair and must not become ours.
  const { parse, stringify } = JSON;
  const { apply, construct, defineProperty: defineOwn, ownKeys } = Reflect;
  const { create, defineProperty, freeze, getOwnPropertyDescriptor } = Object;
  const { floor, round } = Math;
  const NativeDate = Date;
  const NativeError = Error;
  const NativeMap = Map;
  const NativePromise = Promise;
  const NativeString = String;
  const then = Promise.prototype.then;
  const mapGet = Map.prototype.get;
  const mapSet = Map.prototype.set;
  const mapDelete = Map.prototype.delete;
  const mapForEach = Map.prototype.forEach;
  const { add: weakSetAdd, has: weakSetHas } = WeakSet.prototype;
  const { includes, slice: sliceText, toWellFormed } = String.prototype;

  const MOST_LINES = 1000;
  const MOST_LINE_CHARACTERS = 8192;
  const MOST_CONSOLE_CHARACTERS = 65536;
  const MOST_TIMERS = 1000;
  const MOST_CALLS = 1000;

  const { shared } = host;
  const { kept } = shared;
  const login = {
    __proto__: null,
    job: null, startedAt: 0,
    isSeeded: false, a: 0, b: 0, c: 0, count: 0,
    timers: new NativeMap(), timerCount: 0, lastTimer: 0, deliveries: [], delivered: 0,
    consoleLines: [], consoleCharacters: 0, dropped: 0,
    waiting: new NativeMap(), waitingCount: 0, lastCall: 0, calls: [],
    // Which rule is at work: -1 before the first.
    current: -1, settle: null, isOver: false,
  };
  shared.login = login;

  function define(object, name, value) {
    defineProperty(object, name, { value, writable: true, enumerable: false, configurable: true });
  }

  /** Evaluated on first use, then an ordinary global. */
  function defineLazily(name, make) {
    defineProperty(globalThis, name, {
      configurable: true,
      enumerable: false,
      get() { const value = make(); define(globalThis, name, value); return value; },
      set(value) { define(globalThis, name, value); },
    });
  }

  // MARK: Time and chance

  /** The tenant's time: it stands still where the tenant's clock does. */
  function now() {
    const { job, startedAt } = shared.login;
    if (job === null) return 0;
    return job.clock.running ? job.clock.now + floor(host.monotonic() - startedAt) : job.clock.now;
  }

  function TenantDate(...parts) {
    if (new.target === undefined) return apply(NativeDate.prototype.toString, new NativeDate(now()), []);
    return construct(NativeDate, parts.length === 0 ? [now()] : parts, new.target);
  }
  defineProperty(TenantDate, 'name', { value: 'Date', configurable: true });
  defineProperty(TenantDate, 'length', { value: 7, configurable: true });
  define(TenantDate, 'now', function () { return now(); });
  define(TenantDate, 'parse', NativeDate.parse);
  define(TenantDate, 'UTC', NativeDate.UTC);
  defineProperty(TenantDate, 'prototype', { value: NativeDate.prototype, writable: false });
  define(NativeDate.prototype, 'constructor', TenantDate);
  define(globalThis, 'Date', TenantDate);

  // Formatting no date at all means formatting this moment. `Intl` is large, and made when somebody looks at it.
  const intl = getOwnPropertyDescriptor(globalThis, 'Intl');
  defineLazily('Intl', () => {
    const Intl = 'value' in intl ? intl.value : apply(intl.get, globalThis, []);
    const prototype = Intl.DateTimeFormat.prototype;
    const { get: boundFormat } = getOwnPropertyDescriptor(prototype, 'format');
    const { formatToParts } = prototype;
    defineProperty(prototype, 'format', {
      configurable: true,
      get() {
        const format = apply(boundFormat, this, []);
        return (date) => format(date === undefined ? now() : date);
      },
    });
    define(prototype, 'formatToParts', function (date) {
      return apply(formatToParts, this, [date === undefined ? now() : date]);
    });
    return Intl;
  });

  // sfc32, seeded by the run: a login repeats its numbers where the tenant's entropy does.
  function nextWord() {
    const words = shared.login;
    if (!words.isSeeded) {
      const bytes = host.randomBytes(16);
      const word = (at) => bytes[at] | bytes[at + 1] << 8 | bytes[at + 2] << 16 | bytes[at + 3] << 24;
      words.a = word(0);
      words.b = word(4);
      words.c = word(8);
      words.count = word(12);
      words.isSeeded = true;
    }
    const { a, b, c, count } = words;
    const drawn = (a + b | 0) + count | 0;
    words.a = b ^ b >>> 9;
    words.b = c + (c << 3) | 0;
    words.c = (c << 21 | c >>> 11) + drawn | 0;
    words.count = count + 1 | 0;
    return drawn >>> 0;
  }
  define(Math, 'random', function random() {
    return ((nextWord() >>> 6) * 134217728 + (nextWord() >>> 5)) / 9007199254740992;
  });

  // Doors past the clock, the deadline and the sandbox.
  for (const name of ['Atomics', 'SharedArrayBuffer', 'Temporal', 'WebAssembly']) {
    if (name in globalThis) globalThis[name] = undefined;
  }

  // MARK: Timers

  function startTimer(handler, delay, parameters, repeats) {
    if (typeof handler !== 'function') throw new TypeError('The "callback" argument must be of type function');
    const { login } = shared;
    if (login.timerCount >= MOST_TIMERS) throw new RangeError(`A rule may have ${MOST_TIMERS} timers waiting`);
    const asked = +delay;
    const milliseconds = asked > 1 ? asked : 1;
    const id = ++login.lastTimer;
    login.timerCount += 1;
    apply(mapSet, login.timers, [id, { handler, parameters, milliseconds, repeats }]);
    host.startTimer(id, milliseconds);
    return timerHandle(id, login);
  }

  /** Node's timers are objects; old code compares them with numbers. One of an earlier login is no timer any more. */
  function timerHandle(id, owner) {
    return {
      ref() { return this; }, unref() { return this; }, hasRef() { return true; },
      [Symbol.toPrimitive]() { return owner === shared.login ? id : 0; },
    };
  }

  function stopTimer(handle) {
    const { login } = shared;
    const id = handle === undefined || handle === null ? 0 : +handle;
    if (apply(mapDelete, login.timers, [id])) login.timerCount -= 1;
    host.stopTimer(id);
  }

  function fire(id) {
    const timer = apply(mapGet, login.timers, [id]);
    if (timer === undefined) return;
    if (timer.repeats) {
      host.startTimer(id, timer.milliseconds);
    } else {
      apply(mapDelete, login.timers, [id]);
      login.timerCount -= 1;
    }
    guarded(() => apply(timer.handler, undefined, timer.parameters));
  }

  /** What a call of the network comes to, after so many milliseconds. */
  function bring(handler, delay) {
    const handle = startTimer(handler, delay, [], false);
    shared.login.deliveries[shared.login.deliveries.length] = +handle;
    return handle;
  }

  /**
   * The login is over. What the network still owes may be awaited by something in `global`, and comes now, at once and in
   * order: later it would depend on the machine's mood which login meets it.
   *
   * @returns 1 where there may be more.
   */
  function deliver() {
    if (!keepsObjects()) return 0;
    while (login.delivered < login.deliveries.length) {
      const id = login.deliveries[login.delivered++];
      if (apply(mapGet, login.timers, [id]) === undefined) continue;
      fire(id);
      return 1;
    }
    return 0;
  }

  define(globalThis, 'setTimeout', function setTimeout(handler, delay, ...parameters) {
    return startTimer(handler, delay, parameters, false);
  });
  // `util.promisify(setTimeout)` waits, and gives what it was given.
  define(globalThis.setTimeout, Symbol.for('nodejs.util.promisify.custom'), (delay, value) => new NativePromise((resolve) => {
    startTimer(resolve, delay, [value], false);
  }));
  define(globalThis, 'setInterval', function setInterval(handler, delay, ...parameters) {
    return startTimer(handler, delay, parameters, true);
  });
  define(globalThis, 'setImmediate', function setImmediate(handler, ...parameters) {
    return startTimer(handler, 0, parameters, false);
  });
  for (const name of ['clearTimeout', 'clearInterval', 'clearImmediate']) define(globalThis, name, stopTimer);
  define(globalThis, 'queueMicrotask', function queueMicrotask(handler) {
    apply(then, NativePromise.resolve(), [() => { guarded(handler); }]);
  });

  // MARK: Console

  function isConsoleFull() {
    const { consoleLines, consoleCharacters } = shared.login;
    if (consoleLines.length < MOST_LINES && consoleCharacters < MOST_CONSOLE_CHARACTERS) return false;
    shared.login.dropped += 1;
    return true;
  }

  /** Kept by us; `host.log` keeps it a second time, for the case that this machine does not live to tell. */
  function keepLine(level, text) {
    if (isConsoleFull()) return;
    const { login } = shared;
    const room = MOST_CONSOLE_CHARACTERS - login.consoleCharacters;
    const limit = room < MOST_LINE_CHARACTERS ? room : MOST_LINE_CHARACTERS;
    const line = text.length > limit ? apply(sliceText, text, [0, limit]) + ' … (truncated)' : text;
    login.consoleCharacters += line.length;
    login.consoleLines[login.consoleLines.length] = { rule: culprit(), level, text: line };
    host.log(culprit(), level, line);
  }

  function print(level, parts) {
    if (isConsoleFull()) return;
    const plain = parts.length === 1 && typeof parts[0] === 'string';
    keepLine(level, plain ? parts[0] : NativeString(builtin('util').format(...parts)));
  }

  function ignore() {}
  define(globalThis, 'console', {
    log(...parts) { print('log', parts); },
    info(...parts) { print('info', parts); },
    warn(...parts) { print('warn', parts); },
    error(...parts) { print('error', parts); },
    debug(...parts) { print('debug', parts); },
    trace(...parts) { print('trace', parts); },
    dir(value) { print('log', [builtin('util').inspect(value)]); },
    table(value) { print('log', [builtin('util').inspect(value)]); },
    assert(condition, ...parts) { if (!condition) print('error', ['Assertion failed', ...parts]); },
    time: ignore, timeEnd: ignore, timeLog: ignore, group: ignore, groupEnd: ignore, count: ignore,
  });

  // MARK: Modules

  const builtins = new NativeMap();

  function builtin(name) {
    const known = apply(mapGet, builtins, [name]);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    apply(mapSet, builtins, [name, module]);
    const body = host.builtin(name);
    apply(body, module.exports, [module.exports, requireBuiltin, module, openDoor()]);
    classes?.share(name, module.exports);
    return module.exports;
  }

  /** What built-in modules may use of the machine. */
  function openDoor() {
    if (door !== undefined) return door;
    const { hash, hmac, sign, verify } = openMore();
    door = freeze({
      now, monotonic: host.monotonic, randomBytes: host.randomBytes, hash, hmac, sign, verify,
      setTimeout: globalThis.setTimeout, clearTimeout: stopTimer, bring,
      call(request) {
        network ??= builtin('network')(stubs, door, (call) => keepCall(Object.assign(call, { kind: 'network' })));
        return network(request);
      },
    });
    return door;
  }
  let door;
  let network;

  function openMore() { return more ??= host.more(); }
  let more;

  function requireBuiltin(name) { return builtin(name); }

  let loader;
  function load(name) {
    if (loader === undefined) definePresets(() => true);
    loader ??= builtin('modules')({ ...openMore(), hasModules: host.hasModules }, builtin, () => ruleName(shared.login.current));
    return loader(name);
  }
  define(globalThis, 'require', function require(name) { return load(NativeString(name)); });

  // Preset names, of which a tenant's scripts use few: only those that stand in one of them are defined, and all of them
  // once a package is loaded, which nobody has read beforehand.
  const presets = {
    get Buffer() { return builtin('buffer').Buffer; },
    get atob() { return builtin('buffer').atob; },
    get btoa() { return builtin('buffer').btoa; },
    get TextEncoder() { return builtin('text').TextEncoder; },
    get TextDecoder() { return builtin('text').TextDecoder; },
    get URL() { return builtin('url').URL; },
    get URLSearchParams() { return builtin('url').URLSearchParams; },
    get fetch() { return builtin('fetch'); },
    get Headers() { return builtin('fetch').Headers; },
    get Request() { return builtin('fetch').Request; },
    get Response() { return builtin('fetch').Response; },
    get crypto() { return builtin('crypto'); },
    get querystring() { return builtin('querystring'); },
    get request() { return builtin('request'); },
    get jwt() { return builtin('jsonwebtoken'); },
    get uuid() { return builtin('uuid'); },
    get pbkdf2() { return builtin('crypto').pbkdf2; },
  };
  // Every rule environment had these too; they are the tenant's own copies, or cannot be.
  const OLD_VARIABLES = {
    __proto__: null,
    _: 'lodash', Pubnub: 'pubnub', Q: 'q', async: 'async', azure_storage: 'azure-storage', bcrypt: 'bcryptjs',
    bluebird: 'bluebird', cassandra: 'node-cassandra-cql', cookie: 'cookie', couchbase: 'couchbase', ip: 'ip', knex: 'knex',
    moment: 'moment', mongo: 'mongodb', mysql: 'mysql', postgres: 'pg', q: 'q', sqlserver: 'tedious', xml2js: 'xml2js',
    xmldom: 'xmldom', xpath: 'xpath', xtend: 'xtend',
  };
  for (const name of ownKeys(OLD_VARIABLES)) {
    defineProperty(presets, name, { enumerable: true, get() { return loadOld(name, OLD_VARIABLES[name]); } });
  }

  function loadOld(variable, name) {
    try {
      return load(name);
    } catch (error) {
      if (error.code === 'MODULE_NOT_FOUND') {
        error.message = error.message.replace(`requires "${name}"`, () => `uses the free variable ${variable}, in the old sandbox the package "${name}"`);
      }
      throw error;
    }
  }

  function definePresets(isWanted) {
    for (const name of ownKeys(presets)) {
      if (!isWanted(name) || name in globalThis) continue;
      const { get } = getOwnPropertyDescriptor(presets, name);
      defineProperty(globalThis, name, { configurable: true, get, set(value) { define(globalThis, name, value); } });
    }
  }

  define(globalThis, 'process', freeze({
    env: freeze({}),
    argv: freeze([]),
    version: 'v12.0.0',
    versions: freeze({ node: '12.0.0' }),
    platform: 'linux',
    nextTick(handler, ...parameters) { globalThis.queueMicrotask(() => apply(handler, undefined, parameters)); },
    hrtime: freeze(Object.assign(function hrtime(since) {
      const time = host.monotonic();
      const seconds = floor(time / 1000);
      const nanoseconds = round((time - seconds * 1000) * 1e6);
      if (since === undefined) return [seconds, nanoseconds];
      const difference = (seconds - since[0]) * 1e9 + nanoseconds - since[1];
      return [floor(difference / 1e9), difference % 1e9];
    })),
    uptime() { return host.monotonic() / 1000; },
  }));

  /** `callback(new UnauthorizedError('why'))` refuses a login in the rule's own words. */
  class UnauthorizedError extends NativeError {
    constructor(message, challenges) {
      super(message);
      apply(weakSetAdd, shared.unauthorized, [this]);
      this.name = 'unauthorized';
      this.code = 'unauthorized';
      if (challenges !== undefined) this.challenges = challenges;
    }
  }
  define(globalThis, 'UnauthorizedError', UnauthorizedError);

  // MARK: global

  // What a container keeps from run to run; a name that was put there can also be read and written bare.
  const natives = {
    Array, ArrayBuffer, Date: TenantDate, Error, EvalError, Function, Map, Object, Promise, RangeError, ReferenceError,
    RegExp, Set, SyntaxError, TypeError, URIError, Uint8Array, WeakMap, WeakSet,
  };
  const mirrored = create(null);
  /** How this login tells what an earlier one made; nothing where `global` holds no object. */
  let classes;

  function isObject(value) { return value !== null && (typeof value === 'object' || typeof value === 'function'); }

  function keepsObjects() {
    const names = ownKeys(kept);
    for (let index = 0; index < names.length; index += 1) if (isObject(kept[names[index]])) return true;
    return false;
  }

  /** From now on functions of this login may be called by later ones, or those of earlier ones by this. */
  function join() {
    if (classes !== undefined) return;
    shared.join(mirror);
    classes = builtin('internal-realms')(shared.prototypes);
    classes.share('', natives);
    apply(mapForEach, builtins, [(module, name) => { classes.share(name, module.exports); }]);
  }

  /** What replaces a built-in is for `global` alone: the next login begins with the engine's own. */
  function mirror(name) {
    if (name in globalThis) return;
    mirrored[name] = true;
    defineProperty(globalThis, name, {
      configurable: true, enumerable: false, get() { return kept[name]; }, set(value) { keep(name, value); },
    });
  }

  function keep(name, value) {
    const isNew = !(name in kept);
    kept[name] = value;
    if (isObject(value)) join();
    if (!isNew) return;
    mirror(name);
    shared.mirror(name);
  }

  const keptGlobal = new Proxy(globalThis, {
    get(target, name) { return name in kept ? kept[name] : target[name]; },
    has(target, name) { return name in kept || name in target; },
    set(target, name, value) {
      if (name in target && !(name in mirrored)) define(target, name, value);
      keep(name, value);
      return true;
    },
    defineProperty(target, name, descriptor) {
      if ('value' in descriptor && (name in mirrored || !(name in target))) { keep(name, descriptor.value); return true; }
      const isDefined = apply(defineOwn, undefined, [target, name, { ...descriptor, configurable: true }]);
      if (isDefined && 'value' in descriptor) keep(name, descriptor.value);
      return isDefined;
    },
    deleteProperty(target, name) { delete kept[name]; delete mirrored[name]; return delete target[name]; },
  });
  for (const name of ownKeys(kept)) mirror(name);
  if (keepsObjects()) join();
  define(globalThis, 'global', keptGlobal);

  // MARK: What rules are given

  /** Asks the server; the answer comes by `answer`. */
  function ask(name, parameters) {
    return new NativePromise((resolve, reject) => {
      const { login } = shared;
      if (login.lastCall >= MOST_CALLS) throw new RangeError(`A login may ask the tenant ${MOST_CALLS} times`);
      const id = ++login.lastCall;
      login.waitingCount += 1;
      apply(mapSet, login.waiting, [id, { resolve, reject }]);
      host.ask(write({ id, name, parameters }));
    });
  }

  function answer(text) {
    const { id, value, error } = parse(text);
    const asked = apply(mapGet, login.waiting, [id]);
    if (asked === undefined) return;
    apply(mapDelete, login.waiting, [id]);
    login.waitingCount -= 1;
    if (error === undefined) asked.resolve(value);
    else asked.reject(Object.assign(new NativeError(error.message), error));
  }

  function updater(name) {
    return function (userID, metadata) {
      const call = { kind: name, user: userID, metadata: parse(stringify(metadata === undefined ? null : metadata)) };
      keepCall(call);
      return apply(then, ask(name, { user: userID, metadata }), [
        (value) => value,
        (error) => { call.error = error.message; throw error; },
      ]);
    };
  }

  function keepCall(call) {
    const { calls } = shared.login;
    call.rule = culprit();
    if (calls.length < MOST_CALLS) calls[calls.length] = call;
  }

  // MARK: The pipeline

  const { rules, stubs, configuration, domain, words } = parse(host.setup);
  definePresets((name) => words.includes(name));
  const functions = [];
  let userText = '';
  let contextText = '';
  let verdict;

  /** Whose doing it is; after the last rule, what it began without waiting. */
  function culprit() { return shared.login.current < rules.length ? shared.login.current : rules.length - 1; }

  function ruleName(index) { return index >= 0 && index < rules.length ? rules[index].name : ''; }

  function compile() {
    for (let index = 0; index < rules.length; index += 1) {
      try { functions[index] = host.compile(index); } catch (error) { functions[index] = () => { throw error; }; }
    }
  }

  function run(text) {
    const job = parse(text);
    login.job = job;
    login.startedAt = host.monotonic();
    define(globalThis, 'configuration', configuration);
    define(globalThis, 'auth0', {
      domain,
      baseUrl: `https://${domain}/api/v2`,
      get accessToken() { return shared.login.job.accessToken; },
      users: { updateUserMetadata: updater('updateUserMetadata'), updateAppMetadata: updater('updateAppMetadata') },
    });
    userText = stringify(job.user);
    contextText = stringify(job.context);
    proceed(job.user, job.context);
  }

  /** Runs rules for as long as each calls back before it returns; one that does not goes on here later. */
  function proceed(user, context) {
    for (;;) {
      const index = ++login.current;
      if (index === functions.length) { finish({ outcome: 'finished' }); return; }
      host.enter(index);
      const result = runOne(index, user, context);
      if (result === undefined) return;
      if (!accept(index, result)) return;
      ({ user, context } = result);
    }
  }

  let ruleBegun = 0;

  /** @returns what the rule said, or undefined where it will say it later. */
  function runOne(index, user, context) {
    ruleBegun = host.monotonic();
    let said;
    let isLate = false;
    const settle = (result) => {
      if (said !== undefined) {
        if (!login.isOver) keepLine('warn', `rule "${ruleName(index)}" called back again; the first call counts`);
        return;
      }
      said = result;
      said.milliseconds = host.monotonic() - ruleBegun;
      if (isLate && !login.isOver && accept(index, said)) proceed(said.user, said.context);
    };
    login.settle = settle;
    const callback = (error, newUser, newContext) => settle(
      error ? { __proto__: null, refused: error } : { __proto__: null, user: newUser === undefined ? user : newUser, context: newContext === undefined ? context : newContext },
    );
    try {
      const returned = functions[index](user, context, callback);
      if (returned !== null && typeof returned === 'object' && typeof returned.then === 'function') {
        apply(then, NativePromise.resolve(returned), [undefined, (error) => settle({ __proto__: null, thrown: error, hasThrown: true })]);
      }
    } catch (error) {
      settle({ __proto__: null, thrown: error, hasThrown: true });
    }
    isLate = true;
    return said;
  }

  /** What a timer or a micro-task throws is the fault of the rule at work. */
  function guarded(work) {
    try { work(); } catch (error) {
      const { isOver, settle } = shared.login;
      if (!isOver && settle !== null) settle({ __proto__: null, thrown: error, hasThrown: true });
    }
  }

  /** Writes the step down. @returns whether the next rule may run. */
  function accept(index, result) {
    const changes = left(result);
    host.step(`{"rule":${index},"ms":${round(result.milliseconds * 1000) / 1000}${changes ?? ''}}`);
    return changes !== undefined;
  }

  /** What the rule changed, as members of JSON; undefined where the run is over. */
  function left(result) {
    if (result.hasThrown) {
      finish(isOurs(result.thrown) ? refusal(result.thrown) : failure('thrown', result.thrown));
      return undefined;
    }
    if ('refused' in result) { finish(refusal(result.refused)); return undefined; }
    const newUser = written('user', result.user);
    if (newUser === undefined) return undefined;
    const newContext = written('context', result.context);
    if (newContext === undefined) return undefined;
    const claim = claimWithoutNumber(result.context);
    if (claim !== undefined) {
      fail('not_json', `context.idToken holds a number that is not finite, at "${claim}"`);
      return undefined;
    }
    const changes = (newUser === userText ? '' : `,"user":${newUser}`)
      + (newContext === contextText ? '' : `,"context":${newContext}`);
    userText = newUser;
    contextText = newContext;
    return changes;
  }

  /** Where a claim is NaN or infinite, which JSON would turn into null without a word; undefined where none is. */
  function claimWithoutNumber(context) {
    let place;
    try {
      stringify(context.idToken, (key, member) => {
        if (typeof member === 'number' && member - member !== 0 && place === undefined) place = key;
        return member;
      });
    } catch { }
    return place;
  }

  /** The object as JSON; undefined after the run has been failed, because it cannot be. */
  function written(name, value) {
    let text;
    if (value === null || typeof value !== 'object') {
      fail('not_json', `the ${name} given to the callback is ${value === null ? 'null' : typeof value}, not an object`);
      return undefined;
    }
    try { text = write(value); } catch (error) {
      fail('not_json', `the ${name} cannot be written as JSON: ${describe(error).message}`);
      return undefined;
    }
    if (typeof text !== 'string' || text[0] !== '{') {
      fail('not_json', `the ${name} is not a JSON object`);
      return undefined;
    }
    if (text.length > host.mostCharacters) {
      fail('too_large', `the ${name} is ${text.length} characters of JSON; ${host.mostCharacters} are allowed`);
      return undefined;
    }
    return text;
  }

  /** JSON that a strict reader takes: half a surrogate pair, which JSON can only escape, becomes U+FFFD. */
  function write(value) {
    const text = stringify(value);
    if (typeof text !== 'string' || !apply(includes, text, ['\\ud'])) return text;
    return stringify(value, (key, member) => typeof member === 'string' ? apply(toWellFormed, member, []) : member);
  }

  function fail(reason, message) { finish(failure(reason, new NativeError(message))); }

  function refusal(error) {
    const { message } = describe(error);
    return { outcome: 'refused', unauthorized: isUnauthorized(error), message };
  }

  /** An `UnauthorizedError`, of this login or of one that kept what made it. */
  function isOurs(error) { return apply(weakSetHas, shared.unauthorized, [error]); }

  function isUnauthorized(error) {
    try {
      return isOurs(error)
        || (error !== null && typeof error === 'object' && (error.name === 'UnauthorizedError' || error.code === 'unauthorized'));
    } catch (unspeakable) {
      return false;
    }
  }

  function failure(reason, error) { return { outcome: 'failed', reason, ...describe(error) }; }

  /** A thrown thing in plain members, whatever it is. */
  function describe(error) {
    try {
      if (error !== null && typeof error === 'object') {
        const { name, message, line, column, sourceURL, stack } = error;
        const text = message === undefined || message === '' ? NativeString(name === undefined ? stringify(error) : name) : NativeString(message);
        return {
          name: NativeString(name === undefined ? 'Error' : name), message: apply(sliceText, text, [0, 2000]),
          line: typeof line === 'number' ? line : undefined, column: typeof column === 'number' ? column : undefined,
          file: typeof sourceURL === 'string' ? sourceURL : undefined,
          stack: typeof stack === 'string' ? apply(sliceText, stack, [0, 4000]) : undefined,
        };
      }
      return { name: 'Error', message: apply(sliceText, NativeString(error), [0, 2000]) };
    } catch (unspeakable) {
      return { name: 'Error', message: 'something that cannot be shown' };
    }
  }

  /**
   * The micro-tasks are through. Only now is an outcome told: what a rule began without waiting for it, a call to some
   * hook, asks the network in a micro-task.
   */
  function rest() {
    if (!login.isOver && login.job !== null && login.timerCount === 0 && login.waitingCount === 0) {
      fail('never_called_back', 'the rule never called its callback, and nothing is left that could');
    }
    if (verdict !== undefined) tell(verdict);
    verdict = undefined;
  }

  function finish(result) {
    if (login.isOver) return;
    login.isOver = true;
    verdict = result;
  }

  function tell(result) {
    const report = create(null);
    const names = ownKeys(result);
    for (let index = 0; index < names.length; index += 1) report[names[index]] = result[names[index]];
    if (report.outcome !== 'finished') report.rule = login.current;
    report.console = login.consoleLines;
    report.dropped = login.dropped;
    report.calls = login.calls;
    host.finish(write(report));
  }

  compile();
  return freeze({ run, fire, answer, rest, deliver });
})
