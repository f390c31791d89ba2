export { DeliveryReader } from './delivery-reader.js';
export { WebhookModule } from './webhook.module.js';
