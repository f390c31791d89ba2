import { payload } from '../../src/messaging/index.js';

export const Hours = payload('HOURS');
export const HoursOf = payload('HOURS_{day:weekday|weekend}');
