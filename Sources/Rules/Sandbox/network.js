'use strict';
// The network of a rule: calls are answered by the stubs of the seed (`emulator.rules.stubs`) and recorded; none leaves
// the machine. Also what the HTTP libraries share on top of it: redirects, deadlines and reason phrases.
// Internal: serves the other modules of the sandbox, not rules.

const { parse } = require('querystring');
const { URL } = require('url');

const MOST_RECORDED_CHARACTERS = 2000;
const SECRET_HEADERS = ['authorization', 'cookie'];

/**
 * Makes `call({ method, url, headers, body })`, a promise of `{ status, headers, body }`; header names are lower case,
 * bodies are text. The first stub that matches answers, after its delay; where none does, the connection is refused.
 */
function network(stubs, host, record) {
  return function call(request) {
    const url = comparable(request.url);
    const index = stubs.findIndex((stub) => answers(stub, { ...request, url }));
    const stub = stubs[index];
    const response = stub && responseOf(stub, request);
    const error = stub ? undefined : refusal(request);
    record({ ...recorded(request), status: response?.status, stub: stub ? index : null, error: error?.message });
    return new Promise((resolve, reject) => {
      host.bring(() => (error ? reject(error) : resolve(response)), stub?.delay_ms ?? 0);
    });
  };
}

// MARK: Which stub answers

function answers(stub, request) {
  return (stub.method ?? request.method).toUpperCase() === request.method.toUpperCase()
    && matchesURL(comparable(stub.url), request.url)
    && (stub.body === undefined || matchesBody(stub.body, request));
}

/** A pattern that says nothing of a query answers any. */
function matchesURL(pattern, url) {
  return matches(pattern, url) || matches(pattern, url.replace(/\?.*/s, ''));
}

/**
 * Scheme and host in lower case, no default port, a path of at least "/", no fragment, and characters that some libraries
 * escape and others do not (the `|` of every user id) escaped; for URLs and for patterns.
 */
function comparable(url) {
  const [whole, scheme, authority, rest] = /^(https?):\/\/([^/?#]*)([^#]*)/i.exec(url) ?? [];
  if (whole === undefined) return url;
  const host = authority.toLowerCase().replace(scheme.toLowerCase() === 'https' ? /:443$/ : /:80$/, '');
  const hasPath = rest.startsWith('/') || host.endsWith('*');
  const path = rest.replace(/[|"<>^`{}\\ ]/g, (character) => encodeURIComponent(character));
  return `${scheme.toLowerCase()}://${host}${hasPath ? '' : '/'}${path}`;
}

/** `*` stands for any run of characters. By pieces, not by a regular expression, so that no pattern can be slow. */
function matches(pattern, text) {
  const [first, ...middle] = pattern.split('*');
  if (middle.length === 0) return text === pattern;
  if (!text.startsWith(first)) return false;
  const last = middle.pop();
  let from = first.length;
  for (const piece of middle) {
    const at = text.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}

function matchesBody(expected, request) {
  if (request.body === null) return false;
  if (typeof expected === 'string') return request.body === expected;
  const json = parsedJSON(request.body);
  if (json !== undefined) return contains(json, expected, equals);
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type']);
  return isForm && contains(parse(request.body), expected, readsAs);
}

/** Whatever the content type says: many callers of JSON services say nothing. */
function parsedJSON(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether `actual` has every member of `expected`, at every depth; lists are compared whole. */
function contains(actual, expected, isSame) {
  if (expected === null || typeof expected !== 'object') return isSame(actual, expected);
  if (actual === null || typeof actual !== 'object' || Array.isArray(actual) !== Array.isArray(expected)) return false;
  if (Array.isArray(expected) && actual.length !== expected.length) return false;
  return Object.keys(expected).every((name) => (
    Object.hasOwn(actual, name) && contains(actual[name], expected[name], isSame)
  ));
}

function equals(actual, expected) {
  return actual === expected;
}

/** Forms know text only: `n=1.0` answers to 1, `b=true` to true. */
function readsAs(actual, expected) {
  if (typeof expected === 'number') return actual !== '' && Number(actual) === expected;
  return actual === String(expected);
}

// MARK: What it answers

function responseOf(stub, { method }) {
  const headers = lowerCased(stub.headers ?? {});
  const json = JSON.stringify(stub.json);
  if (json !== undefined) headers['content-type'] ??= 'application/json';
  return { status: stub.status ?? 200, headers, body: method.toUpperCase() === 'HEAD' ? '' : json ?? stub.text ?? '' };
}

/** Headers by lower-case name; a list stays a list (`set-cookie`), any other value becomes text, no value no header. */
function lowerCased(headers) {
  const named = Object.entries(headers).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(named.map(([name, value]) => (
    [name.toLowerCase(), Array.isArray(value) ? value.map(String) : String(value)]
  )));
}

function refusal({ method, url }) {
  const { hostname, port, protocol } = new URL(url);
  const shown = truncated(url);
  const stub = `- { method: ${method}, url: ${JSON.stringify(shown)}, status: 200, json: {} }`;
  const error = new Error(
    `connect ECONNREFUSED: no stub answers ${method} ${shown}; declare one in the seed: emulator.rules.stubs: ${stub}`,
  );
  return Object.assign(error, {
    code: 'ECONNREFUSED',
    errno: 'ECONNREFUSED',
    syscall: 'connect',
    address: hostname,
    port: Number(port) || (protocol === 'https:' ? 443 : 80),
  });
}

function recorded({ method, url, headers, body }) {
  const shown = Object.entries(headers).map(([name, value]) => (
    [name, SECRET_HEADERS.includes(name) ? '(hidden)' : truncated(String(value))]
  ));
  return {
    method,
    url: truncated(url),
    headers: Object.fromEntries(shown),
    body: body === null ? null : truncated(body),
  };
}

/** Half a surrogate pair, from the rule or from our cut, could not be written as UTF-8. */
function truncated(text) {
  return text.slice(0, MOST_RECORDED_CHARACTERS).replace(/\p{Surrogate}/gu, '\ufffd');
}

// MARK: For the libraries

/**
 * Calls, and goes on where answers send us while `isAllowed(request, response)`.
 * Resolves to the last `{ request, response }` and the number of `hops`; throws `tooMany(url)` past `limit` hops.
 */
async function follow(request, { limit, isAllowed, tooMany }) {
  for (let current = request, hops = 0; ; hops += 1) {
    const response = await host.call(current);
    const next = isAllowed(current, response) ? redirected(current, response) : null;
    if (next === null) return { request: current, response, hops };
    if (hops >= limit) throw tooMany(current.url);
    current = next;
  }
}

function isRedirect({ status, headers }) {
  return [301, 302, 303, 307, 308].includes(status) && headers.location !== undefined;
}

/** As RFC 9110 §15.4 has it: POST becomes GET but for 307 and 308; credentials stay with their host. */
function redirected(request, response) {
  if (!isRedirect(response)) return null;
  const url = new URL(response.headers.location, request.url);
  const dropped = url.host === new URL(request.url).host ? [] : ['authorization', 'cookie'];
  const becomesGet = response.status === 303
    ? request.method !== 'HEAD'
    : response.status < 303 && request.method === 'POST';
  if (becomesGet) dropped.push('content-type', 'content-length');
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !dropped.includes(name)));
  return { ...request, ...(becomesGet && { method: 'GET', body: null }), url: url.href, headers };
}

/** `work`, or a rejection with `late()` after so many milliseconds; no number, no deadline. */
function within(milliseconds, work, late) {
  if (!(milliseconds > 0)) return work;
  return new Promise((resolve, reject) => {
    const timer = host.setTimeout(() => reject(late()), milliseconds);
    work.then(resolve, reject).finally(() => host.clearTimeout(timer));
  });
}

const REASONS = new Map([
  [200, 'OK'], [201, 'Created'], [202, 'Accepted'], [203, 'Non-Authoritative Information'], [204, 'No Content'],
  [205, 'Reset Content'], [206, 'Partial Content'], [300, 'Multiple Choices'], [301, 'Moved Permanently'],
  [302, 'Found'], [303, 'See Other'], [304, 'Not Modified'], [307, 'Temporary Redirect'], [308, 'Permanent Redirect'],
  [400, 'Bad Request'], [401, 'Unauthorized'], [402, 'Payment Required'], [403, 'Forbidden'], [404, 'Not Found'],
  [405, 'Method Not Allowed'], [406, 'Not Acceptable'], [407, 'Proxy Authentication Required'],
  [408, 'Request Timeout'], [409, 'Conflict'], [410, 'Gone'], [411, 'Length Required'], [412, 'Precondition Failed'],
  [413, 'Payload Too Large'], [414, 'URI Too Long'], [415, 'Unsupported Media Type'], [416, 'Range Not Satisfiable'],
  [417, 'Expectation Failed'], [421, 'Misdirected Request'], [422, 'Unprocessable Entity'], [423, 'Locked'],
  [424, 'Failed Dependency'], [425, 'Too Early'], [426, 'Upgrade Required'], [428, 'Precondition Required'],
  [429, 'Too Many Requests'], [431, 'Request Header Fields Too Large'], [451, 'Unavailable For Legal Reasons'],
  [500, 'Internal Server Error'], [501, 'Not Implemented'], [502, 'Bad Gateway'], [503, 'Service Unavailable'],
  [504, 'Gateway Timeout'], [505, 'HTTP Version Not Supported'], [507, 'Insufficient Storage'],
  [508, 'Loop Detected'], [511, 'Network Authentication Required'],
]);

function reasonPhrase(status) {
  return REASONS.get(status) ?? '';
}

module.exports = Object.assign(network, { follow, isRedirect, lowerCased, reasonPhrase, within });
