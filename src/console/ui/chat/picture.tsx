import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { pictureOf } from '../model/safe-url.js';

interface PictureProps {
  readonly address: string;
  readonly alt: string;
  readonly class: string;
}

/** A picture from http, https or data:image; its address as text where it is something else or does not load. */
export function Picture({ address, alt, class: name }: PictureProps): JSX.Element {
  const [failed, setFailed] = useState(false);
  const source = pictureOf(address);
  if (source === null || failed) {
    return (
      <p class={`${name} is-missing`}>
        <span class="missing-address">{address.slice(0, 200)}</span>
      </p>
    );
  }
  return (
    <img
      class={name}
      src={source}
      alt={alt}
      loading="lazy"
      decoding="async"
      referrerpolicy="no-referrer"
      onError={() => setFailed(true)}
    />
  );
}
