import { describe, expect, it } from '@jest/globals';
import { postback } from './button-builders.js';
import { declaredDefinitions, declaredTemplates } from './declarations.js';
import { payload } from './payload.js';
import { buttons } from './reply-builders.js';
import { template } from './template.js';

describe('declaring', () => {
  it('makes a definition known, with the line it stands on', () => {
    const Known = payload('KNOWN_{id}');
    expect(declaredDefinitions().at(-1)).toEqual({
      definition: Known,
      frame: expect.stringContaining('declarations.spec.'),
    });
  });

  it('counts a definition once, however often its line runs', () => {
    const before = declaredDefinitions().length;
    for (let round = 0; round < 3; round += 1) payload('AGAIN');
    expect(declaredDefinitions().length - before).toBe(1);
  });

  it('makes a static reply known and gives it back', () => {
    const reply = buttons('What next?', [postback('Help', 'HELP')]);
    expect(template(reply)).toBe(reply);
    expect(declaredTemplates()).toEqual([
      { reply, frame: expect.stringContaining('declarations.spec.') },
    ]);
  });
});
