'use strict';
// axios as rules used it: configurations and their defaults, instances, interceptors, query parameters, JSON and forms,
// Basic authentication, redirects, time limits and its errors. Left out: cancellation, streams, proxies and progress.

const { Buffer } = require('buffer');
const { URL, URLSearchParams } = require('url');
const { follow, lowerCased, reasonPhrase, within } = require('network');

const FORM = 'application/x-www-form-urlencoded';

const DEFAULTS = {
  transformRequest: [serialized],
  transformResponse: [deserialized],
  timeout: 0,
  maxRedirects: 5,
  validateStatus: (status) => status >= 200 && status < 300,
  headers: {
    common: { Accept: 'application/json, text/plain, */*' },
    delete: {},
    get: {},
    head: {},
    options: {},
    patch: { 'Content-Type': FORM },
    post: { 'Content-Type': FORM },
    put: { 'Content-Type': FORM },
  },
};

/** What a call is rejected with; `response` where there was one. */
class AxiosError extends Error {
  constructor(message, code, config, request, response) {
    super(message);
    Object.assign(this, { name: 'AxiosError', code, config, request, response, isAxiosError: true });
    if (response !== undefined) this.status = response.status;
  }

  toJSON() {
    const { name, message, stack, code, config, status } = this;
    return { name, message, stack, code, config, status };
  }
}

// MARK: A call

async function dispatch(config) {
  const headers = lowerCased(ownHeaders(config.headers));
  const data = transformed(config.transformRequest, config.data, headers);
  const { common, [config.method]: ofMethod } = config.headers;
  const sent = { ...lowerCased(common ?? {}), ...lowerCased(ofMethod ?? {}), ...lowerCased(headers) };
  const used = { ...config, data, headers: sent };

  const address = addressOf(used);
  const inAddress = userInformation(address);
  const auth = config.auth ?? inAddress;
  if (auth) sent.authorization = basic(auth);
  const response = responseOf(await exchange(address, used), used);

  response.data = transformed(config.transformResponse, response.data, response.headers, config);
  if (!config.validateStatus || config.validateStatus(response.status)) return response;
  const code = { 4: 'ERR_BAD_REQUEST', 5: 'ERR_BAD_RESPONSE' }[Math.floor(response.status / 100)];
  throw new AxiosError(`Request failed with status code ${response.status}`, code, used, response.request, response);
}

function exchange(address, config) {
  const { data, headers, maxRedirects, timeout } = config;
  const message = { method: config.method.toUpperCase(), url: address.href, headers, body: textOf(data, config) };
  const request = requestOf(message);
  const failure = (text, code) => new AxiosError(text, code, config, request);
  const answered = follow(message, {
    limit: maxRedirects,
    isAllowed: () => maxRedirects > 0,
    tooMany: () => failure('Maximum number of redirects exceeded', 'ERR_FR_TOO_MANY_REDIRECTS'),
  }).catch((error) => {
    if (error instanceof AxiosError) throw error;
    const { errno, syscall, address: host, port } = error;
    throw Object.assign(failure(error.message, error.code), { cause: error, errno, syscall, address: host, port });
  });
  return within(Number(timeout), answered, () => (
    failure(config.timeoutErrorMessage ?? `timeout of ${timeout}ms exceeded`, 'ECONNABORTED')
  ));
}

/** Of the default headers only what is not a group by method. */
function ownHeaders(headers) {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !(name in DEFAULTS.headers)));
}

function addressOf(config) {
  const { baseURL } = config;
  const url = String(config.url ?? '');
  const isWhole = /^([a-z][a-z0-9+.-]*:)?\/\//i.test(url);
  const text = baseURL && !isWhole ? joined(String(baseURL), url) : url;
  let address;
  try {
    address = new URL(text);
  } catch {
    throw new AxiosError('Invalid URL', 'ERR_INVALID_URL', config);
  }
  if (!['http:', 'https:'].includes(address.protocol)) {
    throw new AxiosError(`Unsupported protocol ${address.protocol}`, 'ERR_BAD_REQUEST', config);
  }
  const query = queryOf(config);
  if (query !== '') address = new URL(`${text.replace(/#.*/s, '')}${address.search === '' ? '?' : '&'}${query}`);
  return address;
}

function joined(base, path) {
  return path === '' ? base : `${base.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
}

/** Also takes the user information out of the address. */
function userInformation(address) {
  const { username, password } = address;
  if (username === '' && password === '') return undefined;
  Object.assign(address, { username: '', password: '' });
  return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
}

function basic({ username = '', password = '' }) {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** The parts of Node's `http.ClientRequest` that rules look at. */
function requestOf({ method, url }) {
  const { protocol, host, pathname, search } = new URL(url);
  return { method, protocol, host, path: pathname + search };
}

function responseOf({ request: last, response: { status, headers, body } }, config) {
  const data = config.responseType === 'arraybuffer' ? Buffer.from(body) : body;
  const request = { ...requestOf(last), res: { responseUrl: last.url } };
  return { data, status, statusText: reasonPhrase(status), headers, config, request };
}

// MARK: Data

function transformed(transforms, data, headers, config) {
  return [transforms ?? []].flat().reduce((value, transform) => transform.call(config, value, headers), data);
}

/** The default `transformRequest`. */
function serialized(data, headers) {
  if (data instanceof URLSearchParams) {
    headers['content-type'] ??= `${FORM};charset=utf-8`;
    return data.toString();
  }
  const isJSON = /^application\/json\b/.test(headers['content-type']);
  if (isPlain(data) || (isJSON && data !== undefined && typeof data !== 'string')) {
    headers['content-type'] ??= 'application/json';
    return JSON.stringify(data);
  }
  return data;
}

function isPlain(data) {
  return data !== null && typeof data === 'object' && !ArrayBuffer.isView(data) && !(data instanceof ArrayBuffer);
}

/** The default `transformResponse`: JSON where it is JSON, unless text was asked for. */
function deserialized(data) {
  if (typeof data !== 'string' || (this.responseType ?? 'json') !== 'json') return data;
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
}

function textOf(data, config) {
  if (data === undefined || data === null) return null;
  if (typeof data === 'string') return data;
  if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) return Buffer.from(data).toString();
  const message = 'Data after transformation must be a string, an ArrayBuffer, a Buffer, or a Stream';
  throw new AxiosError(message, 'ERR_BAD_REQUEST', config);
}

/** Lists as `a[]=x`, dates in ISO 8601, other objects as JSON; nothing that is null or undefined appears. */
function queryOf({ params, paramsSerializer }) {
  if (params === undefined || params === null) return '';
  if (typeof paramsSerializer === 'function') return paramsSerializer(params);
  if (params instanceof URLSearchParams) return params.toString();
  return Object.entries(params).flatMap(([name, value]) => (
    Array.isArray(value) ? value.map((item) => [`${name}[]`, item]) : [[name, value]]
  )).filter(([, value]) => value !== null && value !== undefined).map(([name, value]) => (
    `${readable(name)}=${readable(parameterText(value))}`
  )).join('&');
}

function parameterText(value) {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Percent-encoded, but for what axios leaves to be read. */
function readable(text) {
  return encodeURIComponent(text).replace(/%(3A|24|2C|5B|5D)/g, decodeURIComponent).replace(/%20/g, '+');
}

// MARK: Instances

class Interceptors {
  handlers = new Map();
  #count = 0;

  use(fulfilled, rejected) {
    this.handlers.set(this.#count, [fulfilled, rejected]);
    return this.#count++;
  }

  eject(id) {
    this.handlers.delete(id);
  }
}

/** A configuration over its defaults; what was not given does not hide a default. */
function merged(defaults, config = {}) {
  const given = Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));
  for (const name of ['auth', 'params']) {
    if (isGroup(defaults[name]) && isGroup(given[name])) given[name] = { ...defaults[name], ...given[name] };
  }
  return { ...defaults, ...given, headers: mergedHeaders(defaults.headers, given.headers ?? {}) };
}

/** Headers, and groups of them by method one level down; copied, because rules assign to `axios.defaults.headers`. */
function mergedHeaders(defaults, headers) {
  return Object.fromEntries(Object.entries({ ...defaults, ...headers }).map(([name, value]) => (
    [name, isGroup(defaults[name]) ? { ...defaults[name], ...headers[name] } : value]
  )));
}

function isGroup(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof URLSearchParams);
}

function makeInstance(defaults) {
  const interceptors = { request: new Interceptors(), response: new Interceptors() };

  function axios(first, second) {
    const config = merged(axios.defaults, typeof first === 'string' ? { ...second, url: first } : first);
    config.method = String(config.method ?? 'get').toLowerCase();
    const before = [...interceptors.request.handlers.values()].reverse();
    const after = [...interceptors.response.handlers.values()];
    return [...before, [dispatch], ...after].reduce(
      (promise, [fulfilled, rejected]) => promise.then(fulfilled, rejected),
      Promise.resolve(config),
    );
  }

  for (const method of ['delete', 'get', 'head', 'options']) {
    axios[method] = (url, config) => axios({ ...config, method, url });
  }
  for (const method of ['patch', 'post', 'put']) {
    axios[method] = (url, data, config) => axios({ ...config, method, url, data });
  }
  return Object.assign(axios, {
    defaults,
    interceptors,
    request: axios,
    create: (config) => makeInstance(merged(axios.defaults, config)),
    getUri: (config) => {
      const { baseURL, url = '', ...rest } = merged(axios.defaults, config);
      const query = queryOf(rest);
      const text = baseURL ? joined(baseURL, url) : url;
      return query === '' ? text : `${text}${text.includes('?') ? '&' : '?'}${query}`;
    },
  });
}

const axios = makeInstance(merged(DEFAULTS));

module.exports = Object.assign(axios, {
  default: axios,
  AxiosError,
  all: (promises) => Promise.all(promises),
  spread: (callback) => (results) => callback(...results),
  isAxiosError: (value) => value !== null && typeof value === 'object' && value.isAxiosError === true,
});
