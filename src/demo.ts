import type { DynamicModule } from '@nestjs/common';
import { RouterModule } from '@nestjs/core';
import type { Environment } from './config/index.js';
import type { MenuModuleOptions } from './menu/index.js';
import { SHOP_MENU } from './shop-menu.js';
import { type MessengerProfile, SimulatorModule } from './simulator/index.js';

/** People of the demo. The shop's demo data know them by these ids. */
const PEOPLE = [
  { psid: '1000000000000001', name: 'Ada' },
  { psid: '1000000000000002', name: 'Ben' },
] as const;

/** In demo mode the stand-in for Meta, mounted below `/simulator`; otherwise nothing. */
export function simulatorFor(environment: Environment): DynamicModule[] {
  if (environment.mode !== 'demo') return [];
  const simulator = SimulatorModule.forRoot({
    webhookUrl: `${environment.localUrl}/webhook`,
    appSecret: environment.appSecrets[0] ?? '',
    appId: environment.appId ?? '',
    pages: [...environment.pageTokens].map(([id, token]) => ({ id, token })),
    people: PEOPLE,
    profile: profileOf(SHOP_MENU),
    // Nobody works in the demo's inbox: who asks for a colleague would meet a silent bot for a day.
    threadControl: 'shown',
  });
  return [simulator, RouterModule.register([{ path: 'simulator', module: SimulatorModule }])];
}

/** The menu as Meta's Profile API wants it. */
function profileOf({
  getStarted,
  persistentMenu,
  iceBreakers,
}: MenuModuleOptions): MessengerProfile {
  const items = persistentMenu?.map((item) =>
    'url' in item ? { type: 'web_url' as const, ...item } : { type: 'postback' as const, ...item },
  );
  const base = { locale: 'default', composer_input_disabled: false };
  return {
    ...(getStarted !== undefined && { get_started: { payload: getStarted } }),
    ...(items && { persistent_menu: [{ ...base, call_to_actions: items }] }),
    ...(iceBreakers && { ice_breakers: [{ locale: 'default', call_to_actions: iceBreakers }] }),
  };
}

/** The first line of a demo. */
export function demoNotice({ localUrl }: Environment): string {
  return `Tapline in demo mode: no Facebook needed. A stand-in for Meta runs inside this process at ${localUrl}/simulator\n`;
}

/** Tells whoever started the demo how to tap. */
export function demoBanner({ localUrl }: Environment): string {
  const [ada] = PEOPLE;
  const person = `${localUrl}/simulator/people/${ada.psid}`;
  return [
    '',
    `${ada.name} taps Get Started, and sees the reply:`,
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
