import { describe, expect, it } from '@jest/globals';
import { askEmail, askPhoneNumber, call, link, postback, quickReply } from './button-builders.js';
import {
  buttons,
  card,
  handover,
  image,
  media,
  quickReplies,
  seen,
  stopTyping,
  text,
  typing,
} from './reply-builders.js';
import type { MessageReply } from './reply.js';
import { toSendCall } from './send-call.js';

const PSID = '24912345678901234';
const PICTURE = 'https://example.com/a.png';
const recipient = { id: PSID };

describe('toSendCall', () => {
  it.each<[string, MessageReply, unknown]>([
    ['a text', text('Hello'), { text: 'Hello' }],
    [
      'buttons of all types',
      buttons('Well?', [
        postback('Buy', 'BUY_7'),
        link('Shop', 'https://example.com'),
        call('Call us', '+493012345'),
      ]),
      {
        attachment: {
          type: 'template',
          payload: {
            template_type: 'button',
            text: 'Well?',
            buttons: [
              { type: 'postback', title: 'Buy', payload: 'BUY_7' },
              { type: 'web_url', title: 'Shop', url: 'https://example.com' },
              { type: 'phone_number', title: 'Call us', payload: '+493012345' },
            ],
          },
        },
      },
    ],
    [
      'a full card',
      card({
        title: 'Teapot',
        subtitle: '24 EUR',
        imageUrl: PICTURE,
        defaultUrl: 'https://example.com/7',
        buttons: [postback('Buy', 'BUY_7')],
      }),
      {
        attachment: {
          type: 'template',
          payload: {
            template_type: 'generic',
            elements: [
              {
                title: 'Teapot',
                subtitle: '24 EUR',
                image_url: PICTURE,
                default_action: { type: 'web_url', url: 'https://example.com/7' },
                buttons: [{ type: 'postback', title: 'Buy', payload: 'BUY_7' }],
              },
            ],
          },
        },
      },
    ],
    [
      'a bare card',
      card({ title: 'Teapot', subtitle: '24 EUR' }),
      {
        attachment: {
          type: 'template',
          payload: {
            template_type: 'generic',
            elements: [{ title: 'Teapot', subtitle: '24 EUR' }],
          },
        },
      },
    ],
    [
      'a picture by address',
      image(PICTURE),
      { attachment: { type: 'image', payload: { url: PICTURE } } },
    ],
    [
      'an uploaded video',
      media('video', { attachmentId: '1857777774821032' }),
      { attachment: { type: 'video', payload: { attachment_id: '1857777774821032' } } },
    ],
    [
      'quick replies of all types',
      quickReplies('Well?', [
        quickReply('Red', 'RED'),
        quickReply('Blue', '', { imageUrl: PICTURE }),
        askPhoneNumber(),
        askEmail(),
      ]),
      {
        text: 'Well?',
        quick_replies: [
          { content_type: 'text', title: 'Red', payload: 'RED' },
          { content_type: 'text', title: 'Blue', payload: '', image_url: PICTURE },
          { content_type: 'user_phone_number' },
          { content_type: 'user_email' },
        ],
      },
    ],
  ])('writes %s', (_what, reply, message) => {
    expect(toSendCall(reply, PSID, null)).toStrictEqual({
      edge: 'messages',
      body: { recipient, messaging_type: 'RESPONSE', message },
    });
  });

  it('puts the metadata beside the content of a message', () => {
    expect(toSendCall(text('Hello'), PSID, 'intent-7').body).toStrictEqual({
      recipient,
      messaging_type: 'RESPONSE',
      message: { text: 'Hello', metadata: 'intent-7' },
    });
  });

  it.each([
    [typing(), 'typing_on'],
    [stopTyping(), 'typing_off'],
    [seen(), 'mark_seen'],
  ])('writes a sender action beside nothing but the recipient: %j', (reply, action) => {
    expect(toSendCall(reply, PSID, 'intent-7')).toStrictEqual({
      edge: 'messages',
      body: { recipient, sender_action: action },
    });
  });

  it('passes the thread to the Page Inbox, without the metadata of the sending side', () => {
    expect(toSendCall(handover(), PSID, 'intent-7')).toStrictEqual({
      edge: 'pass_thread_control',
      body: { recipient, target_app_id: '263902037430900' },
    });
  });

  it('passes the note for the other app', () => {
    expect(toSendCall(handover({ to: '5', metadata: 'angry' }), PSID, null)).toStrictEqual({
      edge: 'pass_thread_control',
      body: { recipient, target_app_id: '5', metadata: 'angry' },
    });
  });
});
