'use strict';
// Node's `path`, for POSIX. Left out: `win32`. The working directory of the sandbox is `/`.

const { invalidArgType, requireString } = require('internal-errors');

/** The names of a path with `.` and `..` resolved; a relative path may go above where it starts. */
function resolvedNames(path, isAbsolute) {
  const names = [];
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue;
    const goesUp = name === '..' && names.length > 0 && names.at(-1) !== '..';
    if (goesUp) names.pop();
    else if (name !== '..' || !isAbsolute) names.push(name);
  }
  return names;
}

function isAbsolute(path) {
  requireString('path', path);
  return path.startsWith('/');
}

function normalize(path) {
  const root = isAbsolute(path) ? '/' : '';
  const names = resolvedNames(path, root !== '').join('/');
  const trailing = path.endsWith('/') ? '/' : '';
  if (names === '') return root || `.${trailing}`;
  return `${root}${names}${trailing}`;
}

function join(...paths) {
  for (const path of paths) requireString('path', path);
  return normalize(paths.filter((path) => path !== '').join('/'));
}

function resolve(...paths) {
  const from = ['/', ...paths];
  for (const [index, path] of paths.entries()) requireString(`paths[${index}]`, path);
  const start = from.findLastIndex((path) => path.startsWith('/'));
  return `/${resolvedNames(from.slice(start).join('/'), true).join('/')}`;
}

function relative(from, to) {
  requireString('from', from);
  requireString('to', to);
  const origin = resolvedNames(resolve(from), true);
  const target = resolvedNames(resolve(to), true);
  let common = 0;
  while (common < origin.length && common < target.length && origin[common] === target[common]) common++;
  return [...origin.slice(common).fill('..'), ...target.slice(common)].join('/');
}

/** A path without the slashes at its end. */
function trimmed(path) {
  return path.replace(/\/+$/, '');
}

function dirname(path) {
  requireString('path', path);
  if (path === '') return '.';
  const end = trimmed(path).lastIndexOf('/');
  if (end < 0) return path.startsWith('/') ? '/' : '.';
  return trimmedParent(path.slice(0, end));
}

// `//a` has the parent `//`, as in Node; other runs of slashes are one.
function trimmedParent(parent) {
  if (parent === '/') return '//';
  return parent === '' ? '/' : parent;
}

function basename(path, suffix) {
  if (suffix !== undefined) requireString('suffix', suffix);
  requireString('path', path);
  if (suffix === path) return '';
  const base = trimmed(path).split('/').at(-1);
  const ends = suffix !== undefined && base !== suffix && base.endsWith(suffix);
  return ends ? base.slice(0, base.length - suffix.length) : base;
}

function extname(path) {
  const base = basename(path);
  const dot = base.lastIndexOf('.');
  return dot <= 0 || base === '..' ? '' : base.slice(dot);
}

function parse(path) {
  requireString('path', path);
  const root = path.startsWith('/') ? '/' : '';
  const base = basename(path);
  const ext = extname(path);
  const end = trimmed(path).lastIndexOf('/');
  return {
    root,
    dir: end > 0 ? path.slice(0, end) : root,
    base,
    ext,
    name: base.slice(0, base.length - ext.length),
  };
}

function format(parts) {
  if (parts === null || typeof parts !== 'object') throw invalidArgType('pathObject', 'of type object', parts);
  const dir = parts.dir || parts.root;
  const ext = parts.ext ? `${parts.ext.startsWith('.') ? '' : '.'}${parts.ext}` : '';
  const base = parts.base || `${parts.name || ''}${ext}`;
  if (!dir) return base;
  return dir === parts.root ? `${dir}${base}` : `${dir}/${base}`;
}

const posix = {
  basename,
  delimiter: ':',
  dirname,
  extname,
  format,
  isAbsolute,
  join,
  normalize,
  parse,
  relative,
  resolve,
  sep: '/',
  toNamespacedPath: (path) => path,
};
posix.posix = posix;

module.exports = posix;
