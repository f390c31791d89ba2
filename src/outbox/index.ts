export { OutboxModule } from './outbox.module.js';
export type { SendObserver, SendReport } from './send-observer.js';
export { Outbox } from './outbox.service.js';
