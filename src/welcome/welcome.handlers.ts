import { Injectable } from '@nestjs/common';
import type { Reply } from '../messaging/index.js';
import { OnAttachment, OnTap, OnText, OnUnhandled } from '../postback/index.js';
import { GetStarted } from './welcome.payloads.js';
import { apology, greeting, pointer } from './welcome.replies.js';

/** The first hello, and what is said when nothing else fits. */
@Injectable()
export class WelcomeHandlers {
  @OnTap(GetStarted)
  greet(): Reply {
    return greeting;
  }

  @OnText()
  @OnAttachment()
  pointTheWay(): Reply {
    return pointer;
  }

  @OnUnhandled()
  apologise(): Reply {
    return apology;
  }
}
