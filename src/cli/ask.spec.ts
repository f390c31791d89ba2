import { describe, expect, it } from '@jest/globals';
import { answerTo, isConfirmed } from './ask.js';
import type { Ask, CliContext } from './cli-context.js';

describe('isConfirmed', () => {
  const contextWith = (ask?: Ask): CliContext => ({
    variables: {},
    create: () => Promise.reject(new Error('nobody creates anything here')),
    output: { write: () => undefined, writeError: () => undefined, width: 80 },
    ask,
  });

  it.each([
    ['y', true],
    [' Yes ', true],
    ['n', false],
    ['yesterday', false],
    ['', false],
    [null, false],
  ])('takes %j for %s', async (line, goesOn) => {
    const asked: string[] = [];
    const context = contextWith((question) => Promise.resolve((asked.push(question), line)));
    expect(await isConfirmed(context, 'Push it?', false)).toBe(goesOn);
    expect(asked).toEqual(['Push it? [y/N] ']);
  });

  it.each([
    ['y', 'yes'],
    ['', 'no'],
    [null, 'left'],
  ])('tells %j as %s apart for whoever has more to ask', async (line, answer) => {
    const context = contextWith(() => Promise.resolve(line));
    expect(await answerTo(context, 'Push it?', false)).toBe(answer);
  });

  it('asks nobody when it was told yes', async () => {
    expect(await isConfirmed(contextWith(), 'Push it?', true)).toBe(true);
  });

  it('does not go on where nobody can be asked, and says what to add', async () => {
    await expect(isConfirmed(contextWith(), 'Push it?', false)).rejects.toMatchObject({
      code: 'CONFIRMATION_NEEDED',
      message: expect.stringContaining('Add --yes to do it'),
    });
  });
});
