import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError, getJson } from '../store/api.js';
import { generation, operated, traces } from '../store/state.js';

interface Resource<T> {
  /** `null` until the first answer. */
  readonly data: T | null;
  /** Why there is none, in words. */
  readonly problem: string | null;
  readonly reload: () => void;
}

const AGAIN_MS = 2000;
/** What takes the service long is asked for less often: a page has at most one part in twenty of the database's time. */
const REST_FOR_WORK = 20;

/** What the server answers on `path`, asked for again after a gap and, with `follows`, some time after something happened. */
export function useResource<T>(path: string, follows = false): Resource<T> {
  const [data, setData] = useState<T | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const tookMs = useRef(0);
  const took = (sinceMs: number): void => void (tookMs.current = performance.now() - sinceMs);
  useEffect(() => {
    const ending = new AbortController();
    const askedAt = performance.now();
    getJson<T>(path, ending.signal).then(
      (answer) => (took(askedAt), setData(answer), setProblem(null)),
      (error: unknown) => {
        if (!ending.signal.aborted)
          setProblem(error instanceof ApiError ? error.message : String(error));
      },
    );
    return () => ending.abort();
  }, [path, turn, generation.value]);
  const reload = (): void => setTurn((before) => before + 1);
  useFollowing(follows, reload, () => Math.max(AGAIN_MS, tookMs.current * REST_FOR_WORK));
  return { data, problem, reload };
}

/** The same for what waits for an operator: asked for again at once when one has done something, on whichever page. */
export function useOperatorList<T>(path: string): Resource<T> {
  const resource = useResource<T>(path, true);
  const count = operated.value;
  useEffect(() => {
    if (count > 0) resource.reload();
  }, [count]);
  return resource;
}

/** At most one turn in so many milliseconds, however much happens. */
function useFollowing(follows: boolean, reload: () => void, restMs: () => number): void {
  useEffect(() => {
    if (!follows) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isFirst = true;
    const stop = traces.subscribe(() => {
      if (!isFirst) timer ??= setTimeout(() => ((timer = undefined), reload()), restMs());
      isFirst = false;
    });
    return () => (stop(), clearTimeout(timer));
  }, [follows]);
}
