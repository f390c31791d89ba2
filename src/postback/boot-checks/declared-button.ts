import type { Button, DeclaredTemplate, QuickReply, Reply } from '../../messaging/index.js';
import { placeOf } from '../call-site.js';
import type { TapKind } from '../declared-route.js';
import type { PayloadLock } from '../lock/payload-lock.js';

/** A button that the program can send, known before it starts. */
export interface DeclaredButton {
  /** What people would call it: `the menu item "Sale"`. */
  readonly label: string;
  readonly title: string;
  readonly payload: string;
  /** What a tap on it arrives as. */
  readonly kind: TapKind;
  /** `src/support/support.replies.ts:9` */
  readonly place: string;
}

/** The buttons and quick replies of static templates. */
export function templateButtons(templates: readonly DeclaredTemplate[]): readonly DeclaredButton[] {
  return templates.flatMap(({ reply, frame }) =>
    tapsIn(reply).map((tap) => ({
      ...tap,
      label: `${tap.label} of a template`,
      place: placeOf(frame),
    })),
  );
}

/** The buttons and quick replies of the replies that the lock gives for retired payloads. */
export function retiredButtons({ payloads }: PayloadLock, path: string): readonly DeclaredButton[] {
  return payloads.flatMap(({ pattern, retired }) => {
    if (retired === undefined || typeof retired.reply === 'string') return [];
    const what = `the reply to the retired ${JSON.stringify(pattern)}`;
    return tapsIn(retired.reply).map((tap) => ({
      ...tap,
      label: `${tap.label} of ${what}`,
      place: path,
    }));
  });
}

type DeclaredTap = Omit<DeclaredButton, 'place'>;

/** What can be tapped in a reply and comes back with a payload. */
export function tapsIn(reply: Reply): readonly DeclaredTap[] {
  return [...buttonsIn(reply).flatMap(tapOfButton), ...quickRepliesIn(reply).flatMap(tapOfChoice)];
}

function buttonsIn(reply: Reply): readonly Button[] {
  if (reply.kind === 'buttons') return reply.buttons;
  return reply.kind === 'carousel' ? reply.cards.flatMap(({ buttons = [] }) => buttons) : [];
}

function quickRepliesIn(reply: Reply): readonly QuickReply[] {
  return 'quickReplies' in reply ? (reply.quickReplies ?? []) : [];
}

function tapOfButton(button: Button): readonly DeclaredTap[] {
  if (button.type !== 'postback') return [];
  const { title, payload } = button;
  const label = `the button ${JSON.stringify(title)}`;
  return [{ label, title, payload, kind: 'postback' }];
}

function tapOfChoice(choice: QuickReply): readonly DeclaredTap[] {
  if (choice.type !== 'text') return [];
  const { title, payload } = choice;
  const label = `the quick reply ${JSON.stringify(title)}`;
  return [{ label, title, payload, kind: 'quick_reply' }];
}
