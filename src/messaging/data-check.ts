import type { DataShape } from './payload-definition.js';

/**
 * Says what of `data` would not come back as it is now, once it has travelled as JSON and was validated: the names of the
 * fields and why, or nothing.
 * @param data what a button is to carry
 * @param sent the same after its way through JSON
 */
export type DataCheck = (shape: DataShape, data: object, sent: unknown) => readonly DataMisfit[];

export interface DataMisfit {
  readonly field: string;
  /** The rest of a sentence that begins with the field. */
  readonly problem: string;
}

let present: DataCheck = () => [];

/** This folder has no validator. The folder that validates what arrives gives its own, so that the two cannot differ. */
export function useDataCheck(check: DataCheck): void {
  present = check;
}

export const checkData: DataCheck = (...args) => present(...args);
