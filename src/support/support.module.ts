import { Module } from '@nestjs/common';
import { StoreModule } from '../store/index.js';
import { SupportHandlers } from './support.handlers.js';
import { supportSchema } from './support.schema.js';
import { SupportDesk } from './support.service.js';

@Module({
  imports: [StoreModule.forFeature(supportSchema)],
  providers: [SupportHandlers, SupportDesk],
})
export class SupportModule {}
