'use strict';
// axios as rules use it. The answers are those of stubs.json.

const axios = require('axios');

function check(condition, sentence) {
  if (!condition) throw new Error(sentence);
}

const api = 'https://api.example.com';
const ada = { name: 'Ada', tags: ['x', 'y'], plan: { seats: 5 } };

async function refusal(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('this must be refused');
}

async function answers() {
  const response = await axios.get(`${api}/users/1`);
  check(response.status === 200 && response.statusText === 'OK' && response.data.name === 'Ada', 'get reads JSON');
  check(response.headers['content-type'] === 'application/json' && response.config.method === 'get',
    'and tells the rest');
  check((await axios(`${api}/users/1`)).data.id === 1, 'axios(url)');
  check((await axios({ method: 'POST', url: `${api}/users`, data: ada })).data.id === 7, 'axios(config)');
  check((await axios.get(`${api}/text`)).data === 'plain tëxt', 'text is text');
  check((await axios.get(`${api}/users/1`, { responseType: 'text' })).data === '{"id":1,"name":"Ada"}',
    'JSON can be text');
  check((await axios.get(`${api}/text`, { responseType: 'arraybuffer' })).data.length === 11, 'or bytes');
  check((await axios.get(`${api}/old`)).request.res.responseUrl === `${api}/users/1`, 'redirects are followed');
  check(axios.default === axios, 'ES modules find it, too');
}

async function data() {
  const json = await axios.post(`${api}/users`, ada);
  check(json.status === 201 && json.config.headers['content-type'] === 'application/json', 'objects are sent as JSON');
  const form = await axios.post(`${api}/form`, new URLSearchParams({ n: 1, ok: true, name: 'Ada Lovelace' }));
  check(form.data.form && form.config.headers['content-type'].startsWith('application/x-www-form-urlencoded'), 'forms');
  check((await axios.post(`${api}/exact`, 'ping')).data === 'pong', 'text');
  for (const method of ['delete', 'head', 'options', 'patch', 'put']) {
    check((await axios[method](`${api}/any`)).status === 200, `${method} is there`);
  }

  const params = { q: 'a b', list: [1, 2], none: null, when: new Date(0) };
  const { request } = await axios.get(`${api}/search?x=1`, { params });
  check(request.path === '/search?x=1&q=a+b&list[]=1&list[]=2&when=1970-01-01T00:00:00.000Z', `not ${request.path}`);
  check(axios.getUri({ url: '/a', params: { b: 1 } }) === '/a?b=1', 'getUri writes it only');
  const basic = await axios.get(`${api}/any`, { auth: { username: 'Aladdin', password: 'open sesame' } });
  check(basic.config.headers.authorization === 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==', 'Basic as in RFC 7617');
}

async function failures() {
  const missing = await refusal(axios.get(`${api}/users/2`));
  check(missing.message === 'Request failed with status code 404' && missing.isAxiosError, 'a status is an error');
  check(missing.response.data.error === 'not_found' && missing.config.url === `${api}/users/2`, 'with its response');
  check(axios.isAxiosError(missing) && !axios.isAxiosError(new Error('x')), 'which can be told');
  check(JSON.parse(JSON.stringify(missing)).status === 404, 'and shown as JSON');
  check((await axios.get(`${api}/broken`, { validateStatus: (status) => status === 500 })).data === 'oops',
    'unless valid');

  const refused = await refusal(axios.get('https://nowhere.example.com'));
  check(refused.isAxiosError && refused.code === 'ECONNREFUSED' && refused.response === undefined, 'no answer');
  check(refused.request.host === 'nowhere.example.com' && refused.port === 443, 'but a request');
  const late = await refusal(axios.get(`${api}/slow`, { timeout: 20 }));
  check(late.code === 'ECONNABORTED' && late.message === 'timeout of 20ms exceeded', 'too late');
  check((await refusal(axios.get(`${api}/loop`))).code === 'ERR_FR_TOO_MANY_REDIRECTS', 'round and round');
  check((await axios.get(`${api}/old`, { maxRedirects: 0, validateStatus: null })).status === 302, 'or not at all');
  check((await refusal(axios.get('/users/1'))).code === 'ERR_INVALID_URL', 'nowhere to go');
}

async function instances() {
  const mine = axios.create({ baseURL: `${api}/`, headers: { 'X-One': '1' }, params: { a: 1 } });
  mine.defaults.headers.common.Authorization = 'Bearer abc';
  const { config, request } = await mine.get('any', { headers: { 'x-two': 2 }, params: { b: 2 } });
  check(config.headers.authorization === 'Bearer abc' && config.headers['x-one'] === '1',
    'an instance has its defaults');
  check(config.headers['x-two'] === '2' && request.path === '/any?a=1&b=2', 'to which a call adds');
  check((await axios.get(`${api}/any`)).config.headers.authorization === undefined, 'others do not see them');

  const order = [];
  mine.interceptors.request.use((given) => { order.push('first'); return given; });
  mine.interceptors.request.use((given) => { order.push('second'); return { ...given, url: '/users/1' }; });
  const unused = mine.interceptors.response.use(() => { throw new Error('ejected'); });
  mine.interceptors.response.eject(unused);
  mine.interceptors.response.use((response) => response.data, (error) => error.response.status);
  check((await mine.get('/elsewhere')).name === 'Ada', 'interceptors change requests and responses');
  check(order.join() === 'second,first', 'the last one asked is the first to see a request');
  const [one, two] = await axios.all([axios.get(`${api}/any`), axios.get(`${api}/text`)]);
  check(axios.spread((left, right) => left.status + right.status)([one, two]) === 400, 'all and spread');
}

module.exports = (async () => {
  await answers();
  await data();
  await failures();
  await instances();
})();
