'use strict';
// `fetch` with Headers, Request and Response: the global of newer Nodes and `node-fetch` 2 in one (WHATWG Fetch, plus
// `buffer()`, `timeout`, `follow`, `raw()` and FetchError). Left out: streams (`body`), Blob, FormData, caching, CORS.

const { Buffer } = require('buffer');
const { URL, URLSearchParams } = require('url');
const { follow, isRedirect, reasonPhrase, within } = require('network');

/** A call that failed on its way; `type` and `code` say how. The standard calls it a TypeError, and so it is. */
class FetchError extends TypeError {
  constructor(message, type, cause) {
    super(message);
    Object.assign(this, { name: 'FetchError', type });
    if (cause !== undefined) Object.assign(this, { cause, code: cause.code, errno: cause.errno });
  }
}

class AbortError extends Error {
  constructor() {
    super('The user aborted a request.');
    Object.assign(this, { name: 'AbortError', type: 'aborted' });
  }
}

// MARK: Headers

class Headers {
  #values = new Map();

  constructor(init = {}) {
    const pairs = typeof init?.[Symbol.iterator] === 'function' ? init : Object.entries(init ?? {});
    for (const [name, value] of pairs) {
      for (const item of [value].flat()) this.append(name, item);
    }
  }

  append(name, value) {
    const key = headerName(name);
    this.#values.set(key, [...this.#values.get(key) ?? [], headerValue(name, value)]);
  }

  set(name, value) {
    this.#values.set(headerName(name), [headerValue(name, value)]);
  }

  delete(name) {
    this.#values.delete(headerName(name));
  }

  get(name) {
    return this.#values.get(headerName(name))?.join(', ') ?? null;
  }

  getSetCookie() {
    return [...this.#values.get('set-cookie') ?? []];
  }

  has(name) {
    return this.#values.has(headerName(name));
  }

  /** node-fetch's own: every value, by name. */
  raw() {
    return Object.fromEntries([...this.#values].map(([name, values]) => [name, [...values]]));
  }

  forEach(callback, thisArgument) {
    for (const [name, value] of this) callback.call(thisArgument, value, name, this);
  }

  * entries() {
    for (const name of [...this.#values.keys()].sort()) yield [name, this.get(name)];
  }

  * keys() {
    for (const [name] of this) yield name;
  }

  * values() {
    for (const [, value] of this) yield value;
  }

  [Symbol.iterator]() {
    return this.entries();
  }

  get [Symbol.toStringTag]() {
    return 'Headers';
  }
}

function headerName(name) {
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw new TypeError(`${name} is not a legal HTTP header name`);
  return String(name).toLowerCase();
}

function headerValue(name, value) {
  const text = String(value).trim();
  if (/[^\t\x20-\x7e\x80-\xff]/.test(text)) throw new TypeError(`${text} is not a legal HTTP header value for ${name}`);
  return text;
}

// MARK: Bodies

/** The text of a body for a copy or the wire, null where there is none; leaves the body unread. */
let peek;

/** What Request and Response have in common: headers and a text that can be read once. */
class Body {
  #text;
  #isUsed = false;

  static {
    peek = (body) => {
      if (body.#isUsed) throw new TypeError('cannot clone body after it is used');
      return body.#text;
    };
  }

  constructor(body, headers) {
    const { text, type } = extracted(body);
    this.#text = text;
    this.headers = new Headers(headers);
    if (type !== undefined && !this.headers.has('content-type')) this.headers.set('content-type', type);
  }

  get bodyUsed() {
    return this.#isUsed;
  }

  async text() {
    return this.#take();
  }

  async json() {
    const text = this.#take();
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new FetchError(`invalid json response body at ${this.url} reason: ${error.message}`, 'invalid-json');
    }
  }

  async buffer() {
    return Buffer.from(this.#take());
  }

  async arrayBuffer() {
    return new Uint8Array(Buffer.from(this.#take())).buffer;
  }

  #take() {
    if (this.#isUsed) throw new TypeError(`body used already for: ${this.url}`);
    this.#isUsed = this.#text !== null;
    return this.#text ?? '';
  }
}

/** A body as text, and the content type it implies. */
function extracted(body) {
  if (body === undefined || body === null) return { text: null };
  if (body instanceof URLSearchParams) {
    return { text: body.toString(), type: 'application/x-www-form-urlencoded;charset=UTF-8' };
  }
  if (body instanceof ArrayBuffer) return { text: Buffer.from(body).toString() };
  if (ArrayBuffer.isView(body)) return { text: Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString() };
  return { text: String(body), type: 'text/plain;charset=UTF-8' };
}

// MARK: Request and Response

class Request extends Body {
  constructor(input, init = {}) {
    const from = input instanceof Request ? input : undefined;
    const method = String(init.method ?? from?.method ?? 'GET').toUpperCase();
    const body = init.body ?? (from && peek(from));
    if (body !== undefined && body !== null && (method === 'GET' || method === 'HEAD')) {
      throw new TypeError('Request with GET/HEAD method cannot have body');
    }
    super(body, init.headers ?? from?.headers);
    Object.assign(this, {
      url: from?.url ?? addressOf(input),
      method,
      redirect: init.redirect ?? from?.redirect ?? 'follow',
      signal: init.signal ?? from?.signal ?? null,
      follow: init.follow ?? from?.follow ?? 20,
      timeout: init.timeout ?? from?.timeout ?? 0,
    });
  }

  clone() {
    return new Request(this);
  }

  get [Symbol.toStringTag]() {
    return 'Request';
  }
}

function addressOf(input) {
  let address;
  try {
    address = new URL(String(input));
  } catch (error) {
    throw Object.assign(new TypeError('Only absolute URLs are supported'), { code: 'ERR_INVALID_URL', cause: error });
  }
  if (!['http:', 'https:'].includes(address.protocol)) throw new TypeError('Only HTTP(S) protocols are supported');
  if (address.username !== '' || address.password !== '') {
    throw new TypeError(`Request cannot be constructed from a URL that includes credentials: ${input}`);
  }
  return address.href;
}

class Response extends Body {
  constructor(body, { status = 200, statusText = '', headers, url = '', redirected = false } = {}) {
    super(body, headers);
    Object.assign(this, { status, statusText, url, redirected, type: 'default' });
  }

  get ok() {
    return this.status >= 200 && this.status < 300;
  }

  clone() {
    return new Response(peek(this), this);
  }

  static json(data, init) {
    const response = new Response(JSON.stringify(data), init);
    if (!new Headers(init?.headers).has('content-type')) response.headers.set('content-type', 'application/json');
    return response;
  }

  static redirect(url, status = 302) {
    return new Response(null, { status, headers: { location: String(url) } });
  }

  get [Symbol.toStringTag]() {
    return 'Response';
  }
}

// MARK: The call

async function fetch(input, init) {
  const request = new Request(input, init);
  const { redirect, signal, timeout, url } = request;
  const message = {
    method: request.method,
    url: url.replace(/#.*/s, ''),
    headers: { accept: '*/*', ...Object.fromEntries(request.headers) },
    body: peek(request),
  };
  const answered = follow(message, {
    limit: request.follow,
    isAllowed: (_, response) => {
      if (redirect === 'error' && isRedirect(response)) {
        const text = `uri requested responds with a redirect, redirect mode is set to error: ${url}`;
        throw new FetchError(text, 'no-redirect');
      }
      return redirect === 'follow';
    },
    tooMany: (last) => new FetchError(`maximum redirect reached at: ${last}`, 'max-redirect'),
  }).catch((error) => {
    if (error instanceof FetchError) throw error;
    throw new FetchError(`request to ${url} failed, reason: ${error.message}`, 'system', error);
  });
  const timely = within(timeout, answered, () => new FetchError(`network timeout at: ${url}`, 'request-timeout'));
  const { request: last, response: { status, headers, body }, hops } = await unlessAborted(signal, timely);
  const statusText = reasonPhrase(status);
  const bytes = body === '' ? null : Buffer.from(body);
  return new Response(bytes, { status, statusText, headers, url: last.url, redirected: hops > 0 });
}

function unlessAborted(signal, work) {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason ?? new AbortError());
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

module.exports = Object.assign(fetch, { default: fetch, AbortError, FetchError, Headers, Request, Response });
