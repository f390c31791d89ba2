import {
  GraphError,
  invalidParameter,
  isRequired,
  mustBeOneOf,
  tooFew,
  tooMany,
} from './graph-error.js';
import { idOf, isRecord, optionalWithin, type Params, textWithin } from './params.js';
import { urlOf } from './read-buttons.js';

const PRODUCTS_MAX = 10;
const RECEIPT_ELEMENTS_MAX = 100;
const COUPON_TEXT_MAX_CHARS = 80;
const PAYLOAD_MAX_CHARS = 1000;
const EXPIRY_MAX_DAYS = 7;
const FEEDBACK_TYPES = ['csat', 'nps', 'ces', 'free_form'];

/**
 * Templates that the stand-in checks and shows by their name. What they need is what Meta's documents demand (messenger-platform.md
 * section 5.2 and the page of each template); its words for what is missing are those of section 9.3. That an `order_number` is
 * new, and that a feedback is asked for once, is not checked.
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages/templates (read 2026-11-25)
 */
export const NAMED_TEMPLATES: ReadonlyMap<unknown, (payload: Params) => void> = new Map([
  ['receipt', checkReceipt],
  ['product', checkProducts],
  ['coupon', checkCoupon],
  ['customer_feedback', checkFeedback],
  ['customer_information', checkCustomerInformation],
  ['instant_form', checkInstantForm],
  ['notification_messages', checkOptIn],
]);

function checkReceipt(payload: Params): void {
  for (const name of ['recipient_name', 'order_number', 'currency', 'payment_method']) {
    demand(payload, name);
  }
  demand(objectOf(payload, 'summary'), 'total_cost', '[summary]');
  const { elements = [], address } = payload;
  listOf(elements, RECEIPT_ELEMENTS_MAX, 0).forEach((element, index) => {
    const place = `[elements][${index}]`;
    demand(element, 'title', place);
    demand(element, 'price', place);
  });
  if (address === undefined) return;
  for (const name of ['street_1', 'city', 'postal_code', 'state', 'country']) {
    demand(objectOf(payload, 'address'), name, '[address]');
  }
}

function checkProducts({ elements }: Params): void {
  listOf(elements, PRODUCTS_MAX).forEach((element, index) => {
    demand(element, 'id', `[elements][${index}]`);
  });
}

function checkCoupon(payload: Params): void {
  const { title, subtitle, coupon_code: code, coupon_url: url } = payload;
  textWithin(title, COUPON_TEXT_MAX_CHARS, 'name_placeholder[title]');
  optionalWithin(subtitle, COUPON_TEXT_MAX_CHARS, 'name_placeholder[subtitle]');
  if (url !== undefined) urlOf(url, 'name_placeholder');
  else if (code === undefined) throw isRequired('name_placeholder[coupon_code]');
}

function checkFeedback(payload: Params): void {
  textWithin(payload['title'], 65, 'name_placeholder[title]');
  optionalWithin(payload['subtitle'], 80, 'name_placeholder[subtitle]');
  optionalWithin(payload['button_title'], 20, 'name_placeholder[button_title]');
  const screens = 'name_placeholder[feedback_screens]';
  listOf(payload['feedback_screens'], Number.POSITIVE_INFINITY, 1, screens).forEach(
    (screen, at) => {
      const questions = `${screens}[${at}][questions]`;
      listOf(screen['questions'], Number.POSITIVE_INFINITY, 1, questions).forEach(
        (question, index) => {
          demand(question, 'id', `[feedback_screens][${at}][questions][${index}]`);
          const type = idOf(question['type']) ?? '';
          if (!FEEDBACK_TYPES.includes(type)) {
            throw mustBeOneOf(`${questions}[${index}][type]`, FEEDBACK_TYPES);
          }
        },
      );
    },
  );
  checkPrivacy(payload);
  checkExpiry(payload);
}

function checkCustomerInformation(payload: Params): void {
  const { countries } = payload;
  if (countries === undefined) throw isRequired('name_placeholder[countries]');
  if (!Array.isArray(countries) || countries.length === 0) {
    throw tooFew('name_placeholder[countries]');
  }
  checkPrivacy(payload);
  checkExpiry(payload);
}

/** What else it needs is not known; the code is Meta's for a template that is not right, the wording ours. */
function checkInstantForm(payload: Params): void {
  if (Object.keys(payload).some((name) => name !== 'template_type')) return;
  throw new GraphError('(#1) The instant form template is invalid', 1, 2018382);
}

/** Marketing messages: asks for leave to write later. */
function checkOptIn({ title, payload }: Params): void {
  optionalWithin(title, 65, 'name_placeholder[title]');
  if (payload === undefined) throw isRequired('name_placeholder[payload]');
  textWithin(payload, PAYLOAD_MAX_CHARS, 'name_placeholder[payload]');
}

function checkPrivacy(payload: Params): void {
  urlOf(objectOf(payload, 'business_privacy')['url'], 'name_placeholder[business_privacy]');
}

/** The wording is ours. */
function checkExpiry({ expires_in_days: days }: Params): void {
  if (days === undefined || (Number(days) >= 1 && Number(days) <= EXPIRY_MAX_DAYS)) return;
  throw invalidParameter(
    `Param name_placeholder[expires_in_days] must be between 1 and ${EXPIRY_MAX_DAYS}`,
  );
}

/** A text that is not empty, or a number. */
function demand(fields: Params, name: string, place = ''): void {
  if (idOf(fields[name]) === null) throw isRequired(`name_placeholder${place}[${name}]`);
}

function objectOf(fields: Params, name: string): Params {
  const value = fields[name];
  if (isRecord(value)) return value;
  throw isRequired(`name_placeholder[${name}]`);
}

function listOf(
  value: unknown,
  most: number,
  least = 1,
  parameter = 'name_placeholder[elements]',
): readonly Params[] {
  if (!Array.isArray(value) || value.length < least) throw tooFew(parameter);
  if (value.length > most) throw tooMany(parameter);
  return value.map((one: unknown) => (isRecord(one) ? one : {}));
}
