import { useEffect } from 'preact/hooks';

/**
 * When what has the focus vanishes, browsers let the focus fall to the top of the page, and who has no mouse begins anew.
 * Here the box that it vanished from takes it.
 */
export function useKeptFocus(box: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const { current } = box;
    if (current === null) return undefined;
    let held: Node | null = null;
    const note = (): void => {
      held = document.activeElement;
    };
    const observer = new MutationObserver(() => {
      if (held === null || held.isConnected || document.activeElement !== document.body) return;
      held = null;
      current.focus({ preventScroll: true });
    });
    current.addEventListener('focusin', note);
    observer.observe(current, { childList: true, subtree: true });
    return () => {
      current.removeEventListener('focusin', note);
      observer.disconnect();
    };
  }, []);
}
