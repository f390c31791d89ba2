import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { writeLockFile } from '../../src/postback/lock/lock-file.js';
import type { PayloadLock } from '../../src/postback/lock/payload-lock.js';
import { aLock, aLocked } from '../support/a-lock.js';
import { Service } from '../support/service.js';

const FIXTURE = 'test/fixtures/finding-service.mjs';

/** Lines of a report; the fixture's lines move with every edit, so their numbers are not told. */
const linesOf = (report: string): readonly string[] =>
  report
    .trim()
    .replaceAll(/(finding-service\.mjs):\d+/g, '$1:N')
    .split('\n');

describe('starting a service whose handlers and buttons do not fit', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tapline-boot-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const launch = (finding: string, lock?: PayloadLock): Promise<Service> => {
    const lockfile = join(folder, 'the.lock');
    if (lock !== undefined) writeLockFile(lockfile, lock);
    return Service.launch({
      database: join(folder, 'boot.db'),
      script: FIXTURE,
      variables: { FINDING: finding, ...(lock && { LOCKFILE: lockfile }) },
    });
  };

  /** As {@link linesOf}, and without the folder that every test has anew. */
  const lockedLinesOf = (report: string): readonly string[] =>
    linesOf(report.replaceAll(`${folder}/`, ''));

  it.each<[string, string, readonly string[]]>([
    [
      'two handlers claim one payload',
      'duplicate',
      [
        'BOOT_REPORT: 1 error keeps the service from starting.',
        '',
        'error  POSTBACK_CONFLICT  two handlers claim the payload "SUPPORT_BILLING".',
        '       where              OrderDesk.help      test/fixtures/finding-service.mjs:N',
        '                          SupportDesk.route   test/fixtures/finding-service.mjs:N',
        '       mend               A tap has one handler. Change one pattern or remove one decorator.',
      ],
    ],
    [
      'two patterns cross',
      'overlap',
      [
        'BOOT_REPORT: 1 error keeps the service from starting.',
        '',
        'error  POSTBACK_CONFLICT  two handlers claim the payload "CART_ADD_ADD".',
        '       where              BasketHandlers.added   "CART_ADD_{b}"   test/fixtures/finding-service.mjs:N',
        '                          CartHandlers.add       "CART_{a}_ADD"   test/fixtures/finding-service.mjs:N',
        '       mend               A tap has one handler. Change one pattern so that it does not match',
        '                          "CART_ADD_ADD" (a beginning of its own does) or remove one decorator.',
        '',
        'warn   HANDLER_UNREACHED  2 handlers are reached by no payload definition and no declared button.',
        '       where              BasketHandlers.added   "CART_ADD_{b}"   test/fixtures/finding-service.mjs:N',
        '                          CartHandlers.add       "CART_{a}_ADD"   test/fixtures/finding-service.mjs:N',
        '       mend               Define the payload with payload() and give the definition to the',
        '                          decorator, so that its buttons are checked; or delete the handler.',
      ],
    ],
    [
      'better patterns take everything from a handler',
      'shadowed',
      [
        'BOOT_REPORT: 1 error keeps the service from starting.',
        '',
        'error  ROUTE_SHADOWED  AnswerHandlers.either never runs: better patterns take all that',
        '                       "ANSWER_{x:a|b}" matches.',
        '       where           AnswerHandlers.either   "ANSWER_{x:a|b}"   test/fixtures/finding-service.mjs:N',
        '                       AnswerHandlers.a        "ANSWER_a"         test/fixtures/finding-service.mjs:N',
        '                       AnswerHandlers.b        "ANSWER_b"         test/fixtures/finding-service.mjs:N',
        '       mend            Remove its decorator, or the ones that take everything from it.',
      ],
    ],
    [
      'two modules provide one class',
      'providedTwice',
      [
        'BOOT_REPORT: 1 error keeps the service from starting.',
        '',
        'error  HANDLER_PROVIDED_TWICE  SaleHandlers is provided twice, by SaleModule and OutletModule, so',
        '                               that a tap would have two handlers.',
        '       mend                    Provide it in one module, export it there and import that module; or',
        '                               name it a second time with useExisting.',
      ],
    ],
    [
      'a subclass overrides a handler without decorating it',
      'overridden',
      [
        'BOOT_REPORT: 1 error keeps the service from starting.',
        '',
        'error  HANDLER_OVERRIDDEN  OutletHandlers.view overrides a decorated method without a decorator, so',
        '                           that its taps would be unhandled.',
        '       mend                Repeat the decorator on the overriding method, or rename it.',
      ],
    ],
    [
      'something without its handlers takes the place of a class',
      'replaced',
      [
        'BOOT_REPORT: 1 error keeps the service from starting.',
        '',
        'error  HANDLER_REPLACED  SaleHandlers is replaced by a plain object, which lacks its decorated',
        '                         methods, so that their taps would be unhandled.',
        '       where             SaleHandlers.view   test/fixtures/finding-service.mjs:N',
        '       mend              Override what the handlers depend on, not the handlers:',
        '                         overrideProvider(Prices).useValue(fake). To change the handlers themselves,',
        '                         give useClass a class that extends SaleHandlers.',
      ],
    ],
    [
      'a handler takes a parameter of HTTP',
      'httpParameter',
      [
        'BOOT_REPORT: 1 error keeps the service from starting.',
        '',
        'error  HANDLER_HTTP_PARAMETER  a handler takes a parameter from HTTP (@Body(), @Query(), @Param()',
        '                               …), but a tap is no request.',
        '       where                   SaleHandlers.view   test/fixtures/finding-service.mjs:N',
        '       mend                    Use @PayloadData(), @PayloadParam(), @Payload(), @Psid(), @Referral()',
        '                               or @CurrentTap().',
      ],
    ],
    [
      'nobody answers Get Started, the menu and the ice breakers',
      'menu',
      [
        'BOOT_REPORT: 3 errors keep the service from starting.',
        '',
        'error  BUTTON_UNHANDLED  nobody would answer the button "Get Started": no handler takes the postback',
        '                         "HELLO".',
        '       where             the button "Get Started"   test/fixtures/finding-service.mjs:N',
        '       mend              Decorate a method with @OnPostback("HELLO") or @OnTap, add the module that',
        '                         has it to the application, or take the button away.',
        '',
        'error  BUTTON_UNHANDLED  nobody would answer the menu item "Sale": no handler takes the postback',
        '                         "SALE".',
        '       where             the menu item "Sale"   test/fixtures/finding-service.mjs:N',
        '       mend              Decorate a method with @OnPostback("SALE") or @OnTap, add the module that',
        '                         has it to the application, or take the button away.',
        '',
        'error  BUTTON_UNHANDLED  nobody would answer the ice breaker "What is on sale?": no handler takes',
        '                         the postback "SALE".',
        '       where             the ice breaker "What is on sale?"   test/fixtures/finding-service.mjs:N',
        '       mend              Decorate a method with @OnPostback("SALE") or @OnTap, add the module that',
        '                         has it to the application, or take the button away.',
      ],
    ],
    [
      'nobody answers the buttons of a static template',
      'template',
      [
        'BOOT_REPORT: 2 errors keep the service from starting.',
        '',
        'error  BUTTON_UNHANDLED  nobody would answer the button "The new one" of a template: no handler',
        '                         takes the postback "PICK_NEW".',
        '       where             the button "The new one" of a template   test/fixtures/finding-service.mjs:N',
        '       mend              Decorate a method with @OnPostback("PICK_NEW") or @OnTap, add the module',
        '                         that has it to the application, or take the button away.',
        '',
        'error  BUTTON_UNHANDLED  nobody would answer the quick reply "None" of a template: no handler takes',
        '                         the quick reply "PICK_NONE".',
        '       where             the quick reply "None" of a template   test/fixtures/finding-service.mjs:N',
        '       mend              Decorate a method with @OnQuickReply("PICK_NONE") or @OnTap, add the module',
        '                         that has it to the application, or take the button away.',
      ],
    ],
    [
      'nobody handles a payload definition',
      'definition',
      [
        'BOOT_REPORT: 1 error keeps the service from starting.',
        '',
        'error  PAYLOAD_UNHANDLED  no handler takes the payload "COUPON_{code}": a tap with "COUPON_x" would',
        '                          be unanswered.',
        '       where              payload("COUPON_{code}")   test/fixtures/finding-service.mjs:N',
        '       mend               Give the definition to the decorator of a method (@OnTap, @OnPostback,',
        '                          @OnQuickReply), add the module that has it to the application, or delete',
        '                          the definition.',
      ],
    ],
    [
      'one payload is defined twice with different data',
      'differing',
      [
        'BOOT_REPORT: 1 error keeps the service from starting.',
        '',
        'error  PAYLOAD_DEFINED_DIFFERENTLY  the payload "COUPON" is defined with different data, so that its',
        '                                    handler would refuse what one of them builds.',
        '       where                        payload("COUPON")   without data   test/fixtures/finding-service.mjs:N',
        '                                    payload("COUPON")   code           test/fixtures/finding-service.mjs:N',
        '       mend                         Define it alike in all places, or give one of them another name.',
      ],
    ],
    [
      'a button has an empty payload',
      'empty',
      [
        'BOOT_REPORT: 1 error keeps the service from starting.',
        '',
        'error  PAYLOAD_EMPTY  the ice breaker "Nothing" has an empty payload, which Meta refuses.',
        '       where          the ice breaker "Nothing"   test/fixtures/finding-service.mjs:N',
        '       mend           Build its payload from a definition: payload() and .with().',
      ],
    ],
  ])('ends with 78 when %s', async (_what, finding, report) => {
    const service = await launch(finding);
    expect(await service.exited()).toBe(78);
    const { output } = service;
    expect(linesOf(output.slice(output.indexOf('BOOT_REPORT')))).toEqual(report);
  });

  it.each<[string, string, readonly string[]]>([
    [
      'nothing leads to a handler',
      'unreached',
      [
        'warn   HANDLER_UNREACHED  1 handler is reached by no payload definition and no declared button.',
        '       where              SaleHandlers.view   "SALE_*"   test/fixtures/finding-service.mjs:N',
        '       mend               Define the payload with payload() and give the definition to the',
        '                          decorator, so that its buttons are checked; or delete the handler.',
      ],
    ],
    [
      'a payload could answer any question',
      'opaque',
      [
        'warn   PAYLOAD_OPAQUE  a payload does not say what it answers, so that two flows that use it get',
        "                       each other's taps.",
        '       where           payload("YES")   test/fixtures/finding-service.mjs:N',
        '                       payload("NO")    test/fixtures/finding-service.mjs:N',
        '       mend            Begin it with the flow it belongs to, as in CONFIRM_RETURN_YES.',
      ],
    ],
    [
      'a payload reads like what people see',
      'displayText',
      [
        'warn   PAYLOAD_DISPLAY_TEXT  a payload reads like what people see; it would change with the next',
        '                             wording.',
        '       where                 payload("Yes, please!")   test/fixtures/finding-service.mjs:N',
        '       mend                  Use a name of its own, as in FLOW_TRACK_ORDER, and leave the wording to',
        '                             the title.',
      ],
    ],
    [
      'a quick reply has an empty payload',
      'emptyQuickReply',
      [
        'warn   PAYLOAD_EMPTY  the quick reply "This" of a template has an empty payload, so that its taps',
        '                      say nothing.',
        '       where          the quick reply "This" of a template   test/fixtures/finding-service.mjs:N',
        '       mend           Build its payload from a definition: payload() and .with().',
      ],
    ],
  ])('starts with a warning when %s', async (_what, finding, report) => {
    const service = await launch(finding);
    await service.hasWritten('listening on');
    await service.end();
    const { output } = service;
    const [, table = ''] = output.split('the service starts, with warnings\n\n');
    expect(linesOf(table.slice(0, table.search(/^listening on/m)))).toEqual(report);
  });

  it.each<[string, string, PayloadLock, readonly string[]]>([
    [
      'buttons that are out there would be unanswered',
      'none',
      aLock(aLocked('SALE', { handlers: { postback: 'SaleHandlers.view' } })),
      [
        'BOOT_REPORT: 1 error keeps the service from starting.',
        '',
        'error  PAYLOAD_ORPHANED  buttons already sent with SALE would be unanswered: no handler takes it as',
        '                         a postback any more.',
        '       where             "SALE"   was SaleHandlers.view   the.lock',
        '       mend              Let a handler take the old pattern as well, as in @OnTap(NewPayload,',
        '                         "SALE"); or retire it with a reply:',
        "                           npm run tapline -- payloads retire 'SALE' --reply '…'",
        '                         If no such button was ever sent, delete its entry from the lock.',
      ],
    ],
    [
      'buttons that are out there lack what their data need now',
      'coupon',
      aLock(aLocked('COUPON', { handlers: { postback: 'CouponHandlers.use' }, data: {} })),
      [
        'BOOT_REPORT: 1 error keeps the service from starting.',
        '',
        'error  PAYLOAD_DATA_NARROWED  buttons already sent with COUPON may be refused: they may lack "code",',
        '                              which has no default.',
        '       where                  "COUPON"   the.lock',
        '       mend                   Give new fields a default, leave the rules of old ones as they are, or',
        '                              send a new version: payload(…, { version: 2 }). If every button that',
        '                              is out there fits, say so:',
        "                                npm run tapline -- payloads lock --accept 'COUPON'",
      ],
    ],
    [
      'a payload is retired and handled at once',
      'sale',
      aLock(aLocked('SALE', { retired: { reply: 'It is over.' } })),
      [
        'BOOT_REPORT: 1 error keeps the service from starting.',
        '',
        'error  PAYLOAD_RETIRED_HANDLED  the lock retires "SALE", and a handler takes it.',
        '       where                    "SALE"                       the.lock',
        '                                SaleHandlers.view   "SALE"   test/fixtures/finding-service.mjs:N',
        '       mend                     Remove "retired" from its entry to bring it back, or remove the',
        '                                decorator.',
      ],
    ],
  ])('ends with 78 when %s', async (_what, finding, lock, report) => {
    const service = await launch(finding, lock);
    expect(await service.exited()).toBe(78);
    const { output } = service;
    expect(lockedLinesOf(output.slice(output.indexOf('BOOT_REPORT')))).toEqual(report);
  });

  it('starts with a warning when buttons that are out there go to another handler', async () => {
    const handlers = { postback: 'OutletHandlers.view' };
    const service = await launch('sale', aLock(aLocked('SALE', { handlers })));
    await service.hasWritten('listening on');
    await service.end();
    const [, table = ''] = service.output.split('the service starts, with warnings\n\n');
    expect(lockedLinesOf(table.slice(0, table.search(/^listening on/m)))).toEqual([
      'warn   PAYLOAD_REROUTED  buttons already sent with SALE went to OutletHandlers.view, and would go to',
      '                         SaleHandlers.view now.',
      '       where             "SALE"              was OutletHandlers.view   the.lock',
      '                         SaleHandlers.view   "SALE"                    test/fixtures/finding-service.mjs:N',
      '       mend              If both mean the same to the person who taps, say so:',
      "                           npm run tapline -- payloads lock --accept 'SALE'",
      '                         If not, give the new meaning a new payload.',
    ]);
  });

  it('starts with a warning when its lock is not there', async () => {
    const service = await Service.launch({
      database: join(folder, 'boot.db'),
      script: FIXTURE,
      variables: { FINDING: 'none', LOCKFILE: join(folder, 'the.lock') },
    });
    await service.hasWritten('listening on');
    await service.end();
    const [, table = ''] = service.output.split('the service starts, with warnings\n\n');
    // Where its lines end depends on how long the folder's name is.
    const report = lockedLinesOf(table.slice(0, table.search(/^listening on/m)));
    expect(report.join(' ').replaceAll(/ +/g, ' ')).toBe(
      'warn PAYLOAD_LOCK_ABSENT the payload lock the.lock is not there: nothing is promised to buttons already sent. ' +
        'mend Ship it with the service, or make the first one: npm run tapline -- payloads lock',
    );
  });

  it('says nothing when everything fits', async () => {
    const service = await launch('none');
    await service.hasWritten('listening on');
    await service.end();
    expect(service.output).not.toContain('warnings');
  });
});
