import { effect, signal } from '@preact/signals';

// What the page looks like, and what it says about itself.

export type Pane = 'people' | 'chat' | 'inspector';
export type Theme = 'auto' | 'light' | 'dark';

const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];
const THEME_KEY = 'tapline-console-theme';

/** Which pane is shown where there is room for one. */
export const pane = signal<Pane>('people');
export const theme = signal<Theme>(rememberedTheme());

/** What a screen reader is told, politely. */
export const announcement = signal('');

/** One line at the bottom that goes away by itself. */
export const notice = signal<{ readonly tone: 'ok' | 'problem'; readonly text: string } | null>(
  null,
);
const NOTICE_MS = 6000;
let noticeTimer: ReturnType<typeof setTimeout> | undefined;

export function tell(tone: 'ok' | 'problem', text: string): void {
  clearTimeout(noticeTimer);
  notice.value = { tone, text };
  noticeTimer = setTimeout(() => (notice.value = null), NOTICE_MS);
}

/** Says something to screen readers, also when it is what was said last. */
export function announce(text: string): void {
  announcement.value = announcement.value === text ? `${text}\u00A0` : text;
}

export function nextTheme(): void {
  theme.value = THEMES[(THEMES.indexOf(theme.value) + 1) % THEMES.length] ?? 'auto';
}

/** Keeps the choice, and the attribute by which the style sheets know it. */
export function followTheme(): void {
  effect(() => {
    document.documentElement.dataset['theme'] = theme.value;
    try {
      localStorage.setItem(THEME_KEY, theme.value);
    } catch {
      // A browser that keeps nothing has the theme until the page is closed.
    }
  });
}

function rememberedTheme(): Theme {
  try {
    const kept = localStorage.getItem(THEME_KEY);
    return THEMES.find((one) => one === kept) ?? 'auto';
  } catch {
    return 'auto';
  }
}
