/** `npm run faults` runs the long form of the suite, `npm test` the short one. */
export const isLong = process.env['FAULTS'] === 'long';
