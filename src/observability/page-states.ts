import { Injectable } from '@nestjs/common';

/** Whether a page sends, as the outbox knows it. */
export interface PageState {
  readonly pageId: string;
  /** Why it sends nothing, and until when, in milliseconds since 1970; `null` when it sends. */
  readonly paused: { readonly why: string; readonly until: number } | null;
}

/** Where the state of pages is asked for. */
export abstract class PageStates {
  abstract state(): Promise<{ readonly pages: readonly PageState[] }>;
}

/** For an outbox that pauses no page. */
@Injectable()
export class NoPauses extends PageStates {
  override state(): Promise<{ readonly pages: readonly PageState[] }> {
    return Promise.resolve({ pages: [] });
  }
}
