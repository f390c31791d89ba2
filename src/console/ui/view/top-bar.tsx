import type { JSX } from 'preact';
import { nextTheme, type Theme, theme } from '../store/look.js';
import { connection, mode } from '../store/state.js';
import { PlatformClock } from './platform-clock.js';
import type { IconName } from './icon.js';
import { IconButton } from './icon-button.js';

const THEME_ICONS = { auto: 'auto', light: 'sun', dark: 'moon' } as const satisfies Record<
  Theme,
  IconName
>;

const CONNECTIONS = {
  connecting: 'Connecting',
  open: 'Live',
  lost: 'Connection lost, trying again',
  refused: 'Not let in',
} as const satisfies Record<typeof connection.value, string>;

export function TopBar(): JSX.Element {
  const state = connection.value;
  return (
    <header class="top-bar">
      <h1 class="brand">
        <span class="brand-mark" aria-hidden="true" />
        Tapline <span class="brand-light">console</span>
      </h1>
      <p class={`connection connection-${state}`} role="status">
        <span class="connection-text">{CONNECTIONS[state]}</span>
      </p>
      <span class="spring" />
      {mode.value === 'demo' && <PlatformClock />}
      <IconButton
        icon={THEME_ICONS[theme.value]}
        label={`Colours: ${theme.value}. Change`}
        onClick={nextTheme}
      />
    </header>
  );
}
