import { Module } from '@nestjs/common';
import { ReferralModule } from '../referral/index.js';
import { StoreModule } from '../store/index.js';
import { OrdersHandlers } from './orders.handlers.js';
import { ordersSchema } from './orders.schema.js';
import { Orders } from './orders.service.js';

@Module({
  imports: [StoreModule.forFeature(ordersSchema), ReferralModule],
  providers: [OrdersHandlers, Orders],
})
export class OrdersModule {}
