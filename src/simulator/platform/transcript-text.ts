import type { Bubble, PageMessage, PersonBubble, ShownButton, ShownCard } from './bubble.js';

const PAGE_NAME = 'Page';

/**
 * A conversation for reading in a terminal, one line a bubble:
 *
 * ```
 * Ada   > [Get Started]
 * Page  < Hi Ada [Shop] (quick replies: [Help] [Later])
 * ```
 * Control characters are shown as escapes, so that nobody's text can steer the terminal.
 * @param openSeq the bubble whose quick replies can still be tapped; those of others are not shown
 */
export function transcriptText(
  bubbles: readonly Bubble[],
  personName: string,
  openSeq: number | null,
): string {
  const width = Math.max(personName.length, PAGE_NAME.length) + 1;
  return bubbles
    .map((bubble) => {
      const name = (bubble.from === 'person' ? personName : PAGE_NAME).padEnd(width);
      const arrow = bubble.from === 'person' ? '>' : '<';
      return `${escaped(name)} ${arrow} ${escaped(lineOf(bubble, openSeq))}\n`;
    })
    .join('');
}

const PERSON_LINES = {
  text: (text: string) => text,
  tap: (title: string) => `[${title}]`,
  quick_reply: (title: string) => `[${title}]`,
  attachment: (source: string) => `(sent ${source})`,
  reaction: (emoji: string) => (emoji === '' ? '(took a reaction back)' : `(reacted ${emoji})`),
  arrival: (ref: string) => `(arrived by link, ref ${ref})`,
  raw: (kind: string) => `(event ${kind})`,
} as const satisfies Record<PersonBubble['kind'], (text: string) => string>;

function lineOf(bubble: Bubble, openSeq: number | null): string {
  if (bubble.from === 'person') return PERSON_LINES[bubble.kind](bubble.text);
  return bubble.kind === 'message'
    ? messageLine(bubble, bubble.seq === openSeq)
    : `(${bubble.action})`;
}

function messageLine(message: PageMessage, open: boolean): string {
  const { text, buttons, cards, media, template, quickReplies } = message;
  const replies = quickReplies.map(({ title }) => `[${title}]`).join(' ');
  return [
    text,
    buttons.map((button) => buttonText(button)).join(' '),
    cards.map((card) => cardText(card)).join(' | '),
    ...media.map(({ type, source }) => `(${type} ${source})`),
    template === null ? '' : `(${template} template)`,
    open && replies !== '' ? `(quick replies: ${replies})` : '',
  ]
    .filter((part) => part !== null && part !== '')
    .join(' ');
}

function cardText({ title, subtitle, buttons }: ShownCard): string {
  const heading = subtitle === null ? title : `${title}: ${subtitle}`;
  return [heading, ...buttons.map((button) => buttonText(button))].join(' ');
}

function buttonText({ title, url }: ShownButton): string {
  return url === null ? `[${title}]` : `[${title}](${url})`;
}

/** Line ends, other control characters and those that reverse the direction of writing. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

function escaped(text: string): string {
  return text.replace(UNPRINTABLE, (character) => {
    if (character === '\n') return String.raw`\n`;
    return String.raw`\u` + (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
  });
}
