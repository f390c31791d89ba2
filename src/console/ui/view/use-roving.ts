import { useRef } from 'preact/hooks';

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
  Home: -Infinity,
  End: Infinity,
};

interface Roving<E extends HTMLElement> {
  readonly listRef: { current: E | null };
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** One stop of the Tab key for a list: arrow keys, Home and End move the focus among the elements with `role`. */
export function useRoving<E extends HTMLElement>(role: 'tab' | 'option'): Roving<E> {
  const listRef = useRef<E>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined || listRef.current === null) return;
    const all = [...listRef.current.querySelectorAll<HTMLElement>(`[role="${role}"]`)];
    const at = all.findIndex((one) => one === document.activeElement);
    const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
    event.preventDefault();
    next?.focus();
  };
  return { listRef, onKeyDown };
}
