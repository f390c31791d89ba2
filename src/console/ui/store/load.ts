import { batch } from '@preact/signals';
import type { Chat, ConsoleState, Trace } from '../../contract.js';
import { mergeBy } from '../model/merge.js';
import { getJson } from './api.js';
import {
  aheadMs,
  BUBBLES_KEPT,
  chat,
  type ChatKey,
  generation,
  keyOf,
  mode,
  pages,
  people,
  selectedKey,
  traces,
  TRACES_KEPT,
} from './state.js';

/** Asks for everything that is shown, and forgets what was known before: at the start and after every gap. */
export async function loadEverything(): Promise<void> {
  const [state, newest] = await Promise.all([
    getJson<ConsoleState>('state'),
    getJson<readonly Trace[]>(`traces?limit=${TRACES_KEPT}`),
  ]);
  batch(() => {
    mode.value = state.mode;
    pages.value = state.pages;
    people.value = state.people;
    aheadMs.value = state.nowMs - Date.now();
    traces.value = mergeBy([], newest, ({ id }) => id, TRACES_KEPT);
    const isThere = state.people.some((person) => keyOf(person) === selectedKey.value);
    const first = state.people[0];
    if (!isThere) selectedKey.value = first === undefined ? null : keyOf(first);
    generation.value += 1;
  });
  if (state.mode === 'demo' && selectedKey.value !== null) await loadChat(selectedKey.value);
}

/** Shows one chat. An answer for a chat that nobody looks at any more is dropped. */
export async function loadChat(key: ChatKey): Promise<void> {
  const [pageId = '', psid = ''] = key.split('/');
  const whole = await getJson<Chat>(
    `people/${encodeURIComponent(psid)}?page=${encodeURIComponent(pageId)}`,
  );
  if (selectedKey.value !== key) return;
  // What came by event while the answer was on its way is newer than the answer.
  const later = chat.value?.key === key ? chat.value.bubbles : [];
  const newer = later.filter(({ seq }) => seq > (whole.bubbles.at(-1)?.seq ?? 0));
  chat.value = {
    key,
    bubbles: mergeBy(whole.bubbles, newer, ({ seq }) => seq, BUBBLES_KEPT),
    screen: whole.screen,
    typing: whole.typing,
  };
}
