'use strict';
// The `request` library as rules use it. The answers are those of stubs.json.

const request = require('request');

function check(condition, sentence) {
  if (!condition) throw new Error(sentence);
}

const api = 'https://api.example.com';

/** What a call hands to its callback; `start` makes the call. */
function called(start) {
  return new Promise((resolve) => start((error, response, body) => resolve({ error, response, body })));
}

function fails(result, message) {
  const { error } = result;
  check(error instanceof Error && error.message === message, `expected "${message}", not "${error}"`);
  check(result.response === undefined, 'a failure has no response');
}

async function readsAnswers() {
  const plain = await called((done) => request(`${api}/users/1`, done));
  check(plain.error === null && plain.response.statusCode === 200, 'a callback gets null and the response');
  check(plain.body === '{"id":1,"name":"Ada"}' && plain.response.body === plain.body, 'the body is text');
  check(plain.response.request.uri.href === `${api}/users/1`, 'the response knows its request');
  check(JSON.parse(JSON.stringify(plain.response)).request.method === 'GET', 'a response can be shown as JSON');

  const json = await called((done) => request.get({ url: `${api}/users/1`, json: true }, done));
  check(json.body.name === 'Ada', 'json: true reads the body');
  check(json.response.request.headers.accept === 'application/json', 'and asks for JSON');
  const missing = await called((done) => request({ uri: `${api}/users/2`, json: true }, done));
  check(missing.error === null && missing.response.statusCode === 404 && missing.body.error === 'not_found',
    'a status is no error');
  const broken = await called((done) => request({ uri: `${api}/not-json`, json: true }, done));
  check(broken.body === '{"a":', 'what is no JSON stays text');
  const bytes = await called((done) => request({ uri: `${api}/text`, encoding: null }, done));
  check(Buffer.isBuffer(bytes.body) && bytes.body.toString() === 'plain tëxt', 'encoding: null gives bytes');
  check(bytes.response.headers['content-type'] === 'text/plain; charset=utf-8', 'header names are lower case');
  const empty = await called((done) => request.del({ uri: `${api}/empty` }, done));
  check(empty.response.statusCode === 204 && empty.body === '', 'an empty body is empty text');
  const nothing = await called((done) => request({ uri: `${api}/empty`, json: true }, done));
  check(nothing.body === undefined, 'or undefined, as JSON');
  check((await called((done) => request.head(`${api}/any`, done))).body === '', 'HEAD has no body');
}

async function describesCalls() {
  const ada = { name: 'Ada', tags: ['x', 'y'], plan: { seats: 5 } };
  const created = await called((done) => request.post({ url: `${api}/users`, json: ada }, done));
  check(created.response.statusCode === 201 && created.body.id === 7, 'json takes the body itself');
  const again = await called((done) => request({ method: 'post', url: `${api}/users`, json: true, body: ada }, done));
  check(again.response.statusCode === 201, 'or beside json: true');
  check(again.response.request.headers['content-type'] === 'application/json', 'with its content type');
  check(again.response.headers['set-cookie'].length === 2, 'several cookies are a list');

  const form = { n: 1, ok: true, name: 'Ada Lovelace', nothing: undefined };
  check((await called((done) => request.post({ url: `${api}/form`, form, json: true }, done))).body.form,
    'forms are sent');
  check((await called((done) => request.post(`${api}/form`, done).form(form))).response.statusCode === 200,
    'chained, too');
  const nested = { a: { b: 'c d' }, l: ['x'], e: '!' };
  const text = await called((done) => request.post(`${api}/exact`, { form: nested }, done));
  check(text.body === 'nested form', 'forms nest with brackets and percent signs');
  check((await called((done) => request.post({ url: `${api}/exact`, body: 'ping' }, done))).body === 'pong',
    'text is sent');
  const bytes = await called((done) => request.post({ url: `${api}/exact`, body: Buffer.from('ping') }, done));
  check(bytes.body === 'pong', 'bytes are sent');

  const search = { url: `${api}/search?x=1`, qs: { x: 2, q: "it's", list: [1], none: undefined }, json: true };
  const found = await called((done) => request(search, done));
  check(found.response.request.uri.search === '?x=2&q=it%27s&list%5B0%5D=1', 'qs replaces and adds');

  const secret = { user: 'Aladdin', pass: 'open sesame' };
  const basic = await called((done) => request({ url: `${api}/any`, auth: secret }, done));
  check(basic.response.request.headers.authorization === 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==', 'Basic as in RFC 7617');
  const bearer = await called((done) => request({ url: `${api}/any`, auth: { bearer: 'abc' } }, done));
  check(bearer.response.request.headers.authorization === 'Bearer abc', 'bearer tokens');

  const mine = request.defaults({ baseUrl: api, json: true, headers: { 'X-One': 1 } });
  const theirs = mine.defaults({ headers: { 'X-Two': '2' } });
  const both = await called((done) => theirs.put('/any', { headers: { 'x-three': '3' } }, done));
  const { headers } = both.response.request;
  const added = [headers['x-one'], headers['x-two'], headers['x-three']];
  check(both.body[0] === 'any method' && added.join() === '1,2,3', 'defaults add up');
}

async function followsRedirects() {
  const there = await called((done) => request({ url: `${api}/old`, json: true }, done));
  check(there.body.name === 'Ada' && there.response.request.uri.pathname === '/users/1', 'GET follows');
  const still = await called((done) => request.post(`${api}/old`, done));
  check(still.response.statusCode === 302, 'POST does not');
  const all = await called((done) => request.post({ url: `${api}/old`, followAllRedirects: true }, done));
  check(all.response.statusCode === 200 && all.response.request.method === 'GET', 'unless told; then it becomes GET');
  const none = await called((done) => request({ url: `${api}/old`, followRedirect: false }, done));
  check(none.response.statusCode === 302, 'nor does GET if told not to');
  fails(await called((done) => request({ url: `${api}/old`, maxRedirects: 0 }, done)),
    `Exceeded maxRedirects. Probably stuck in a redirect loop ${api}/old`);
  fails(await called((done) => request(`${api}/loop`, done)),
    `Exceeded maxRedirects. Probably stuck in a redirect loop ${api}/loop`);
}

async function reportsFailures() {
  const late = await called((done) => request({ url: `${api}/slow`, timeout: 20 }, done));
  fails(late, 'ETIMEDOUT');
  check(late.error.code === 'ETIMEDOUT', 'with its code');
  check((await called((done) => request({ url: `${api}/slow`, timeout: 5000, json: true }, done))).body.slow,
    'or in time');
  const refused = await called((done) => request.post('https://nowhere.example.com/x', done));
  check(refused.error.code === 'ECONNREFUSED' && refused.error.message.includes('declare one in the seed'), 'refused');
  fails(await called((done) => request('nonsense', done)), 'Invalid URI "nonsense"');
  fails(await called((done) => request({ json: true }, done)), 'options.uri is a required argument');
  fails(await called((done) => request.post({ url: `${api}/any`, formData: { a: 1 } }, done)),
    'request: the option "formData" is not supported in the rule sandbox');
  let thrown;
  try {
    request();
  } catch (error) {
    thrown = error;
  }
  check(thrown.message === 'undefined is not a valid uri or options object.', 'no options at all are thrown back');
}

async function emits() {
  const events = [];
  await new Promise((resolve, reject) => {
    request.get(`${api}/text`)
      .on('response', (response) => {
        events.push(response.statusCode);
        response.on('data', (chunk) => events.push(`response ${chunk}`));
      })
      .on('data', (chunk) => events.push(String(chunk)))
      .on('end', () => events.push('end'))
      .on('complete', resolve)
      .on('error', reject);
  });
  check(events.join() === '200,response plain tëxt,plain tëxt,end', `events come in order, not ${events.join()}`);
  const error = await new Promise((resolve) => request.get('https://nowhere.example.com').on('error', resolve));
  check(error.code === 'ECONNREFUSED', 'without a callback failures are events');
  request(`${api}/slow`, () => events.push('called')).abort();
  const aborted = request(`${api}/slow`, () => events.push('called'));
  setTimeout(() => aborted.abort(), 20);
  await called((done) => request(`${api}/slow`, done));
  check(!events.includes('called'), 'an aborted request is never heard of again');
}

module.exports = (async () => {
  await readsAnswers();
  await describesCalls();
  await followsRedirects();
  await reportsFailures();
  await emits();
})();
