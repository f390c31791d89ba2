import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { mode } from '../store/state.js';
import { useRoving } from '../view/use-roving.js';
import { CampaignsTab } from './campaigns-tab.js';
import { ClockTab } from './clock-tab.js';
import { DeadLettersTab } from './dead-letters-tab.js';
import { FaultsTab } from './faults-tab.js';
import { RepliesTab } from './replies-tab.js';
import { RoutesTab } from './routes-tab.js';
import { TapsTab } from './taps-tab.js';
import { UnhandledTab } from './unhandled-tab.js';

const TABS = [
  { id: 'taps', label: 'Taps', body: TapsTab, inLive: true },
  { id: 'routes', label: 'Routes', body: RoutesTab, inLive: true },
  { id: 'unhandled', label: 'Unhandled', body: UnhandledTab, inLive: true },
  { id: 'dead', label: 'Dead', body: DeadLettersTab, inLive: true },
  { id: 'replies', label: 'Replies', body: RepliesTab, inLive: true },
  { id: 'campaigns', label: 'Campaigns', body: CampaignsTab, inLive: true },
  { id: 'faults', label: 'Faults', body: FaultsTab, inLive: false },
  { id: 'clock', label: 'Clock', body: ClockTab, inLive: false },
] as const;

type TabId = (typeof TABS)[number]['id'];

/** What the service did with what people did. */
export function Inspector(): JSX.Element {
  const [chosen, setChosen] = useState<TabId>('taps');
  const tabs = TABS.filter(({ inLive }) => inLive || mode.value === 'demo');
  const Body = (TABS.find(({ id }) => id === chosen) ?? TABS[0]).body;
  return (
    <section class="pane inspector" aria-label="Inspector">
      <TabList tabs={tabs} chosen={chosen} onChoose={setChosen} />
      <div
        key={chosen}
        class="tab-panel"
        role="tabpanel"
        id={`panel-${chosen}`}
        aria-labelledby={`tab-${chosen}`}
      >
        <Body />
      </div>
    </section>
  );
}

interface TabListProps {
  readonly tabs: readonly { readonly id: TabId; readonly label: string }[];
  readonly chosen: TabId;
  readonly onChoose: (id: TabId) => void;
}

/** Arrow keys move among the tabs and choose, as in the ARIA tab pattern with automatic activation. */
function TabList({ tabs, chosen, onChoose }: TabListProps): JSX.Element {
  const { listRef, onKeyDown } = useRoving<HTMLDivElement>('tab');
  return (
    <div ref={listRef} class="tabs" role="tablist" aria-label="Inspector" onKeyDown={onKeyDown}>
      {tabs.map(({ id, label }) => (
        <button
          key={id}
          type="button"
          class="tab"
          role="tab"
          id={`tab-${id}`}
          aria-selected={id === chosen}
          aria-controls={id === chosen ? `panel-${id}` : undefined}
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => onChoose(id)}
          onFocus={() => onChoose(id)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
