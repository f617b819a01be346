'use strict';
// `request-promise`, and its twin `request-promise-native`. The answers are those of stubs.json.

const rp = require('request-promise');
const { RequestError, StatusCodeError, TransformError } = rp.errors;

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

module.exports = (async () => {
  check(require('request-promise-native') === rp, 'both names are one module');
  check((await rp(`${api}/users/1`)) === '{"id":1,"name":"Ada"}', 'a promise of the body');
  check((await rp.get({ uri: `${api}/users/1`, json: true })).name === 'Ada', 'read if asked');
  check((await rp({ uri: `${api}/users/1`, json: true }).promise()).id === 1, 'promise() is the promise itself');
  const whole = await rp({ uri: `${api}/any`, method: 'PUT', resolveWithFullResponse: true });
  check(whole.statusCode === 200 && whole.body === '["any method"]', 'or of the whole response');
  check((await rp.head(`${api}/any`))['content-type'] === 'application/json', 'HEAD gives headers');

  const options = { uri: `${api}/users/2`, json: true };
  const missing = await refusal(rp(options));
  check(missing instanceof StatusCodeError && missing.name === 'StatusCodeError', 'a status is an error');
  check(missing.statusCode === 404 && missing.error.error === 'not_found', 'with the body read');
  check(missing.message === '404 - {"error":"not_found"}', 'and shown');
  check(missing.response.statusCode === 404 && missing.options.uri === options.uri, 'and what it was about');
  check((await rp({ ...options, simple: false })).error === 'not_found', 'unless simple: false');

  const refused = await refusal(rp('https://nowhere.example.com'));
  check(refused instanceof RequestError && refused.cause.code === 'ECONNREFUSED', 'no answer is another error');
  check(refused.error === refused.cause && refused.message.startsWith('Error: connect ECONNREFUSED'), 'saying why');
  const late = await refusal(rp({ uri: `${api}/slow`, timeout: 20 }));
  check(late.error.code === 'ETIMEDOUT', 'being late, for one');

  const caught = await rp(options).then(() => 'no')
    .catch(RequestError, () => 'no')
    .catch(StatusCodeError, (error) => error.statusCode);
  check(caught === 404, 'catch can name a class');
  let finished = false;
  await rp(`${api}/any`).finally(() => { finished = true; });
  check(finished, 'finally is there');
  let heard;
  await rp(`${api}/any`, (error, response, body) => { heard = body; });
  check(heard === '["any method"]', 'a callback is called as well');

  const transform = (body, response, isFull) => [body.id, response.statusCode, isFull];
  check(String(await rp({ uri: `${api}/users/1`, json: true, transform })) === '1,200,false',
    'transform shapes the answer');
  const broken = await refusal(rp({ uri: `${api}/any`, transform() { throw new Error('no'); } }));
  check(broken instanceof TransformError && broken.message === 'Error: no', 'and may fail');
  const shaped = await refusal(rp({ ...options, transform: () => 'shaped' }));
  check(shaped instanceof StatusCodeError && shaped.response === 'shaped', 'it sees failures');
  const unshaped = await refusal(rp({ ...options, transform: () => 'shaped', transform2xxOnly: true }));
  check(unshaped.response.statusCode === 404, 'unless told not to');

  const mine = rp.defaults({ baseUrl: api, json: true });
  check((await mine('/users/1')).name === 'Ada', 'defaults keep the promise');
})();
