import { Injectable, Logger } from '@nestjs/common';
import { ProfileClient } from '../graph/index.js';
import { PostbackRoutes, readPayload } from '../postback/index.js';
import { languagesOf, type LocalPersistentMenu, type MenuItem } from './menu.options.js';
import { userMenuIssues } from './menu.rules.js';
import { UserMenuError } from './menu.errors.js';
import { menusOf } from './messenger-profile.js';
import { optionsOf } from './profile-options.js';

/** Whose menu it is; a tap or any other event says it. */
export interface MenuOwner {
  readonly pageId: string;
  readonly userId: string;
}

/** What one person sees in the place of the page's persistent menu. */
export interface UserMenu extends LocalPersistentMenu {
  readonly persistentMenu: readonly MenuItem[];
  /** The same in other languages: `{ de_DE: { persistentMenu: [ … ] } }`. */
  readonly locales?: Readonly<Record<string, LocalPersistentMenu>>;
}

/**
 * Menus of single people: they count at once and hide the page's menu. The page needs a Get Started button. Meta takes 10 calls in
 * 10 minutes for each person.
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages/persistent-menu/user-level-persistent-menu (read 2026-11-23)
 */
@Injectable()
export class UserMenus {
  private readonly logger = new Logger(UserMenus.name);

  constructor(
    private readonly profiles: ProfileClient,
    private readonly routes: PostbackRoutes,
  ) {}

  /** Replaces the person's own menu. @throws UserMenuError before anything is sent; GraphError */
  async set({ pageId, userId }: MenuOwner, menu: UserMenu): Promise<void> {
    const issues = userMenuIssues(menu);
    if (issues.length > 0) throw new UserMenuError(issues);
    this.warnOfDeadItems(menu);
    await this.profiles.writeUserMenu(
      pageId,
      userId,
      menusOf(menu).map((one) => ({ ...one })),
    );
  }

  /** The person's own menu; `null` when they have none and see the page's. @throws GraphError */
  async read({ pageId, userId }: MenuOwner): Promise<UserMenu | null> {
    const menus = await this.profiles.readUserMenu(pageId, userId);
    const { persistentMenu, composerInputDisabled, locales } = optionsOf({
      persistent_menu: menus,
    });
    if (persistentMenu === undefined) return null;
    return {
      persistentMenu,
      ...(composerInputDisabled && { composerInputDisabled }),
      ...(locales && { locales }),
    };
  }

  /** The person sees the page's menu again. @throws GraphError */
  async clear({ pageId, userId }: MenuOwner): Promise<void> {
    await this.profiles.removeUserMenu(pageId, userId);
  }

  /**
   * The boot report could not know these items. They are shown all the same, as other buttons that handlers make.
   * Titles are not logged: they may be about the person.
   */
  private warnOfDeadItems(menu: UserMenu): void {
    const { taps } = this.routes.set;
    for (const { place, payload } of tappableItems(menu)) {
      if (taps.match('postback', readPayload(payload).action) !== null) continue;
      const msg = "a person's own menu has an item that no handler takes: its taps are unhandled";
      this.logger.warn({ msg, item: place });
    }
  }
}

interface TappableItem {
  /** In the options: `locales.de_DE.persistentMenu[0]`. */
  readonly place: string;
  readonly payload: string;
}

function tappableItems(menu: UserMenu): readonly TappableItem[] {
  return languagesOf(menu).flatMap(({ locale, menu: { persistentMenu = [] } }) => {
    const at = locale === 'default' ? '' : `locales.${locale}.`;
    return persistentMenu.flatMap((item, index) =>
      'url' in item ? [] : { place: `${at}persistentMenu[${index}]`, payload: item.payload },
    );
  });
}
