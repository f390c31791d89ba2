export interface SamplePicture {
  readonly name: string;
  /** A `data:image` address. */
  readonly url: string;
}

/** Drawn here, so that sending a picture needs no network. */
export const SAMPLE_PICTURES: readonly SamplePicture[] = [
  drawn(
    'A mug',
    '#f4e3d3',
    '<path fill="#c2553a" d="M30 34h48v44a12 12 0 0 1-12 12H42a12 12 0 0 1-12-12Z"/><path fill="none" stroke="#c2553a" stroke-width="8" d="M78 46h8a11 11 0 0 1 0 22h-8"/>',
  ),
  drawn(
    'A parcel',
    '#dfe9f2',
    '<path fill="#c99a5b" d="M24 42 60 26l36 16v40L60 98 24 82Z"/><path fill="#a87b3f" d="M60 58v40l36-16V42Z"/><path fill="#e4bd85" d="m24 42 36 16 36-16-36-16Z"/>',
  ),
  drawn(
    'A lamp',
    '#e9e4f4',
    '<path fill="#5847d6" d="M44 26h32l14 36H30Z"/><path fill="#3a3170" d="M57 62h6v26h14v8H43v-8h14Z"/><circle cx="60" cy="66" r="6" fill="#ffd75e"/>',
  ),
  drawn(
    'A receipt',
    '#dff0e6',
    '<path fill="#fff" d="M36 24h48v74l-8-6-8 6-8-6-8 6-8-6-8 6Z"/><path stroke="#3c6e55" stroke-width="5" d="M46 42h28M46 54h28M46 66h16"/>',
  ),
];

function drawn(name: string, background: string, shapes: string): SamplePicture {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120" width="240" height="240"><rect width="120" height="120" fill="${background}"/>${shapes}</svg>`;
  return { name, url: `data:image/svg+xml,${encodeURIComponent(svg)}` };
}
