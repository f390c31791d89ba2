/** Something that keeps taps from arriving, or will. */
export interface Diagnosed {
  readonly rule: string;
  /** `null`: it concerns all pages. */
  readonly page: string | null;
  readonly severity: 'error' | 'warning' | 'notice';
}

/** Where is asked why taps would not arrive: the doctor. */
export abstract class Diagnoses {
  /** What somebody has to mend, by the last examination; `null` before the first one, or when there is none. */
  abstract get alarms(): readonly Diagnosed[] | null;
}
