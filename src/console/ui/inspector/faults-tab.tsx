import type { JSX } from 'preact';
import type { FaultRow } from '../../contract.js';
import { attempt } from '../store/actions.js';
import { sendJson } from '../store/api.js';
import { announce } from '../store/look.js';
import { FaultControl } from './fault-control.js';
import { TabHead } from './table-tab.js';
import { useResource } from './use-resource.js';

const GROUPS = [
  ['delivery', 'How Meta delivers'],
  ['graph', 'How Graph answers'],
  ['subscription', 'What is subscribed'],
] as const satisfies readonly (readonly [FaultRow['group'], string])[];

/** What the stand-in for Meta does wrong on demand. */
export function FaultsTab(): JSX.Element {
  const { data, problem, reload } = useResource<readonly FaultRow[]>('faults');
  const set = async (name: string, value: string): Promise<void> => {
    const path = `faults/${encodeURIComponent(name)}`;
    await attempt(() => sendJson('PUT', path, { value }));
    announce(`${name}: ${value}`);
    reload();
  };
  return (
    <div class="tab-body">
      <TabHead title="Faults" about="What Meta can do to you, done on demand." onReload={reload} />
      {problem !== null && <p class="callout">{problem}</p>}
      {data?.length === 0 && (
        <p class="empty">The stand-in for Meta does nothing wrong on demand yet.</p>
      )}
      {GROUPS.map(([group, title]) => (
        <FaultGroup
          key={group}
          title={title}
          rows={(data ?? []).filter((row) => row.group === group)}
          onSet={set}
        />
      ))}
    </div>
  );
}

interface FaultGroupProps {
  readonly title: string;
  readonly rows: readonly FaultRow[];
  readonly onSet: (name: string, value: string) => Promise<void>;
}

function FaultGroup({ title, rows, onSet }: FaultGroupProps): JSX.Element | null {
  if (rows.length === 0) return null;
  return (
    <section class="fault-group" aria-label={title}>
      <h4>{title}</h4>
      <ul>
        {rows.map((row) => (
          <FaultControl key={row.name} row={row} onSet={(value) => void onSet(row.name, value)} />
        ))}
      </ul>
    </section>
  );
}
