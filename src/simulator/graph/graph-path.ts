import type { SimulatorSettings } from '../simulator.options.js';

/** `/v26.0/me/messages` in its parts. */
export interface GraphPath {
  /** What the path says, or else the version in the app's settings. */
  readonly version: string;
  /** `object`: a person, a persona, an upload; which one, the endpoint finds out. */
  readonly kind: 'root' | 'page' | 'app' | 'debug_token' | 'object';
  readonly node: string;
  readonly edge: string;
  /** More than Graph has. */
  readonly rest: readonly string[];
  /** What an endpoint is found by: `page/messages`, `object`. */
  readonly route: string;
}

export function graphPathOf(path: string, settings: SimulatorSettings): GraphPath {
  const parts = path.split('/').filter((part) => part !== '');
  const named = parts[0] !== undefined && /^v\d+\.\d+$/.test(parts[0]) ? parts.shift() : undefined;
  const [node = '', edge = '', ...rest] = parts;
  const kind = kindOf(node, edge, settings);
  const route = [kind, edge, ...rest].filter((part) => part !== '').join('/');
  return { version: named ?? settings.graphVersion, kind, node, edge, rest, route };
}

function kindOf(
  node: string,
  edge: string,
  { appId, pages }: SimulatorSettings,
): GraphPath['kind'] {
  if (node === '') return 'root';
  if (node === 'debug_token') return 'debug_token';
  if (node === appId || node === 'app') return 'app';
  // Edges belong to pages here, so that what is unknown can be named as Graph does.
  return node === 'me' || edge !== '' || pages.some(({ id }) => id === node) ? 'page' : 'object';
}
