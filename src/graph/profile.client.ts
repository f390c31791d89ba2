import { Injectable } from '@nestjs/common';
import type { JsonObject } from './json-object.js';
import { ManagementClient } from './management.client.js';
import { dataOf } from './read-wire.js';

/**
 * What a page shows outside the messages, in Meta's own shape, unread.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/messenger-profile-api (read 2026-11-23)
 */
@Injectable()
export class ProfileClient {
  constructor(private readonly graph: ManagementClient) {}

  /** Of these properties those that are set. One of 10 calls in 10 minutes. @throws GraphError */
  async read(pageId: string, properties: readonly string[]): Promise<JsonObject> {
    const { body } = await this.graph.ofPage(pageId, {
      method: 'GET',
      path: profilePath(pageId),
      params: { fields: properties.join(',') },
    });
    return dataOf(body)[0] ?? {};
  }

  /** Sets properties, all or none; those that are not named stay. One of 10 calls in 10 minutes. @throws GraphError */
  async write(pageId: string, properties: JsonObject): Promise<void> {
    await this.graph.ofPage(pageId, {
      method: 'POST',
      path: profilePath(pageId),
      params: properties,
    });
  }

  /** One of 10 calls in 10 minutes. @throws GraphError */
  async remove(pageId: string, properties: readonly string[]): Promise<void> {
    await this.graph.ofPage(pageId, {
      method: 'DELETE',
      path: profilePath(pageId),
      params: { fields: properties },
    });
  }

  /** The persistent menu that one person has instead of the page's; `null` when they have none. @throws GraphError */
  async readUserMenu(pageId: string, psid: string): Promise<unknown> {
    const { body } = await this.graph.ofPage(pageId, {
      method: 'GET',
      path: userPath(pageId),
      params: { psid },
    });
    return dataOf(body)[0]?.['user_level_persistent_menu'] ?? null;
  }

  /** Counts at once. 10 calls in 10 minutes for each person. @throws GraphError */
  async writeUserMenu(pageId: string, psid: string, menu: readonly JsonObject[]): Promise<void> {
    await this.graph.ofPage(pageId, {
      method: 'POST',
      path: userPath(pageId),
      params: { psid, persistent_menu: menu },
    });
  }

  /** Afterwards the person sees the page's menu. @throws GraphError */
  async removeUserMenu(pageId: string, psid: string): Promise<void> {
    await this.graph.ofPage(pageId, {
      method: 'DELETE',
      path: userPath(pageId),
      params: { psid, params: ['persistent_menu'] },
    });
  }
}

function profilePath(pageId: string): string {
  return `${pageId}/messenger_profile`;
}

function userPath(pageId: string): string {
  return `${pageId}/custom_user_settings`;
}
