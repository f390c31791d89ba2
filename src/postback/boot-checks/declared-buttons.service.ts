import { Injectable } from '@nestjs/common';
import type { DeclaredButton } from './declared-button.js';

/** Where modules name the buttons that they put before people, in `onModuleInit`, so that the boot report can check them. */
@Injectable()
export class DeclaredButtons {
  private readonly declared: DeclaredButton[] = [];

  get all(): readonly DeclaredButton[] {
    return this.declared;
  }

  add(buttons: readonly DeclaredButton[]): void {
    this.declared.push(...buttons);
  }
}
