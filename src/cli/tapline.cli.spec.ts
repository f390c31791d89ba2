import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type INestApplicationContext, Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { IsInt, Max } from 'class-validator';
import { ConfigModule, type Environment } from '../config/index.js';
import { payload } from '../messaging/index.js';
import { OnPostback, OnQuickReply, OnTap, OnText, PostbackModule } from '../postback/index.js';
import { OnReferral, ReferralModule } from '../referral/index.js';
import { StoreModule } from '../store/index.js';
import { runTapline } from './tapline.cli.js';

class BuyDto {
  @IsInt()
  @Max(9)
  readonly qty: number = 1;
}

const ViewProduct = payload('VIEW_{id:int}');
const Buy = payload('BUY', BuyDto);

@Injectable()
class Shop {
  @OnPostback(ViewProduct)
  view() {}

  @OnTap('VIEW_*')
  viewAny() {}

  @OnTap('SALE')
  sale() {}

  @OnPostback('SALE')
  saleByButton() {}

  @OnTap(Buy)
  buy() {}

  @OnQuickReply()
  anyChoice() {}

  @OnText('help')
  help() {}

  @OnReferral({ source: 'ADS' })
  arrive() {}
}

@Injectable()
class Twins {
  @OnTap('SALE')
  sale() {}
}

/** Places are the file and a line that only a build has right. */
const withoutLines = (text: string): string => text.replaceAll(/\.ts:\d+/g, '.ts:N');

describe('tapline', () => {
  let folder: string;
  let lockfile: string;
  let written: string;
  let complaints: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tapline-cli-'));
    lockfile = join(folder, 'payloads.lock.json');
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(args: readonly string[], providers: readonly (new () => object)[] = [Shop]) {
    written = '';
    complaints = '';
    const create = (environment: Environment): Promise<INestApplicationContext> =>
      NestFactory.create(appOf(environment, providers), { logger: false, abortOnError: false });
    return runTapline(args, {
      variables: { STORE_URL: `sqlite:${join(folder, 'tapline.db')}` },
      create,
      output: {
        write: (text) => void (written += text),
        writeError: (text) => void (complaints += text),
        width: 80,
      },
    });
  }

  function appOf(environment: Environment, providers: readonly (new () => object)[]) {
    @Module({
      imports: [
        ConfigModule.forRoot(environment),
        StoreModule,
        PostbackModule.forRoot({ lockfile }),
        ReferralModule,
      ],
      providers: [...providers],
    })
    class ShopModule {}
    return ShopModule;
  }

  describe('routes', () => {
    it('prints every route in order of precedence, with handler and definition', async () => {
      expect(await run(['routes'])).toBe(0);
      expect(withoutLines(written)).toBe(
        [
          '1  @OnTap         BUY',
          '                  Shop.buy    src/cli/tapline.cli.spec.ts:N',
          '                  payload()   src/cli/tapline.cli.spec.ts:N',
          '2  @OnPostback    SALE',
          '                  Shop.saleByButton   src/cli/tapline.cli.spec.ts:N',
          '3  @OnTap         SALE',
          '                  Shop.sale   src/cli/tapline.cli.spec.ts:N',
          '4  @OnPostback    VIEW_{id:int}',
          '                  Shop.view   src/cli/tapline.cli.spec.ts:N',
          '                  payload()   src/cli/tapline.cli.spec.ts:N',
          '5  @OnTap         VIEW_*',
          '                  Shop.viewAny   src/cli/tapline.cli.spec.ts:N',
          '6  @OnQuickReply  *',
          '                  Shop.anyChoice   src/cli/tapline.cli.spec.ts:N',
          '   @OnText        help',
          '                  Shop.help   src/cli/tapline.cli.spec.ts:N',
          '   @OnReferral    * from ADS',
          '                  Shop.arrive   src/cli/tapline.cli.spec.ts:N',
          '',
        ].join('\n'),
      );
    });

    it('prints the same for machines', async () => {
      expect(await run(['routes', '--json'])).toBe(0);
      const place = expect.stringMatching(/^src\/cli\/tapline\.cli\.spec\.ts:\d+$/);
      expect((JSON.parse(written) as unknown[])[3]).toEqual({
        on: 'OnPostback',
        pattern: 'VIEW_{id:int}',
        handler: 'Shop.view',
        place,
        definition: place,
      });
    });

    it('says which route wins a payload and why the others lose', async () => {
      expect(await run(['routes', '--match', 'VIEW_7'])).toBe(0);
      expect(withoutLines(written)).toBe(
        [
          'VIEW_7 as a postback goes to',
          '  "VIEW_{id:int}"',
          '    Shop.view   src/cli/tapline.cli.spec.ts:N',
          '  with id = 7',
          '',
          'Not to',
          '  "VIEW_*" matches, but is wider than the winner',
          '    Shop.viewAny   src/cli/tapline.cli.spec.ts:N',
          '  "*" matches, but @OnQuickReply takes no postbacks',
          '    Shop.anyChoice   src/cli/tapline.cli.spec.ts:N',
          '',
          'VIEW_7 as a quick reply goes to',
          '  "VIEW_*"',
          '    Shop.viewAny   src/cli/tapline.cli.spec.ts:N',
          '',
          'Not to',
          '  "VIEW_{id:int}" matches, but @OnPostback takes no quick replies',
          '    Shop.view   src/cli/tapline.cli.spec.ts:N',
          '  "*" matches, but is wider than the winner',
          '    Shop.anyChoice   src/cli/tapline.cli.spec.ts:N',
          '',
        ].join('\n'),
      );
    });

    it.each<[string, string, string]>([
      [
        'a decorator for one kind of tap',
        'SALE',
        '"SALE" matches the same, but @OnPostback is narrower than @OnTap',
      ],
      ['exact text', 'BUY', '"*" matches, but exact text comes first'],
    ])('explains %s', async (_what, match, reason) => {
      await run(['routes', '--match', match]);
      expect(written).toContain(`  ${reason}\n`);
    });

    it('ends with 1 when nobody takes the payload, and shows what begins alike', async () => {
      expect(await run(['routes', '--match', 'VIEWS', '--kind', 'postback'])).toBe(1);
      expect(withoutLines(written)).toBe(
        [
          'VIEWS as a postback goes to nobody: no handler takes it.',
          '',
          'Not to',
          '  "*" matches, but @OnQuickReply takes no postbacks',
          '    Shop.anyChoice   src/cli/tapline.cli.spec.ts:N',
          '',
          'These begin alike and do not match',
          '  "VIEW_{id:int}" begins with "VIEW_"',
          '    Shop.view   src/cli/tapline.cli.spec.ts:N',
          '  "VIEW_*" begins with "VIEW_"',
          '    Shop.viewAny   src/cli/tapline.cli.spec.ts:N',
          '',
        ].join('\n'),
      );
    });

    it('ends with 1 when the data of the payload would be refused', async () => {
      const match = '{"action":"BUY","qty":10}';
      expect(await run(['routes', '--match', match, '--json'])).toBe(1);
      expect(JSON.parse(written)).toMatchObject({
        payload: match,
        taps: [
          { kind: 'postback', action: 'BUY', dataIssues: ['"qty" does not fit'] },
          { kind: 'quick_reply', winner: { handler: 'Shop.buy', params: {} } },
        ],
      });
    });

    it('lets no control character of a payload reach the terminal', async () => {
      await run(['routes', '--match', 'VIEW_\u001b[2J']);
      expect(written).toContain('VIEW_\uFFFD[2J as a postback goes to');
      expect(written).not.toContain('\u001b');
    });

    it('shows the routes of an application that would not start', async () => {
      expect(await run(['routes', '--match', 'SALE', '--kind', 'quick_reply'], [Shop, Twins])).toBe(
        0,
      );
      expect(written).toContain(
        '"SALE" matches the same; which comes first is left to the conflict policy',
      );
    });
  });

  describe('payloads', () => {
    it('are not locked, then locked, then all answered', async () => {
      expect(await run(['payloads', 'check'])).toBe(1);
      expect(written).toContain(
        'PAYLOAD_NOT_LOCKED  4 payloads are not in the lock as this release',
      );
      expect(await run(['payloads', 'lock'])).toBe(0);
      expect(written).toBe(
        'added    BUY\nadded    SALE\nadded    VIEW_*\nadded    VIEW_{id:int}\n',
      );
      expect(await run(['payloads', 'lock'])).toBe(0);
      expect(written).toBe('The lock is up to date.\n');
      expect(await run(['payloads', 'check'])).toBe(0);
      expect(written).toBe('Every payload that was ever locked is answered.\n');
    });

    it('are checked for machines too', async () => {
      expect(await run(['payloads', 'check', '--json'])).toBe(1);
      expect(JSON.parse(written)).toEqual([
        expect.objectContaining({ code: 'PAYLOAD_NOT_LOCKED', severity: 'error' }),
      ]);
    });

    it('are not locked while another promise is broken', async () => {
      await run(['payloads', 'lock']);
      const before = readFileSync(lockfile, 'utf8');
      expect(await run(['payloads', 'lock'], [Twins])).toBe(1);
      expect(written).toContain('PAYLOAD_ORPHANED');
      expect(complaints).toBe('Nothing was written.\n');
      expect(readFileSync(lockfile, 'utf8')).toBe(before);
    });

    it('go to another handler when that is accepted', async () => {
      await run(['payloads', 'lock'], [Twins]);
      expect(await run(['payloads', 'lock'])).toBe(1);
      expect(written).toContain('PAYLOAD_REROUTED');
      expect(await run(['payloads', 'lock', '--accept', 'SALE'])).toBe(0);
      expect(written).toContain('changed  SALE\n');
      expect(await run(['payloads', 'check'])).toBe(0);
    });

    it('are retired with a reply', async () => {
      writeFileSync(
        lockfile,
        '{"lockfileVersion":1,"payloads":[{"pattern":"OLD","handlers":{"postback":"Shop.old"}}]}',
      );
      expect(await run(['payloads', 'check'])).toBe(1);
      expect(written).toContain('PAYLOAD_ORPHANED');
      expect(await run(['payloads', 'retire', 'OLD', '--reply', 'It is over.'])).toBe(0);
      expect(written).toBe('retired  OLD\n');
      await run(['payloads', 'lock']);
      expect(await run(['payloads', 'check'])).toBe(0);
      await run(['routes', '--match', 'OLD']);
      expect(written).toContain('    retired OLD   ');
    });

    it('are not retired while a handler takes them', async () => {
      await run(['payloads', 'lock']);
      const before = readFileSync(lockfile, 'utf8');
      expect(await run(['payloads', 'retire', 'SALE', '--reply', 'It is over.'])).toBe(1);
      expect(written).toContain(
        'error  PAYLOAD_RETIRED_HANDLED  the lock retires "SALE", and a handler takes',
      );
      expect(complaints).toBe('Nothing was written.\n');
      expect(readFileSync(lockfile, 'utf8')).toBe(before);
    });

    it.each<[string, readonly string[], string]>([
      [
        'a payload is retired that the lock lacks',
        ['retire', 'OLD', '--reply', 'x'],
        'PAYLOAD_UNKNOWN: LOCK has no payload "OLD". Write the pattern as the lock has it: it is empty.\n',
      ],
      [
        'a payload is accepted that the lock lacks',
        ['lock', '--accept', 'OLD'],
        'PAYLOAD_UNKNOWN: LOCK has no payload "OLD". Write the pattern as the lock has it: it is empty.\n',
      ],
      [
        'there is no database yet',
        ['unhandled'],
        'STORE_ABSENT: there is no database DB. Set STORE_URL to the one of the service; the service makes it when it starts.\n',
      ],
    ])('end with 2 when %s', async (_what, args, message) => {
      expect(await run(['payloads', ...args])).toBe(2);
      expect(complaints.replace(lockfile, 'LOCK').replace(join(folder, 'tapline.db'), 'DB')).toBe(
        message,
      );
    });

    it('end with 2 when the lock cannot be read, which stays as it is', async () => {
      writeFileSync(lockfile, '<<<<<<< HEAD\n');
      expect(await run(['payloads', 'lock'])).toBe(2);
      expect(complaints).toMatch(
        /^PAYLOAD_LOCK_INVALID: .* holds the marks of an unfinished merge\./,
      );
      expect(readFileSync(lockfile, 'utf8')).toBe('<<<<<<< HEAD\n');
    });
  });

  describe('called wrongly', () => {
    it.each<[string, readonly string[], string]>([
      [
        'an unknown command',
        ['rotues'],
        "error: unknown command 'rotues'\n(Did you mean routes?)\n",
      ],
      [
        'an unknown option',
        ['routes', '--jsn'],
        "error: unknown option '--jsn'\n(Did you mean --json?)\n",
      ],
      [
        'a kind of tap that is none',
        ['routes', '--kind', 'x'],
        'Allowed choices are postback, quick_reply.',
      ],
      [
        'a kind of tap without a payload',
        ['routes', '--kind', 'postback'],
        "error: option '--kind <kind>' goes with --match\n",
      ],
      [
        'a reply that is missing',
        ['payloads', 'retire', 'OLD'],
        "error: required option '--reply <text>' not specified\n",
      ],
    ])('with %s, it says so and ends with 2', async (_what, args, message) => {
      expect(await run(args)).toBe(2);
      expect(complaints).toContain(message);
      expect(written).toBe('');
    });

    it('without a command, it shows what there is and ends with 2', async () => {
      expect(await run([])).toBe(2);
      expect(complaints).toContain('routes [options]');
    });
  });

  it('looks at an application that knows no secret, and closes it again', async () => {
    const environments: Environment[] = [];
    let closed = 0;
    @Injectable()
    class Witness {
      onModuleDestroy(): void {
        closed += 1;
      }
    }
    const code = await runTapline(['routes'], {
      variables: { META_APP_SECRET: '0f1e2d3c4b5a69788796a5b4c3d2e1f0', NODE_ENV: 'production' },
      create: (environment) => {
        environments.push(environment);
        return NestFactory.create(appOf(environment, [Shop, Witness]), { logger: false });
      },
      output: { write: () => undefined, writeError: () => undefined, width: 80 },
    });
    expect([code, closed]).toEqual([0, 1]);
    const [environment] = environments;
    expect([environment?.mode, environment?.storeUrl]).toEqual(['demo', 'sqlite::memory:']);
    expect(JSON.stringify(environment)).not.toContain('0f1e2d3c4b5a69788796a5b4c3d2e1f0');
  });

  it('shows its help and ends with 0', async () => {
    expect(await run(['--help'])).toBe(0);
    expect(written).toContain('Usage: tapline [options] [command]');
    expect(Math.max(...written.split('\n').map((line) => line.length))).toBeLessThan(81);
  });
});
