import { Expose, Transform } from 'class-transformer';
import {
  ArrayNotEmpty,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsNotIn,
  IsOptional,
  Matches,
  Max,
  Min,
  MinLength,
} from 'class-validator';
import {
  HasNoTwins,
  IsGraphUrl,
  IsNotMonotonous,
  toInteger,
  toList,
  toText,
  toUrl,
} from './environment.rules.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const PORT_RANGE = 'PORT must be a whole number from 1 to 65535.';

/** Tokens that tutorials print; whoever reads the same tutorial knows them. */
const SAMPLE_TOKENS = ['your_verify_token', 'your-verify-token', 'meatyhamhock', 'verify_token'];

/**
 * The environment, checked before anything starts: one property a variable of DESIGN section 8.
 * Only this folder reads `process.env`. Every message names its variable and never shows the value.
 */
export class Environment {
  /** App secrets, the first signs outgoing calls; a second one is accepted while the first is rotated in. 32 hex digits each. */
  @Expose({ name: 'META_APP_SECRET' })
  @Transform(toList)
  @ArrayNotEmpty({ message: 'META_APP_SECRET is missing: copy it from App settings > Basic.' })
  @Matches(/^[0-9a-f]{32,}$/i, {
    each: true,
    message:
      'META_APP_SECRET must be 32 hex digits (several separated by commas), as Meta shows it.',
  })
  @IsNotMonotonous({
    each: true,
    message: 'META_APP_SECRET is a placeholder: use the secret that Meta generated.',
  })
  readonly appSecrets: readonly string[] = [];

  /** What Meta must present when it verifies the webhook. */
  @Expose({ name: 'META_VERIFY_TOKEN' })
  @Transform(toText)
  @IsNotEmpty({
    message: 'META_VERIFY_TOKEN is missing: choose a random text of at least 20 characters.',
  })
  @MinLength(20, {
    message: 'META_VERIFY_TOKEN must have at least 20 characters, or it can be guessed.',
  })
  @IsNotIn(SAMPLE_TOKENS, {
    message: 'META_VERIFY_TOKEN is a sample from a tutorial: choose your own.',
  })
  readonly verifyToken: string = '';

  /** `PAGE_ID:TOKEN` pairs; see {@link Environment.pageTokens}. */
  @Expose({ name: 'META_PAGE_TOKENS' })
  @Transform(toList)
  @ArrayNotEmpty({
    message: 'META_PAGE_TOKENS is missing: give PAGE_ID:TOKEN, several separated by commas.',
  })
  @Matches(/^\d+:\S+$/, {
    each: true,
    message:
      'META_PAGE_TOKENS must be PAGE_ID:TOKEN (digits, a colon, the token), several separated by commas.',
  })
  @HasNoTwins((pair) => pair.split(':')[0] ?? '', {
    message: 'META_PAGE_TOKENS names one page twice: keep one token a page.',
  })
  readonly pageTokenPairs: readonly string[] = [];

  /** The app's id; needed by `doctor` and subscription calls only. */
  @Expose({ name: 'META_APP_ID' })
  @Transform(toText)
  @IsOptional()
  @Matches(/^\d+$/, { message: 'META_APP_ID must be digits.' })
  readonly appId?: string;

  /** Opens the console in live mode; without it there is none. In demo mode not needed, and not used. */
  @Expose({ name: 'CONSOLE_TOKEN' })
  @Transform(toText)
  @IsOptional()
  @MinLength(20, {
    message: 'CONSOLE_TOKEN must have at least 20 characters, or it can be guessed.',
  })
  @IsNotMonotonous({ message: 'CONSOLE_TOKEN is a placeholder: use a random text.' })
  readonly consoleToken?: string;

  /** Where Graph is, without a slash at the end. */
  @Expose({ name: 'META_GRAPH_URL' })
  @Transform(toUrl)
  @IsGraphUrl({
    message:
      'META_GRAPH_URL must be an https URL; plain http is allowed on loopback only (http://127.0.0.1:4000).',
  })
  readonly graphUrl: string = 'https://graph.facebook.com';

  @Expose({ name: 'META_GRAPH_VERSION' })
  @Transform(toText)
  @Matches(/^v\d{1,3}\.\d$/, { message: 'META_GRAPH_VERSION must look like v26.0.' })
  readonly graphVersion: string = 'v26.0';

  /** `sqlite:PATH`, the path relative to the working directory; `sqlite::memory:` for tests. */
  @Expose({ name: 'STORE_URL' })
  @Transform(toText)
  @Matches(/^sqlite:.+$/, {
    message: 'STORE_URL must be sqlite:PATH. PostgreSQL is not supported yet.',
  })
  readonly storeUrl: string = 'sqlite:data/tapline.db';

  @Expose({ name: 'HOST' })
  @Transform(toText)
  @Matches(/^[\w.:[\]-]+$/, { message: 'HOST must be an address or a host name.' })
  readonly host: string = '0.0.0.0';

  @Expose({ name: 'PORT' })
  @Transform(toInteger)
  @IsInt({ message: PORT_RANGE })
  @Min(1, { message: PORT_RANGE })
  @Max(65_535, { message: PORT_RANGE })
  readonly port: number = 3000;

  @Expose({ name: 'LOG_LEVEL' })
  @Transform(toText)
  @IsIn(LOG_LEVELS, { message: `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.` })
  readonly logLevel: LogLevel = 'info';

  /** `demo`: generated secrets, the stand-in for Meta on loopback. `live`: Meta's own. Decided by which variables are set. */
  readonly mode: 'demo' | 'live' = 'live';

  /** Page id → token. */
  get pageTokens(): ReadonlyMap<string, string> {
    return new Map(
      this.pageTokenPairs.map((pair): [string, string] => {
        const colon = pair.indexOf(':');
        return [pair.slice(0, colon), pair.slice(colon + 1)];
      }),
    );
  }

  /** Where this process is reached on its own machine. */
  get localUrl(): string {
    const host = ['0.0.0.0', '::', '[::]'].includes(this.host) ? '127.0.0.1' : this.host;
    return `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${this.port}`;
  }
}
