import type { Environment } from '../config/index.js';
import { PageUnknownError } from './pages.errors.js';

/**
 * The pages that a command is about.
 * @param named by `--page`; without any, every page of META_PAGE_TOKENS
 * @throws PageUnknownError
 */
export function pagesOf(
  { pageTokens }: Environment,
  named: readonly string[] = [],
): readonly string[] {
  const known = [...pageTokens.keys()];
  for (const page of named) if (!known.includes(page)) throw new PageUnknownError(page, known);
  return named.length === 0 ? known : [...new Set(named)];
}
