import { HandlerDeadlineError, InboxClosedError } from './inbox.errors.js';

/**
 * Waits for a handler until its time is over. A handler cannot be stopped, only left behind: what it returns then is not
 * used. A signal that only asks it to come to its end, because the service stops, leaves it its time.
 * @param whenOver calls its argument, at once or a little later, when the time is over
 * @throws HandlerDeadlineError when the time is over; `work` is not begun when it was over before
 */
export function withinDeadline<T>(
  signal: AbortSignal,
  work: () => Promise<T>,
  whenOver: (leave: () => void) => void = (leave) => leave(),
): Promise<T> {
  if (isOver(signal)) return Promise.reject(new HandlerDeadlineError());
  return new Promise<T>((resolve, reject) => {
    const expire = (): void => {
      if (isOver(signal)) whenOver(() => reject(new HandlerDeadlineError()));
    };
    signal.addEventListener('abort', expire, { once: true });
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', expire));
  });
}

function isOver({ aborted, reason }: AbortSignal): boolean {
  return aborted && !(reason instanceof InboxClosedError);
}
