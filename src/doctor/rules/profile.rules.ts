import {
  buttonsOfProfile,
  profileChanges,
  profileOf,
  type ProfileProperty,
} from '../../menu/index.js';
import { readPayload } from '../../postback/index.js';
import type { Fix } from '../diagnosis.js';
import type { Facts } from '../facts.js';
import type { Complaint, PageRule } from '../rule.js';

const SHOWN_AS: Readonly<Record<ProfileProperty, string>> = {
  get_started: 'Get Started',
  greeting: 'the greeting',
  persistent_menu: 'the persistent menu',
  ice_breakers: 'the ice breakers',
  commands: 'the commands',
};

export const GET_STARTED: PageRule = {
  id: 'get-started',
  of: 'page',
  severity: 'error',
  checks: 'The page has a Get Started button when the code has one.',
  means:
    'New people see no button to begin with, Meta shows no persistent menu, and by which link they came is lost.',
  mend: '`tapline menu push`',
  fixes: 'Brings the page into step with the code, as `tapline menu push`.',
  examine: async (facts, pageId) => {
    const { menu } = facts.patient;
    if (menu?.options.getStarted === undefined) return [];
    const { get_started: live } = await facts.profile(pageId);
    if (live !== undefined) return [];
    return [{ seen: 'The page has no Get Started button.', ...fixOf(facts, pageId) }];
  },
};

export const MENU_IN_STEP: PageRule = {
  id: 'menu',
  of: 'page',
  severity: 'warning',
  checks: 'What the page shows outside the messages is what the code says.',
  means:
    'People see other buttons and texts than you think. Meta takes up to 24 hours to show new ones.',
  mend: '`tapline menu diff` shows where, `tapline menu push` brings the page into step.',
  fixes: 'Brings the page into step with the code, as `tapline menu push`.',
  examine: async (facts, pageId) => {
    const { menu } = facts.patient;
    if (menu === null) return [];
    const changes = profileChanges(await facts.profile(pageId), profileOf(menu.options));
    if (changes.length === 0) return [];
    const names = new Set(changes.map(({ property }) => SHOWN_AS[property]));
    const seen = `The page and the code differ in ${[...names].join(', ')}.`;
    return [{ seen, ...fixOf(facts, pageId) }];
  },
};

export const BUTTONS_ANSWERED: PageRule = {
  id: 'dead-buttons',
  of: 'page',
  severity: 'error',
  checks: 'Every button of Get Started, the menu and the ice breakers has a handler.',
  means: 'Taps on it arrive, and no handler answers.',
  mend: 'Add a handler for its payload, or take the button away: `tapline menu push`',
  fixes:
    'Brings the page into step with the code, as `tapline menu push`, when the code has a menu.',
  examine: async (facts, pageId) => {
    const buttons = buttonsOfProfile(await facts.profile(pageId));
    const { taps } = facts.patient;
    const isDead = ({ payload }: { readonly payload: string }): boolean =>
      taps.match('postback', readPayload(payload).action) === null;
    return buttons.filter(isDead).map(({ label }) => ({
      seen: `No handler takes taps on ${label}.`,
      about: label,
      ...fixOf(facts, pageId),
    }));
  },
};

function fixOf({ patient }: Facts, pageId: string): Pick<Complaint, 'fix' | 'mend'> {
  const { menu, wouldStart } = patient;
  if (menu === null) return {};
  if (!wouldStart) return { mend: WOULD_NOT_START };
  const does = `bring the menu of page ${pageId} into step with the code`;
  const run: Fix['run'] = async (tell) => {
    const onWait = (untilMs: number): void =>
      tell(`Meta takes 10 calls in 10 minutes; going on at ${timeOf(untilMs)} UTC`);
    await menu.push(pageId, { onWait });
  };
  return { fix: { does, run } };
}

/** No page gets buttons that nobody answers, or that break a rule. */
const WOULD_NOT_START =
  'The service would not start with this code: start it, mend what it reports, then `tapline menu push`';

function timeOf(ms: number): string {
  return new Date(ms).toISOString().slice('YYYY-MM-DDT'.length, 'YYYY-MM-DDTHH:MM'.length);
}
