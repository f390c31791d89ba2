export { EchoConsumer } from './echo.consumer.js';
export { OutboxModule } from './outbox.module.js';
export { Outbox } from './outbox.service.js';
