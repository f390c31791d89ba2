import { type BootFinding, bootFinding } from '../postback/index.js';
import { menuIssues } from './menu.rules.js';
import { languagesOf, type MenuModuleOptions } from './menu.options.js';

const FORM = 'MenuModule.forRoot()';
const PLACEHOLDER = /\{\{.*?\}\}/g;
const PLACEHOLDERS: readonly string[] = [
  '{{user_first_name}}',
  '{{user_last_name}}',
  '{{user_full_name}}',
];

/**
 * What the boot report says of a menu. Empty payloads are left out: the report finds those of all buttons.
 * @param place where `MenuModule.forRoot()` was called
 */
export function menuFindings(options: MenuModuleOptions, place: string): readonly BootFinding[] {
  const places = [{ label: FORM, place }];
  return [
    ...menuIssues(options)
      .filter(({ isEmptyPayload }) => !isEmptyPayload)
      .map(({ path, problem, mend }) =>
        bootFinding({
          code: 'MENU_RULE_BROKEN',
          severity: 'error',
          problem: `${path} ${problem}`,
          places,
          mend,
        }),
      ),
    ...strangePlaceholders(options).map((text) =>
      bootFinding({
        code: 'MENU_PLACEHOLDER_UNKNOWN',
        severity: 'warn',
        problem: `the greeting would show people ${text} as it stands.`,
        places,
        mend: `Messenger fills in ${PLACEHOLDERS.join(', ')}.`,
      }),
    ),
    ...(isHidden(options)
      ? [
          bootFinding({
            code: 'MENU_HIDDEN',
            severity: 'warn',
            problem: 'nobody would see the persistentMenu: Messenger shows the commands instead.',
            places,
            mend: 'Keep one of them.',
          }),
        ]
      : []),
  ];
}

function strangePlaceholders(options: MenuModuleOptions): readonly string[] {
  const greetings = languagesOf(options).flatMap(({ menu: { greeting } }) =>
    typeof greeting === 'string' ? greeting : [],
  );
  const found = greetings.flatMap((text) => text.match(PLACEHOLDER) ?? []);
  return [...new Set(found)].filter((text) => !PLACEHOLDERS.includes(text));
}

function isHidden({ persistentMenu, commands }: MenuModuleOptions): boolean {
  return persistentMenu !== undefined && commands !== undefined;
}
