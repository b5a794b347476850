import { expect, it } from 'vitest';
import { changed, misreadNumber, setting } from '../../../src/commands/kinds/setting.ts';
import { settingsSchema } from '../../../src/core/facts/settings.ts';
import { chatDesk } from '../../bots/desk.ts';

const values = settingsSchema.parse({});

it.each([
  ['risk.leverage', '3x', { risk: { leverage: 3 } }],
  ['risk.maxLeverage', '5 X', { risk: { maxLeverage: 5 } }],
  ['exits.atrMultiple', '2.5 ATR', { exits: { atrMultiple: 2.5 } }],
  ['exits.breakEvenAt', '1 stop distance', { exits: { breakEvenAt: 1 } }],
  ['exits.leastMoveTicks', '2 ticks', { exits: { leastMoveTicks: 2 } }],
])('%s takes %s, the unit that it is shown with', (path, text, expected) => {
  expect(misreadNumber(values, path, text)).toBeUndefined();
  expect(changed(values, path.split('.'), text)).toMatchObject(expected);
});

it.each([
  ['risk.leverage', '3 ticks'],
  ['risk.perTrade', '3x'],
  ['risk.leverage', 'x'],
])('%s takes no %s', (path, text) => {
  expect(misreadNumber(values, path, text)).toBe('Expected a plain number such as 0.02, or 2%');
});

const desk = chatDesk();

it.each([
  ['perTrad', 'Did you mean risk.perTrade?'],
  ['pertrade', 'Did you mean risk.perTrade?'],
  ['STRATEGIE', 'Did you mean signal.weights.strategies?'],
  ['maxSpreed', 'Did you mean universe.maxSpread?'],
  ['scor', 'Did you mean signal.score?'],
  ['exits.stp', 'Did you mean exits.stop?'],
  ['risk.score', 'Did you mean signal.score?'],
  ['MAX_SPREED', 'Did you mean MAX_SPREAD?'],
  ['qqqq', '/config lists them all'],
  ['MAX_SPREAD=0.5%', 'Expected /config universe.maxSpread 0.5%'],
  ['risk.perTrade=', 'Expected /config risk.perTrade and a value'],
])('there is no setting %s: %s', (text, expected) => {
  expect(setting.parse(text, desk)).toMatchObject({ expected });
});

it.each([
  ['risk perTrade 2%', 2, 'risk.perTrade'],
  ['Risk PERTRADE', 2, 'risk.perTrade'],
  ['risk 5', 1, 'risk'],
])('%s begins with a setting of %d words', (line, words, path) => {
  const typed = line.split(' ');
  expect(setting.takes?.(typed, desk)).toBe(words);
  expect(setting.parse(typed.slice(0, words).join(' '), desk)).toEqual({ value: path });
});
