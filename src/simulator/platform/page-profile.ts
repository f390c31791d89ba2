import type {
  LocalMenu,
  MenuItem,
  MessengerProfile,
  ProfileProperty,
} from './messenger-profile.js';

interface Publication {
  readonly atMs: number;
  readonly menus: readonly LocalMenu[] | undefined;
}

/** What one page shows outside its messages, and what single people get to see in its place. */
export class PageProfile {
  private current: MessengerProfile;
  /** Every menu the page ever had, the newest last. */
  private readonly published: Publication[];
  private readonly userMenus = new Map<string, readonly LocalMenu[]>();

  /** @param menuDelayMs how long a new menu of the page takes to reach people */
  constructor(
    initial: MessengerProfile,
    private readonly menuDelayMs: number,
  ) {
    this.current = initial;
    this.published = [{ atMs: Number.NEGATIVE_INFINITY, menus: initial.persistent_menu }];
  }

  get properties(): MessengerProfile {
    return this.current;
  }

  set(properties: MessengerProfile, nowMs: number): void {
    this.replace({ ...this.current, ...properties }, nowMs);
  }

  delete(names: readonly ProfileProperty[], nowMs: number): void {
    const kept = Object.entries(this.current).filter(
      ([name]) => !names.some((one) => one === name),
    );
    this.replace(Object.fromEntries(kept), nowMs);
  }

  /** The menu of one person alone; it hides the page's, and counts at once. */
  userMenuOf(psid: string): readonly LocalMenu[] | undefined {
    return this.userMenus.get(psid);
  }

  setUserMenu(psid: string, menus: readonly LocalMenu[]): void {
    this.userMenus.set(psid, menus);
  }

  deleteUserMenu(psid: string): void {
    this.userMenus.delete(psid);
  }

  /** The menu, in all locales, that a person has in front of them. */
  menusFor(psid: string, nowMs: number): readonly LocalMenu[] | undefined {
    const arrived = this.published.findLast(({ atMs }) => nowMs - atMs >= this.menuDelayMs);
    return this.userMenuOf(psid) ?? arrived?.menus;
  }

  /** Items of every menu the page ever had, the newest first. A chat can hold an old one open. */
  everyMenuItem(): readonly MenuItem[] {
    return this.published
      .toReversed()
      .flatMap(({ menus = [] }) => menus.flatMap((menu) => menu.call_to_actions));
  }

  private replace(properties: MessengerProfile, nowMs: number): void {
    const menus = properties.persistent_menu;
    if (menus !== this.current.persistent_menu) this.published.push({ atMs: nowMs, menus });
    this.current = properties;
  }
}
