import type { JSX } from 'preact';
import type { PersonSummary } from '../../contract.js';
import { openChat } from '../store/actions.js';
import { keyOf, pageName, pages, unread } from '../store/state.js';
import { memo } from '../view/memo.js';
import { Avatar } from '../view/avatar.js';

interface PersonRowProps {
  readonly person: PersonSummary;
  readonly isSelected: boolean;
  readonly isTabStop: boolean;
}

export const PersonRow = memo(PersonRowView);

function PersonRowView({ person, isSelected, isTabStop }: PersonRowProps): JSX.Element {
  const open = (): void => openChat(keyOf(person));
  return (
    <li
      class="person-row"
      role="option"
      aria-selected={isSelected}
      tabIndex={isTabStop ? 0 : -1}
      onClick={open}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        open();
      }}
    >
      <Avatar id={person.psid} name={person.name} />
      <span class="person-texts">
        <span class="person-name" dir="auto">
          {person.name}
        </span>
        <span class="person-last" dir="auto">
          {person.lastText ?? 'Has not written yet'}
        </span>
      </span>
      <PersonMarks person={person} />
    </li>
  );
}

function PersonMarks({ person }: { readonly person: PersonSummary }): JSX.Element {
  const count = unread.value.get(keyOf(person)) ?? 0;
  return (
    <span class="person-marks">
      {pages.value.length > 1 && <span class="badge badge-plain">{pageName(person.pageId)}</span>}
      {person.blocked && <span class="badge badge-failed">blocked</span>}
      {count > 0 && (
        <span class="count">
          {Math.min(count, 99)}
          <span class="sr-only"> new</span>
        </span>
      )}
    </span>
  );
}
