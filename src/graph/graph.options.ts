/** What {@link GraphOptions} is made from. */
export interface GraphSettings {
  readonly url: string;
  readonly version: string;
  readonly appSecret: string;
  readonly appId?: string | undefined;
  readonly tokens: ReadonlyMap<string, string>;
  readonly deadlineMs?: number;
  readonly mediaDeadlineMs?: number;
  readonly connectDeadlineMs?: number;
}

/** Where Graph is, who we are, and how long we wait. Defaults stand here and nowhere else. */
export class GraphOptions {
  /** Without a slash at the end. */
  readonly url: string;
  /** `v26.0` */
  readonly version: string;
  /** Signs outgoing calls. */
  readonly appSecret: string;
  /** Digits; `null` when nobody said. */
  readonly appId: string | null;
  private readonly replaced = new Map<string, string>();
  private readonly tokens: ReadonlyMap<string, string>;
  /** From the first byte to the last, connecting included. */
  readonly deadlineMs: number;
  /** The same for pictures, sounds, videos and documents: Meta fetches those, a video for up to 75 s, before it answers. */
  readonly mediaDeadlineMs: number;
  /** Until the connection stands, TLS included. */
  readonly connectDeadlineMs: number;

  constructor(settings: GraphSettings) {
    this.url = settings.url;
    this.version = settings.version;
    this.appSecret = settings.appSecret;
    this.appId = settings.appId ?? null;
    this.tokens = settings.tokens;
    this.deadlineMs = settings.deadlineMs ?? 10_000;
    this.mediaDeadlineMs = settings.mediaDeadlineMs ?? 90_000;
    this.connectDeadlineMs = settings.connectDeadlineMs ?? 3_000;
  }

  /** The token of a page, read at every call, so that a new one counts at once. */
  tokenOf(pageId: string): string | undefined {
    return this.replaced.get(pageId) ?? this.tokens.get(pageId);
  }

  replaceToken(pageId: string, token: string): void {
    this.replaced.set(pageId, token);
  }
}
