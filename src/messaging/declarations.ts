import type { PayloadDefinition } from './payload-definition.js';
import type { Reply } from './reply.js';

/** A payload definition, and where it was declared. */
export interface DeclaredDefinition {
  readonly definition: PayloadDefinition;
  /** See `frameBelow`. */
  readonly frame: string;
}

/** A reply that never changes, and where it was declared. */
export interface DeclaredTemplate {
  readonly reply: Reply;
  /** See `frameBelow`. */
  readonly frame: string;
}

interface Declarations {
  /** By pattern and place, so that a definition made again and again by one line counts once. */
  readonly definitions: Map<string, DeclaredDefinition>;
  readonly templates: Map<string, DeclaredTemplate>;
}

/** The same in every loaded copy of the package. */
const KEY = Symbol.for('tapline:declarations');

/**
 * What `payload()` and `template()` declared in this process. The boot report must know every button that the program can
 * send, and a definition that nobody handles is in no decorator: so declaring it is what makes it known.
 */
function declarations(): Declarations {
  const known: unknown = Reflect.get(globalThis, KEY);
  if (isDeclarations(known)) return known;
  const made: Declarations = { definitions: new Map(), templates: new Map() };
  Reflect.set(globalThis, KEY, made);
  return made;
}

function isDeclarations(value: unknown): value is Declarations {
  return typeof value === 'object' && value !== null;
}

export function declareDefinition(definition: PayloadDefinition, frame: string): void {
  const key = JSON.stringify([definition.pattern.source, frame]);
  declarations().definitions.set(key, { definition, frame });
}

/** Every definition of the modules that are loaded, in the order in which they were declared. */
export function declaredDefinitions(): readonly DeclaredDefinition[] {
  return [...declarations().definitions.values()];
}

export function declareTemplate(reply: Reply, frame: string): void {
  declarations().templates.set(JSON.stringify([reply, frame]), { reply, frame });
}

/** Every static template of the modules that are loaded, in the order in which they were declared. */
export function declaredTemplates(): readonly DeclaredTemplate[] {
  return [...declarations().templates.values()];
}
