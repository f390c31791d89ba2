import { Injectable, type OnModuleDestroy } from '@nestjs/common';

/** Whether the service takes no more events, because it is to end. */
export abstract class Drain {
  abstract readonly isDraining: boolean;
}

/** From the moment the application begins to close: its server still answers while work in flight is finished. */
@Injectable()
export class DrainOnClose extends Drain implements OnModuleDestroy {
  isDraining = false;

  onModuleDestroy(): void {
    this.isDraining = true;
  }
}
