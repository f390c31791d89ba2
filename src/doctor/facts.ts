import type {
  AppSubscription,
  JsonObject,
  PageFacts,
  ThreadOwner,
  TokenFacts,
} from '../graph/index.js';
import { PROFILE_PROPERTIES } from '../menu/index.js';
import { type CallbackProbe, probeCallback } from './callback-probe.js';
import { type NeededField, neededFields } from './needed-fields.js';
import { Once } from './once.js';
import type { Patient } from './patient.js';
import type { ServiceHealth } from './service-health.js';

/**
 * What the rules ask for; each thing is asked of Meta once, however many rules want it. Every method that asks Meta throws
 * GraphError when it cannot be had, to each that asks.
 */
export class Facts {
  readonly needed: readonly NeededField[];
  private readonly apps = new Once<AppSubscription | null>();
  private readonly callbacks = new Once<CallbackProbe>();
  private readonly versions = new Once<boolean>();
  private readonly installs = new Once<readonly string[] | null>();
  private readonly pages = new Once<PageFacts>();
  private readonly tokens = new Once<TokenFacts>();
  private readonly reviews = new Once<ReadonlyMap<string, string>>();
  private readonly profiles = new Once<JsonObject>();
  private readonly owners = new Once<ThreadOwner>();
  private readonly healths = new Once<ServiceHealth | null>();

  constructor(readonly patient: Patient) {
    this.needed = neededFields(patient);
  }

  get hasAppId(): boolean {
    return this.patient.environment.appId !== undefined;
  }

  /** `null`: the app has no webhook for pages, or META_APP_ID is not set and nobody can ask. */
  async app(): Promise<AppSubscription | null> {
    if (!this.hasAppId) return null;
    return this.apps.get('', () => this.patient.subscriptions.readApp());
  }

  /** `null`: the app has no address to ask. */
  async callback(): Promise<CallbackProbe | null> {
    const { callbackUrl = '' } = (await this.app()) ?? {};
    if (callbackUrl === '') return null;
    const { verifyToken, appSecrets } = this.patient.environment;
    const secrets = { verifyToken, appSecret: appSecrets[0] ?? '' };
    return this.callbacks.get('', () => probeCallback(callbackUrl, secrets));
  }

  /** Whether Graph knows the version that it is asked by. */
  hasVersion(): Promise<boolean> {
    return this.versions.get('', () => this.patient.inspection.hasVersion());
  }

  /** The fields that the page has installed the app with; `null` when it has not. */
  installed(pageId: string): Promise<readonly string[] | null> {
    return this.installs.get(pageId, () => this.patient.subscriptions.readPage(pageId));
  }

  page(pageId: string): Promise<PageFacts> {
    return this.pages.get(pageId, () => this.patient.inspection.readPage(pageId));
  }

  /** `null` without META_APP_ID: only the app may ask. */
  async token(pageId: string): Promise<TokenFacts | null> {
    if (!this.hasAppId) return null;
    return this.tokens.get(pageId, () => this.patient.inspection.readToken(pageId));
  }

  review(pageId: string): Promise<ReadonlyMap<string, string>> {
    return this.reviews.get(pageId, () => this.patient.inspection.readFeatureReview(pageId));
  }

  /** What the page shows outside its messages, in Meta's shape, unread. */
  profile(pageId: string): Promise<JsonObject> {
    return this.profiles.get(pageId, () => this.patient.profile.read(pageId, PROFILE_PROPERTIES));
  }

  owner(pageId: string, psid: string): Promise<ThreadOwner> {
    return this.owners.get(`${pageId} ${psid}`, () =>
      this.patient.inspection.readThreadOwner(pageId, psid),
    );
  }

  /** `null` when no running service answers. */
  health(): Promise<ServiceHealth | null> {
    return this.healths.get('', this.patient.health);
  }
}
