import { type Command, InvalidArgumentError } from 'commander';
import type { Environment } from '../config/index.js';
import { PageUnknownError } from './pages-named.errors.js';

/** What `--page` gives a command. */
export interface PageOption {
  readonly page?: readonly string[];
}

/** Adds `--page`, which may be repeated. */
export function withPages(command: Command): Command {
  const about = 'a page of META_PAGE_TOKENS; may be repeated; by default all';
  return command.option('--page <id>', about, added);
}

function added(text: string, before?: readonly string[]): readonly string[] {
  return [...(before ?? []), pageOf(text)];
}

/** The pages to work on. @throws PageUnknownError when the environment has no token for one */
export function pagesNamed(
  { pageTokens }: Environment,
  { page = [...pageTokens.keys()] }: PageOption,
): readonly string[] {
  const stranger = page.find((id) => !pageTokens.has(id));
  if (stranger !== undefined) throw new PageUnknownError(stranger, [...pageTokens.keys()]);
  return [...new Set(page)];
}

function pageOf(text: string): string {
  if (/^\d+$/.test(text)) return text;
  throw new InvalidArgumentError('Give the id of a page, digits.');
}
