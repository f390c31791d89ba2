/** Somebody in whose name the page writes. */
export interface Persona {
  readonly id: string;
  readonly name: string;
  readonly profile_picture_url: string;
}

/** The personas of one page. */
export class Personas {
  private readonly known = new Map<string, Persona>();

  add(persona: Persona): void {
    this.known.set(persona.id, persona);
  }

  find(id: string): Persona | undefined {
    return this.known.get(id);
  }

  delete(id: string): void {
    this.known.delete(id);
  }

  all(): readonly Persona[] {
    return [...this.known.values()];
  }
}
