'use strict';
// The `request` library (2.88) as rules used it: JSON, forms, query strings, authentication, redirects, time limits,
// defaults, callbacks and events. Refused where asked for: multipart bodies; OAuth 1, AWS and Hawk signatures.
// Left out in silence: streams (`pipe`), cookie jars, proxies and TLS options.

const { Buffer } = require('buffer');
const EventEmitter = require('events');
const querystring = require('querystring');
const url = require('url');
const { follow, lowerCased, reasonPhrase, within } = require('network');

const REFUSED_OPTIONS = ['formData', 'multipart', 'oauth', 'aws', 'hawk', 'httpSignature'];
const FORM = 'application/x-www-form-urlencoded';

/** One call under way: emits `request`, `response`, `data`, `end` and `complete`, or `error`. */
class Request extends EventEmitter {
  constructor(options) {
    super();
    this.options = { ...options };
    this.method = String(options.method ?? 'GET').toUpperCase();
    this.aborted = false;
    const { callback } = options;
    if (typeof callback === 'function') {
      this.on('error', callback);
      this.on('complete', (response, body) => callback(null, response, body));
    }
    // Not yet: `request.post(url).form({ … })` goes on describing the call.
    queueMicrotask(() => this.#start());
  }

  form(form) {
    this.options.form = form;
    return this;
  }

  json(json) {
    this.options.json = json;
    return this;
  }

  qs(members) {
    this.options.qs = { ...this.options.qs, ...members };
    return this;
  }

  auth(user, pass, sendImmediately, bearer) {
    this.options.auth = { user, pass, bearer };
    return this;
  }

  abort() {
    this.aborted = true;
    this.emit('abort');
  }

  toJSON() {
    return { uri: this.uri, method: this.method, headers: this.headers };
  }

  #start() {
    if (this.aborted) return;
    // What a callback throws is the rule's own error, so callbacks run outside the promise that would swallow it.
    this.#exchange().then(
      (exchange) => queueMicrotask(() => this.#deliver(exchange)),
      (error) => queueMicrotask(() => { if (!this.aborted) this.emit('error', error); }),
    );
  }

  async #exchange() {
    const { followAllRedirects = false, followRedirect = true, maxRedirects = 10, timeout } = this.options;
    const message = compose(this.options, this.method);
    Object.assign(this, { uri: url.parse(message.url), headers: message.headers, body: message.body });
    this.emit('request', this);
    const exchange = follow(message, {
      limit: maxRedirects,
      isAllowed: ({ method }, response) => {
        if (!followAllRedirects && ['PATCH', 'POST', 'PUT', 'DELETE'].includes(method)) return false;
        return typeof followRedirect === 'function'
          ? followRedirect({ statusCode: response.status, headers: response.headers })
          : followRedirect;
      },
      tooMany: (last) => new Error(`Exceeded maxRedirects. Probably stuck in a redirect loop ${last}`),
    });
    const late = () => Object.assign(new Error('ETIMEDOUT'), { code: 'ETIMEDOUT', connect: false });
    return within(timeout, exchange, late);
  }

  #deliver({ request, response: { status, headers, body } }) {
    if (this.aborted) return;
    Object.assign(this, { method: request.method, uri: url.parse(request.url), headers: request.headers });
    const response = new Response(this, status, headers);
    this.response = response;
    this.emit('response', response);
    const chunk = typeof this.options.encoding === 'string' ? body : Buffer.from(body);
    for (const emitter of [response, this]) {
      if (body !== '') emitter.emit('data', chunk);
      emitter.emit('end');
    }
    response.body = this.#read(body);
    this.emit('complete', response, response.body);
  }

  #read(body) {
    const { encoding, json, jsonReviver } = this.options;
    if (json) {
      if (body === '') return undefined;
      try {
        return JSON.parse(body, jsonReviver);
      } catch {
        return body;
      }
    }
    return encoding === null ? Buffer.from(body) : body;
  }
}

/** What callbacks get: as much of Node's `http.IncomingMessage` as rules look at. */
class Response extends EventEmitter {
  constructor(request, statusCode, headers) {
    super();
    Object.assign(this, { statusCode, statusMessage: reasonPhrase(statusCode), headers, request });
  }

  toJSON() {
    return { statusCode: this.statusCode, body: this.body, headers: this.headers, request: this.request.toJSON() };
  }
}

// MARK: Options to a call of the network

function compose(options, method) {
  const refused = REFUSED_OPTIONS.find((name) => options[name] !== undefined);
  if (refused !== undefined) throw new Error(`request: the option "${refused}" is not supported in the rule sandbox`);
  const address = addressOf(options);
  const headers = lowerCased(options.headers ?? {});
  const body = bodyOf(options, headers);
  authenticate(options.auth ?? userInformation(address), headers);
  return { method, url: url.format({ ...address, auth: null, hash: null, query: null }), headers, body };
}

/** Node's older `url.parse` object, as `response.request.uri` shows it. */
function addressOf({ uri, url: alias, baseUrl, qs, useQuerystring }) {
  const given = uri ?? alias;
  if (!given && !baseUrl) throw new Error('options.uri is a required argument');
  const text = baseUrl === undefined ? textOf(given) : joined(String(baseUrl), given ?? '');
  const address = url.parse(text);
  if (!address.host) throw new Error(`Invalid URI "${text}"`);
  if (!['http:', 'https:'].includes(address.protocol)) throw new Error(`Invalid protocol: ${address.protocol}`);
  if (qs === undefined) return address;
  const members = { ...querystring.parse(address.query), ...qs };
  const query = useQuerystring ? querystring.stringify(members) : encoded(members);
  return Object.assign(address, { search: query === '' ? null : `?${query}` });
}

function textOf(address) {
  return typeof address === 'string' ? address : address.href ?? url.format(address);
}

function joined(base, path) {
  if (typeof path !== 'string') throw new Error('options.uri must be a string when using options.baseUrl');
  if (path.startsWith('//') || path.includes('://')) {
    throw new Error('options.uri must be a path when using options.baseUrl');
  }
  return path === '' ? base : `${base.replace(/\/$/, '')}/${path.replace(/^\//, '')}`;
}

/** Also sets the headers that describe the body. */
function bodyOf({ form, json, body, jsonReplacer }, headers) {
  if (json) headers.accept ??= 'application/json';
  if (form !== undefined && form !== null) {
    if (!isForm(headers)) headers['content-type'] = FORM;
    return typeof form === 'string' ? strict(form) : encoded(form);
  }
  const value = typeof json === 'object' && json !== null ? json : body;
  if (value === undefined || value === null) return null;
  if (json && !isForm(headers)) {
    headers['content-type'] ??= 'application/json';
    return JSON.stringify(value, jsonReplacer);
  }
  if (typeof value === 'string' || Buffer.isBuffer(value)) return value.toString();
  throw new Error('Argument error, options.body.');
}

function isForm(headers) {
  return /^application\/x-www-form-urlencoded\b/.test(headers['content-type']);
}

function userInformation({ auth }) {
  if (!auth) return undefined;
  const [user, ...pass] = auth.split(':');
  return { user, pass: pass.join(':') };
}

function authenticate(auth, headers) {
  if (auth === undefined || auth === null) return;
  const { user = auth.username, pass = auth.password ?? '', bearer } = auth;
  if (bearer !== undefined) {
    headers.authorization = `Bearer ${typeof bearer === 'function' ? bearer() : bearer}`;
  } else if (typeof user === 'string' && typeof pass === 'string') {
    headers.authorization = `Basic ${Buffer.from(`${user}:${pass}`).toString('base64')}`;
  } else {
    throw new Error(user === undefined ? 'no auth mechanism defined' : 'auth() received invalid user or password');
  }
}

// MARK: Query strings and forms

/** Members nest as `a[b]=c`, lists as `a[0]=x`; nothing that is undefined appears. */
function encoded(members) {
  return Object.entries(members).flatMap(([name, value]) => pairs(name, value)).join('&');
}

function pairs(name, value) {
  if (value === undefined || typeof value === 'function') return [];
  if (value instanceof Date) return pairs(name, value.toISOString());
  if (value !== null && typeof value === 'object' && !Buffer.isBuffer(value)) {
    return Object.entries(value).flatMap(([key, item]) => pairs(`${name}[${key}]`, item));
  }
  return [`${strict(encodeURIComponent(name))}=${strict(encodeURIComponent(value === null ? '' : String(value)))}`];
}

/** RFC 3986 reserves what `encodeURIComponent` leaves alone. */
function strict(text) {
  return text.replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

// MARK: The function and its verbs

const VERBS = {
  get: 'GET',
  head: 'HEAD',
  options: 'OPTIONS',
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  del: 'DELETE',
  delete: 'DELETE',
};

/** `request` itself, or one with `defaults`; `perform` makes a call of the options. */
function face(perform, defaults) {
  const request = (...parameters) => perform(merged(defaults, gathered(...parameters)));
  for (const [verb, method] of Object.entries(VERBS)) {
    request[verb] = (...parameters) => perform({ ...merged(defaults, gathered(...parameters)), method });
  }
  request.defaults = (options, requester = perform) => face(requester, merged(defaults, options ?? {}));
  return request;
}

/** One set of options of `(uri, options, callback)`, `(uri, callback)`, `(options, callback)`. */
function gathered(uri, options, callback) {
  if (uri === undefined) throw new Error('undefined is not a valid uri or options object.');
  if (typeof options === 'function') return gathered(uri, undefined, options);
  const given = typeof uri === 'string' ? { ...options, uri } : { ...uri, ...options };
  return callback === undefined ? given : { ...given, callback };
}

function merged(defaults, options) {
  if (defaults.headers === undefined) return { ...defaults, ...options };
  return { ...defaults, ...options, headers: { ...defaults.headers, ...options.headers } };
}

module.exports = Object.assign(face((options) => new Request(options), {}), { Request });
