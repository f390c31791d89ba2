import { Injectable } from '@nestjs/common';
import type { Reply } from '../messaging/index.js';
import { OnAttachment, OnTap, OnText, OnUnhandled } from '../postback/index.js';
import { GetStarted } from './menu.payloads.js';
import { withWaysOn } from './menu.replies.js';

/** The first hello, and what is said when nothing else fits. */
@Injectable()
export class MenuHandlers {
  @OnTap(GetStarted)
  greet(): Reply {
    return withWaysOn('Welcome to the Tapline shop. What can we do for you?');
  }

  @OnText()
  @OnAttachment()
  pointTheWay(): Reply {
    return withWaysOn('Thanks for your message. These are the things I can do by myself:');
  }

  @OnUnhandled()
  apologise(): Reply {
    return withWaysOn('That button is no longer in use. Perhaps one of these helps:');
  }
}
