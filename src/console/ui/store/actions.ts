import { batch } from '@preact/signals';
import type { Acted, AdvanceBody, PersonAct, Replayed, Trace } from '../../contract.js';
import { ApiError, getJson, getText, sendJson } from './api.js';
import { loadChat } from './load.js';
import { announce, pane, tell } from './look.js';
import {
  chat,
  type ChatKey,
  keyOf,
  olderTrace,
  people,
  selectedKey,
  selectedTraceId,
  traces,
  unread,
} from './state.js';

/** Shows the chat of one person; where there is room for one pane, that pane. */
export function openChat(key: ChatKey): void {
  batch(() => {
    pane.value = 'chat';
    if (selectedKey.value !== key) chat.value = null;
    selectedKey.value = key;
    const others = new Map(unread.value);
    if (others.delete(key)) unread.value = others;
  });
  void attempt(() => loadChat(key));
}

/** Lets the person of the open chat do something, and shows what comes of it. */
export async function act(what: PersonAct): Promise<boolean> {
  const [pageId = '', psid = ''] = (selectedKey.value ?? '/').split('/');
  const path = `people/${encodeURIComponent(psid)}/acts?page=${encodeURIComponent(pageId)}`;
  const acted = await attempt(() => sendJson<Acted>('POST', path, what));
  if (acted === null) return false;
  if (acted.traceId !== null) selectedTraceId.value = acted.traceId;
  return true;
}

/** Shows what happened; asks for it where it is too old to be kept. */
export async function selectTrace(id: number | null): Promise<void> {
  selectedTraceId.value = id;
  if (id === null || traces.value.some((trace) => trace.id === id)) return;
  olderTrace.value = await attempt(() => getJson<Trace>(`traces/${id}`));
}

/** Selects a trace in the inspector, and the chat in which it happened. */
export function showTrace(trace: Trace): void {
  void selectTrace(trace.id);
  const person = people.value.find(
    ({ psid, pageId }) => psid === trace.psid && pageId === trace.pageId,
  );
  if (person === undefined || keyOf(person) === selectedKey.value) return;
  const before = pane.value;
  openChat(keyOf(person));
  pane.value = before;
}

export async function replay(id: number): Promise<void> {
  const replayed = await attempt(() => sendJson<Replayed>('POST', `traces/${id}/replay`, {}));
  if (replayed === null) return;
  await selectTrace(replayed.traceId);
  announce('Replayed.');
}

export async function advance(ms: number): Promise<void> {
  const body: AdvanceBody = { ms };
  const done = await attempt(async () => {
    await sendJson('POST', 'clock/advance', body);
    return true;
  });
  if (done === true) tell('ok', `${hoursLabel(ms)} have passed.`);
}

/** What the server writes for copying: `curl` or `test`. */
export function textOf(id: number, what: 'curl' | 'test'): Promise<string | null> {
  return attempt(() => getText(`traces/${id}/${what}`));
}

/** @returns `null` when it failed, after saying so */
export async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    const isKnown = error instanceof ApiError;
    tell('problem', isKnown ? error.message : 'Something went wrong in the page.');
    if (!isKnown) reportError(error);
    return null;
  }
}

function hoursLabel(ms: number): string {
  const hours = ms / 3_600_000;
  return hours >= 1 ? `${hours} ${hours === 1 ? 'hour' : 'hours'}` : `${ms / 60_000} minutes`;
}
