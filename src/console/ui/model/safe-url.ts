/** The address if a browser may open it: `http:` and `https:` only. Everything else is text. */
export function linkOf(address: string | null): string | null {
  return withProtocol(address, /^https?:$/);
}

/** The address if it may be loaded as a picture: `http:`, `https:` or `data:image/…`. */
export function pictureOf(address: string | null): string | null {
  return address !== null && /^data:image\/[a-z+]+[;,]/.test(address)
    ? address
    : withProtocol(address, /^https?:$/);
}

function withProtocol(address: string | null, protocols: RegExp): string | null {
  if (address === null || !URL.canParse(address)) return null;
  const url = new URL(address);
  return protocols.test(url.protocol) ? url.href : null;
}
