import { expect, it } from 'vitest';
import { changed, misreadNumber } from '../../../src/commands/kinds/setting.ts';
import { settingsSchema } from '../../../src/core/facts/settings.ts';

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
  ['risk.maxDailyLoss', '0.5', '0.5 % or 50 %? Write 0.5% or 50%'],
  ['risk.maxDailyLoss', '5', '5 is more than the whole; per cent? Write 5%'],
  ['risk.maxDailyLoss', '1k', undefined],
  ['risk.maxDailyLoss', '0.2', undefined],
])('a doubt in %s %s is asked where an answer can be meant', (path, text, asked) => {
  expect(misreadNumber(values, path, text)).toBe(asked);
});

it.each([
  ['risk.leverage', '3 ticks'],
  ['risk.perTrade', '3x'],
  ['risk.leverage', 'x'],
])('%s takes no %s', (path, text) => {
  expect(misreadNumber(values, path, text)).toBe('Expected a plain number such as 0.02, or 2%');
});
