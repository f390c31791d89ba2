import type { Platform } from '../platform/platform.js';

/**
 * Lets Meta take the tokens of pages no longer, and take them again. What each page knows of its token is all the state there is:
 * what `Simulator.revokeToken` did to one of them shows as this fault, and is over with it.
 */
export class RevokedTokens {
  constructor(private readonly platform: Pick<Platform, 'allPages'>) {}

  get value(): 'off' | 'on' {
    return this.platform.allPages().some(({ tokenFault }) => tokenFault !== null) ? 'on' : 'off';
  }

  set(value: 'off' | 'on'): void {
    for (const page of this.platform.allPages()) {
      page.tokenFault = value === 'on' ? 'password-changed' : null;
    }
  }
}
