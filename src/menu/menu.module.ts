import { Module } from '@nestjs/common';
import { MenuHandlers } from './menu.handlers.js';

@Module({ providers: [MenuHandlers] })
export class MenuModule {}
