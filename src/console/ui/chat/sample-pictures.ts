import lamp from './pictures/lamp.svg';
import mug from './pictures/mug.svg';
import parcel from './pictures/parcel.svg';
import receipt from './pictures/receipt.svg';

export interface SamplePicture {
  readonly name: string;
  /** In full, as a bot gets the address of what a person sent. */
  readonly url: string;
}

/** Served with the page, so that sending a picture needs no network. */
export const SAMPLE_PICTURES: readonly SamplePicture[] = [
  { name: 'A mug', url: inFull(mug) },
  { name: 'A parcel', url: inFull(parcel) },
  { name: 'A lamp', url: inFull(lamp) },
  { name: 'A receipt', url: inFull(receipt) },
];

function inFull(path: string): string {
  return new URL(path, document.baseURI).href;
}
