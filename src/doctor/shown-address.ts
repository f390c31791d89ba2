/** An address as it may be shown and logged: what stands in its user part or its query may be a secret. */
export function shownAddress(url: string): string {
  if (!URL.canParse(url)) return 'an address that is none';
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}
