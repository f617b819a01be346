'use strict';
// `jsonwebtoken`: the tokens of RFC 7515 appendix A, every option, and every refusal in the library's own words.

const jwt = require('jsonwebtoken');

function check(condition, sentence) {
  if (!condition) throw new Error(sentence);
}

function refused(name, message, work) {
  let error;
  try {
    work();
  } catch (thrown) {
    error = thrown;
  }
  check(error !== undefined, `"${message}" was expected, but nothing was thrown`);
  check(error.message === message && error.name === name, `${name} "${message}" was expected, not ${error}`);
  return error;
}

const invalid = (message, work) => refused('JsonWebTokenError', message, work);

// The keys of RFC 7515 A.1, A.2 and A.3.
const SECRET = Buffer.from(
  'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
  'base64',
);

const RSA_PRIVATE = `-----BEGIN PRIVATE KEY-----
MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQCh+BYK4uPJtGXO
jS1lYmM2K5J9vinh8CR3/BYlzJChNuOL2TSXxbbqY913EeZ8dCn5VrD7io8ImtxL
aYk8wTM/U+3QGbh3hCUv7JFP5IV3aVlL6kKA0ywPVb9ilE8TA5a8bpvfbr3SvaNn
juygxmj3AbONv/s4yDQs4v5tJ/reSlpIdJed1LnPmt7Ex1sFhSwsD174pcF1A5L5
ROjtZMEQxrZHYJqkeDrrnGya11UxMFBji4NmXG9veoKjlnAqH2QbgtPr8jkiGUkf
toaHLFcW9Qr4NY2ai50Xw0Byj3+H2JoY2PyrZ62EWQwuz3WTOTY8BwNNb2BvniHg
VFbK5emhAgMBAAECggEAEq5xpGnNCivDflJsRQBXHx1hdR1k6Ulwe2JZD50LpXyW
PEAeP88vLNO97IjlA7/GQ5sLKMgvfTeXZx9SE+7YwVol2NXOoAJe46sui395IW/G
O+pWJ1O0BkTGoVEn2bKVRUCgu+GjBVaYLU6f3l9kJfFNS3E0QbVdxzubSu3Mkqzj
kn439X0M/V51gfpRLI9JYanrC4D4qAdGcopV/0ZHHzQlBjudU2QvXt4ehNYTCBr6
XCLQUShb1juUO1ZdiYoFaFQT5Tw8bGUl/x/jTj3ccPDVZFD9pIuhLhBOneufuBiB
4cS98l2SR/RQyGWSeWjnczT0QU91p1DhOVRuOopznQKBgQDgHMQQ60imZV1URk0K
pLttoLhyt3SmqdEf/kgHePDdtzEafpAu+cS191R2JiuoF2yzWXnwFDcqGigp5BNr
0AHQfD8/Lk8l1Mk09jxxCfui5nYooNyac8YFjm3vItzVCVDnEd3BbVWG8qf6deqE
lMGAg+C2V0L4oNXnP7LZcPAZRwKBgQC5A8R+CZW2MvRTLLHzwZkUXV866cff7tx6
kqa0finGG0KgeqlaZPxgCZnFp7AeAcCMtiynVlJ7vMVgePsLq6XtON4tB5kP9jAP
rq3rbAOal78eUH5OcED6eNuCV8ixEu1eWcPNCS/l1OW1EnXUEoEHKl54Xrrz2uNw
kgMTP1FZ1wKBgAcCn1dwJKufzBWQxWQp1vsM5fggqPN1qGb5y0MAk3g7/Ls5bkUp
5u9SN0Ai3Ya6hNnvWJMb7sXQX6U/zyO2M/hTip7tUeh7CXgwo59dkpN75gJLVds2
9+DAncu3KXU4f2Fa+7bLNrur53k8KwPOq2bbuTG69QtV7Jr5MR0AHWKNAoGBAIf/
evpitUf+4JYbLpvNXWcY052Mpz22aR84mY3nh3F2LF2mjMJDpTg7FmuyPcVw6EcG
yoAe9fa65iNqCq+jdw6PVNGo2hxfjSiZ8IIzHdsPXI89//pMjZcQK9r+CCoRjaZj
OYiIDktVWZzmevJuv6WywUqd57LE3Zar3dLSIkx1AoGAIYd7DHOhrWvxkwPQsRM2
tOgrjbcrfvtQJipd+DlcxyVuuM9sQLdgjVk2oy26F0EmpScGLq2MowX7fhd/QJQ3
ydy5cY7YIBi87w93IKLEdfnbJtoOPLUW0ITrJReOgo1cq9SbsxYawBgfp/gh6A56
03k2+ZQwVK0JKSHuLFkuQ3U=
-----END PRIVATE KEY-----
`;

const RSA_PUBLIC = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAofgWCuLjybRlzo0tZWJj
NiuSfb4p4fAkd/wWJcyQoTbji9k0l8W26mPddxHmfHQp+Vaw+4qPCJrcS2mJPMEz
P1Pt0Bm4d4QlL+yRT+SFd2lZS+pCgNMsD1W/YpRPEwOWvG6b32690r2jZ47soMZo
9wGzjb/7OMg0LOL+bSf63kpaSHSXndS5z5rexMdbBYUsLA9e+KXBdQOS+UTo7WTB
EMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6/I5IhlJH7aGhyxX
FvUK+DWNmoudF8NAco9/h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXp
oQIDAQAB
-----END PUBLIC KEY-----
`;

const EC_PRIVATE = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjpsQnnGQmL+YBIff
H1136cspYG6+0iY7X1fCE9+E9LKhRANCAAR/zc4ncPbEXUGDy+5v20t7WAczNXvp
7xO6z248e9FURcfxRM0bvZt+hyzf7bnuufSzaV1uqQskrYpGIyiFiOWt
-----END PRIVATE KEY-----
`;

const EC_PUBLIC = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEf83OJ3D2xF1Bg8vub9tLe1gHMzV7
6e8Tus9uPHvRVEXH8UTNG72bfocs3+257rn0s2ldbqkLJK2KRiMohYjlrQ==
-----END PUBLIC KEY-----
`;

const TEXT = '{"iss":"joe",\r\n "exp":1300819380,\r\n "http://example.com/is_root":true}';
const PAYLOAD = 'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ';
const A1 = `eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.${PAYLOAD}.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk`;
const A2 = `eyJhbGciOiJSUzI1NiJ9.${PAYLOAD}.`
  + 'cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9'
  + 'uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB'
  + '_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rq'
  + 'Vt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw';
const A3 = `eyJhbGciOiJFUzI1NiJ9.${PAYLOAD}.`
  + 'DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q';
const IN_TIME = { clockTimestamp: 1300819379 };

function standard() {
  for (const [token, key] of [[A1, SECRET], [A2, RSA_PUBLIC], [A3, EC_PUBLIC]]) {
    check(jwt.verify(token, key, IN_TIME).iss === 'joe', 'the tokens of RFC 7515 are true');
    invalid('invalid signature', () => jwt.verify(token.replace('.eyJp', '.eyJw'), key, IN_TIME));
    const end = refused('TokenExpiredError', 'jwt expired', () => jwt.verify(token, key));
    check(end.expiredAt.getTime() === 1300819380000 && end instanceof jwt.JsonWebTokenError, 'and say when they end');
    refused('TokenExpiredError', 'jwt expired', () => jwt.verify(token, key, { clockTimestamp: 1300819380 }));
    check(jwt.verify(token, key, { ignoreExpiration: true }).iss === 'joe', 'which can be overlooked');
  }
  check(jwt.sign(TEXT, RSA_PRIVATE, { algorithm: 'RS256' }) === A2, 'A.2 can be made again, byte for byte');
  check(jwt.verify(jwt.sign(TEXT, EC_PRIVATE, { algorithm: 'ES256' }), EC_PUBLIC, IN_TIME).iss === 'joe',
    'A.3 in substance');
  check(jwt.verify(A2, { key: RSA_PUBLIC }, IN_TIME).iss === 'joe', 'a key may be wrapped');
}

function signing() {
  const token = jwt.sign({ foo: 'bär', iat: 1462363200 }, 'secret');
  check(token === 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJmb28iOiJiw6RyIiwiaWF0IjoxNDYyMzYzMjAwfQ.'
    + 'g4Ygty7L0fZJtNqXCw1ifATZSfiaswkTXKsOp53QMok', `HS256 unless told otherwise, not ${token}`);
  for (const algorithm of ['HS256', 'HS384', 'HS512', 'RS256', 'RS384', 'RS512', 'ES256']) {
    const isSecret = algorithm.startsWith('HS');
    const [own, shown] = algorithm.startsWith('RS') ? [RSA_PRIVATE, RSA_PUBLIC] : [EC_PRIVATE, EC_PUBLIC];
    const made = jwt.sign({ a: 1 }, isSecret ? 'secret' : own, { algorithm });
    check(jwt.decode(made, { complete: true }).header.alg === algorithm, `${algorithm} is named`);
    check(jwt.verify(made, isSecret ? 'secret' : shown).a === 1, `${algorithm} there and back`);
  }
  check(jwt.verify(jwt.sign({ a: 1 }, Buffer.from([0, 255])), Buffer.from([0, 255])).a === 1, 'secrets may be bytes');

  const payload = { a: 1 };
  const now = Math.floor(Date.now() / 1000);
  const claims = jwt.decode(jwt.sign(payload, 's', {
    expiresIn: '2h', notBefore: 10, audience: ['x', 'y'], issuer: 'i', subject: 'u', jwtid: 'j',
  }));
  check(claims.iat >= now && claims.iat <= now + 5, 'iat is now');
  check(JSON.stringify({ ...claims, iat: 0, exp: claims.exp - claims.iat, nbf: claims.nbf - claims.iat })
    === '{"a":1,"iat":0,"nbf":10,"exp":7200,"aud":["x","y"],"iss":"i","sub":"u","jti":"j"}', 'options become claims');
  check(Object.keys(payload).length === 1, 'the payload is left alone');
  jwt.sign(payload, 's', { mutatePayload: true });
  check(payload.iat >= now, 'unless told');
  check(jwt.decode(jwt.sign({ a: 1 }, 's', { noTimestamp: true })).iat === undefined, 'noTimestamp');
  const { header } = jwt.decode(jwt.sign({}, 's', { keyid: 'k', header: { cty: 'x' } }), { complete: true });
  check(JSON.stringify(header) === '{"alg":"HS256","typ":"JWT","kid":"k","cty":"x"}', 'kid and header');
  for (const [span, seconds] of [
    [60, 60], ['60', 0], ['1500', 1], ['10s', 10], ['5 minutes', 300], ['1.5h', 5400], ['7d', 604800],
    ['2 weeks', 1209600], ['1y', 31557600], ['-1 day', -86400], [-5, -5],
  ]) {
    check(jwt.decode(jwt.sign({ iat: 1000 }, 's', { expiresIn: span })).exp === 1000 + seconds, `expiresIn: ${span}`);
  }

  const wrong = (message, ...parameters) => refused('Error', message, () => jwt.sign(...parameters));
  wrong('secretOrPrivateKey must have a value', {}, '');
  wrong('payload is required', undefined, 's');
  wrong('Expected "payload" to be a plain object.', [], 's');
  wrong('"algorithm" must be a valid string enum value', {}, 's', { algorithm: 'HS1' });
  wrong('"algorithm" must be a valid string enum value', {}, 's', { header: { alg: 'ES256K' } });
  wrong('"expiresIn" should be a number of seconds or string representing a timespan', {}, 's', { expiresIn: 1.5 });
  wrong('"expiresIn" should be a number of seconds or string representing a timespan eg: "1d", "20h", 60', {}, 's', {
    expiresIn: 'soon',
  });
  wrong('"subject" must be a string', {}, 's', { subject: 1 });
  wrong('"expires" is not allowed in "options"', {}, 's', { expires: 1 });
  wrong('"exp" should be a number of seconds', { exp: '1' }, 's');
  wrong('Bad "options.expiresIn" option the payload already has an "exp" property.', { exp: 1 }, 's', { expiresIn: 1 });
  wrong('Bad "options.issuer" option. The payload already has an "iss" property.', { iss: 'a' }, 's', { issuer: 'b' });
  wrong('invalid expiresIn option for string payload', 'text', 's', { expiresIn: 1 });
  invalid('secretOrPrivateKey must be a symmetric key when using HS256', () => jwt.sign({}, RSA_PRIVATE));
  invalid('secretOrPrivateKey must be an asymmetric key when using RS256', () => (
    jwt.sign({}, 's', { algorithm: 'RS256' })
  ));
  invalid('the key does not fit the algorithm', () => jwt.sign({}, RSA_PRIVATE, { algorithm: 'ES256' }));
}

function decoding() {
  check(jwt.decode(A1).iss === 'joe', 'decode believes everything');
  const whole = jwt.decode(A1, { complete: true });
  check(whole.header.typ === 'JWT' && whole.signature === A1.split('.')[2], 'and shows all');
  for (const token of [undefined, null, '', 'a.b', 'a.b.c.d', `!.${PAYLOAD}.x`, `${PAYLOAD}.eyJ.`, 42]) {
    check(jwt.decode(token) === (token === `${PAYLOAD}.eyJ.` ? '{"' : null), `${token} is no token`);
  }
  check(jwt.decode(jwt.sign('text', 's')) === 'text', 'a payload may be text');
}

function verifying() {
  const token = jwt.sign({
    aud: ['a', 'urn:b'], iss: 'i', sub: 'u', jti: 'j', nonce: 'n', iat: 1000, exp: 2000, nbf: 1100,
  }, 's');
  const at = (clockTimestamp, more) => () => jwt.verify(token, 's', { clockTimestamp, ...more });
  check(at(1500)().sub === 'u', 'in time');
  check(at(1500, { complete: true })().header.alg === 'HS256', 'complete');
  const early = refused('NotBeforeError', 'jwt not active', at(1099));
  check(early.date.getTime() === 1100000 && early instanceof jwt.NotBeforeError, 'not yet');
  check(at(1090, { clockTolerance: 10 })().sub === 'u' && at(2009, { clockTolerance: 10 })().sub === 'u',
    'with tolerance');
  refused('TokenExpiredError', 'jwt expired', at(2010, { clockTolerance: 10 }));
  check(at(1500, { maxAge: '10m' })().sub === 'u', 'young enough');
  const old = refused('TokenExpiredError', 'maxAge exceeded', at(1600, { maxAge: 600 }));
  check(old.expiredAt.getTime() === 1600000, 'too old');
  invalid('"maxAge" should be a number of seconds or string representing a timespan eg: "1d", "20h", 60', at(1500, {
    maxAge: 'long',
  }));
  const undated = jwt.sign({}, 's', { noTimestamp: true });
  invalid('iat required when maxAge is specified', () => jwt.verify(undated, 's', { maxAge: 1 }));

  for (const more of [
    { audience: 'a' }, { audience: ['x', /^urn:/] }, { issuer: 'i' }, { issuer: ['x', 'i'] }, { subject: 'u' },
    { jwtid: 'j' }, { nonce: 'n' }, { algorithms: ['HS256'] },
  ]) check(at(1500, more)().sub === 'u', `${JSON.stringify(more)} holds`);
  invalid('jwt audience invalid. expected: x or /^y/', at(1500, { audience: ['x', /^y/] }));
  invalid('jwt issuer invalid. expected: x,y', at(1500, { issuer: ['x', 'y'] }));
  invalid('jwt subject invalid. expected: x', at(1500, { subject: 'x' }));
  invalid('jwt jwtid invalid. expected: x', at(1500, { jwtid: 'x' }));
  invalid('jwt nonce invalid. expected: x', at(1500, { nonce: 'x' }));
  invalid('nonce must be a non-empty string', at(1500, { nonce: '' }));
  invalid('clockTimestamp must be a number', at('1500'));
  invalid('invalid exp value', () => jwt.verify(unchecked({ exp: 'x' }), 's'));
  invalid('invalid nbf value', () => jwt.verify(unchecked({ nbf: 'x' }), 's'));

  invalid('jwt must be provided', () => jwt.verify(undefined, 's'));
  invalid('jwt must be a string', () => jwt.verify({}, 's'));
  invalid('jwt malformed', () => jwt.verify('a.b', 's'));
  invalid('invalid token', () => jwt.verify('a.b.c', 's'));
  invalid('invalid signature', () => jwt.verify(token, 'other', IN_TIME));
  invalid('secret or public key must be provided', () => jwt.verify(token, ''));
  invalid('jwt signature is required', () => jwt.verify(token.replace(/[^.]*$/, ''), 's'));
}

/** `sign` refuses such claims in an object, but not in a text. */
function unchecked(claims) {
  return jwt.sign(JSON.stringify(claims), 's');
}

function attacks() {
  const claims = { a: 1, iat: 1 };
  const forged = jwt.sign(claims, 's', { header: { alg: 'HS256' } });
  invalid('invalid algorithm', () => jwt.verify(forged, RSA_PUBLIC));
  invalid('secretOrPublicKey must be a symmetric key when using HS256', () => (
    jwt.verify(forged, RSA_PUBLIC, { algorithms: ['HS256'] })
  ));
  invalid('invalid algorithm', () => jwt.verify(A2, 'secret', IN_TIME));
  invalid('invalid algorithm', () => jwt.verify(forged, 's', { algorithms: ['HS512'] }));
  const unsigned = jwt.sign(claims, undefined, { algorithm: 'none' });
  check(unsigned.endsWith('.'), 'none signs nothing');
  invalid('jwt signature is required', () => jwt.verify(unsigned, 's', { algorithms: ['none'] }));
  invalid('please specify "none" in "algorithms" to verify unsigned tokens', () => jwt.verify(unsigned, undefined));
  invalid('invalid algorithm', () => jwt.verify(unsigned, undefined, { algorithms: ['HS256'] }));
  check(jwt.verify(unsigned, undefined, { algorithms: ['none'] }).a === 1, 'and is believed only on purpose');
  invalid('invalid algorithm', () => jwt.verify(`${unsigned}AAAA`, 's'));
  invalid('invalid signature', () => jwt.verify(`${unsigned}AAAA`, 's', { algorithms: ['none'] }));
  const short = jwt.sign(claims, EC_PRIVATE, { algorithm: 'ES256' }).slice(0, -4);
  invalid('invalid signature', () => jwt.verify(short, EC_PUBLIC));
}

async function callbacks() {
  const told = (start) => new Promise((resolve) => start((error, result) => resolve({ error, result })));
  const { error, result } = await told((done) => jwt.sign({ a: 1 }, 's', done));
  check(error === null && jwt.verify(result, 's').a === 1, 'sign calls back');
  check((await told((done) => jwt.sign({}, '', {}, done))).error.message === 'secretOrPrivateKey must have a value',
    'or fails');
  check((await told((done) => jwt.verify(result, 's', done))).result.a === 1, 'so does verify');
  check((await told((done) => jwt.verify(result, 't', {}, done))).error.message === 'invalid signature', 'or fails');
  check((await told((done) => jwt.verify('x', 's', done))).error.message === 'jwt malformed', 'early');

  const find = ({ kid }, found) => (kid === 'a2' ? found(null, RSA_PUBLIC) : found(new Error('no such key')));
  const token = jwt.sign({ a: 1 }, RSA_PRIVATE, { algorithm: 'RS256', keyid: 'a2' });
  check((await told((done) => jwt.verify(token, find, { algorithms: ['RS256'] }, done))).result.a === 1,
    'keys can be found');
  check((await told((done) => jwt.verify(result, find, done))).error.message
    === 'error in secret or public key callback: no such key', 'or not');
  invalid('verify must be called asynchronous if secret or public key is provided as a callback', () => (
    jwt.verify(token, find)
  ));
}

module.exports = (async () => {
  standard();
  signing();
  decoding();
  verifying();
  attacks();
  await callbacks();
})();

// The units of the library's first years, in which rules of that time count.
for (const [options, seconds] of [[{ expiresInMinutes: 5 }, 300], [{ expiresInSeconds: 90 }, 90]]) {
  const { iat, exp } = jwt.decode(jwt.sign({ a: 1 }, 'secret', options));
  check(exp - iat === seconds, `${JSON.stringify(options)} is ${seconds} s`);
}
