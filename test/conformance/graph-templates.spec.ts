import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  buttons,
  card,
  GraphCaller,
  postback,
  refusal,
  template,
  textOf,
  times,
} from '../support/graph-calls.js';
import { ADA } from '../support/stand-in.js';

let graph: GraphCaller;

beforeAll(async () => {
  graph = await GraphCaller.start();
  await graph.simulator.say(ADA, 'hi');
});

afterAll(() => graph.close());

type Fields = Readonly<Record<string, unknown>>;
const long = (length: number): string => 'x'.repeat(length);
const required = (name: string): string =>
  `(#100) The parameter name_placeholder${name} is required`;
const tooMany = (name: string): string =>
  `(#105) param name_placeholder${name} has too many elements.`;
const tooFew = (name: string): string =>
  `(#194) param name_placeholder${name} has too few elements.`;
const lengthOf = (name: string, limit: number): string =>
  `(#100) Length of param ${name} must be less than or equal to ${limit}`;

const privacy = { url: 'https://shop.example/privacy' };
const address = {
  street_1: '1 Hacker Way',
  city: 'Menlo Park',
  postal_code: '94025',
  state: 'CA',
  country: 'US',
};
const question = { id: 'q1', type: 'csat', title: 'How was it?' };
const picture = { url: 'https://shop.example/mug.png' };

/** A template that is right. */
const RIGHT = {
  receipt: {
    recipient_name: 'Ada',
    order_number: '7',
    currency: 'USD',
    payment_method: 'Visa 2345',
    summary: { total_cost: 56.14 },
    address,
    elements: [{ title: 'Mug', price: 0 }],
  },
  product: { elements: [{ id: '1' }] },
  coupon: { title: '10 % off', coupon_code: 'TEN' },
  customer_feedback: {
    title: 'Rate us',
    subtitle: 'Please',
    button_title: 'Rate',
    feedback_screens: [{ questions: [question] }],
    business_privacy: privacy,
    expires_in_days: 3,
  },
  customer_information: { countries: ['US'], business_privacy: privacy },
  instant_form: { form_id: '1' },
  notification_messages: { title: 'News', payload: 'NEWS' },
  image_grid: { elements: [{ images: [picture, picture], title: 'Spring' }] },
} as const satisfies Record<string, Fields>;

type Type = keyof typeof RIGHT;
const TYPES = Object.keys(RIGHT) as Type[];
const sent = (type: Type, change: Fields = {}): object =>
  template({ template_type: type, ...RIGHT[type], ...change });

describe('a template that is right (section 5.2)', () => {
  it.each(TYPES)('%s is shown', async (type) => {
    expect((await graph.send(sent(type))).status).toBe(200);
    const shown = type === 'image_grid' ? { text: 'Spring' } : { template: type };
    expect(graph.simulator.transcriptOf(ADA).at(-1)).toMatchObject(shown);
  });

  it.each<[string, Type, Fields]>([
    [
      'a receipt without elements and address',
      'receipt',
      { elements: undefined, address: undefined },
    ],
    ['a receipt with 100 elements', 'receipt', { elements: times(100, { title: 'a', price: 1 }) }],
    ['10 products', 'product', { elements: times(10, { id: '1' }) }],
    [
      'a coupon with an address and no code',
      'coupon',
      { coupon_code: undefined, coupon_url: 'https://a.example' },
    ],
  ])('takes %s', async (_, type, change) => {
    expect((await graph.send(sent(type, change))).status).toBe(200);
  });
});

const REFUSED: readonly [string, Type, Fields, string][] = [
  ...(['recipient_name', 'order_number', 'currency', 'payment_method', 'summary'] as const).map(
    (name): [string, Type, Fields, string] => [
      `a receipt without ${name}`,
      'receipt',
      { [name]: undefined },
      required(`[${name}]`),
    ],
  ),
  ['a receipt without a total', 'receipt', { summary: {} }, required('[summary][total_cost]')],
  [
    'a receipt of 101 elements',
    'receipt',
    { elements: times(101, { title: 'a', price: 1 }) },
    tooMany('[elements]'),
  ],
  [
    'an element without price',
    'receipt',
    { elements: [{ title: 'a' }] },
    required('[elements][0][price]'),
  ],
  [
    'an address without city',
    'receipt',
    { address: { ...address, city: '' } },
    required('[address][city]'),
  ],
  ['no product', 'product', { elements: [] }, tooFew('[elements]')],
  ['11 products', 'product', { elements: times(11, { id: '1' }) }, tooMany('[elements]')],
  ['a product without id', 'product', { elements: [{}] }, required('[elements][0][id]')],
  [
    'a coupon without title',
    'coupon',
    { title: undefined },
    '(#100) Param name_placeholder[title] must be a non-empty UTF-8 encoded string',
  ],
  ['a long coupon title', 'coupon', { title: long(81) }, lengthOf('name_placeholder[title]', 80)],
  [
    'a long coupon subtitle',
    'coupon',
    { subtitle: long(81) },
    lengthOf('name_placeholder[subtitle]', 80),
  ],
  [
    'a coupon without code and address',
    'coupon',
    { coupon_code: undefined },
    required('[coupon_code]'),
  ],
  [
    'a long feedback title',
    'customer_feedback',
    { title: long(66) },
    lengthOf('name_placeholder[title]', 65),
  ],
  [
    'a long feedback subtitle',
    'customer_feedback',
    { subtitle: long(81) },
    lengthOf('name_placeholder[subtitle]', 80),
  ],
  [
    'a long feedback button',
    'customer_feedback',
    { button_title: long(21) },
    lengthOf('name_placeholder[button_title]', 20),
  ],
  [
    'a feedback without screens',
    'customer_feedback',
    { feedback_screens: undefined },
    tooFew('[feedback_screens]'),
  ],
  [
    'a question of an unknown type',
    'customer_feedback',
    { feedback_screens: [{ questions: [{ id: 'q', type: 'mood' }] }] },
    '(#100) Param name_placeholder[feedback_screens][0][questions][0][type] must be one of {csat, nps, ces, free_form}',
  ],
  [
    'a feedback without privacy policy',
    'customer_feedback',
    { business_privacy: undefined },
    required('[business_privacy]'),
  ],
  [
    'a feedback of eight days',
    'customer_feedback',
    { expires_in_days: 8 },
    '(#100) Param name_placeholder[expires_in_days] must be between 1 and 7',
  ],
  [
    'customer information without countries',
    'customer_information',
    { countries: undefined },
    required('[countries]'),
  ],
  [
    'customer information of no country',
    'customer_information',
    { countries: [] },
    tooFew('[countries]'),
  ],
  [
    'an opt-in without payload',
    'notification_messages',
    { payload: undefined },
    required('[payload]'),
  ],
  [
    'a long opt-in title',
    'notification_messages',
    { title: long(66) },
    lengthOf('name_placeholder[title]', 65),
  ],
  [
    'a grid of one picture',
    'image_grid',
    { elements: [{ images: [picture] }] },
    tooFew('[elements][0][images]'),
  ],
  [
    'a grid of seven',
    'image_grid',
    { elements: [{ images: times(7, picture) }] },
    tooMany('[elements][0][images]'),
  ],
  ['two grids', 'image_grid', { elements: times(2, {}) }, tooMany('[elements]')],
  [
    'a picture without address',
    'image_grid',
    { elements: [{ images: [picture, {}] }] },
    required('[elements][0][images][1][url]'),
  ],
  [
    'a long grid title',
    'image_grid',
    { elements: [{ images: [picture, picture], title: long(46) }] },
    lengthOf('[elements][0][title]', 45),
  ],
  [
    'a grid with a phone button',
    'image_grid',
    {
      elements: [
        {
          images: [picture, picture],
          buttons: [{ type: 'phone_number', title: 'a', payload: '+15550100' }],
        },
      ],
    },
    '(#100) Param name_placeholder[buttons][0][type] must be one of {web_url, postback}',
  ],
  [
    'a grid of two heroes',
    'image_grid',
    { elements: [{ images: times(2, { ...picture, is_hero_image: true }) }] },
    '(#100) Param name_placeholder[elements][0][images] has more than one hero image',
  ],
];

describe('a template that lacks something is refused in the words of section 9.3', () => {
  it.each(REFUSED)('%s', async (_, type, change, message) => {
    const before = graph.simulator.transcriptOf(ADA).length;
    expect(await graph.send(sent(type, change))).toEqual(refusal(message));
    expect(graph.simulator.transcriptOf(ADA)).toHaveLength(before);
  });

  it('an instant form of nothing, with Meta’s own subcode', async () => {
    const answer = await graph.send(template({ template_type: 'instant_form' }));
    const message = '(#1) The instant form template is invalid';
    expect(answer).toEqual({ ...refusal(message, { subcode: 2_018_382 }), status: 500 });
  });

  it.each<[string, object, string, { readonly subcode?: number }]>([
    [
      'a card whose tap leads nowhere',
      card({ default_action: { type: 'web_url', url: 'shop' } }),
      '(#100) name_placeholder[elements][0][default_action][url] should represent a valid URL',
      {},
    ],
    [
      'a card whose tap is a postback',
      card({ default_action: postback }),
      '(#100) Param name_placeholder[elements][0][default_action][type] must be one of {web_url}',
      {},
    ],
    [
      'a video from elsewhere',
      template({
        template_type: 'media',
        elements: [{ media_type: 'video', url: 'https://facebook.com.shop.example/v' }],
      }),
      '(#100) name_placeholder[elements][0][url] should be a Facebook URL',
      {},
    ],
    [
      'a video that was never uploaded',
      template({ template_type: 'media', elements: [{ media_type: 'video', attachment_id: '9' }] }),
      '(#100) Invalid attachment_id',
      { subcode: 2_018_074 },
    ],
  ])('%s', async (_, params, message, more) => {
    expect(await graph.send(params)).toEqual(refusal(message, more));
  });
});

describe('one message has one content (section 5.1)', () => {
  const picture1 = { type: 'image', payload: { url: 'https://shop.example/mug.png' } };

  it.each([
    [{ text: 'Look', attachment: picture1 }, 'text, attachment'],
    [{ text: 'Look', attachments: [picture1] }, 'text, attachments'],
    [
      { attachment: picture1, template: { name: 'a', language: { code: 'en' } } },
      'attachment, template',
    ],
  ])('refuses %j', async (message, names) => {
    const before = graph.simulator.transcriptOf(ADA).length;
    const said = `(#100) Message must have only one of ${names}`;
    expect(await graph.send({ message })).toEqual(refusal(said));
    expect(graph.simulator.transcriptOf(ADA)).toHaveLength(before);
  });

  it('takes an empty text beside an attachment for none', async () => {
    expect((await graph.send({ message: { text: '', attachment: picture1 } })).status).toBe(200);
  });
});

describe('the pictures of a grid', () => {
  it('say the text of their action when they are tapped, and the buttons below stay', async () => {
    const boots = { type: 'postback', payload: 'BOOTS', text: 'Tell me about the hiking boots' };
    const elements = [
      {
        images: [{ ...picture, action: boots }, picture],
        buttons: [postback],
      },
    ];
    await graph.send(sent('image_grid', { elements }));
    const tap = await graph.simulator.tap(ADA, { button: boots.text });
    expect(tap.items).toMatchObject([{ postback: { title: boots.text, payload: 'BOOTS' } }]);
    const { buttons: shown } = graph.simulator.screenOf(ADA);
    expect(shown.map(({ title }) => title)).toEqual(expect.arrayContaining([boots.text, 'Buy']));
  });
});

describe('a media template', () => {
  it('shows what was uploaded', async () => {
    const upload = {
      attachment: { type: 'video', payload: { url: 'https://shop.example/v.mp4' } },
    };
    const id = textOf(
      await graph.post('me/message_attachments', { message: upload }),
      'attachment_id',
    );
    const elements = [{ media_type: 'video', attachment_id: id, buttons: [postback] }];
    expect((await graph.send(template({ template_type: 'media', elements }))).status).toBe(200);
  });
});

describe('a button that logs in', () => {
  it('is shown with Messenger’s own title', async () => {
    await graph.send(buttons([{ type: 'account_link', url: 'https://shop.example/login' }]));
    expect(graph.simulator.transcriptOf(ADA).at(-1)).toMatchObject({
      buttons: [{ title: 'Log In' }],
    });
  });
});
