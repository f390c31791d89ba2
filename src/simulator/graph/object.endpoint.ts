import type { Conversation } from '../platform/conversation.js';
import { firstNameOf, lastNameOf } from '../platform/person-name.js';
import { hasScope, notYours } from './graph-access.js';
import type { GraphAnswer, GraphCall } from './graph-endpoint.js';
import { GraphError } from './graph-error.js';
import { picked } from './lists.js';

/** `GET /{id}`: a person's profile, a persona or an upload. */
export function readObject(call: GraphCall): GraphAnswer {
  const { platform, page, params, node } = call;
  const persona = page.personas.find(node);
  if (persona !== undefined) {
    return { body: picked({ ...persona }, params, ['id', 'name', 'profile_picture_url']) };
  }
  if (page.uploads.find(node, platform.clock.nowMs()) !== undefined) return { body: { id: node } };
  return readPerson(call);
}

/** `DELETE /{persona-id}` */
export function deleteObject({ page, node }: GraphCall): GraphAnswer {
  if (page.personas.find(node) === undefined) throw notYours('DELETE', node);
  page.personas.delete(node);
  return { body: { success: true } };
}

/** Works after the person has written or tapped; before, Meta knows nobody of this id. */
function readPerson({ platform, page, params, node }: GraphCall): GraphAnswer {
  if (!hasScope(page, 'pages_messaging')) {
    // From memory of Meta's answers; messenger-platform.md has the subcode alone.
    throw new GraphError('(#100) Insufficient permission to access user profile.', 100, 2018247);
  }
  const conversation = platform.find(page.id, node);
  if (conversation === undefined || !conversation.started) throw notYours('GET', node);
  const usual = ['first_name', 'last_name', 'profile_pic', 'id'];
  return { body: picked(profileOf(conversation), params, usual) };
}

/** `locale`, `timezone` and `gender` need a review that no app has here, so they are never there. */
function profileOf({ person: { psid, name } }: Conversation): Readonly<Record<string, unknown>> {
  return {
    id: psid,
    name,
    first_name: firstNameOf(name),
    last_name: lastNameOf(name),
    profile_pic: `https://platform-lookaside.fbsbx.com/platform/profilepic/?psid=${psid}`,
  };
}
