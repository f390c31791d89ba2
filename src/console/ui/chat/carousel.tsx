import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChatCard } from '../../contract.js';
import { IconButton } from '../view/icon-button.js';
import { CardView } from './card-view.js';

interface CarouselProps {
  readonly cards: readonly ChatCard[];
  readonly mid: string | null;
}

/** Cards side by side. They scroll by finger, wheel, arrow keys and the two buttons, and snap. */
export function Carousel({ cards, mid }: CarouselProps): JSX.Element {
  const strip = useRef<HTMLUListElement>(null);
  const { ends, measure } = useEnds(strip, cards.length);
  const move = (cardsAhead: number): void => {
    const width = strip.current?.firstElementChild?.clientWidth ?? 0;
    strip.current?.scrollBy({ left: cardsAhead * (width + 1), behavior: 'smooth' });
  };
  return (
    <section class="carousel" aria-label={cards.length > 1 ? `${cards.length} cards` : 'Card'}>
      <ul
        ref={strip}
        class="cards"
        tabIndex={cards.length > 1 ? 0 : -1}
        aria-label="Cards"
        onScroll={measure}
      >
        {cards.map((card, index) => (
          <CardView key={index} card={card} mid={mid} />
        ))}
      </ul>
      {!ends.first && (
        <IconButton
          class="carousel-arrow is-back"
          icon="back"
          label="Previous card"
          onClick={() => move(-1)}
        />
      )}
      {!ends.last && (
        <IconButton
          class="carousel-arrow is-next"
          icon="next"
          label="Next card"
          onClick={() => move(1)}
        />
      )}
    </section>
  );
}

interface Ends {
  readonly first: boolean;
  readonly last: boolean;
}

/** Whether the strip stands at its first or its last card. */
function useEnds(
  strip: { readonly current: HTMLElement | null },
  count: number,
): { readonly ends: Ends; readonly measure: () => void } {
  const [ends, setEnds] = useState<Ends>({ first: true, last: count < 2 });
  const measure = (): void => {
    const box = strip.current;
    if (box === null) return;
    const first = box.scrollLeft < 8;
    const last = box.scrollLeft + box.clientWidth > box.scrollWidth - 8;
    setEnds((before) =>
      before.first === first && before.last === last ? before : { first, last },
    );
  };
  useEffect(() => {
    measure();
    const observer = new ResizeObserver(measure);
    if (strip.current !== null) observer.observe(strip.current);
    return () => observer.disconnect();
  }, [count]);
  return { ends, measure };
}
