import type { JSX } from 'preact';
import { type Pane, pane } from '../store/look.js';
import { unread } from '../store/state.js';
import { Icon, type IconName } from './icon.js';

const PANES: readonly { readonly id: Pane; readonly label: string; readonly icon: IconName }[] = [
  { id: 'people', label: 'People', icon: 'people' },
  { id: 'chat', label: 'Chat', icon: 'chat' },
  { id: 'inspector', label: 'Inspector', icon: 'inspect' },
];

/** Where there is room for one pane: which one. */
export function PaneTabs(): JSX.Element {
  return (
    <nav class="pane-tabs" aria-label="Panes">
      {PANES.map(({ id, label, icon }) => (
        <button
          key={id}
          type="button"
          class="pane-tab"
          aria-current={pane.value === id ? 'page' : undefined}
          onClick={() => (pane.value = id)}
        >
          <Icon name={icon} />
          {label}
          {id === 'people' && unread.value.size > 0 && (
            <span class="dot" aria-label="new messages" role="img" />
          )}
        </button>
      ))}
    </nav>
  );
}
