import { RefInvalidError } from './referral.errors.js';

/** Meta's limit. */
const REF_CHARS_MAX = 2083;
const FORBIDDEN = /[^A-Za-z0-9\-_=]/u;

/** A link that opens the conversation with a page, and tells the page where the person comes from. */
export interface MMeLink {
  /** The page's id, or the name in its address. */
  readonly page: string;
  /** What `@OnReferral({ ref })` gets, letter by letter. */
  readonly ref: string;
}

/**
 * `https://m.me/1234?ref=EMAIL_MAY`
 * @throws RefInvalidError when Meta would not take the ref
 * @see https://developers.facebook.com/docs/messenger-platform/discovery/m-me-links (read 2026-11-23)
 */
export function mMeLink({ page, ref }: MMeLink): string {
  if (ref === '') throw new RefInvalidError(ref, 'is empty');
  const forbidden = FORBIDDEN.exec(ref);
  if (forbidden)
    throw new RefInvalidError(
      ref,
      `has ${named(forbidden[0])}, as character ${forbidden.index + 1}`,
    );
  if (ref.length > REF_CHARS_MAX)
    throw new RefInvalidError(ref, `has ${ref.length} characters, and Meta takes ${REF_CHARS_MAX}`);
  return `https://m.me/${encodeURIComponent(page)}?ref=${ref}`;
}

/** `"ä" (U+00E4)`; what cannot be shown by its number alone. */
function named(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return /[\p{L}\p{N}\p{P}\p{S} ]/u.test(character) ? `"${character}" (U+${code})` : `U+${code}`;
}
