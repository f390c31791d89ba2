import { GraphError, ProfileClient } from '../graph/index.js';
import {
  MenuNeedsGetStartedError,
  type MenuModuleOptions,
  MenuPushError,
  MenuStillDiffersError,
  MenuSync,
  MenuTime,
} from '../menu/index.js';
import type { CliContext } from './cli-context.js';
import { askMeta } from './meta-context.js';
import { type PageOption, pagesNamed } from './pages-named.js';

/** What became of one page. */
export interface PageOutcome {
  readonly isFine: boolean;
  /** No other page is begun: whoever was asked has left. */
  readonly isLast?: boolean;
  /** For machines; the page stands before it. */
  readonly shown: object;
}

interface Pages {
  readonly named: PageOption;
  readonly options: MenuModuleOptions;
}

/** Works on one page after the other. When one fails it says so and goes on: the others are not to blame. */
export async function onEachPage(
  context: CliContext,
  { named, options }: Pages,
  work: (sync: MenuSync, pageId: string) => Promise<PageOutcome>,
): Promise<readonly PageOutcome[]> {
  return askMeta(context.variables, async (meta, environment) => {
    const sync = new MenuSync(meta.get(ProfileClient), options, context.time ?? new MenuTime());
    const outcomes: PageOutcome[] = [];
    for (const page of pagesNamed(environment, named)) {
      const { isFine, isLast, shown } = await work(sync, page).catch((error: unknown) =>
        failed(context, page, error),
      );
      outcomes.push({ isFine, shown: { page, ...shown } });
      if (isLast) break;
    }
    return outcomes;
  });
}

export function allFine(outcomes: readonly PageOutcome[]): boolean {
  return outcomes.every(({ isFine }) => isFine);
}

const OF_A_PAGE = [GraphError, MenuNeedsGetStartedError, MenuPushError, MenuStillDiffersError];

/** @throws what is not the page's fault */
function failed({ output }: CliContext, page: string, error: unknown): PageOutcome {
  if (!(error instanceof Error) || !OF_A_PAGE.some((known) => error instanceof known)) throw error;
  output.writeError(`page ${page}: ${error.message}\n`);
  const metaCode = 'metaCode' in error ? error.metaCode : null;
  const code = 'code' in error ? error.code : null;
  return { isFine: false, shown: { error: { code, metaCode, message: error.message } } };
}
