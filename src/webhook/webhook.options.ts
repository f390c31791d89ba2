import type { DynamicModule } from '@nestjs/common';

export interface WebhookModuleOptions {
  /** Any of them may sign; several while one is rotated. */
  readonly appSecrets: readonly string[];
  /** What Meta presents when it verifies the address. */
  readonly verifyToken: string;
  /** The module that takes what arrives. */
  readonly inbox: DynamicModule;
}

/** What the guards need of the options. */
export abstract class WebhookSecrets {
  abstract readonly appSecrets: readonly string[];
  abstract readonly verifyToken: string;
}
