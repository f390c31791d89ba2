import { Module } from '@nestjs/common';
import { GraphModule } from '../graph/index.js';
import { UserMenus } from './user-menus.service.js';

/** For features that give people menus of their own: it brings {@link UserMenus}. */
@Module({ imports: [GraphModule], providers: [UserMenus], exports: [UserMenus] })
export class UserMenusModule {}
