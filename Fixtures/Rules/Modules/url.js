'use strict';
// url: the older functions, URL and URLSearchParams.

const assert = require('assert');
const url = require('url');

const { URL, URLSearchParams } = url;

// The older interface.
const parsed = url.parse('https://ada:se%63ret@Example.com:8443/a b?x=1&x=2#top', true);
assert.deepStrictEqual({ ...parsed, query: { ...parsed.query } }, {
  protocol: 'https:',
  slashes: true,
  auth: 'ada:secret',
  host: 'example.com:8443',
  port: '8443',
  hostname: 'example.com',
  hash: '#top',
  search: '?x=1&x=2',
  query: { x: ['1', '2'] },
  pathname: '/a%20b',
  path: '/a%20b?x=1&x=2',
  href: 'https://ada:secret@example.com:8443/a%20b?x=1&x=2#top',
});
assert.strictEqual(url.parse('/path?a=1').pathname, '/path');
assert.strictEqual(url.parse('mailto:ada@example.com').auth, 'ada');
assert.strictEqual(url.parse('//host/x', false, true).host, 'host');
assert.strictEqual(url.format({ protocol: 'http', host: 'a:8', pathname: 'b', query: { x: 1 } }), 'http://a:8/b?x=1');
assert.strictEqual(url.format(new URL('http://u:p@h/x?y#z'), { auth: false, fragment: false }), 'http://h/x?y');
assert.throws(() => url.parse(5), { code: 'ERR_INVALID_ARG_TYPE' });

// RFC 3986 §5.4.1 and §5.4.2, against both interfaces.
for (const [reference, target] of [
  ['g', 'http://a/b/c/g'], ['./g', 'http://a/b/c/g'], ['g/', 'http://a/b/c/g/'], ['/g', 'http://a/g'],
  ['//g', 'http://g/'], ['?y', 'http://a/b/c/d;p?y'], ['g?y', 'http://a/b/c/g?y'], ['#s', 'http://a/b/c/d;p?q#s'],
  ['g#s', 'http://a/b/c/g#s'],
  [';x', 'http://a/b/c/;x'], ['g;x?y#s', 'http://a/b/c/g;x?y#s'], ['', 'http://a/b/c/d;p?q'], ['.', 'http://a/b/c/'],
  ['..', 'http://a/b/'], ['../g', 'http://a/b/g'], ['../..', 'http://a/'], ['../../../g', 'http://a/g'],
  ['g/./h', 'http://a/b/c/g/h'], ['g/../h', 'http://a/b/c/h'], ['g;x=1/../y', 'http://a/b/c/y'],
]) {
  assert.strictEqual(url.resolve('http://a/b/c/d;p?q', reference), target, `resolve ${reference}`);
  assert.strictEqual(new URL(reference, 'http://a/b/c/d;p?q').href, target, `URL ${reference}`);
}

// The WHATWG standard's own examples and neighbours.
for (const [input, href] of [
  ['https:example.org', 'https://example.org/'],
  ['https://////example.com///', 'https://example.com///'],
  ['https://example.com/././foo', 'https://example.com/foo'],
  ['HTTPS://EXAMPLE.com:443/../x', 'https://example.com/x'],
  ['https://EXA%4dPLE.com/', 'https://example.com/'],
  ['http://münchen.example/ü?ü#ü', 'http://xn--mnchen-3ya.example/%C3%BC?%C3%BC#%C3%BC'],
  ['http://0x7f.1/', 'http://127.0.0.1/'],
  ['http://[2001:0DB8:0:0:0::1]:80/', 'http://[2001:db8::1]/'],
  ['mailto:ada@example.com', 'mailto:ada@example.com'],
  ['app+x://h/p?q', 'app+x://h/p?q'],
]) {
  assert.strictEqual(new URL(input).href, href);
}
for (const input of [
  '', '/relative', 'http://', 'http://a:99999/', 'http://ex ample/', 'http://[::1', 'http://256.1.1.1/',
]) {
  assert.throws(() => new URL(input), { code: 'ERR_INVALID_URL', name: 'TypeError' }, input);
  assert.strictEqual(URL.canParse(input), false);
}

const target = new URL('http://u:p@h:8080/a?b=1#c');
assert.strictEqual(target.origin, 'http://h:8080');
Object.assign(target, { protocol: 'https', host: 'x.y:443', pathname: '/p q', hash: '', username: '', password: '' });
target.searchParams.append('k', 'a&b ü');
assert.strictEqual(String(target), 'https://x.y/p%20q?b=1&k=a%26b+%C3%BC');
target.search = '?z=1';
assert.strictEqual(target.searchParams.get('z'), '1');
assert.strictEqual(JSON.stringify({ target }), '{"target":"https://x.y/p%20q?z=1"}');

const params = new URLSearchParams('?a=1&b=2&a=3');
assert.deepStrictEqual(params.getAll('a'), ['1', '3']);
params.set('a', '4');
params.delete('b');
params.append('0', 'x');
params.sort();
assert.strictEqual(params.toString(), '0=x&a=4');
assert.deepStrictEqual([...new URLSearchParams({ q: 'a b', n: 1 })], [['q', 'a b'], ['n', '1']]);
assert.strictEqual(new URLSearchParams([['a', '~!*']]).toString(), 'a=%7E%21*');
assert.strictEqual(params.get('missing'), null);
