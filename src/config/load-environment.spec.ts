import { describe, expect, it } from '@jest/globals';
import { EnvironmentError } from './config.errors.js';
import { loadEnvironment } from './load-environment.js';

const SECRET = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const LIVE = {
  META_APP_SECRET: SECRET,
  META_VERIFY_TOKEN: 'a-long-and-random-verify-token',
  META_PAGE_TOKENS: '1234567890:EAAtoken',
};

function problemsOf(variables: Record<string, string>): string[] {
  try {
    loadEnvironment(variables);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems.map(({ variable }) => variable);
    throw error;
  }
  return [];
}

describe('loadEnvironment', () => {
  it('is in demo mode, on loopback, with fresh secrets, when no META_* variable is set', () => {
    const one = loadEnvironment({});
    const two = loadEnvironment({});
    expect(one).toMatchObject({ mode: 'demo', host: '127.0.0.1', port: 3000 });
    expect(one.graphUrl).toBe('http://127.0.0.1:3000/simulator/graph');
    expect(one.appSecrets).not.toEqual(two.appSecrets);
  });

  it('is live with the three variables that Meta gives, and takes the defaults for the rest', () => {
    const environment = loadEnvironment(LIVE);
    expect(environment).toMatchObject({
      mode: 'live',
      host: '0.0.0.0',
      port: 3000,
      graphUrl: 'https://graph.facebook.com',
      graphVersion: 'v26.0',
      storeUrl: 'sqlite:data/tapline.db',
      logLevel: 'info',
    });
    expect([...environment.pageTokens]).toEqual([['1234567890', 'EAAtoken']]);
  });

  it('reads several secrets and several pages, separated by commas', () => {
    const environment = loadEnvironment({
      ...LIVE,
      META_APP_SECRET: `${SECRET}, ${SECRET.toUpperCase()}`,
      META_PAGE_TOKENS: '1:a:b,2:c',
    });
    expect(environment.appSecrets).toEqual([SECRET, SECRET.toUpperCase()]);
    expect([...environment.pageTokens]).toEqual([
      ['1', 'a:b'],
      ['2', 'c'],
    ]);
  });

  it('takes tokens to the letter, and a Graph URL without the slash at its end', () => {
    const environment = loadEnvironment({
      ...LIVE,
      META_VERIFY_TOKEN: 'ends-in-a-slash-like-base64/',
      META_GRAPH_URL: 'http://127.0.0.1:4000/',
    });
    expect([environment.verifyToken, environment.graphUrl]).toEqual([
      'ends-in-a-slash-like-base64/',
      'http://127.0.0.1:4000',
    ]);
  });

  it.each([
    ['https://graph.facebook.com', []],
    ['https://graph.instagram.com/', []],
    ['http://127.0.0.1:4000', []],
    ['https://graph.example', ['META_GRAPH_URL']],
    ['https://facebook.com.example', ['META_GRAPH_URL']],
    ['https://notfacebook.com', ['META_GRAPH_URL']],
  ])('in production takes page tokens to Meta alone: %s', (url, problems) => {
    expect(problemsOf({ ...LIVE, META_GRAPH_URL: url, NODE_ENV: 'production' })).toEqual(problems);
    expect(problemsOf({ ...LIVE, META_GRAPH_URL: url })).toEqual([]);
  });

  it('looks for the stand-in where the demo listens', () => {
    expect(loadEnvironment({ HOST: '127.0.0.2' }).graphUrl).toMatch(
      /^http:\/\/127\.0\.0\.2:3000\//,
    );
  });

  it('never starts a demo in production, and names what is missing', () => {
    expect(problemsOf({ NODE_ENV: 'production' })).toEqual([
      'META_APP_SECRET',
      'META_VERIFY_TOKEN',
      'META_PAGE_TOKENS',
    ]);
  });

  it('names every bad variable at once', () => {
    expect(
      problemsOf({
        ...LIVE,
        META_VERIFY_TOKEN: '',
        PORT: '70000',
        LOG_LEVEL: 'loud',
        STORE_URL: 'x',
      }),
    ).toEqual(['META_VERIFY_TOKEN', 'STORE_URL', 'PORT', 'LOG_LEVEL']);
  });

  it.each([
    ['META_APP_SECRET', 'short'],
    ['META_APP_SECRET', '00000000000000000000000000000000'],
    ['META_APP_SECRET', `${SECRET},not-hex`],
    ['META_VERIFY_TOKEN', 'short'],
    ['META_VERIFY_TOKEN', SECRET],
    ['META_PAGE_TOKENS', 'no-colon'],
    ['META_PAGE_TOKENS', '1:a,1:b'],
    ['META_GRAPH_URL', 'http://example.com'],
    ['META_GRAPH_URL', 'not a url'],
    ['META_GRAPH_URL', 'https://user:pass@graph.facebook.com'],
    ['META_GRAPH_VERSION', 'latest'],
    ['META_APP_ID', 'app'],
    ['STORE_URL', 'postgres://localhost/tapline'],
    ['CONSOLE_TOKEN', 'too-short-to-be-one'],
    ['CONSOLE_TOKEN', 'aaaaaaaaaaaaaaaaaaaaaaaa'],
    ['CONSOLE_TOKEN', SECRET],
    ['CONSOLE_TOKEN', 'a-long-and-random-verify-token'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
  ])('refuses %s=%s and does not repeat the value', (variable, value) => {
    expect(problemsOf({ ...LIVE, [variable]: value })).toEqual([variable]);
    expect(() => loadEnvironment({ ...LIVE, [variable]: value })).not.toThrow(value);
  });

  it('opens the console in live mode only when there is a token for it', () => {
    const token = 'a-token-for-the-console-7f3a';
    expect(loadEnvironment(LIVE).consoleToken).toBeUndefined();
    expect(loadEnvironment({ ...LIVE, CONSOLE_TOKEN: token }).consoleToken).toBe(token);
  });

  it('refuses to show the demo to other machines', () => {
    expect(problemsOf({ HOST: '0.0.0.0' })).toEqual(['HOST']);
  });

  it('tells what to do', () => {
    expect(() => loadEnvironment({ ...LIVE, META_VERIFY_TOKEN: 'short' })).toThrow(
      new EnvironmentError([
        {
          variable: 'META_VERIFY_TOKEN',
          problem: 'must have at least 20 characters, or it can be guessed.',
        },
      ]),
    );
  });
});
