import type { DynamicModule } from '@nestjs/common';
import type { ConsolePage } from './contract.js';

export interface ConsoleModuleOptions {
  /** The module that takes what arrives; it has the `TraceRecorder` among its observers. */
  readonly inbox: DynamicModule;
  /** The stand-in for Meta: with it the console has people who tap. Without it (live mode) it is the inspector alone. */
  readonly simulator: DynamicModule | null;
  /** Below which path the stand-in is mounted. `/simulator` */
  readonly simulatorPath: string;
  /** What every request to the API has to bring. With a stand-in the page is given it, without one it asks for it. */
  readonly token: string;
  readonly pages: readonly ConsolePage[];
  /** The folder that Vite builds the page into. */
  readonly pageFolder: URL;
  /** What no answer may hold, whoever put it there. */
  readonly secrets: readonly string[];
}

/** The options, for whoever injects them. */
export abstract class ConsoleOptions {
  abstract readonly mode: 'demo' | 'live';
  abstract readonly simulatorPath: string;
  abstract readonly token: string;
  abstract readonly pages: readonly ConsolePage[];
  abstract readonly pageFolder: URL;
  abstract readonly secrets: readonly string[];
}
