import type { Schema } from '../store/index.js';
import { eraseFromInbox, exportFromInbox } from './inbox-people.js';
import { purgeInbox } from './inbox-retention.js';
import { addAttempts, createInbox, createUnhandled } from './inbox.migrations.js';

export const inboxSchema: Schema = {
  name: 'inbox',
  migrations: {
    '001-inbox': { up: createInbox },
    '002-unhandled': { up: createUnhandled },
    '003-attempts': { up: addAttempts },
  },
  purge: purgeInbox,
  people: { erase: eraseFromInbox, export: exportFromInbox, inPieces: true },
};
