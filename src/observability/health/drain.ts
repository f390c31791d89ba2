import { Injectable } from '@nestjs/common';
import { Inbox } from '../../inbox/index.js';

/** Whether the service takes no more events, because it is to end. */
export abstract class Drain {
  abstract readonly isDraining: boolean;
}

/** The inbox closes with the signal; the server still answers while work in flight is finished. */
@Injectable()
export class DrainOfInbox extends Drain {
  constructor(private readonly inbox: Inbox) {
    super();
  }

  get isDraining(): boolean {
    return !this.inbox.isOpen;
  }
}
