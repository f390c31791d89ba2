/** All but the last word of a name, as Meta's profiles have it; the whole name when it is one word. */
export function firstNameOf(name: string): string {
  return name.split(' ').slice(0, -1).join(' ') || name;
}

/** The last word of a name; empty when it is one word. */
export function lastNameOf(name: string): string {
  return name.includes(' ') ? (name.split(' ').at(-1) ?? '') : '';
}
