'use strict';
// crypto: hashes, HMAC, PBKDF2, random bytes and signatures. Exports a promise: await it.

const assert = require('assert');
const { Buffer } = require('buffer');
const crypto = require('crypto');

// Published digests of "abc" (RFC 1321, FIPS 180-4, ISO 10118-3).
for (const [algorithm, digest] of [
  ['md5', '900150983cd24fb0d6963f7d28e17f72'],
  ['sha1', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
  ['RIPEMD160', '8eb208f7e05d987a9b044a8e98c6b087f15a0bfc'],
  ['SHA256', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ['RSA-SHA256', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
]) {
  const hash = crypto.createHash(algorithm).update('a').update(Buffer.from('bc'));
  assert.strictEqual(hash.digest('hex'), digest, algorithm);
}
assert.strictEqual(crypto.createHash('md5').update('').digest('base64'), '1B2M2Y8AsgTpgAmY7PhCfg==');
assert.strictEqual(crypto.createHash('sha512').digest().length, 64);
assert.strictEqual(crypto.createHash('md5').update('ü', 'latin1').digest('hex'), 'cf0eece3a23b680f6266a21aabba4d32');
const begun = crypto.createHash('sha1').update('ab');
assert.strictEqual(begun.copy().update('c').digest('hex'), 'a9993e364706816aba3e25717850c26c9cd0d89d');
begun.digest();
assert.throws(() => begun.update('more'), { code: 'ERR_CRYPTO_HASH_FINALIZED' });
assert.throws(() => crypto.createHash('klingon'), { message: 'Digest method not supported' });
assert.throws(() => crypto.createHash('md5').update(5), { code: 'ERR_INVALID_ARG_TYPE' });
for (const name of crypto.getHashes()) assert.ok(crypto.createHash(name).digest('hex').length >= 32, name);

// RFC 4231 §4.3; the key as text, as bytes, and as a part of other bytes.
const expected = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
for (const key of ['Jefe', Buffer.from('Jefe'), Buffer.from('--Jefe--').subarray(2, 6)]) {
  assert.strictEqual(crypto.createHmac('sha256', key).update('what do ya want for nothing?').digest('hex'), expected);
}
assert.throws(() => crypto.createHmac('klingon', 'key'), { code: 'ERR_CRYPTO_INVALID_DIGEST' });
assert.throws(() => crypto.createHmac('sha1'), { code: 'ERR_INVALID_ARG_TYPE' });

// RFC 6070, the second vector and the sixth.
assert.strictEqual(
  crypto.pbkdf2Sync('password', 'salt', 2, 20, 'sha1').toString('hex'),
  'ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957',
);
assert.strictEqual(
  crypto.pbkdf2Sync('pass\0word', 'sa\0lt', 4096, 16, 'sha1').toString('hex'),
  '56fa6aa75548099dcc37d7f03425e0c3',
);
assert.strictEqual(crypto.pbkdf2Sync('password', 'salt', 1, 41, 'sha1').length, 41);

assert.strictEqual(crypto.timingSafeEqual(Buffer.from('ab'), Buffer.from('ab')), true);
assert.strictEqual(crypto.timingSafeEqual(Buffer.from('ab'), Buffer.from('ac')), false);
assert.throws(
  () => crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('ab')),
  { code: 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', name: 'RangeError' },
);

// Chance.
assert.strictEqual(crypto.randomBytes(100000).length, 100000);
assert.ok(Buffer.isBuffer(crypto.randomBytes(1)) && crypto.randomBytes(0).length === 0);
assert.notStrictEqual(crypto.randomBytes(16).toString('hex'), crypto.randomBytes(16).toString('hex'));
assert.match(crypto.randomUUID(), /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
const drawn = new Set();
for (let count = 0; count < 500; count++) drawn.add(crypto.randomInt(3, 6));
assert.deepStrictEqual([...drawn].sort(), [3, 4, 5]);
const filled = crypto.randomFillSync(new Uint8Array(32), 16);
assert.ok(filled.subarray(0, 16).every((byte) => byte === 0) && filled.subarray(16).some((byte) => byte !== 0));
assert.throws(() => crypto.randomBytes(-1), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => crypto.randomInt(5, 5), { code: 'ERR_OUT_OF_RANGE' });

// Signatures. The keys are those of Fixtures/Keys; the signature is OpenSSL's.
const rsaKey = `-----BEGIN PRIVATE KEY-----
MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQCv0yHgy7DX3Tak
5rpfURckgngzBGW3vj6d10OflfUK8vXY7TJaIj075rlJ4WdMWJP+oee4EXK6rE2E
6UKO7kaDLXbb0KsWnosP4fnmIIvNpmDBTmvgqvOQRbC01JdMH4gJC27yj9ePYTof
WhBJTMWfE1LnmoO6M8SzVauzjyrSLr/MIBkTCWm/YGOaLqhYPhZd2wk1iK2smZ3j
IJ2nfimPnDD9O695InTv+F+ggHz+KOJ+W/3L35MOsK1yqOGv8n5DQ5/QWsd3/sr9
PdxKYTYIF6RLzAMrAP9B1R4Ub7xbi55q1f52EPJwjnhAMUhlDHG41GI1F5OFz5CQ
v218+0kPAgMBAAECggEAG0HSwNvYUgFQF9dRsYt2LX7xGGOdoJMPIlQSqS+g+di5
e9l7EqsNLXdIET0u0OXzJ33nriA9ANXLp10BUvwlv+9GkQQz3xamqJ3X1QZa9f94
L2+Ish8pEXF5rUbpykTMci6CEtDG0kpN2DoTnUbCujWk3BUW8muqb5d1Pf8Qsd2I
HZHkC/i8CtwhKMMZq8dtejGF8KSd+4aUh2tkYSga4Z4ON35kxssqTWot+t9k4lyG
M8aUIuspVv1BXZDF7xokGA6gokSCMBfLL9NKpX975mmpVavE2Xvx5Wzra8yIxEoK
WK5h4S2OoxZg+vLOr+UoJ8YCNMZTF9U+xJCe8lr+iQKBgQDx6qw1mjomt/ElEl57
BvTnliUT+gN7UV+EiRt4FvzlIzkbt1+Wc6QFM6Bmrgg8eJNTjXrN/xZV6mnrHBC0
WEB0smG5119gLEmG7e7rHtLMw0JXxgDelPhG0ZJAhVzsTzQ2EJadhGteM5cgxreK
Q+eXKzMtZxB1BuW14+vvB0+heQKBgQC6D3rCoXiNsc5DPa41ZoZRQ4Noq2lYq12C
GdLbqfNL6fna6AjzUUN2zB4Z52LYPZ5ye0GEoGkQEYKsaapPjiDIZYmcVyYm2vnZ
lwefNoOJdgMzvKhv9ziMQiV9RCedljRozxPLVn32BVjWK7N+4AI+d2KB8XrGEPGx
NIdggC3kxwKBgG/tdfPvAYy8elP+pbwiQdmMfGc7u7Sot5ronM75Q9T4cQnD0/QW
WQMXGdWoG6Nu3itAQFti9ICXzp27BHeMhXX4uoJzhWtH0lUdbPdX8YxPozhdIjXZ
ku2hNRupGI81LiD9l9IVXF/fWsMNbgoI1PP6Rtlw4AplQI7hf12+cjdxAoGAc0Fl
hS1rNTMAl4yc3r181NgijfMo1eGJki8W/DXB3bO5r83uxXMAfJWiy98WzucUwMvz
YQnRKz/9l3n5I0Dis+CaJvuhSY56GTzCXvDw+HTfNOxX1svo/pF3Earnc2n5Wzdz
hpE0g/L5/emiTiTLnxBrOB1zNUCHx4LHnZKpWz8CgYEAiRm/ItQB0yw50eNmId8g
UCTKjH7AOqa9woJdMiA3cLxLT2Br7uqakMvfVpKwKVPreTCcEMA5/dHQNDNJDvKY
mix2OZ0BBEGow5LepWvhCVSOHkPs9XEYL5PPq5a5Z5t3RNmV+jo0Sq6GuD+g1oX9
DLTtROgSsmUyo9rdhCM1Phs=
-----END PRIVATE KEY-----`;
const rsaPublicKey = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAr9Mh4Muw1902pOa6X1EX
JIJ4MwRlt74+nddDn5X1CvL12O0yWiI9O+a5SeFnTFiT/qHnuBFyuqxNhOlCju5G
gy1229CrFp6LD+H55iCLzaZgwU5r4KrzkEWwtNSXTB+ICQtu8o/Xj2E6H1oQSUzF
nxNS55qDujPEs1Wrs48q0i6/zCAZEwlpv2Bjmi6oWD4WXdsJNYitrJmd4yCdp34p
j5ww/TuveSJ07/hfoIB8/ijiflv9y9+TDrCtcqjhr/J+Q0Of0FrHd/7K/T3cSmE2
CBekS8wDKwD/QdUeFG+8W4ueatX+dhDycI54QDFIZQxxuNRiNReThc+QkL9tfPtJ
DwIDAQAB
-----END PUBLIC KEY-----`;
const ellipticKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgx5BEiIYqkZCabDq6
bTZ9jpY7J2DSJ1TnLlNbRs5apJ6hRANCAASzuOAyXK9Xr5buV+UGbpQPrB8WFNJd
igem4Mhjg83osi/oRoV09Tkx4oG5EUlwnSjCoS/rdVhpOoIzD+1WRz9V
-----END PRIVATE KEY-----`;
const ellipticPublicKey = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEs7jgMlyvV6+W7lflBm6UD6wfFhTS
XYoHpuDIY4PN6LIv6EaFdPU5MeKBuRFJcJ0owqEv63VYaTqCMw/tVkc/VQ==
-----END PUBLIC KEY-----`;
const signature = [
  'GmSlA50ZjFjStGIXu7oIFhsWmNitGfq68sBc6bORnyftxvgVKOV+C6DXqo3FUa6fHMExA6omfp7TcfMhC2sEU2wU/BY2ZFPCZQGf',
  '6fLp29GktaQHDQGn5gLOnWBHOy63M8KBpbLO3gNQh7/NonZLmYuBg6WwtN2YNJVPvWujA+L0vpNX0iBunh8+flwOluStHsP62Txg',
  '0vi4l3oaqVK+PYbEZuvBmBrZuuWFhM7lgFLXvPx5f62TIbM5HWw21+JF/HMnj8AkMAGumq8Ggnl0jHfjSIZw2IYmclhStjpN1aPI',
  'sH9MxsldsW5pt7OyY7fJO22IA4UKhJpa79Gowqw6sw==',
].join('');

const signer = (algorithm) => crypto.createSign(algorithm).update('header.').update('payload');
const sign = (algorithm, key, encoding) => signer(algorithm).sign(key, encoding);
const verify = (text, key, ...rest) => crypto.createVerify('RSA-SHA256').update(text).verify(key, ...rest);
assert.strictEqual(sign('RSA-SHA256', rsaKey, 'base64'), signature);
assert.strictEqual(sign('sha256', { key: Buffer.from(rsaKey) }, 'base64'), signature);
assert.strictEqual(crypto.sign('sha256', Buffer.from('header.payload'), rsaKey).toString('base64'), signature);
assert.strictEqual(verify('header.payload', rsaPublicKey, signature, 'base64'), true);
assert.strictEqual(verify('header.Payload', rsaPublicKey, signature, 'base64'), false);
assert.strictEqual(verify('header.payload', rsaPublicKey, Buffer.from('no signature')), false);
const elliptic = sign('sha256', ellipticKey);
assert.strictEqual(verify('header.payload', { key: ellipticPublicKey }, elliptic), true);
assert.strictEqual(crypto.verify('sha256', Buffer.from('other'), ellipticPublicKey, elliptic), false);
assert.throws(() => sign('sha256', 'no key'), Error);
assert.throws(() => crypto.createSign('klingon'), { code: 'ERR_CRYPTO_INVALID_DIGEST' });
assert.throws(() => crypto.createSign('sha256').sign(), { code: 'ERR_CRYPTO_SIGN_KEY_REQUIRED' });

// What is missing says so.
assert.throws(() => crypto.createCipheriv('aes-128-cbc', '', ''), {
  message: 'crypto.createCipheriv is not available in the rule sandbox',
});

module.exports = (async () => {
  const { promisify } = require('util');
  assert.strictEqual((await promisify(crypto.randomBytes)(8)).length, 8);
  const derived = await promisify(crypto.pbkdf2)('password', 'salt', 1, 20, 'sha1');
  assert.strictEqual(derived.toString('hex'), '0c60c80f961f0e71f3a9b524af6012062fe037a6');
})();
