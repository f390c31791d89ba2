import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { ChatPane } from '../chat/chat-pane.js';
import { Inspector } from '../inspector/inspector.js';
import { PeoplePane } from '../people/people-pane.js';
import { token } from '../store/api.js';
import { pane } from '../store/look.js';
import { connection, mode } from '../store/state.js';
import { followEvents } from '../store/stream.js';
import { Announcer } from './announcer.js';
import { PaneTabs } from './pane-tabs.js';
import { TokenForm } from './token-form.js';
import { TopBar } from './top-bar.js';

/** The whole page: people, their chat and what happened to their taps; without people (live mode) the inspector alone. */
export function App(): JSX.Element {
  const held = token.value;
  useEffect(() => {
    if (held === '') return undefined;
    const ending = new AbortController();
    connection.value = 'connecting';
    void followEvents(ending.signal);
    return () => ending.abort();
  }, [held]);
  return (
    <div class="app" data-pane={pane.value} data-mode={mode.value ?? 'starting'}>
      <TopBar />
      {held === '' || connection.value === 'refused' ? <TokenForm /> : <Panes />}
      <Announcer />
    </div>
  );
}

function Panes(): JSX.Element {
  if (mode.value === null) return <Starting />;
  const isDemo = mode.value === 'demo';
  return (
    <>
      <main class="panes">
        {isDemo && <PeoplePane />}
        {isDemo && <ChatPane />}
        <Inspector />
      </main>
      {isDemo && <PaneTabs />}
    </>
  );
}

function Starting(): JSX.Element {
  const isLost = connection.value === 'lost';
  return (
    <main class="starting" aria-busy="true">
      <p>{isLost ? 'The service does not answer. Trying again …' : 'Connecting …'}</p>
    </main>
  );
}
