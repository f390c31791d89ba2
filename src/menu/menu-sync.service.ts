import { Inject, Injectable } from '@nestjs/common';
import { GraphError, type JsonObject, ProfileClient } from '../graph/index.js';
import { MENU_OPTIONS, type MenuModuleOptions } from './menu.options.js';
import { MenuNeedsGetStartedError, MenuPushError, MenuStillDiffersError } from './menu.errors.js';
import {
  type MessengerProfile,
  PROFILE_PROPERTIES,
  profileOf,
  type ProfileProperty,
} from './messenger-profile.js';
import { MenuTime, PatientCalls } from './patient-calls.js';
import { type ProfileChange, profileChanges } from './profile-change.js';
import { make, type ProfileStep, removing, stepsTo } from './profile-step.js';

/** How a page stands to the code. */
export interface ProfileDifference {
  readonly pageId: string;
  /** Empty when it is in step. */
  readonly changes: readonly ProfileChange[];
  /** The calls that bring it into step, in order. */
  readonly steps: readonly ProfileStep[];
}

/** What a push asks and tells on its way. All may be left out. */
export interface PushWatch {
  /** Asked before the first change, and not when there is none. */
  readonly confirm?: (difference: ProfileDifference) => boolean | Promise<boolean>;
  readonly onStep?: (done: ProfileStep) => void;
  /** Meta counts too many calls: it goes on at this time, in milliseconds since 1970. */
  readonly onWait?: (untilMs: number) => void;
}

/** `unchanged`: there was nothing to do. */
export type PushOutcome = 'unchanged' | 'changed' | 'declined';

/**
 * Keeps pages in step with the options of `MenuModule.forRoot()`. Get Started, greeting, persistent menu, ice breakers and commands
 * belong to the code: what it does not declare is removed. Nothing else is touched. Each method may be stopped at any
 * call and run again.
 */
@Injectable()
export class MenuSync {
  private readonly code: MessengerProfile;

  constructor(
    private readonly profiles: ProfileClient,
    @Inject(MENU_OPTIONS) readonly options: MenuModuleOptions,
    private readonly time: MenuTime,
  ) {
    this.code = profileOf(options);
  }

  /** What a page shows, in Meta's shape, unread. @throws GraphError */
  read(pageId: string): Promise<JsonObject> {
    return this.profiles.read(pageId, PROFILE_PROPERTIES);
  }

  /** @throws GraphError */
  async compare(pageId: string): Promise<ProfileDifference> {
    return this.differenceOf(pageId, await this.read(pageId));
  }

  /**
   * Makes a page what the code says, by five calls at most, of which two read; by one, which changes nothing, when it is
   * so already. Waits where Meta takes 10 calls in 10 minutes, and makes a call again then.
   * @throws GraphError when the page could not be read, and nothing was changed
   * @throws MenuPushError, MenuStillDiffersError
   */
  push(pageId: string, watch: PushWatch = {}): Promise<PushOutcome> {
    return this.carryOut(pageId, (live) => this.differenceOf(pageId, live), watch);
  }

  /**
   * Takes properties from a page, the menu before Get Started. The next push brings them back.
   * @throws MenuNeedsGetStartedError, and as {@link push}
   */
  remove(
    pageId: string,
    properties: readonly ProfileProperty[],
    watch: PushWatch = {},
  ): Promise<PushOutcome> {
    return this.carryOut(pageId, (live) => removalOf(pageId, live, properties), watch);
  }

  private differenceOf(pageId: string, live: JsonObject): ProfileDifference {
    const { code } = this;
    return { pageId, changes: profileChanges(live, code), steps: stepsTo(code, live) };
  }

  private async carryOut(
    pageId: string,
    planFor: (live: JsonObject) => ProfileDifference,
    watch: PushWatch,
  ): Promise<PushOutcome> {
    const { confirm, onWait = ignore, onStep = ignore } = watch;
    const calls = new PatientCalls(this.time, onWait);
    const plan = planFor(await calls.make(() => this.read(pageId)));
    if (plan.steps.length === 0) return 'unchanged';
    if (confirm !== undefined && !(await confirm(plan))) return 'declined';
    for (const [index, step] of plan.steps.entries()) {
      await calls
        .make(() => make(this.profiles, pageId, step))
        .catch((cause: unknown) => {
          throw stopped(cause, plan, index);
        });
      onStep(step);
    }
    const live = await calls
      .make(() => this.read(pageId))
      .catch((cause: unknown) => {
        throw stopped(cause, plan, plan.steps.length);
      });
    const rest = planFor(live).changes.map(({ property }) => property);
    if (rest.length > 0) throw new MenuStillDiffersError(pageId, [...new Set(rest)]);
    return 'changed';
  }
}

function ignore(): void {
  // Nobody watches.
}

/** @param at the step that failed; behind the last one it was the reading */
function stopped(cause: unknown, { pageId, steps }: ProfileDifference, at: number): unknown {
  if (!(cause instanceof GraphError)) return cause;
  const [failed = null, ...left] = steps.slice(at);
  return new MenuPushError({ pageId, done: steps.slice(0, at), failed, left }, cause);
}

/** @throws MenuNeedsGetStartedError */
function removalOf(
  pageId: string,
  live: JsonObject,
  properties: readonly ProfileProperty[],
): ProfileDifference {
  const isNamed = (name: ProfileProperty): boolean => properties.includes(name);
  const hasMenu = live['persistent_menu'] !== undefined && !isNamed('persistent_menu');
  if (isNamed('get_started') && hasMenu) throw new MenuNeedsGetStartedError(pageId);
  const changes = profileChanges(live, {}).filter(({ property }) => isNamed(property));
  return { pageId, changes, steps: removing(changes.map(({ property }) => property)) };
}
