'use strict';
// Node's `url`: the older interface (parse, format, resolve), and URL with URLSearchParams of the WHATWG standard. Left
// out: file paths (fileURLToPath, pathToFileURL) and domains back to Unicode. `resolve` is RFC 3986 §5.2, which Node's
// own leaves for protocols without a host.

const { coded, invalidArgType, requireString } = require('internal-errors');
const { URL, URLSearchParams, domainToASCII } = require('internal-whatwg-url');

/** Protocols that are written with `//`. */
const SLASHED = new Set(['http:', 'https:', 'ftp:', 'gopher:', 'file:', 'ws:', 'wss:']);
const HOSTLESS = 'javascript:';

class Url {
  protocol = null;
  slashes = null;
  auth = null;
  host = null;
  port = null;
  hostname = null;
  hash = null;
  search = null;
  query = null;
  pathname = null;
  path = null;
  href = null;

  parse(text, parseQueryString = false, slashesDenoteHost = false) {
    requireString('url', text);
    let rest = withForwardSlashes(text.trim());
    const isPlainPath = !slashesDenoteHost && /^\/\/?(?!\/)[^?\s#@]*(\?[^\s#@]*)?$/.test(rest);
    this.protocol = /^[a-z0-9.+-]+:/i.exec(rest)?.[0].toLowerCase() ?? null;
    rest = rest.slice(this.protocol?.length ?? 0);

    const isHostless = this.protocol === HOSTLESS;
    const slashesCount = slashesDenoteHost || this.protocol !== null || /^\/\/[^@/]+@[^@/]+/.test(rest);
    if (slashesCount && !isHostless && rest.startsWith('//')) {
      this.slashes = true;
      rest = rest.slice(2);
    }
    if (!isHostless && (this.slashes || (this.protocol !== null && !SLASHED.has(this.protocol)))) {
      rest = takeHost(this, rest, text);
    }
    takePath(this, isHostless || isPlainPath ? rest : escapeUnsafe(rest), parseQueryString);
    this.href = this.format();
    return this;
  }

  format() {
    const protocol = this.protocol ? this.protocol.replace(/:?$/, ':') : '';
    const auth = this.auth ? `${encodeURIComponent(this.auth).replaceAll('%3A', ':')}@` : '';
    const query = typeof this.query === 'object' ? require('querystring').stringify(this.query) : '';
    const search = prefixed('?', this.search || query).replaceAll('#', '%23');
    let pathname = (this.pathname || '').replace(/[#?]/g, encodeURIComponent);
    let host = hostOf(this, auth);
    if (this.slashes || SLASHED.has(protocol)) {
      if (this.slashes || host !== false) {
        if (pathname !== '') pathname = prefixed('/', pathname);
        host = `//${host || ''}`;
      } else if (protocol === 'file:') {
        host = '//';
      }
    }
    return `${protocol}${host || ''}${pathname}${search}${prefixed('#', this.hash || '')}`;
  }

  resolve(relative) {
    return this.resolveObject(parse(relative, false, true)).format();
  }

  resolveObject(relative) {
    const reference = typeof relative === 'string' ? parse(relative, false, true) : relative;
    const result = Object.assign(new Url(), this, { hash: reference.hash });
    const isOther = Boolean(reference.protocol) && reference.protocol !== result.protocol;
    if (isOther && !SLASHED.has(reference.protocol)) return finished(Object.assign(result, reference));
    if (isOther || (reference.slashes && !reference.protocol)) {
      return finished(replaceAuthority(result, isOther ? withHost(reference) : reference));
    }
    if (reference.host || isAbsolute(reference.pathname)) {
      if (reference.host) takeAuthority(result, reference);
      return finished(setPath(result, reference.pathname ?? '', reference));
    }
    if (reference.pathname) return finished(setPath(result, merged(result, reference.pathname), reference));
    if (reference.search !== null) return finished(setPath(result, result.pathname ?? '', reference));
    return finished(result);
  }
}

function isAbsolute(pathname) {
  return Boolean(pathname) && pathname.startsWith('/');
}

/** `text` with `mark` in front, unless it is empty or has it. */
function prefixed(mark, text) {
  return text === '' || text.startsWith(mark) ? text : `${mark}${text}`;
}

/** Backslashes mean slashes up to the query. */
function withForwardSlashes(text) {
  return text.replace(/^[^?]*/, (beforeQuery) => beforeQuery.replaceAll('\\', '/'));
}

function escapeUnsafe(text) {
  return text.replace(/[\t\n\r "'<>\\^`{|}]/g, (character) =>
    `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

/** Takes `auth@hostname:port` off the front of `rest`; returns what is left. */
function takeHost(url, rest, text) {
  const authority = /^[^#/?]*/.exec(rest)[0];
  const at = authority.lastIndexOf('@');
  if (at >= 0) url.auth = decodeURIComponent(authority.slice(0, at));
  const host = /^[^\t\n\r "%';<>\\^`{|}]*/.exec(authority.slice(at + 1))[0];
  let left = rest.slice(at + 1 + host.length);

  const [, name, port] = /^(.*?)(?::(\d*))?$/s.exec(host);
  if (port) url.port = port;
  const isIPv6 = name.startsWith('[') && name.endsWith(']');
  const end = isIPv6 ? -1 : name.indexOf(':');
  if (end >= 0) left = `/${name.slice(end)}${left}`;
  url.hostname = normalHostname(end < 0 ? name : name.slice(0, end), isIPv6, text);
  url.host = `${url.hostname}${url.port === null ? '' : `:${url.port}`}`;
  if (!isIPv6) return left;
  url.hostname = url.hostname.slice(1, -1);
  return left.startsWith('/') ? left : `/${left}`;
}

function normalHostname(name, isIPv6, text) {
  const hostname = name.length > 255 ? '' : name.toLowerCase();
  const ascii = isIPv6 ? hostname : domainToASCII(hostname);
  const isForbidden = isIPv6 ? /[\0\t\n\r #%/<>?@\\^|]/ : /[\0\t\n\r #%/:<>?@[\\\]^|]/;
  if (!isForbidden.test(ascii)) return ascii;
  throw Object.assign(coded(TypeError, 'ERR_INVALID_URL', 'Invalid URL'), { input: text });
}

function takePath(url, rest, parseQueryString) {
  const [, pathname, search, hash] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(rest);
  url.hash = hash ?? null;
  url.search = search ?? null;
  url.query = search === undefined ? null : search.slice(1);
  if (parseQueryString) url.query = require('querystring').parse(url.query ?? '');
  const isRoot = pathname === '' && SLASHED.has(url.protocol) && Boolean(url.hostname);
  url.pathname = isRoot ? '/' : pathname || null;
  setWholePath(url);
}

function setWholePath(url) {
  const hasPath = url.pathname !== null || url.search !== null;
  url.path = hasPath ? `${url.pathname ?? ''}${url.search ?? ''}` : null;
}

/** The authority as `format` writes it; false where there is no host, as told apart from an empty one. */
function hostOf(url, auth) {
  if (url.host) return `${auth}${url.host}`;
  if (!url.hostname) return false;
  const name = url.hostname.includes(':') && !url.hostname.startsWith('[') ? `[${url.hostname}]` : url.hostname;
  return `${auth}${name}${url.port ? `:${url.port}` : ''}`;
}

// MARK: Resolving

function takeAuthority(result, { auth, host, hostname, port }) {
  Object.assign(result, { auth, host, hostname: hostname || host, port });
}

/** `http:a/b` after another protocol: its first name is the host. */
function withHost(reference) {
  if (reference.host || reference.protocol === 'file:') return reference;
  const [host, ...names] = (reference.pathname ?? '').replace(/^\/+/, '').split('/');
  return Object.assign(new Url(), reference, { host, hostname: host, pathname: `/${names.join('/')}` });
}

function replaceAuthority(result, reference) {
  result.protocol = reference.protocol ?? result.protocol;
  result.slashes = result.slashes || reference.slashes;
  takeAuthority(result, reference);
  const { pathname, search, query } = reference;
  const isRoot = !pathname && SLASHED.has(result.protocol) && result.hostname;
  return Object.assign(result, { pathname: isRoot ? '/' : pathname, search, query });
}

/** The path next to the base's own. */
function merged(base, pathname) {
  const folder = (base.pathname ?? '').replace(/[^/]*$/, '');
  return base.host && folder === '' ? `/${pathname}` : `${folder}${pathname}`;
}

function setPath(result, pathname, { search, query }) {
  return Object.assign(result, { pathname: withoutDots(pathname, Boolean(result.host)) || null, search, query });
}

/** Resolves `.` and `..`; only a path without root or host can go above where it starts. */
function withoutDots(pathname, hasHost) {
  const isRooted = pathname.startsWith('/') || hasHost;
  const names = [];
  const segments = pathname.replace(/^\//, '').split('/');
  for (const segment of segments) {
    const canGoUp = names.length > 0 && names.at(-1) !== '..';
    if (segment === '..' && canGoUp) names.pop();
    else if (segment !== '.' && (segment !== '..' || !isRooted)) names.push(segment);
  }
  const last = segments.at(-1);
  if ((last === '.' || last === '..') && names.at(-1) !== '') names.push('');
  return `${isRooted ? '/' : ''}${names.join('/')}`;
}

function finished(url) {
  setWholePath(url);
  url.href = url.format();
  return url;
}

// MARK: Functions

function parse(url, parseQueryString, slashesDenoteHost) {
  return url instanceof Url ? url : new Url().parse(url, parseQueryString, slashesDenoteHost);
}

function format(url, options) {
  if (typeof url === 'string') return parse(url).format();
  if (url === null || typeof url !== 'object') {
    throw invalidArgType('urlObject', 'one of type object or string', url);
  }
  return url instanceof URL ? formatURL(url, options) : Url.prototype.format.call(url);
}

function formatURL(url, { auth = true, fragment = true, search = true } = {}) {
  const shown = new URL(url.href);
  if (!fragment) shown.hash = '';
  if (!auth) Object.assign(shown, { username: '', password: '' });
  if (!search) shown.search = '';
  return shown.href;
}

function resolve(from, to) {
  return parse(from, false, true).resolve(to);
}

function resolveObject(from, to) {
  return from ? parse(from, false, true).resolveObject(to) : to;
}

module.exports = { URL, URLSearchParams, Url, domainToASCII, format, parse, resolve, resolveObject };
