import type { SimulatedPage, SimulatorSettings } from '../simulator.options.js';
import { OtherRecipients } from './other-recipients.js';
import { PageProfile } from './page-profile.js';
import { PageUsage } from './page-usage.js';
import { Personas } from './personas.js';
import type { TokenFault } from './token-fault.js';
import { Uploads } from './uploads.js';

/** What Meta knows of one page. */
export class PageState {
  readonly profile: PageProfile;
  readonly usage: PageUsage;
  readonly uploads = new Uploads();
  readonly personas = new Personas();
  readonly otherRecipients = new OtherRecipients();
  /** Why the page's token is taken no longer; `null` while it is. */
  tokenFault: TokenFault | null = null;

  constructor(
    readonly page: SimulatedPage,
    { profile, menuDelayMs, rateLimits }: SimulatorSettings,
  ) {
    this.profile = new PageProfile(profile, menuDelayMs);
    this.usage = new PageUsage(rateLimits);
  }

  get id(): string {
    return this.page.id;
  }
}
