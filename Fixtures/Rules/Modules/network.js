'use strict';
// Which stub answers a call, and what becomes of a call that none answers. The stubs are those of stubs.json.

const fetch = require('node-fetch');

function check(condition, sentence) {
  if (!condition) throw new Error(sentence);
}

const api = 'https://api.example.com';

async function answer(url, init) {
  return (await fetch(url, init)).json();
}

function post(path, body, type = 'application/json') {
  return fetch(`${api}${path}`, { method: 'POST', headers: { 'content-type': type }, body });
}

async function refusal(work) {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('a call that no stub answers must fail');
}

module.exports = (async () => {
  check((await answer(`${api}/users/1`)).name === 'Ada', 'the first stub that matches answers');
  check((await answer(`${api}/users/2`)).error === 'not_found', 'a star stands for any characters');
  check((await fetch(`${api}/users/a/b/c`)).status === 404, 'a star stands for slashes too');
  check((await answer('https://eu.example.org/v1/items/9')).wild, 'stars may stand in several places');
  check((await answer('https://bare.example.com')).bare,
    'no path means the root; neither case nor default port matters');
  check((await answer('HTTPS://API.example.com:443/users/1#part')).id === 1, 'on either side');
  check((await answer(`${api}/anchor`)).id === 1, 'nor does a fragment');

  check((await answer(`${api}/search?q=ada`)).found === 'with the query', 'a pattern with a query wants that query');
  check((await answer(`${api}/search?q=bob`)).found === 'without', 'a pattern without a query takes any');
  check((await answer(`${api}/search`)).found === 'without', 'and none');
  for (const method of ['GET', 'PUT', 'DELETE']) {
    check((await answer(`${api}/any`, { method }))[0] === 'any method', 'a stub without a method answers every method');
  }

  const ada = { name: 'Ada', tags: ['x', 'y'], plan: { seats: 5, paid: false }, extra: 1 };
  check((await post('/users', JSON.stringify(ada))).status === 201,
    'members of the body may be more than the stub names');
  for (const [change, why] of [
    [{ name: 'Bob' }, 'another value'],
    [{ plan: { seats: '5' } }, 'text for a number'],
    [{ plan: null }, 'null for an object'],
    [{ tags: ['x', 'y', 'z'] }, 'a longer list'],
    [{ tags: { 0: 'x', 1: 'y' } }, 'an object for a list'],
  ]) {
    const { status } = await post('/users', JSON.stringify({ ...ada, ...change }));
    check(status === 422, `${why} in a JSON body does not match`);
  }
  check((await post('/numbered', '{"0":"x"}')).ok, 'an object for an object');
  check((await refusal(post('/numbered', '["x"]'))).code === 'ECONNREFUSED', 'but not a list for one');
  check((await post('/users', 'not JSON')).status === 422, 'a body that is not JSON does not match members');
  check((await fetch(`${api}/users`, { method: 'POST' })).status === 422, 'nor does no body');
  check(await (await post('/exact', 'ping', 'text/plain')).text() === 'pong', 'text is compared exactly');
  const form = 'application/x-www-form-urlencoded';
  check((await post('/form', 'name=Ada+Lovelace&n=1.0&ok=true&more=1', form)).ok, 'forms are compared as numbers, too');

  const created = await post('/users', JSON.stringify(ada));
  check(created.headers.get('Location') === `${api}/users/7`, 'headers are found in any case');
  check(created.headers.get('content-type') === 'application/json', 'json has its content type');
  check(created.headers.raw()['set-cookie'].length === 2, 'a header may have several values');
  check((await fetch(`${api}/text`)).headers.get('content-type') === 'text/plain; charset=utf-8', 'or the one given');
  const head = await fetch(`${api}/any`, { method: 'HEAD' });
  check(head.status === 200 && await head.text() === '', 'HEAD has no body');

  const error = await refusal(fetch(`${api}/nowhere?a=1`, { method: 'POST' }));
  check(error.code === 'ECONNREFUSED' && error.cause.syscall === 'connect', 'the connection is refused');
  check(error.cause.address === 'api.example.com' && error.cause.port === 443, 'with the address and port');
  check(error.cause.message === `connect ECONNREFUSED: no stub answers POST ${api}/nowhere?a=1; `
    + 'declare one in the seed: emulator.rules.stubs: '
    + `- { method: POST, url: "${api}/nowhere?a=1", status: 200, json: {} }`, 'naming the stub to write');
  const other = await refusal(fetch('http://localhost:8080/'));
  check(other.cause.port === 8080, 'the port may be another');
  await refusal(fetch(`${api}/users/1`, { method: 'PATCH' }));
  await refusal(fetch(`${api}/users`));
})();
