import { PageQueue } from './page-queue.js';

/** The conversations with messages to send. */
export const outboxQueue = new PageQueue('outbox_conversations');
