import { Module } from '@nestjs/common';
import { HoursHandlers } from './hours.handlers.js';

@Module({ providers: [HoursHandlers] })
export class HoursModule {}
