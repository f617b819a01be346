'use strict';
// URL and URLSearchParams of the WHATWG URL standard. Left out: blob URLs, the drive letters of Windows, and of IDNA
// all but lower case, compatibility forms and Punycode.
// Internal: rules find it in `url` and as globals.

const { coded } = require('internal-errors');
const { decodeUTF8, encodeUTF8 } = require('text');

const custom = Symbol.for('nodejs.util.inspect.custom');

/** Schemes whose URLs have an authority and a path in every case, with their default ports. */
const DEFAULT_PORTS = new Map([
  ['http:', '80'], ['https:', '443'], ['ws:', '80'], ['wss:', '443'], ['ftp:', '21'], ['file:', ''],
]);

function isSpecial(scheme) {
  return DEFAULT_PORTS.has(scheme);
}

// MARK: Percent-encoding. Each set is what must be encoded besides controls and what is not ASCII.

const FRAGMENT_SET = / |["<>`]/;
const QUERY_SET = / |["#<>]/;
const SPECIAL_QUERY_SET = / |["#<>']/;
const PATH_SET = / |["#<>?`{}]/;
const USERINFO_SET = / |["#/:;<=>?@[\\\]^`{|}]/;
const CONTROL_SET = /(?!)/;

function encodeWith(set, text) {
  let encoded = '';
  for (const character of text) {
    const isPlain = character >= ' ' && character <= '~' && !set.test(character);
    encoded += isPlain ? character : percentBytes(character);
  }
  return encoded;
}

function percentBytes(text) {
  return Array.from(encodeUTF8(text), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

/** The text whose UTF-8 is escaped; an escape that is none stays. */
function percentDecode(text) {
  const bytes = [];
  for (const piece of text.split(/(%[0-9a-f]{2})/i)) {
    if (/^%[0-9a-f]{2}$/i.test(piece)) bytes.push(parseInt(piece.slice(1), 16));
    else bytes.push(...encodeUTF8(piece));
  }
  return decodeUTF8(Uint8Array.from(bytes));
}

// MARK: Hosts

/** The host in its normal form; null where it is none. */
function parseHost(text, special) {
  if (text.startsWith('[')) {
    const pieces = text.endsWith(']') ? parseIPv6(text.slice(1, -1)) : null;
    return pieces === null ? null : `[${serializeIPv6(pieces)}]`;
  }
  if (!special) return /[\0\t\n\r #/:<>?@[\\\]^|]/.test(text) ? null : encodeWith(CONTROL_SET, text);
  const domain = domainToASCII(percentDecode(text));
  if (domain === '' || /[\0-\x20"#%/:<>?@[\\\]^`{|}\x7f]/.test(domain)) return null;
  return endsInNumber(domain) ? parseIPv4(domain) : domain;
}

/** Lower case, compatibility forms folded, labels that are not ASCII in Punycode (RFC 3492). */
function domainToASCII(domain) {
  if (/^[\0-\x7f]*$/.test(domain) && !/(^|\.)xn--/i.test(domain)) return domain.toLowerCase();
  const folded = domain.replace(/[\u00ad\u200b\u2060\ufeff]/g, '').normalize('NFKC').toLowerCase().normalize('NFC');
  return folded.replace(/[\u3002\uff0e\uff61]/g, '.').split('.').map((label) =>
    (/^[\0-\x7f]*$/.test(label) ? label : `xn--${punycode(label)}`)).join('.');
}

function punycode(label) {
  const points = Array.from(label, (character) => character.codePointAt(0));
  let output = points.filter((point) => point < 0x80).map((point) => String.fromCharCode(point)).join('');
  let handled = output.length;
  const basicCount = handled;
  if (basicCount > 0) output += '-';
  let bias = 72;
  let delta = 0;
  let next = 0x80;
  while (handled < points.length) {
    const lowest = Math.min(...points.filter((point) => point >= next));
    delta += (lowest - next) * (handled + 1);
    next = lowest;
    for (const point of points) {
      if (point < next) delta++;
      if (point !== next) continue;
      output += variableLength(delta, bias);
      bias = adaptedBias(delta, handled + 1, handled === basicCount);
      delta = 0;
      handled++;
    }
    delta++;
    next++;
  }
  return output;
}

const BASE_36 = 'abcdefghijklmnopqrstuvwxyz0123456789';

function variableLength(number, bias) {
  let output = '';
  let rest = number;
  for (let place = 36; ; place += 36) {
    const threshold = Math.min(Math.max(place - bias, 1), 26);
    if (rest < threshold) return output + BASE_36[rest];
    output += BASE_36[threshold + ((rest - threshold) % (36 - threshold))];
    rest = Math.floor((rest - threshold) / (36 - threshold));
  }
}

function adaptedBias(delta, count, isFirst) {
  let rest = Math.floor(delta / (isFirst ? 700 : 2));
  rest += Math.floor(rest / count);
  let bias = 0;
  for (; rest > 455; bias += 36) rest = Math.floor(rest / 35);
  return bias + Math.floor((36 * rest) / (rest + 38));
}

function endsInNumber(domain) {
  const labels = domain.split('.');
  if (labels.at(-1) === '' && labels.length > 1) labels.pop();
  return /^(\d+|0x[0-9a-f]*)$/.test(labels.at(-1));
}

/** One to four numbers, the last one filling the bytes that are left; hexadecimal and octal are allowed. */
function parseIPv4(domain) {
  const labels = domain.split('.');
  if (labels.at(-1) === '' && labels.length > 1) labels.pop();
  if (labels.length > 4) return null;
  const numbers = labels.map(parseNumber);
  if (numbers.includes(NaN)) return null;
  const last = numbers.pop();
  if (numbers.some((number) => number > 255) || last >= 256 ** (4 - numbers.length)) return null;
  const address = numbers.reduce((sum, number, index) => sum + number * 256 ** (3 - index), last);
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
}

function parseNumber(text) {
  if (/^0x[0-9a-f]*$/.test(text)) return text === '0x' ? 0 : parseInt(text, 16);
  if (/^0[0-7]+$/.test(text)) return parseInt(text, 8);
  return /^(0|[1-9]\d*)$/.test(text) ? parseInt(text, 10) : NaN;
}

/** Eight 16-bit pieces; null where the text is no address. */
function parseIPv6(text) {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head, tail] = halves.map((half, index) => parsePieces(half, index === halves.length - 1));
  if (head === null || tail === null) return null;
  if (tail === undefined) return head.length === 8 ? head : null;
  const missing = 8 - head.length - tail.length;
  return missing < 1 ? null : [...head, ...Array(missing).fill(0), ...tail];
}

function parsePieces(text, mayEndInIPv4) {
  if (text === '') return [];
  const parts = text.split(':');
  const pieces = [];
  for (const [index, part] of parts.entries()) {
    if (part.includes('.') && mayEndInIPv4 && index === parts.length - 1) {
      const bytes = part.split('.');
      const isByte = (byte) => /^(0|[1-9]\d{0,2})$/.test(byte) && Number(byte) < 256;
      if (bytes.length !== 4 || !bytes.every(isByte)) return null;
      const [first, second, third, fourth] = bytes.map(Number);
      pieces.push(first * 256 + second, third * 256 + fourth);
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) {
      pieces.push(parseInt(part, 16));
    } else {
      return null;
    }
  }
  return pieces;
}

/** The first longest run of two zeros or more becomes `::`. */
function serializeIPv6(pieces) {
  const text = pieces.map((piece) => piece.toString(16)).join(':');
  const runs = [...text.matchAll(/(?<![^:])0(:0)+(?![^:])/g)];
  if (runs.length === 0) return text;
  const longest = runs.reduce((best, run) => (run[0].length > best[0].length ? run : best));
  const before = text.slice(0, longest.index).replace(/:$/, '');
  const after = text.slice(longest.index + longest[0].length).replace(/^:/, '');
  return `${before}::${after}`;
}

// MARK: Records. `scheme` has its colon; `host`, `port`, `query` and `fragment` are null where there is none; `path` is
// an array of segments, or a string where it is opaque (`mailto:ada@example.com`).

/** The record of `input`, relative to the record `base` if there is one; null where it is no URL. */
function parse(input, base) {
  const text = input.replace(/^[\0-\x20]+|[\0-\x20]+$/g, '').replace(/[\t\n\r]/g, '');
  const [beforeFragment, fragment] = splitAt(text, '#');
  const [body, query] = splitAt(beforeFragment, '?');
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(body)?.[0].toLowerCase();
  const record = scheme === undefined
    ? parseRelative(body, query, fragment, base)
    : parseAbsolute(scheme, body.slice(scheme.length), query, base);
  if (record === null) return null;
  if (query !== null) record.query = encodeQuery(query, record.scheme);
  record.fragment = fragment === null ? null : encodeWith(FRAGMENT_SET, fragment);
  return record;
}

function splitAt(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}

function encodeQuery(query, scheme) {
  return encodeWith(isSpecial(scheme) ? SPECIAL_QUERY_SET : QUERY_SET, query);
}

function newRecord(scheme) {
  return { scheme, username: '', password: '', host: null, port: null, path: [], query: null, fragment: null };
}

function parseAbsolute(scheme, rest, query, base) {
  const record = newRecord(scheme);
  if (scheme === 'file:') return parseFile(rest, query, base?.scheme === 'file:' ? base : null);
  if (isSpecial(scheme)) {
    if (base?.scheme === scheme && !rest.startsWith('//')) return resolve(rest, query, base);
    return parseAuthority(record, rest.replace(/^[/\\]+/, ''));
  }
  if (rest.startsWith('//')) return parseAuthority(record, rest.slice(2));
  if (rest.startsWith('/')) return withPath(record, rest);
  record.path = encodeWith(CONTROL_SET, rest);
  return record;
}

function parseRelative(body, query, fragment, base) {
  if (!base) return null;
  if (typeof base.path === 'string') return body === '' && query === null && fragment !== null ? { ...base } : null;
  return base.scheme === 'file:' ? parseFile(body, query, base) : resolve(body, query, base);
}

/** A reference without scheme, against a base that has an authority or a path. */
function resolve(body, query, base) {
  const special = isSpecial(base.scheme);
  const slashed = special ? body.replaceAll('\\', '/') : body;
  if (slashed.startsWith('//')) {
    const rest = special ? body.replace(/^[/\\]+/, '') : body.slice(2);
    return parseAuthority(newRecord(base.scheme), rest);
  }
  const record = { ...base, path: [...base.path], query: null, fragment: null };
  if (body === '') return { ...record, query: query === null ? base.query : null };
  if (slashed.startsWith('/')) return withPath({ ...record, path: [] }, body);
  record.path.pop();
  return withPath(record, body);
}

function parseFile(rest, query, base) {
  const record = { ...newRecord('file:'), host: '' };
  const slashed = rest.replaceAll('\\', '/');
  if (slashed.startsWith('//')) {
    const [hostText] = slashed.slice(2).split('/', 1);
    const host = hostText === '' ? '' : parseHost(hostText, true);
    if (host === null) return null;
    record.host = host === 'localhost' ? '' : host;
    return withPath(record, slashed.slice(2 + hostText.length));
  }
  if (base === null) return withPath(record, rest);
  record.host = base.host;
  if (slashed.startsWith('/')) return withPath(record, rest);
  if (rest === '') return { ...record, path: [...base.path], query: query === null ? base.query : null };
  record.path = base.path.slice(0, -1);
  return withPath(record, rest);
}

/** `user:password@host:port/path`, without the slashes in front. */
function parseAuthority(record, text) {
  const special = isSpecial(record.scheme);
  const end = text.search(special ? /[/\\]/ : /\//);
  const authority = end < 0 ? text : text.slice(0, end);
  const at = authority.lastIndexOf('@');
  const place = authority.slice(at + 1);
  if (at >= 0) {
    if (place === '') return null;
    const [username, password] = splitAt(authority.slice(0, at), ':');
    record.username = encodeWith(USERINFO_SET, username);
    record.password = encodeWith(USERINFO_SET, password ?? '');
  }
  if (!setPlace(record, place)) return null;
  return withPath(record, end < 0 ? '' : text.slice(end));
}

/** Sets host and port; false where they are none. */
function setPlace(record, place) {
  const [, hostText, portText] = /^((?:\[[^\]]*\]?|[^:[])*)(?::(.*))?$/s.exec(place) ?? [];
  if (hostText === undefined || (hostText === '' && (portText !== undefined || isSpecial(record.scheme)))) return false;
  const host = hostText === '' ? '' : parseHost(hostText, isSpecial(record.scheme));
  const port = parsePort(portText ?? '', record.scheme);
  if (host === null || port === undefined) return false;
  record.host = host;
  record.port = port;
  return true;
}

/** null where it is empty or the default one, undefined where it is no port. */
function parsePort(text, scheme) {
  if (!/^\d*$/.test(text) || Number(text) > 65535) return undefined;
  const port = text === '' ? null : String(Number(text));
  return port === DEFAULT_PORTS.get(scheme) ? null : port;
}

/** Adds the segments of `text` to the record's path, going up for `..`. */
function withPath(record, text) {
  const special = isSpecial(record.scheme);
  if (text === '' && !special) return record;
  const slashed = special ? text.replaceAll('\\', '/') : text;
  const segments = slashed.replace(/^\//, '').split('/');
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    const dots = segment.replace(/%2e/gi, '.');
    if (dots === '..') record.path.pop();
    if (dots !== '..' && dots !== '.') record.path.push(encodeWith(PATH_SET, segment));
    else if (isLast) record.path.push('');
  }
  return record;
}

function serializePath({ path }) {
  return typeof path === 'string' ? path : path.map((segment) => `/${segment}`).join('');
}

function serializeHost({ host, port }) {
  return host === null ? '' : `${host}${port === null ? '' : `:${port}`}`;
}

function serialize(record, { withFragment = true } = {}) {
  const { scheme, username, password, host, path, query, fragment } = record;
  const credentials = username || password ? `${username}${password ? `:${password}` : ''}@` : '';
  const authority = host === null ? '' : `//${credentials}${serializeHost(record)}`;
  // Else the path would be read as an authority.
  const guard = host === null && Array.isArray(path) && path.length > 1 && path[0] === '' ? '/.' : '';
  const search = query === null ? '' : `?${query}`;
  const hash = fragment === null || !withFragment ? '' : `#${fragment}`;
  return `${scheme}${authority}${guard}${serializePath(record)}${search}${hash}`;
}

// MARK: URL

function invalid(input, base) {
  const error = Object.assign(coded(TypeError, 'ERR_INVALID_URL', 'Invalid URL'), { input });
  return base === undefined ? error : Object.assign(error, { base });
}

function parseWithBase(input, base) {
  const baseRecord = base === undefined ? null : parse(wellFormed(base), null);
  return base !== undefined && baseRecord === null ? null : parse(wellFormed(input), baseRecord);
}

class URL {
  #record;
  #searchParams;

  constructor(input, base) {
    if (arguments.length === 0) throw coded(TypeError, 'ERR_MISSING_ARGS', 'The "url" argument must be specified');
    this.#record = parseWithBase(input, base);
    if (this.#record === null) throw invalid(String(input), base === undefined ? undefined : String(base));
  }

  static canParse(input, base) {
    if (arguments.length === 0) throw coded(TypeError, 'ERR_MISSING_ARGS', 'The "url" argument must be specified');
    return parseWithBase(input, base) !== null;
  }

  get href() {
    return serialize(this.#record);
  }

  set href(value) {
    const record = parse(wellFormed(value), null);
    if (record === null) throw invalid(String(value));
    this.#record = record;
    this.#tellParams();
  }

  get origin() {
    const { scheme } = this.#record;
    return isSpecial(scheme) && scheme !== 'file:' ? `${scheme}//${this.host}` : 'null';
  }

  get protocol() {
    return this.#record.scheme;
  }

  set protocol(value) {
    const scheme = /^[a-z][a-z0-9+.-]*(?=:|$)/i.exec(unbroken(value))?.[0].toLowerCase();
    const record = this.#record;
    if (scheme === undefined || isSpecial(`${scheme}:`) !== isSpecial(record.scheme)) return;
    if (scheme === 'file' && (record.username || record.password || record.port !== null)) return;
    if (record.scheme === 'file:' && record.host === '') return;
    record.scheme = `${scheme}:`;
    if (record.port === DEFAULT_PORTS.get(record.scheme)) record.port = null;
  }

  get username() {
    return this.#record.username;
  }

  set username(value) {
    if (this.#mayHaveCredentials()) this.#record.username = encodeWith(USERINFO_SET, wellFormed(value));
  }

  get password() {
    return this.#record.password;
  }

  set password(value) {
    if (this.#mayHaveCredentials()) this.#record.password = encodeWith(USERINFO_SET, wellFormed(value));
  }

  get host() {
    return serializeHost(this.#record);
  }

  set host(value) {
    this.#setPlace(value, (text, record) => {
      const [, host, digits] = /^((?:\[[^\]]*\]?|[^:[])*)(?::(\d*))?/.exec(text);
      const isFileWithPort = record.scheme === 'file:' && digits !== undefined;
      if (isFileWithPort || !setHost(record, host)) return false;
      const port = digits ? parsePort(digits, record.scheme) : undefined;
      if (port !== undefined) record.port = port;
      return true;
    });
  }

  get hostname() {
    return this.#record.host ?? '';
  }

  set hostname(value) {
    this.#setPlace(value, (text, record) => {
      const [host] = /^(?:\[[^\]]*\]?|[^:[])*/.exec(text);
      return host.length === text.length && setHost(record, host);
    });
  }

  get port() {
    return this.#record.port ?? '';
  }

  set port(value) {
    if (!this.#mayHaveCredentials()) return;
    const text = unbroken(value);
    const digits = /^\d*/.exec(text)[0];
    if (digits === '' && text !== '') return;
    const port = parsePort(digits, this.#record.scheme);
    if (port !== undefined) this.#record.port = port;
  }

  get pathname() {
    return serializePath(this.#record);
  }

  set pathname(value) {
    if (typeof this.#record.path === 'string') return;
    this.#record.path = [];
    withPath(this.#record, unbroken(value));
  }

  get search() {
    return this.#record.query ? `?${this.#record.query}` : '';
  }

  set search(value) {
    const text = unbroken(value);
    this.#record.query = text === '' ? null : encodeQuery(text.replace(/^\?/, ''), this.#record.scheme);
    this.#tellParams();
  }

  /** Live: what is changed here changes the URL, and the other way round. */
  get searchParams() {
    this.#searchParams ??= linkParams(this.#record.query ?? '', (text) => {
      this.#record.query = text === '' ? null : text;
    });
    return this.#searchParams;
  }

  get hash() {
    return this.#record.fragment ? `#${this.#record.fragment}` : '';
  }

  set hash(value) {
    const text = unbroken(value);
    this.#record.fragment = text === '' ? null : encodeWith(FRAGMENT_SET, text.replace(/^#/, ''));
  }

  toString() {
    return this.href;
  }

  toJSON() {
    return this.href;
  }

  #mayHaveCredentials() {
    return Boolean(this.#record.host) && this.#record.scheme !== 'file:';
  }

  /** `change` returns false to leave the URL as it is. */
  #setPlace(value, change) {
    if (typeof this.#record.path === 'string') return;
    const text = unbroken(value);
    const end = text.search(isSpecial(this.#record.scheme) ? /[/\\?#]/ : /[/?#]/);
    const record = { ...this.#record };
    if (change(end < 0 ? text : text.slice(0, end), record)) this.#record = record;
  }

  #tellParams() {
    if (this.#searchParams) resetParams(this.#searchParams, this.#record.query ?? '');
  }

  [custom](depth, options, inspect) {
    const shown = Object.fromEntries([
      'href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search',
      'searchParams', 'hash',
    ].map((name) => [name, this[name]]));
    return `${this.constructor.name} ${inspect(shown, options)}`;
  }
}

function setHost(record, text) {
  const special = isSpecial(record.scheme);
  const hasCompany = record.username || record.password || record.port !== null;
  if (text === '' && (hasCompany || (special && record.scheme !== 'file:'))) return false;
  const host = text === '' ? '' : parseHost(text, special);
  if (host === null) return false;
  record.host = record.scheme === 'file:' && host === 'localhost' ? '' : host;
  return true;
}

/** As it is taken by the setters. */
function unbroken(value) {
  return wellFormed(value).replace(/[\t\n\r]/g, '');
}

function wellFormed(value) {
  return String(value).replace(/\p{Surrogate}/gu, '\ufffd');
}

// MARK: URLSearchParams

/** `application/x-www-form-urlencoded`, as pairs. */
function parsePairs(text) {
  return text.split('&').filter((pair) => pair !== '').map((pair) => {
    const [name, value] = splitAt(pair.replaceAll('+', ' '), '=');
    return [percentDecode(name), percentDecode(value ?? '')];
  });
}

function serializePairs(pairs) {
  const encode = (text) => encodeWith(/[^A-Za-z0-9*._-]/, text).replaceAll('%20', '+');
  return pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
}

// Doors into the class for `URL` alone: parameters that tell of every change, and new pairs for them.
let linkParams;
let resetParams;

class URLSearchParams {
  #pairs = [];
  #changed = () => {};

  /** From a query string with or without `?`, an iterable of pairs, or an object. */
  constructor(init = '') {
    const isObject = init !== null && (typeof init === 'object' || typeof init === 'function');
    this.#pairs = isObject ? pairsOf(init) : parsePairs(wellFormed(init ?? '').replace(/^\?/, ''));
  }

  static {
    linkParams = (query, changed) => {
      const params = new URLSearchParams();
      params.#pairs = parsePairs(query);
      params.#changed = changed;
      return params;
    };
    resetParams = (params, query) => {
      params.#pairs = parsePairs(query);
    };
  }

  get size() {
    return this.#pairs.length;
  }

  append(name, value) {
    requireArguments(arguments, 'name', 'value');
    this.#pairs.push([wellFormed(name), wellFormed(value)]);
    this.#changed(this.toString());
  }

  delete(name, value) {
    requireArguments(arguments, 'name');
    const key = wellFormed(name);
    this.#pairs = this.#pairs.filter(([known, held]) =>
      known !== key || (value !== undefined && held !== wellFormed(value)));
    this.#changed(this.toString());
  }

  get(name) {
    requireArguments(arguments, 'name');
    const key = wellFormed(name);
    return this.#pairs.find(([known]) => known === key)?.[1] ?? null;
  }

  getAll(name) {
    requireArguments(arguments, 'name');
    const key = wellFormed(name);
    return this.#pairs.filter(([known]) => known === key).map(([, value]) => value);
  }

  has(name, value) {
    requireArguments(arguments, 'name');
    const key = wellFormed(name);
    return this.#pairs.some(([known, held]) => known === key && (value === undefined || held === wellFormed(value)));
  }

  set(name, value) {
    requireArguments(arguments, 'name', 'value');
    const key = wellFormed(name);
    const first = this.#pairs.findIndex(([known]) => known === key);
    if (first < 0) this.#pairs.push([key, wellFormed(value)]);
    else this.#pairs = this.#pairs.filter(([known], index) => known !== key || index === first);
    if (first >= 0) this.#pairs[first] = [key, wellFormed(value)];
    this.#changed(this.toString());
  }

  sort() {
    this.#pairs.sort(([left], [right]) => (left < right ? -1 : Number(left > right)));
    this.#changed(this.toString());
  }

  forEach(callback, thisArgument) {
    if (typeof callback !== 'function') {
      throw require('internal-errors').invalidArgType('callback', 'of type function', callback);
    }
    for (const [name, value] of this) callback.call(thisArgument, value, name, this);
  }

  // By position, because a loop may change what it walks through.
  *entries() {
    for (let index = 0; index < this.#pairs.length; index++) yield [...this.#pairs[index]];
  }

  *keys() {
    for (const [name] of this.entries()) yield name;
  }

  *values() {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator]() {
    return this.entries();
  }

  toString() {
    return serializePairs(this.#pairs);
  }

  get [Symbol.toStringTag]() {
    return 'URLSearchParams';
  }

  [custom](depth, options, inspect) {
    const shown = this.#pairs.map(([name, value]) => `${inspect(name, options)} => ${inspect(value, options)}`);
    return shown.length === 0 ? 'URLSearchParams {}' : `URLSearchParams { ${shown.join(', ')} }`;
  }
}

function pairsOf(init) {
  const iterate = init[Symbol.iterator];
  if (iterate === undefined || iterate === null) {
    return Reflect.ownKeys(init)
      .filter((key) => Object.prototype.propertyIsEnumerable.call(init, key))
      .map((key) => [wellFormed(key), wellFormed(init[key])]);
  }
  if (typeof iterate !== 'function') throw coded(TypeError, 'ERR_ARG_NOT_ITERABLE', 'Query pairs must be iterable');
  return Array.from(init, (pair) => {
    const isList = typeof pair === 'object' && typeof pair?.[Symbol.iterator] === 'function';
    const parts = isList ? [...pair] : [];
    if (parts.length === 2) return parts.map(wellFormed);
    throw coded(TypeError, 'ERR_INVALID_TUPLE', 'Each query pair must be an iterable [name, value] tuple');
  });
}

function requireArguments(given, ...names) {
  if (given.length >= names.length) return;
  const listed = names.map((name) => `"${name}"`).join(' and ');
  const message = `The ${listed} argument${names.length > 1 ? 's' : ''} must be specified`;
  throw coded(TypeError, 'ERR_MISSING_ARGS', message);
}

module.exports = { URL, URLSearchParams, domainToASCII };
