import { Injectable } from '@nestjs/common';
import { GraphError } from './graph.errors.js';
import { GraphOptions } from './graph.options.js';
import { isJsonObject, type JsonObject } from './json-object.js';
import { ManagementClient } from './management.client.js';
import { dataOf, idOf, momentOf, namesOf, textOf } from './read-wire.js';

/** What Meta says of a token. */
export interface TokenFacts {
  readonly isValid: boolean;
  /** Why not: `190/463`; `null` while it is valid, or when Meta does not say. */
  readonly problem: string | null;
  /** `PAGE`, `USER`, `APP`, … */
  readonly type: string | null;
  readonly appId: string | null;
  readonly scopes: readonly string[];
  /** Milliseconds since 1970; `null`: never. */
  readonly expiresAt: number | null;
  readonly dataAccessExpiresAt: number | null;
}

/** What Meta says of a page. */
export interface PageFacts {
  readonly id: string | null;
  /** What Meta's clock said, in milliseconds since 1970; `null` when it did not say. */
  readonly serverTimeMs: number | null;
  /** What this machine's clock said then. */
  readonly readAtMs: number;
}

/** Who may write in a conversation. */
export type ThreadOwner =
  | { readonly state: 'idle' }
  /** `appId` is `null` when it is another app's and we may not see whose. */
  | { readonly state: 'owned'; readonly appId: string | null };

/** Asks what only a doctor wants to know. */
@Injectable()
export class InspectionClient {
  constructor(
    private readonly graph: ManagementClient,
    private readonly options: GraphOptions,
  ) {}

  /** @throws GraphError; `token` when META_APP_ID or META_APP_SECRET is not the app's */
  async readToken(pageId: string): Promise<TokenFacts> {
    const { body } = await this.graph.ofApp({
      method: 'GET',
      path: 'debug_token',
      inBatch: true,
      params: { input_token: this.options.tokenOf(pageId) ?? '' },
    });
    return tokenFactsOf(isJsonObject(body['data']) ? body['data'] : {});
  }

  /** The page as its token sees it: `me`, whatever its id is. @throws GraphError */
  async readPage(pageId: string): Promise<PageFacts> {
    const { body, serverTimeMs } = await this.graph.ofPage(pageId, {
      method: 'GET',
      path: 'me',
      params: { fields: 'id' },
    });
    return { id: idOf(body['id']), serverTimeMs, readAtMs: Date.now() };
  }

  /** The features that Meta has reviewed, with their state: `pages_messaging` → `approved`. @throws GraphError */
  async readFeatureReview(pageId: string): Promise<ReadonlyMap<string, string>> {
    const { body } = await this.graph.ofPage(pageId, {
      method: 'GET',
      path: `${pageId}/messaging_feature_review`,
    });
    const rows = dataOf(body).map(({ feature, status }) => [textOf(feature), textOf(status)]);
    return new Map(rows.flatMap(([name, state]) => (name && state ? [[name, state]] : [])));
  }

  /** @throws GraphError */
  async readThreadOwner(pageId: string, psid: string): Promise<ThreadOwner> {
    const { body } = await this.graph.ofPage(pageId, {
      method: 'GET',
      path: `${pageId}/thread_owner`,
      params: { recipient: psid },
    });
    const owner = dataOf(body)[0]?.['thread_owner'];
    if (!isJsonObject(owner)) return { state: 'idle' };
    return { state: 'owned', appId: idOf(owner['app_id']) };
  }

  /**
   * Whether the version of Graph that we ask for exists: without a token, one that does asks for a token, and one that does
   * not knows no such path. Meta documents neither answer.
   * @throws GraphError when Graph says something else, or nothing
   */
  async hasVersion(): Promise<boolean> {
    try {
      await this.graph.ofNobody({ method: 'GET', path: 'me' });
      return true;
    } catch (error) {
      if (!(error instanceof GraphError) || error.metaCode !== MALFORMED) throw error;
      // The only mark that tells the two apart is Meta's sentence.
      return !error.message.includes('Unknown path components');
    }
  }
}

/** Meta's code for a malformed path, and for a missing token. */
const MALFORMED = 2500;

function tokenFactsOf(data: JsonObject): TokenFacts {
  const { type, app_id: appId, error } = data;
  return {
    isValid: data['is_valid'] === true,
    problem: isJsonObject(error) ? codesOf(error) : null,
    type: textOf(type),
    appId: idOf(appId),
    scopes: namesOf(data['scopes']),
    expiresAt: momentOf(data['expires_at']),
    dataAccessExpiresAt: momentOf(data['data_access_expires_at']),
  };
}

/** `190/463` */
function codesOf({ code, subcode }: JsonObject): string {
  return [code, subcode].filter((part) => typeof part === 'number').join('/');
}
