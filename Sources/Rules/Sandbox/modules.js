'use strict';
// `require` as rules know it: what Node and the old rule environments had is built in, everything else comes from the
// tenant's own folder of pure-JavaScript packages (`emulator.rules.modules`), read-only, by Node's CommonJS algorithm.

const BUILT_IN = new Map([
  ...['assert', 'buffer', 'crypto', 'events', 'path', 'querystring', 'string_decoder', 'url', 'util', 'axios',
    'jsonwebtoken', 'request', 'uuid'].map((name) => [name, name]),
  ['request-promise', 'request-promise'], ['request-promise-native', 'request-promise'],
  ['node-fetch', 'fetch'], ['fetch', 'fetch'],
]);

/** Files inside a library that rules require by name: a member of what the library exports. */
const MEMBERS = new Map([
  ['assert/strict', ['assert', 'strict']], ['util/types', ['util', 'types']], ['path/posix', ['path', 'posix']],
  ...['v1', 'v3', 'v4', 'v5'].map((version) => [`uuid/${version}`, ['uuid', version]]),
  ...['request-promise', 'request-promise-native'].map((name) => [`${name}/errors`, ['request-promise', 'errors']]),
]);

const NEEDS_THE_MACHINE = new Set([
  'async_hooks', 'child_process', 'cluster', 'constants', 'dgram', 'diagnostics_channel', 'dns', 'domain', 'fs',
  'http', 'http2', 'https', 'inspector', 'module', 'net', 'os', 'perf_hooks', 'process', 'readline', 'repl', 'stream',
  'sys', 'test', 'timers', 'tls', 'tty', 'v8', 'vm', 'wasi', 'worker_threads', 'zlib',
]);

const NEEDS_A_CONNECTION = new Set([
  'azure-storage', 'cassandra-driver', 'couchbase', 'ioredis', 'knex', 'ldapjs', 'mongo-getdb', 'mongodb', 'mssql', 'mysql',
  'mysql2', 'node-cassandra-cql', 'nodemailer', 'pg', 'pubnub', 'redis', 'tedious',
]);

const OUTSIDE = 'it is a link that leads out of the folder emulator.rules.modules; copy the package into the folder, or name '
  + 'one that holds both ends';

const CONDITIONS = ['require', 'node', 'default'];

module.exports = function makeRequire(host, builtin, ruleName) {
  const loaded = new Map();

  function missing(name, why) {
    const rule = ruleName();
    const error = new Error(`${rule === '' ? 'A module' : `The rule "${rule}"`} requires "${name}": ${why}`);
    error.code = 'MODULE_NOT_FOUND';
    return error;
  }

  /** `lodash@4.17.21` and `@scope/name@1/file` without the version that old environments let rules name. */
  function withoutVersion(name) {
    const scope = name.startsWith('@') ? name.indexOf('/') + 1 : 0;
    const at = name.indexOf('@', scope > 0 ? scope : 1);
    if (at < 0) return name;
    const rest = name.indexOf('/', at);
    return name.slice(0, at) + (rest < 0 ? '' : name.slice(rest));
  }

  function builtIn(name) {
    const plain = name.startsWith('node:') ? name.slice(5) : name;
    if (BUILT_IN.has(plain)) return { exports: builtin(BUILT_IN.get(plain)) };
    if (MEMBERS.has(plain)) {
      const [library, member] = MEMBERS.get(plain);
      return { exports: builtin(library)[member] };
    }
    if (NEEDS_THE_MACHINE.has(plain.split('/')[0])) {
      throw missing(name, 'it needs files, sockets or native code, and the rule sandbox has none');
    }
    if (NEEDS_A_CONNECTION.has(plain.split('/')[0])) {
      throw missing(name, 'it connects to a service, and no call leaves the machine; ask the service over HTTP, and write its '
        + 'answer as a stub (emulator.rules.stubs)');
    }
    return undefined;
  }

  /** Segments joined and `.`/`..` resolved; undefined where that leaves the folder. */
  function join(directory, path) {
    const segments = directory === '' ? [] : directory.split('/');
    for (const segment of path.split('/')) {
      if (segment === '' || segment === '.') continue;
      if (segment !== '..') segments.push(segment);
      else if (segments.pop() === undefined) return undefined;
    }
    return segments.join('/');
  }

  function file(path) {
    if (path === undefined) return undefined;
    for (const candidate of [path, `${path}.js`, `${path}.cjs`, `${path}.json`]) {
      const kind = host.kindOfFile(candidate);
      if (kind === 'outside') throw missing(candidate, OUTSIDE);
      if (kind === 'file') return candidate;
    }
    return undefined;
  }

  function description(directory) {
    const path = join(directory, 'package.json');
    return host.kindOfFile(path) === 'file' ? JSON.parse(host.readFile(path)) : {};
  }

  function fileOrDirectory(path) {
    const found = file(path);
    if (found !== undefined || path === undefined || host.kindOfFile(path) !== 'directory') return found;
    const main = description(path).main;
    const named = main === undefined ? undefined : join(path, main);
    return file(named) ?? (named === undefined ? undefined : file(join(named, 'index'))) ?? file(join(path, 'index'));
  }

  /** `exports` of a package.json: a path, a list of choices, or conditions in the package's own order. */
  function target(entry, star) {
    if (typeof entry === 'string') return entry.replaceAll('*', star);
    if (Array.isArray(entry)) {
      for (const choice of entry) {
        const found = target(choice, star);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    for (const [condition, choice] of Object.entries(entry ?? {})) {
      if (!CONDITIONS.includes(condition)) continue;
      const found = target(choice, star);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  function exported(exports, subpath) {
    const isOneEntry = typeof exports === 'string' || Array.isArray(exports)
      || !Object.keys(exports).some((key) => key.startsWith('.'));
    if (isOneEntry) return subpath === '.' ? target(exports, '') : undefined;
    if (subpath in exports) return target(exports[subpath], '');
    for (const [pattern, entry] of Object.entries(exports)) {
      const [before, after] = pattern.split('*');
      if (after === undefined || !subpath.startsWith(before) || !subpath.endsWith(after)) continue;
      return target(entry, subpath.slice(before.length, subpath.length - after.length));
    }
    return undefined;
  }

  function packageFile(directory, subpath) {
    const { exports } = description(directory);
    if (exports === undefined || exports === null) return fileOrDirectory(join(directory, subpath));
    const path = exported(exports, subpath === '' ? '.' : `./${subpath}`);
    return path === undefined ? undefined : file(join(directory, path));
  }

  /** From the requiring file outwards, as far as the folder itself, whose members are packages. */
  function inPackages(name, from) {
    const parts = name.split('/');
    const packageName = parts.splice(0, name.startsWith('@') ? 2 : 1).join('/');
    const subpath = parts.join('/');
    for (let directory = from; ;) {
      const place = directory === '' ? packageName : join(directory, `node_modules/${packageName}`);
      const kind = place === undefined ? undefined : host.kindOfFile(place);
      if (kind === 'outside') throw missing(name, OUTSIDE);
      if (kind === 'directory') return packageFile(place, subpath);
      if (place !== undefined && subpath === '' && file(place) !== undefined) return file(place);
      if (directory === '') return undefined;
      directory = directory.includes('/') ? directory.slice(0, directory.lastIndexOf('/')) : '';
    }
  }

  function resolve(name, from) {
    if (!host.hasModules) {
      throw missing(name, 'it is not built in; name your folder of packages in the seed (emulator.rules.modules: ./node_modules)');
    }
    const isPath = name.startsWith('./') || name.startsWith('../') || name === '.' || name === '..';
    if (name.startsWith('/') || name.includes('\\')) throw missing(name, 'only packages can be required, not paths of the machine');
    const path = isPath ? fileOrDirectory(join(from, name)) : inPackages(name, from);
    if (path === undefined) throw missing(name, 'it is neither built in nor in the folder emulator.rules.modules');
    if (path.endsWith('.node')) throw missing(name, 'it is native code, and the rule sandbox runs JavaScript only');
    if (path.endsWith('.mjs')) throw missing(name, 'it is an ES module, and rules load CommonJS');
    return path;
  }

  function load(path) {
    const known = loaded.get(path);
    if (known !== undefined) return known.exports;
    const module = { exports: {}, id: path, filename: path, loaded: false, children: [] };
    loaded.set(path, module);
    try {
      const text = host.readFile(path).replace(/^\uFEFF/, '');
      if (path.endsWith('.json')) {
        module.exports = JSON.parse(text);
      } else {
        const directory = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
        const body = host.compileModule(path, text.replace(/^#!.*/, ''));
        const require = requireFrom(directory);
        module.require = require;
        body.call(module.exports, module.exports, require, module, `/${path}`, `/${directory}`);
      }
      module.loaded = true;
    } catch (error) {
      loaded.delete(path);
      throw error;
    }
    return module.exports;
  }

  function requireFrom(directory) {
    function require(name) {
      const asked = String(name);
      const isPath = asked.startsWith('.');
      const plain = isPath ? asked : withoutVersion(asked);
      const own = isPath ? undefined : builtIn(plain);
      return own === undefined ? load(resolve(plain, directory)) : own.exports;
    }
    require.cache = {};
    require.resolve = (name) => `/${resolve(withoutVersion(String(name)), directory)}`;
    return require;
  }

  return requireFrom('');
};
