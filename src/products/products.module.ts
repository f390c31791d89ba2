import { Module } from '@nestjs/common';
import { ReferralModule } from '../referral/index.js';
import { StoreModule } from '../store/index.js';
import { Carts } from './cart.service.js';
import { Catalogue } from './catalogue.service.js';
import { ProductsHandlers } from './products.handlers.js';
import { productsSchema } from './products.schema.js';

@Module({
  imports: [StoreModule.forFeature(productsSchema), ReferralModule],
  providers: [ProductsHandlers, Catalogue, Carts],
})
export class ProductsModule {}
