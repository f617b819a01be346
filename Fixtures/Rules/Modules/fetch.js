'use strict';
// `fetch`, the global and `node-fetch`. The answers are those of stubs.json.

const fetch = require('node-fetch');
const { FetchError, Headers, Request, Response } = fetch;

function check(condition, sentence) {
  if (!condition) throw new Error(sentence);
}

const api = 'https://api.example.com';

async function refusal(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('this must be refused');
}

async function answers() {
  const response = await fetch(`${api}/users/1`);
  check(response instanceof Response && response.ok && response.status === 200, 'a Response');
  check(response.statusText === 'OK' && response.url === `${api}/users/1` && !response.redirected,
    'that says what it is');
  const copy = response.clone();
  check((await response.json()).name === 'Ada' && response.bodyUsed, 'read once');
  check((await refusal(response.text())) instanceof TypeError, 'and not twice');
  check((await copy.text()) === '{"id":1,"name":"Ada"}', 'but for a copy');
  check((await (await fetch(`${api}/text`)).arrayBuffer()).byteLength === 11, 'as bytes');
  check((await (await fetch(`${api}/text`)).buffer()).toString() === 'plain tëxt', 'as a Buffer');
  check((await fetch(`${api}/users/2`)).ok === false, 'a status is no error');
  check((await (await fetch(`${api}/empty`)).text()) === '', 'nothing is empty text');

  const moved = await fetch(`${api}/old`);
  check(moved.redirected && moved.url === `${api}/users/1`, 'redirects are followed');
  const manual = await fetch(`${api}/old`, { redirect: 'manual' });
  check(manual.status === 302 && manual.headers.get('location') === '/users/1', 'or shown');
  check((await refusal(fetch(`${api}/old`, { redirect: 'error' }))).type === 'no-redirect', 'or refused');
}

async function requests() {
  const headers = { 'Content-Type': 'application/json' };
  const body = JSON.stringify({ name: 'Ada', tags: ['x', 'y'], plan: { seats: 5 } });
  check((await fetch(`${api}/users`, { method: 'POST', headers, body })).status === 201, 'a body and its type');
  const form = new URLSearchParams({ n: '1', ok: 'true', name: 'Ada Lovelace' });
  check((await (await fetch(`${api}/form`, { method: 'post', body: form })).json()).form, 'a form has its own type');
  check((await (await fetch(`${api}/exact`, { method: 'POST', body: Buffer.from('ping') })).text()) === 'pong',
    'bytes');

  const request = new Request(new URL(`${api}/users`), { method: 'POST', headers, body });
  check(request.method === 'POST' && request.url === `${api}/users`, 'a Request');
  check((await fetch(request.clone())).status === 201 && (await request.json()).name === 'Ada', 'serves as well');
  check(request.headers.get('CONTENT-TYPE') === 'application/json', 'with its headers');
  check((await fetch(new Request(request.url, { method: 'POST' }), { body })).status === 201, 'and can be changed');
}

async function failures() {
  const refused = await refusal(fetch('https://nowhere.example.com/'));
  check(refused instanceof TypeError && refused instanceof FetchError && refused.type === 'system', 'no answer');
  check(refused.code === 'ECONNREFUSED' && refused.message.includes('declare one in the seed'), 'and why');
  const broken = await refusal((await fetch(`${api}/not-json`)).json());
  check(broken.type === 'invalid-json' && broken.message.startsWith(`invalid json response body at ${api}/not-json`),
    'no JSON');
  check((await refusal(fetch(`${api}/loop`))).type === 'max-redirect', 'round and round');
  check((await refusal(fetch(`${api}/slow`, { timeout: 20 }))).type === 'request-timeout', 'too late');
  check((await refusal(fetch('/relative'))).message === 'Only absolute URLs are supported', 'nowhere to go');
  check((await refusal(fetch(api, { body: 'x' }))).message === 'Request with GET/HEAD method cannot have body',
    'no body');

  const listeners = new Set();
  const signal = {
    aborted: false,
    addEventListener: (_, listener) => listeners.add(listener),
    removeEventListener: (_, listener) => listeners.delete(listener),
  };
  const pending = refusal(fetch(`${api}/slow`, { signal }));
  await fetch(`${api}/any`);
  for (const listener of listeners) listener();
  check((await pending).name === 'AbortError', 'a signal aborts');
}

function headers() {
  const list = new Headers({ 'X-B': '2', accept: 'text/plain' });
  list.append('x-a', 1);
  list.append('X-A', 'one');
  check(list.get('X-a') === '1, one' && list.get('none') === null && list.has('x-B'), 'any case, all values');
  check([...list].join(';') === 'accept,text/plain;x-a,1, one;x-b,2', 'in order of name');
  check([...list.keys()].join() === 'accept,x-a,x-b' && [...list.values()].length === 3, 'names and values');
  list.set('x-a', 'two');
  list.delete('accept');
  const seen = [];
  new Headers(list).forEach((value, name) => seen.push(`${name}=${value}`));
  check(seen.join() === 'x-a=two,x-b=2', 'set, delete, copy, forEach');
  check(new Headers([['a', 'b']]).raw().a[0] === 'b', 'pairs and raw');
}

module.exports = (async () => {
  check(fetch.default === fetch && typeof fetch === 'function', 'one function by two names');
  await answers();
  await requests();
  await failures();
  headers();
  check((await Response.json({ a: 1 }, { status: 201 }).json()).a === 1, 'a Response can be made');
})();
