import { payload } from '../../src/messaging/index.js';

export const AskHours = payload('HOURS_{day:weekday|weekend}');
