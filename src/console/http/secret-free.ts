import { Injectable } from '@nestjs/common';
import { ConsoleOptions } from '../console.options.js';

/** Shorter ones are words that other texts hold by chance. */
const SECRET_CHARS_MIN = 8;
const HIDDEN = '‹secret›';

/**
 * Writes answers without secrets. Nothing hands the console one; but a handler may throw an error that quotes it, or echo it in a
 * reply, and then it would stand in a trace.
 */
@Injectable()
export class SecretFree {
  private readonly secrets: readonly string[];

  constructor({ secrets }: ConsoleOptions) {
    this.secrets = secrets.filter(({ length }) => length >= SECRET_CHARS_MIN);
  }

  text(text: string): string {
    return this.secrets.reduce((shown, secret) => shown.replaceAll(secret, HIDDEN), text);
  }

  json(value: unknown): string {
    return JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'string' ? this.text(part) : part,
    );
  }
}
