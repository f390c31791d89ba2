import { type DynamicModule, Module } from '@nestjs/common';
import { DeliveryReader } from './delivery-reader.js';
import { WebhookController } from './webhook.controller.js';
import { type WebhookModuleOptions, WebhookSecrets } from './webhook.options.js';

/** Meta calls us. */
@Module({ controllers: [WebhookController], providers: [DeliveryReader] })
export class WebhookModule {
  static forRoot({ inbox, ...secrets }: WebhookModuleOptions): DynamicModule {
    return {
      module: WebhookModule,
      imports: [inbox],
      providers: [{ provide: WebhookSecrets, useValue: secrets }],
    };
  }
}
