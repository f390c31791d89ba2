import type { DynamicModule } from '@nestjs/common';
import { RouterModule } from '@nestjs/core';
import type { Environment } from './config/index.js';
import { DemoClockModule } from './demo-clock.js';
import { profileOf } from './menu/index.js';
import { SHOP_MENU } from './shop-menu.js';
import { SimulatorModule } from './simulator/index.js';

/** People of the demo. The shop's demo data know them by these ids. */
const PEOPLE = [
  { psid: '1000000000000001', name: 'Ada' },
  { psid: '1000000000000002', name: 'Ben' },
] as const;

/** What people see of the page. */
export const DEMO_PAGE_NAME = 'Tapline shop';

/** Below which the stand-in for Meta is mounted. */
export const SIMULATOR_PATH = 'simulator';

/** In demo mode the stand-in for Meta; otherwise nothing. */
export function simulatorFor(environment: Environment): DynamicModule | null {
  if (environment.mode !== 'demo') return null;
  return SimulatorModule.forRoot({
    webhookUrl: `${environment.localUrl}/webhook`,
    appSecret: environment.appSecrets[0] ?? '',
    appId: environment.appId ?? '',
    pages: [...environment.pageTokens].map(([id, token]) => ({ id, token, name: DEMO_PAGE_NAME })),
    people: PEOPLE,
    mountPath: SIMULATOR_PATH,
    profile: profileOf(SHOP_MENU),
    // Nobody works in the demo's inbox: who asks for a colleague would meet a silent bot for a day.
    threadControl: 'shown',
  });
}

export function mounted(simulator: DynamicModule | null): DynamicModule[] {
  if (!simulator) return [];
  return [
    simulator,
    RouterModule.register([{ path: SIMULATOR_PATH, module: SimulatorModule }]),
    DemoClockModule.for(simulator),
  ];
}

/** The first line of a demo. */
export function demoNotice({ localUrl }: Environment): string {
  return `Tapline in demo mode, no Facebook needed: open ${localUrl}/console\n`;
}

/** Tells whoever started the demo how to tap. */
export function demoBanner({ localUrl }: Environment): string {
  const [ada] = PEOPLE;
  const person = `${localUrl}/simulator/people/${ada.psid}`;
  return [
    '',
    `open ${localUrl}/console`,
    '',
    `Or from a terminal. ${ada.name} taps Get Started, and sees the reply:`,
    `  curl ${person}/tap -d payload=GET_STARTED`,
    '',
    'She taps what is on her screen, writes, or arrives by a link:',
    `  curl ${person}/quick-reply -d 'title=Track my order'`,
    `  curl ${person}/say -d text=hello`,
    `  curl ${person}/arrive -d ref=EMAIL_MAY`,
    '',
    `Her whole chat:  curl '${person}?format=text'`,
    '',
    '',
  ].join('\n');
}
