import type { JSX } from 'preact';

/** Strokes on a grid of 24. */
const PATHS = {
  menu: 'M4 7h16M4 12h16M4 17h16',
  send: 'M4 12 20 4l-6 16-3-6-7-2ZM11 14l4-5',
  image: 'M4 5h16v14H4ZM4 16l5-5 4 4 3-3 4 4M15.5 9.5h.01',
  more: 'M4.5 12h1M11.5 12h1M18.5 12h1',
  close: 'M6 6l12 12M18 6 6 18',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  down: 'M12 5v14M6 13l6 6 6-6',
  reply: 'M10 6 4 12l6 6M4 12h9a7 7 0 0 1 7 7',
  smile: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM8.5 14.5a4.5 4.5 0 0 0 7 0M9 9.5h.01M15 9.5h.01',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM16 16l4 4',
  copy: 'M9 9h11v11H9ZM5 15H4V4h11v1',
  replay: 'M4 12a8 8 0 1 0 2.5-5.8M4 4v4h4',
  refresh: 'M20 12a8 8 0 1 1-2.5-5.8M20 4v4h-4',
  link: 'M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.7-5.6l-1 1M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.7 5.6l1-1',
  ad: 'M4 10v4h3l7 4V6l-7 4ZM17.5 9a4 4 0 0 1 0 6',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3 2',
  block: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM5.7 5.7l12.6 12.6',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20a6.5 6.5 0 0 1 13 0M16 4.5a3.5 3.5 0 0 1 0 6M18 14a6.5 6.5 0 0 1 3.5 6',
  chat: 'M4 5h16v11H9l-5 4Z',
  inspect: 'M4 6h4M12 6h8M4 12h8M16 12h4M4 18h2M10 18h10M10 4v4M14 10v4M8 16v4',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.5 1.5M17.5 17.5 19 19M19 5l-1.5 1.5M6.5 17.5 5 19',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z',
  auto: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 3v18M12 7h5M12 12h9M12 17h5',
  warning: 'M12 4 2.5 20h19ZM12 10v4M12 17h.01',
  external: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  file: 'M6 3h8l4 4v14H6ZM14 3v4h4',
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing that adds nothing to the words beside it. */
export function Icon({ name }: { readonly name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
