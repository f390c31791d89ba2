import { type TransformFnParams } from 'class-transformer';
import { ValidateBy, type ValidationOptions } from 'class-validator';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/** Whether a host name or address never leaves this machine. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host) || /^127(\.\d{1,3}){3}$/.test(host);
}

export function toText({ value }: TransformFnParams): unknown {
  return typeof value === 'string' ? value.trim() : value;
}

/** Without slashes at the end. */
export function toUrl({ value }: TransformFnParams): unknown {
  return typeof value === 'string' ? value.trim().replace(/\/+$/, '') : value;
}

export function toInteger({ value }: TransformFnParams): unknown {
  return typeof value === 'string' && /^\d+$/.test(value.trim()) ? Number(value) : value;
}

export function toList({ value }: TransformFnParams): unknown {
  if (typeof value !== 'string') return value;
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Refuses secrets of fewer than six different characters: `000…`, `abcabc…`. */
export function IsNotMonotonous(options: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isNotMonotonous',
      validator: { validate: (value) => typeof value === 'string' && new Set(value).size >= 6 },
    },
    options,
  );
}

/** Refuses a list in which two members have the same key. */
export function HasNoTwins(
  keyOf: (member: string) => string,
  options: ValidationOptions,
): PropertyDecorator {
  return ValidateBy(
    {
      name: 'hasNoTwins',
      validator: {
        validate: (value) =>
          Array.isArray(value) &&
          new Set(value.map((member) => keyOf(String(member)))).size === value.length,
      },
    },
    options,
  );
}

/** Accepts https anywhere and plain http on loopback. */
export function IsGraphUrl(options: ValidationOptions): PropertyDecorator {
  return ValidateBy({ name: 'isGraphUrl', validator: { validate: isGraphUrl } }, options);
}

function isGraphUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const url = new URL(value);
  if (url.username !== '' || url.search !== '' || url.hash !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

const META_HOST = /(^|\.)(facebook|instagram)\.com$/;

/** Whether a Graph URL is Meta's own, or on this machine: page tokens go there. */
export function isMetaOrLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return META_HOST.test(hostname) || isLoopback(hostname);
}
