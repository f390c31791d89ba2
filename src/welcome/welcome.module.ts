import { Module } from '@nestjs/common';
import { WelcomeHandlers } from './welcome.handlers.js';

@Module({ providers: [WelcomeHandlers] })
export class WelcomeModule {}
