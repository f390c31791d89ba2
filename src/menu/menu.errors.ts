import { GraphError } from '../graph/index.js';
import type { MenuIssue } from './menu-issue.js';
import type { ProfileProperty } from './messenger-profile.js';
import { type ProfileStep, stepText } from './profile-step.js';

export interface MenuPushFacts {
  readonly pageId: string;
  readonly done: readonly ProfileStep[];
  /** `null`: all were made, and the page could not be read again. */
  readonly failed: ProfileStep | null;
  /** What was not tried any more. */
  readonly left: readonly ProfileStep[];
}

/** A page was left half-way, or nobody knows how. Says what was changed and what was not. */
export class MenuPushError extends Error {
  readonly code = 'MENU_PUSH_FAILED' as const;
  readonly facts: MenuPushFacts;
  /** The code that Meta gave; `null` when it gave none. */
  readonly metaCode: number | null;

  constructor(facts: MenuPushFacts, cause: GraphError) {
    const { pageId, done, failed, left } = facts;
    const lines = [
      ...done.map((step) => `done      ${stepText(step)}`),
      `${isOpen(cause) ? 'unclear' : 'failed '}   ${failed === null ? 'read the page again' : stepText(failed)}`,
      ...left.map((step) => `not made  ${stepText(step)}`),
    ];
    super(
      [
        `MENU_PUSH_FAILED: page ${pageId} was not brought to what the code says.`,
        ...lines.map((line) => `  ${line}`),
        `  ${cause.message.replaceAll('\n', '\n  ')}`,
        'Run it again: it looks at the page first, and goes on from there.',
      ].join('\n'),
      { cause },
    );
    this.name = 'MenuPushError';
    this.facts = facts;
    this.metaCode = cause.metaCode;
  }
}

function isOpen({ verdict }: GraphError): boolean {
  return verdict === 'unknown';
}

/** Meta took every call, and the page shows something else all the same. */
export class MenuStillDiffersError extends Error {
  readonly code = 'MENU_STILL_DIFFERS' as const;

  constructor(
    readonly pageId: string,
    readonly properties: readonly ProfileProperty[],
  ) {
    super(
      `MENU_STILL_DIFFERS: Meta took every change, and page ${pageId} still differs in ${properties.join(', ')}. ` +
        'Look at tapline menu diff in a minute: somebody else may be changing the page, or Meta writes down something else than it was given.',
    );
    this.name = 'MenuStillDiffersError';
  }
}

/** Get Started was to go, and the menu to stay. */
export class MenuNeedsGetStartedError extends Error {
  readonly code = 'MENU_NEEDS_GET_STARTED' as const;

  constructor(readonly pageId: string) {
    super(
      `MENU_NEEDS_GET_STARTED: page ${pageId} has a persistent menu, and Meta keeps Get Started as long as it has. Remove persistent_menu too. Nothing was changed.`,
    );
    this.name = 'MenuNeedsGetStartedError';
  }
}

/** A person's own menu that Messenger would refuse. Nothing was sent. */
export class UserMenuError extends Error {
  readonly code = 'USER_MENU_INVALID' as const;

  constructor(readonly issues: readonly MenuIssue[]) {
    const lines = issues.map(({ path, problem, mend }) => `  ${path} ${problem} ${mend}`);
    super(['USER_MENU_INVALID: Messenger would not take this menu.', ...lines].join('\n'));
    this.name = 'UserMenuError';
  }
}

/** A command looks for the menu of an application that has none, or several. */
export class MenuUndeclaredError extends Error {
  readonly code = 'MENU_UNDECLARED' as const;

  constructor(readonly found: number) {
    super(
      found === 0
        ? 'MENU_UNDECLARED: the application has no menu. Import MenuModule.forRoot({ … }) in it; MenuModule.forRoot({}) says that a page is to show nothing.'
        : `MENU_UNDECLARED: the application imports MenuModule.forRoot() ${found} times, and a page has one menu. Put it all into one of them.`,
    );
    this.name = 'MenuUndeclaredError';
  }
}
