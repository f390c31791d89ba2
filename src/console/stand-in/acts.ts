import type { Simulator } from '../../simulator/index.js';
import type { PersonAct } from '../contract.js';

/** Who does it, where. */
interface Actor {
  readonly simulator: Simulator;
  readonly psid: string;
  readonly pageId: string;
}

type ActKind = PersonAct['kind'];
type ActOf<K extends ActKind> = {
  [Kind in K]: Extract<PersonAct, { readonly kind: Kind }>;
}[K];
type Performers = { readonly [K in ActKind]: (actor: Actor, act: ActOf<K>) => unknown };

/** How the stand-in does what the page asks for. */
const PERFORMERS: Performers = {
  tap: ({ simulator, psid, pageId }, { payload, title, mid }) =>
    simulator.tap(psid, { payload, title, mid }, pageId),
  'get-started': ({ simulator, psid, pageId }) => simulator.getStarted(psid, pageId),
  'quick-reply': ({ simulator, psid, pageId }, { payload, title }) =>
    simulator.quickReply(psid, { payload, title, force: true }, pageId),
  say: ({ simulator, psid, pageId }, { text, replyTo }) =>
    simulator.say(psid, text, pageId, replyTo),
  'send-image': ({ simulator, psid, pageId }, { url }) =>
    simulator.attach(psid, { type: 'image', url }, pageId),
  react: ({ simulator, psid, pageId }, { mid, emoji }) =>
    simulator.react(psid, { mid, emoji }, pageId),
  arrive: ({ simulator, psid, pageId }, { ref, adId }) => {
    const arrival = { ...(ref !== undefined && { ref }), ...(adId !== undefined && { adId }) };
    return simulator.arrive(psid, arrival, pageId);
  },
  block: ({ simulator, psid, pageId }, { blocked }) => simulator.block(psid, blocked, pageId),
};

/** Resolves when the bot was told. Rejects within this turn with what keeps the person from doing it. */
export async function perform<K extends ActKind>(actor: Actor, act: ActOf<K>): Promise<void> {
  await PERFORMERS[act.kind](actor, act);
}
