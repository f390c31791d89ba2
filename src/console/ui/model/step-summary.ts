import type { TraceStep } from '../../contract.js';
import { assertNever } from './assert-never.js';
import { durationLabel, momentLabel } from './labels.js';

interface StepSummary {
  readonly title: string;
  readonly text: string;
  readonly tone: 'plain' | 'good' | 'warn' | 'bad';
}

type Step<K extends TraceStep['kind']> = Extract<TraceStep, { readonly kind: K }>;

/** What a closed step tells. */
export function summaryOf(step: TraceStep): StepSummary {
  switch (step.kind) {
    case 'delivery':
      return deliverySummary(step);
    case 'stored':
      return storedSummary(step);
    case 'route':
      return routeSummary(step);
    case 'handler':
      return handlerSummary(step);
    case 'replies':
      return {
        title: 'Replies',
        text: countOf(step.replies.length, 'reply', 'replies'),
        tone: 'plain',
      };
    case 'graph':
      return graphSummary(step);
    case 'echo':
      return { title: 'Echo', text: 'Meta confirmed the message', tone: 'good' };
    default:
      return assertNever(step);
  }
}

function deliverySummary({ silence, attempts }: Step<'delivery'>): StepSummary {
  if (silence !== null) return { title: 'Delivery', text: 'Meta told nobody', tone: 'bad' };
  const isGood = attempts.at(-1) === '200';
  const text =
    attempts.length === 0 ? 'signed, on its way' : `signed, answered ${attempts.join(', ')}`;
  return { title: 'Delivery', text, tone: isGood || attempts.length === 0 ? 'plain' : 'bad' };
}

function storedSummary({ isNew, key }: Step<'stored'>): StepSummary {
  return isNew
    ? { title: 'Stored', text: `key ${key.slice(0, 12)}…`, tone: 'plain' }
    : { title: 'Stored', text: 'known before: nothing runs again', tone: 'warn' };
}

function routeSummary({ winner }: Step<'route'>): StepSummary {
  return winner === null
    ? { title: 'Route', text: 'nobody takes it', tone: 'warn' }
    : { title: 'Route', text: winner.pattern, tone: 'good' };
}

function handlerSummary({ handler, durationMs, error, retryAtMs }: Step<'handler'>): StepSummary {
  const text = `${handler}, ${durationLabel(durationMs)}`;
  return error === null
    ? { title: 'Handler', text, tone: 'good' }
    : { title: 'Handler', text: `${text}, threw${retryText(retryAtMs)}`, tone: 'bad' };
}

/** It says so, because what the person does meanwhile waits. */
function retryText(retryAtMs: number | null): string {
  return retryAtMs === null ? '' : `, tried again at ${momentLabel(retryAtMs)}`;
}

function graphSummary({ method, path, status }: Step<'graph'>): StepSummary {
  const isGood = status >= 200 && status < 300;
  return {
    title: 'Graph',
    text: `${method} ${path} → ${status === 0 ? 'no answer' : status}`,
    tone: isGood ? 'good' : 'bad',
  };
}

function countOf(count: number, one: string, more: string): string {
  return `${count} ${count === 1 ? one : more}`;
}
