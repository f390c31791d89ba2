import type { FieldLevels } from '../doctor/index.js';
import type { AppSubscription } from '../graph/index.js';
import { wrapText } from '../postback/index.js';
import { printable } from './printable.js';
import { textTable } from './text-table.js';

/** What `tapline subscriptions show` found. */
export interface SubscriptionsShown {
  /** `null`: the app has no webhook. `undefined`: META_APP_ID is not set, so nobody can ask. */
  readonly app: AppSubscription | null | undefined;
  readonly pages: readonly PageShown[];
}

export interface PageShown {
  readonly page: string;
  readonly isInstalled: boolean;
  readonly fields: readonly FieldLevels[];
  /** Why Meta did not tell; `null` when it did. */
  readonly problem: string | null;
}

/** Tables of fields, one a page: what is needed, what each level has, and what therefore arrives. */
export function printSubscriptions({ app, pages }: SubscriptionsShown, width: number): string {
  return [printable(webhookLine(app)), ...pages.map((page) => `\n${printPage(page, width)}`)].join(
    '\n',
  );
}

function webhookLine(app: AppSubscription | null | undefined): string {
  if (app === undefined) return 'META_APP_ID is not set: the app cannot be asked.';
  if (app === null) return 'The app has no webhook for pages.';
  return `The app's webhook is ${app.callbackUrl}${app.active ? '' : ', and Meta has switched it off'}.`;
}

function printPage({ page, isInstalled, fields, problem }: PageShown, width: number): string {
  if (problem !== null) return `page ${page}: ${problem}\n`;
  const rows = fields
    .filter(({ isNeeded }) => isNeeded)
    .map((field) => [
      field.field,
      field.ofApp === null ? '?' : markOf(field.ofApp),
      markOf(field.ofPage),
      arrivalOf(field),
    ]);
  const others = fields.filter(({ isNeeded }) => !isNeeded).map(({ field }) => field);
  return [
    `page ${page}${isInstalled ? '' : ' has not installed the app'}\n`,
    textTable(['field', 'app', 'page', 'events'], rows, width),
    ...(others.length > 0 ? [othersLine(others, width)] : []),
  ].join('');
}

/** What no handler asks for; `--json` tells on which level it is. */
function othersLine(fields: readonly string[], width: number): string {
  const line = `beside them, on one level or both: ${fields.map(printable).join(', ')}`;
  return `${wrapText(line, width).join('\n')}\n`;
}

function markOf(isThere: boolean): string {
  return isThere ? 'yes' : '-';
}

function arrivalOf({ ofApp, ofPage }: FieldLevels): string {
  if (ofApp === null && ofPage) return 'arrive if the app has it';
  return ofApp === true && ofPage ? 'arrive' : 'DO NOT ARRIVE';
}
