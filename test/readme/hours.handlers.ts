import { Injectable } from '@nestjs/common';
import {
  quickReplies,
  quickReply,
  type Reply,
  type TapOf,
  text,
} from '../../src/messaging/index.js';
import { OnTap } from '../../src/postback/index.js';
import { Hours, HoursOf } from './hours.payloads.js';

@Injectable()
export class HoursHandlers {
  @OnTap(Hours)
  ask(): Reply {
    return quickReplies('For which day?', [
      quickReply('Monday to Friday', HoursOf.with({ day: 'weekday' })),
      quickReply('The weekend', HoursOf.with({ day: 'weekend' })),
    ]);
  }

  @OnTap(HoursOf)
  answer(tap: TapOf<typeof HoursOf>): Reply {
    const hours = { weekday: 'from 8 to 18', weekend: 'on Saturday from 9 to 14' };
    return text(`We are open ${hours[tap.params.day]}.`);
  }
}
