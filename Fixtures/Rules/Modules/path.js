'use strict';
// path, for POSIX.

const assert = require('assert');
const path = require('path');

for (const [actual, expected] of [
  [path.join('/a', '..', 'b', './c.js'), '/b/c.js'],
  [path.join('', ''), '.'],
  [path.join('a', '../../b'), '../b'],
  [path.normalize('/a//b/./c/..'), '/a/b'],
  [path.normalize('./a/'), 'a/'],
  [path.resolve('/a/b', '../c'), '/a/c'],
  [path.resolve('a'), '/a'],
  [path.relative('/data/a/b', '/data/c'), '../../c'],
  [path.dirname('/a/b/'), '/a'],
  [path.dirname('a'), '.'],
  [path.basename('/a/b.html', '.html'), 'b'],
  [path.basename('/a/b/'), 'b'],
  [path.extname('a/b.tar.gz'), '.gz'],
  [path.extname('.profile'), ''],
  [path.format({ dir: '/a', name: 'b', ext: '.c' }), '/a/b.c'],
  [path.sep + path.delimiter, '/:'],
]) {
  assert.strictEqual(actual, expected);
}
assert.deepStrictEqual(path.parse('/home/ada/notes.txt'), {
  root: '/', dir: '/home/ada', base: 'notes.txt', ext: '.txt', name: 'notes',
});
assert.ok(path.isAbsolute('/a') && !path.isAbsolute('a'));
assert.strictEqual(path.posix, path);
assert.throws(() => path.join(5), { code: 'ERR_INVALID_ARG_TYPE' });
