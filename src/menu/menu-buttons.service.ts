import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { BootReport, DeclaredButtons } from '../postback/index.js';
import { menuFindings } from './menu-findings.js';
import { MENU_OPTIONS, type MenuModuleOptions } from './menu.options.js';
import { profileOf } from './messenger-profile.js';
import { buttonsOfProfile } from './profile-buttons.js';

/** Where `MenuModule.forRoot()` was called. */
export const MENU_PLACE = Symbol.for('tapline:menu-place');

/** Names the menu's buttons to the boot report, and the rules that it breaks. */
@Injectable()
export class MenuButtons implements OnModuleInit {
  constructor(
    private readonly declared: DeclaredButtons,
    private readonly report: BootReport,
    @Inject(MENU_OPTIONS) private readonly options: MenuModuleOptions,
    @Inject(MENU_PLACE) private readonly place: string,
  ) {}

  onModuleInit(): void {
    const { options, place } = this;
    const buttons = buttonsOfProfile(profileOf(options));
    this.declared.add(buttons.map((button) => ({ ...button, kind: 'postback', place })));
    this.report.add(menuFindings(options, place));
  }
}
