'use strict';
// `util.inspect` and `util.format`: values as text for people, laid out as the Node documentation shows. Differences:
// no colours; long arrays fill their lines rather than stand in columns; the state of a promise, the target of a proxy
// and what is in an iterator stay unseen.
// Internal: rules find it in `util`.

const types = require('internal-types');

const custom = Symbol.for('nodejs.util.inspect.custom');

const defaultOptions = {
  showHidden: false,
  depth: 2,
  colors: false,
  customInspect: true,
  showProxy: false,
  maxArrayLength: 100,
  maxStringLength: 10000,
  breakLength: 80,
  compact: 3,
  sorted: false,
  getters: false,
};

function inspect(value, options, ...legacy) {
  const given = typeof options === 'object' && options !== null ? options : legacyOptions(options, legacy);
  const settings = { ...defaultOptions, ...given, stylize: (text) => text };
  for (const name of ['depth', 'maxArrayLength', 'maxStringLength']) settings[name] ??= Infinity;
  if (settings.compact === true) settings.compact = 3;
  return new Inspection(settings).show(value, 0, 0);
}

// Before options there was inspect(value, showHidden, depth).
function legacyOptions(showHidden, [depth]) {
  return { showHidden: Boolean(showHidden), ...(depth === undefined ? {} : { depth }) };
}

inspect.custom = custom;
inspect.defaultOptions = defaultOptions;

/** One call of `inspect`: its settings and the objects it is inside of. */
class Inspection {
  #settings;
  #ancestors = [];
  #circular = new Map();
  // How deep the object shown last lay: what `compact` counts.
  #lastDepth = 0;

  constructor(settings) {
    this.#settings = settings;
  }

  /** `indentation`: columns in front of the value. */
  show(value, depth, indentation) {
    if (value === null || (typeof value !== 'object' && typeof value !== 'function')) {
      return typeof value === 'string' ? this.#showString(value, indentation) : showPrimitive(value);
    }
    if (this.#settings.customInspect) {
      const shown = this.#showCustom(value, depth, indentation);
      if (shown !== undefined) return shown;
    }
    if (this.#ancestors.includes(value)) return `[Circular *${this.#circularIndex(value)}]`;
    return this.#showObject(value, depth, indentation);
  }

  #showCustom(value, depth, indentation) {
    const method = value[custom];
    // `inspect` itself carries the symbol's name as a member, and a constructor's prototype is no value to call it on.
    if (typeof method !== 'function' || method === inspect || value.constructor?.prototype === value) return undefined;
    const left = this.#settings.depth - depth;
    const shown = method.call(value, left, { ...this.#settings, depth: left }, inspect);
    if (shown === value) return undefined;
    if (typeof shown !== 'string') return this.show(shown, depth, indentation);
    return shown.replaceAll('\n', `\n${' '.repeat(indentation)}`);
  }

  #circularIndex(value) {
    if (!this.#circular.has(value)) this.#circular.set(value, this.#circular.size + 1);
    return this.#circular.get(value);
  }

  #showString(value, indentation) {
    const { maxStringLength, breakLength, compact } = this.#settings;
    let shown = value;
    let rest = '';
    if (value.length > maxStringLength) {
      shown = value.slice(0, maxStringLength);
      const more = value.length - maxStringLength;
      rest = `... ${more} more character${more > 1 ? 's' : ''}`;
    }
    const breaks = compact !== true && shown.length > 16 && shown.length > breakLength - indentation - 4;
    if (!breaks) return quote(shown) + rest;
    return shown.split(/(?<=\n)/).map(quote).join(` +\n${' '.repeat(indentation + 2)}`) + rest;
  }

  #showObject(value, depth, indentation) {
    const shape = shapeOf(value);
    const keys = this.#keysOf(value, shape);
    const base = shape.base?.(value).replaceAll('\n', `\n${' '.repeat(indentation)}`) ?? '';
    if (keys.length === 0 && shape.size === 0) return base || `${shape.prefix}${shape.open}${shape.close}`;
    if (depth > this.#settings.depth) return `[${shape.name}]`;

    this.#lastDepth = depth;
    this.#ancestors.push(value);
    const inner = indentation + 2;
    const entries = shape.entries?.(value, this, depth, inner) ?? [];
    for (const key of keys) entries.push(this.#showProperty(value, key, depth, inner));
    this.#ancestors.pop();

    if (this.#settings.sorted) {
      const own = entries.splice(entries.length - keys.length);
      entries.push(...own.sort(this.#settings.sorted === true ? undefined : this.#settings.sorted));
    }
    const reference = this.#circular.has(value) ? `<ref *${this.#circular.get(value)}> ` : '';
    const opening = `${reference}${shape.prefix}${shape.open}`;
    return this.#layOut(entries, { base, opening, close: shape.close, isList: shape.isList, depth, indentation });
  }

  #keysOf(value, shape) {
    const { showHidden } = this.#settings;
    const names = showHidden ? Object.getOwnPropertyNames(value) : Object.keys(value);
    const symbols = Object.getOwnPropertySymbols(value)
      .filter((symbol) => showHidden || Object.prototype.propertyIsEnumerable.call(value, symbol));
    const keys = [...names, ...symbols].filter((key) => !shape.isEntry?.(key));
    return shape.keys?.(value, keys) ?? keys;
  }

  #showProperty(object, key, depth, indentation) {
    const descriptor = Object.getOwnPropertyDescriptor(object, key) ?? { value: object[key], enumerable: true };
    const label = descriptor.enumerable ? keyLabel(key) : `[${bare(key)}]`;
    const shown = this.#showDescriptor(object, descriptor, depth, indentation);
    return `${label}: ${shown}`;
  }

  #showDescriptor(object, descriptor, depth, indentation) {
    if ('value' in descriptor) return this.show(descriptor.value, depth + 1, indentation);
    const kind = descriptor.get ? (descriptor.set ? 'Getter/Setter' : 'Getter') : 'Setter';
    if (!this.#settings.getters || !descriptor.get) return `[${kind}]`;
    try {
      return `[${kind}: ${this.show(descriptor.get.call(object), depth + 1, indentation)}]`;
    } catch (error) {
      return `[${kind}: <Inspection threw (${error?.message})>]`;
    }
  }

  /** Elements of an array: holes are counted, the excess is too. */
  showElements(list, depth, indentation) {
    const shown = [];
    const limit = Math.max(0, this.#settings.maxArrayLength);
    let index = 0;
    while (index < list.length && shown.length < limit) {
      const start = index;
      while (index < list.length && !Object.hasOwn(list, index)) index++;
      if (index > start) {
        const count = index - start;
        shown.push(`<${count} empty item${count > 1 ? 's' : ''}>`);
      } else {
        const descriptor = Object.getOwnPropertyDescriptor(list, index++);
        shown.push(this.#showDescriptor(list, descriptor, depth, indentation));
      }
    }
    return this.#withExcess(shown, list.length - index);
  }

  showMembers(members, show) {
    const limit = Math.max(0, this.#settings.maxArrayLength);
    return this.#withExcess(members.slice(0, limit).map(show), members.length - limit);
  }

  #withExcess(shown, more) {
    if (more > 0) shown.push(`... ${more} more item${more > 1 ? 's' : ''}`);
    return shown;
  }

  #layOut(entries, { base, opening, close, isList, depth, indentation }) {
    const { breakLength, compact } = this.#settings;
    const head = base === '' ? opening : `${base} ${opening}`;
    const isShallow = compact !== false && this.#lastDepth - depth < compact;
    // Node leaves a margin of ten columns.
    const margins = indentation + opening.length + base.length + 10;
    const width = entries.reduce((sum, entry) => sum + entry.length + 2, margins);
    if (isShallow && width <= breakLength && !entries.some((entry) => entry.includes('\n')) && !base.includes('\n')) {
      return `${head} ${entries.join(', ')} ${close}`;
    }
    const lines = isList && isShallow && entries.length > 6 ? filled(entries, breakLength - indentation - 4) : entries;
    const margin = `\n${' '.repeat(indentation)}`;
    return `${head}${margin}  ${lines.join(`,${margin}  `)}${margin}${close}`;
  }
}

/** Entries joined into lines of at most `width` columns; as they are where one is too long to share a line. */
function filled(entries, width) {
  if (entries.some((entry) => entry.length * 2 > width || entry.includes('\n'))) return entries;
  const lines = [];
  for (const entry of entries) {
    const last = lines.length - 1;
    if (last >= 0 && lines[last].length + entry.length + 2 <= width) lines[last] += `, ${entry}`;
    else lines.push(entry);
  }
  return lines;
}

/**
 * How an object is drawn: `name` where it is too deep to open, `prefix` and brackets, `base` in front of them (a
 * function, a date), `size` and `entries` of what is inside besides its own properties, `isEntry` for the keys those
 * cover, `keys` to choose others.
 */
function shapeOf(value) {
  const constructor = constructorName(value);
  const tag = tagOf(value, constructor);
  const prefixed = (kind, size) => {
    const head = constructor ?? `[${kind}: null prototype]`;
    return `${head}${size === undefined ? '' : `(${size})`}${tag} `;
  };
  const [, shape] = kinds.find(([is]) => is(value));
  return {
    name: `${constructor ?? 'Object: null prototype'}${tag}`,
    open: '{',
    close: '}',
    prefix: '',
    isList: false,
    size: 0,
    ...shape(value, prefixed),
  };
}

const list = { open: '[', close: ']', isList: true, isEntry: isIndex };

/** Each kind of object: how it is known, and what its shape has of its own. */
const kinds = [
  [Array.isArray, (value, prefixed) => {
    const prefix = prefixed('Array', value.length);
    return {
      ...list,
      prefix: prefix === `Array(${value.length}) ` ? '' : prefix,
      size: value.length,
      entries: (array, inspection, depth, indentation) => inspection.showElements(array, depth, indentation),
    };
  }],
  [types.isTypedArray, (value, prefixed) => ({
    ...list,
    prefix: prefixed('TypedArray', value.length),
    size: value.length,
    entries: (array, inspection) => inspection.showMembers([...array], showPrimitive),
  })],
  [types.isMap, (value, prefixed) => ({
    prefix: prefixed('Map', value.size),
    size: value.size,
    entries: (map, inspection, depth, indentation) => {
      const show = (member) => inspection.show(member, depth + 1, indentation);
      return inspection.showMembers([...Map.prototype.entries.call(map)], (pair) => pair.map(show).join(' => '));
    },
  })],
  [types.isSet, (value, prefixed) => ({
    prefix: prefixed('Set', value.size),
    size: value.size,
    entries: (set, inspection, depth, indentation) => {
      const show = (member) => inspection.show(member, depth + 1, indentation);
      return inspection.showMembers([...Set.prototype.values.call(set)], show);
    },
  })],
  [types.isArrayBuffer, (value, prefixed) => ({
    prefix: prefixed('ArrayBuffer'),
    size: 2,
    entries: (buffer) => [
      `[Uint8Contents]: <${hexBytes(new Uint8Array(buffer))}>`,
      `byteLength: ${buffer.byteLength}`,
    ],
  })],
  [(value) => types.isWeakMap(value) || types.isWeakSet(value), (value, prefixed) => ({
    prefix: prefixed('WeakMap'),
    size: 1,
    entries: () => ['<items unknown>'],
  })],
  [types.isArgumentsObject, () => ({ prefix: '[Arguments] ' })],
  [(value) => typeof value === 'function', () => ({ base: showFunction })],
  [isError, () => ({ base: showError, keys: errorKeys })],
  [types.isRegExp, () => ({ base: (regExp) => RegExp.prototype.toString.call(regExp) })],
  [types.isDate, () => ({ base: showDate })],
  [types.isStringObject, () => ({ base: showBoxed, isEntry: isIndex })],
  [types.isBoxedPrimitive, () => ({ base: showBoxed })],
  [() => true, (value, prefixed) => {
    const prefix = prefixed('Object');
    return { prefix: prefix === 'Object ' ? '' : prefix };
  }],
];

/** The name of the nearest constructor on the prototype chain; null where there is none. */
function constructorName(value) {
  for (let object = value; object !== null; object = Object.getPrototypeOf(object)) {
    const constructor = Object.getOwnPropertyDescriptor(object, 'constructor')?.value;
    if (typeof constructor === 'function' && constructor.name !== '' && isMadeBy(value, constructor)) {
      return String(constructor.name);
    }
  }
  return null;
}

function isMadeBy(value, constructor) {
  try {
    return value instanceof constructor;
  } catch {
    return false;
  }
}

/** ` [Tag]` where `Symbol.toStringTag` says something the constructor's name does not. */
function tagOf(value, constructor) {
  // A tag that is shown among the properties is not told twice.
  if (Object.prototype.propertyIsEnumerable.call(value, Symbol.toStringTag)) return '';
  const tag = value[Symbol.toStringTag];
  return typeof tag === 'string' && tag !== '' && tag !== constructor ? ` [${tag}]` : '';
}

function isIndex(key) {
  return typeof key === 'string' && /^(0|[1-9]\d*)$/.test(key);
}

function showPrimitive(value) {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (Object.is(value, -0)) return '-0';
  return String(value);
}

function showFunction(value) {
  if (/^class\b/.test(Function.prototype.toString.call(value))) {
    const parent = Object.getPrototypeOf(value);
    const inherits = typeof parent === 'function' && parent.name ? ` extends ${parent.name}` : '';
    return `[class ${Object.hasOwn(value, 'name') && value.name ? value.name : '(anonymous)'}${inherits}]`;
  }
  const kind = Object.prototype.toString.call(value).slice('[object '.length, -1);
  const name = typeof value.name === 'string' && value.name !== '' ? `: ${value.name}` : ' (anonymous)';
  return `[${kind.endsWith('Function') ? kind : 'Function'}${name}]`;
}

function isError(value) {
  return types.isNativeError(value) || value instanceof Error;
}

/** Not what the text says already; `cause` and `errors` although they are hidden. */
function errorKeys(error, keys) {
  const told = keys.filter((key) => !['name', 'message', 'stack', 'line', 'column', 'sourceURL'].includes(key));
  const hidden = ['cause', 'errors'].filter((key) => Object.hasOwn(error, key) && !told.includes(key));
  return [...told, ...hidden];
}

/** Name, message and the engine's frames (`name@file:line:column`), written the way Node writes them. */
function showError(error) {
  const name = typeof error.name === 'string' ? error.name : 'Error';
  const hasMessage = typeof error.message === 'string' && error.message !== '';
  const title = hasMessage ? `${name}: ${error.message}` : name;
  const stack = typeof error.stack === 'string' ? error.stack : '';
  // A stack somebody wrote, title and all.
  if (stack.startsWith(title) || stack.includes('\n    at ')) return stack;
  const frames = stack.split('\n').filter((frame) => frame !== '').map(frameOf);
  if (frames.length === 0) return `[${title}]`;
  return [title, ...frames].join('\n');
}

function frameOf(frame) {
  const at = frame.lastIndexOf('@');
  const place = frame.slice(at + 1);
  const name = frame.slice(0, Math.max(at, 0));
  if (name === '' || place === '') return `    at ${name || place || '<anonymous>'}`;
  return `    at ${name} (${place})`;
}

function showDate(date) {
  return Number.isNaN(Date.prototype.getTime.call(date)) ? 'Invalid Date' : Date.prototype.toISOString.call(date);
}

function showBoxed(value) {
  for (const [type, is] of [
    [Number, types.isNumberObject], [String, types.isStringObject], [Boolean, types.isBooleanObject],
    [BigInt, types.isBigIntObject],
  ]) {
    if (is(value)) return `[${type.name}: ${showPrimitive(type.prototype.valueOf.call(value))}]`;
  }
  return `[Symbol: ${Symbol.prototype.toString.call(value)}]`;
}

function hexBytes(bytes) {
  const shown = Array.from(bytes.subarray(0, 50), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const more = bytes.length - 50;
  return more > 0 ? `${shown} ... ${more} more byte${more > 1 ? 's' : ''}` : shown;
}

function keyLabel(key) {
  if (typeof key === 'symbol') return `[${bare(key)}]`;
  return /^[a-zA-Z_][a-zA-Z_0-9]*$/.test(key) ? key : quote(key);
}

function bare(key) {
  return typeof key === 'symbol' ? Symbol.prototype.toString.call(key) : key;
}

const SHORT_ESCAPES = { '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', '\\': '\\\\' };

/** In single quotes, or in whichever quotes need no escape. */
function quote(text) {
  const marks = text.includes('${') ? ["'", '"'] : ["'", '"', '`'];
  const mark = marks.find((candidate) => !text.includes(candidate)) ?? "'";
  const escaped = text.replace(/[\0-\x1f\x7f-\x9f\\']|\p{Surrogate}/gu, (character) => {
    if (character === "'") return mark === "'" ? "\\'" : character;
    if (character in SHORT_ESCAPES) return SHORT_ESCAPES[character];
    const code = character.charCodeAt(0).toString(16);
    return code.length > 2 ? `\\u${code}` : `\\x${code.toUpperCase().padStart(2, '0')}`;
  });
  return mark + escaped + mark;
}

function format(...values) {
  return formatWithOptions({}, ...values);
}

/** printf for consoles: `%s %d %i %f %j %o %O %c %%`, then whatever is left over, with spaces. */
function formatWithOptions(options, ...values) {
  const rest = [...values];
  const parts = [];
  if (rest.length > 1 && typeof rest[0] === 'string') parts.push(substitute(rest, options));
  for (const value of rest) parts.push(typeof value === 'string' ? value : inspect(value, options));
  return parts.join(' ');
}

/** Takes the template and the values it names off the front of `values`. */
function substitute(values, options) {
  const template = values.shift();
  return template.replace(/%[sdifjoOc%]/g, (directive) => {
    if (directive === '%%') return '%';
    return values.length === 0 ? directive : formatOne(directive, values.shift(), options);
  });
}

function formatOne(directive, value, options) {
  switch (directive) {
    case '%s': return formatString(value, options);
    case '%d': return formatNumber(value, Number);
    case '%i': return formatNumber(value, parseInt);
    case '%f': return typeof value === 'symbol' ? 'NaN' : showPrimitive(parseFloat(value));
    case '%j': return formatJSON(value);
    case '%o': return inspect(value, { ...options, showHidden: true, showProxy: true, depth: 4 });
    case '%O': return inspect(value, options);
    default: return '';
  }
}

function formatString(value, options) {
  if (typeof value === 'string') return value;
  if (value === null || typeof value !== 'object' || speaksForItself(value)) {
    return typeof value === 'object' && value !== null ? String(value) : plain(value);
  }
  return inspect(value, { ...options, depth: 0, colors: false, compact: 3 });
}

function plain(value) {
  return typeof value === 'bigint' || typeof value === 'number' ? showPrimitive(value) : String(value);
}

/** Whether its `toString` is of its own making or its class's, not one of the language's. */
function speaksForItself(value) {
  if (isError(value)) return true;
  if (typeof value.toString !== 'function') return false;
  const builtIn = [Object, Array, Date, Function, RegExp, Number, String, Boolean, Symbol, BigInt];
  return !builtIn.some((type) => value.toString === type.prototype.toString);
}

function formatNumber(value, convert) {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'symbol' || (convert === parseInt && typeof value === 'object')) return 'NaN';
  return showPrimitive(convert(value));
}

function formatJSON(value) {
  try {
    return String(JSON.stringify(value));
  } catch (error) {
    if (isCircular(value, [])) return '[Circular]';
    throw error;
  }
}

function isCircular(value, ancestors) {
  if (value === null || typeof value !== 'object') return false;
  if (ancestors.includes(value)) return true;
  return Object.values(value).some((member) => isCircular(member, [...ancestors, value]));
}

module.exports = { custom, format, formatWithOptions, inspect };
