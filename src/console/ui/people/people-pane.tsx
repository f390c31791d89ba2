import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { keyOf, people, selectedKey } from '../store/state.js';
import { useRoving } from '../view/use-roving.js';
import { PersonRow } from './person-row.js';

/** With fewer people nobody needs to search. */
const SEARCH_FROM = 8;
const ROWS_SHOWN = 100;

/** Everybody who can tap. */
export function PeoplePane(): JSX.Element {
  const [sought, setSought] = useState('');
  const found = people.value.filter(({ name, psid }) => matches(sought, name, psid));
  return (
    <section class="pane people-pane" aria-label="People">
      <h2 class="pane-title">People</h2>
      {people.value.length >= SEARCH_FROM && (
        <input
          type="search"
          class="search"
          placeholder="Search"
          aria-label="Search people"
          value={sought}
          onInput={(event) => setSought(event.currentTarget.value)}
        />
      )}
      <PeopleList found={found} />
    </section>
  );
}

function PeopleList({ found }: { readonly found: typeof people.value }): JSX.Element {
  const { listRef, onKeyDown } = useRoving<HTMLUListElement>('option');
  const shown = found.slice(0, ROWS_SHOWN);
  const selected = selectedKey.value;
  const isStopThere = shown.some((person) => keyOf(person) === selected);
  if (shown.length === 0) return <p class="empty">Nobody is called that.</p>;
  return (
    <>
      <ul
        ref={listRef}
        class="people-list"
        role="listbox"
        aria-label="People"
        onKeyDown={onKeyDown}
      >
        {shown.map((person, index) => (
          <PersonRow
            key={keyOf(person)}
            person={person}
            isSelected={keyOf(person) === selected}
            isTabStop={isStopThere ? keyOf(person) === selected : index === 0}
          />
        ))}
      </ul>
      {found.length > ROWS_SHOWN && (
        <p class="hint">{found.length - ROWS_SHOWN} more: search by name.</p>
      )}
    </>
  );
}

function matches(sought: string, ...texts: readonly string[]): boolean {
  return texts.some((text) => text.toLowerCase().includes(sought.trim().toLowerCase()));
}
