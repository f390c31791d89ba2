import type { JSX } from 'preact';
import type { ChatMedia } from '../../contract.js';
import { linkOf } from '../model/safe-url.js';
import { Icon } from '../view/icon.js';
import { Picture } from './picture.js';

/** A picture is shown; sound, film and files are named, with a link where there is one. */
export function Media({ media }: { readonly media: ChatMedia }): JSX.Element {
  const { type, source } = media;
  if (type === 'image' && !source.startsWith('attachment:')) {
    return <Picture class="photo" address={source} alt="Picture" />;
  }
  const link = linkOf(source);
  return (
    <p class="file">
      <Icon name="file" />
      <span class="file-texts">
        <strong>{type}</strong>
        {link === null ? (
          <span class="file-source">{source}</span>
        ) : (
          <a class="file-source" href={link} rel="noopener noreferrer" target="_blank">
            {source}
          </a>
        )}
      </span>
    </p>
  );
}
