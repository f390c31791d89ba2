import type { Delivery } from '../delivery/delivery.js';
import type { Simulator } from '../simulator.service.js';
import type { PersonQuery } from './people.dto.js';
import { outcomeView, type View } from './person-view.js';

/** Does what a person does, waits for the page's answer if the bot was told, and shows what is new in the chat. */
export async function viewOfAct(
  simulator: Simulator,
  psid: string,
  { page, wait }: PersonQuery,
  act: () => Promise<Delivery | null>,
): Promise<View> {
  const conversation = simulator.conversation(psid, page);
  const seq = conversation.lastSeq;
  const delivery = await act();
  const waitMs = wait ?? simulator.settings.answerWaitMs;
  const bubbles = await simulator.answerAfter(
    conversation,
    seq,
    delivery?.state === 'delivered' ? waitMs : 0,
  );
  return outcomeView(conversation, delivery, bubbles);
}
