import type { JSX } from 'preact';
import { hueClass, initialsOf } from '../model/labels.js';

interface AvatarProps {
  readonly id: string;
  readonly name: string;
  readonly size?: 'small' | 'large';
}

/** Initials on a colour of their own; the name stands beside it. */
export function Avatar({ id, name, size }: AvatarProps): JSX.Element {
  return (
    <span
      class={`avatar ${hueClass(id)} ${size === undefined ? '' : `avatar-${size}`}`}
      aria-hidden="true"
    >
      {initialsOf(name)}
    </span>
  );
}
