import { expect, it } from 'vitest';
import { amount, place, share, weight } from '../../../src/commands/kinds/figures.ts';
import { misreadNumber } from '../../../src/commands/kinds/setting.ts';
import { settingsSchema } from '../../../src/core/facts/settings.ts';
import { decimal } from '../../../src/core/money.ts';
import { chatDesk } from '../../bots/desk.ts';

const desk = chatDesk();
const amountOf = (text: string): string => {
  const read = amount.parse(text, desk);
  return 'value' in read ? decimal(read.value) : read.expected;
};

it.each([
  ['1234.5', '1234.5'],
  ['1,234.5', '1234.5'],
  ['12,345,678', '12345678'],
  ['1,500', '1500'],
  ['1,5', 'Decimals follow a point: 1.5'],
  ['0,5', 'Decimals follow a point: 0.5'],
  [',5', 'Decimals follow a point: 0.5'],
  ['0,500', 'Decimals follow a point: 0.500'],
  ['1234,567', 'Decimals follow a point: 1234.567'],
  ['1,,,5', 'Expected a figure such as 1,234.56'],
  ['1.234,5', 'Expected a figure such as 1,234.56'],
  ['1,23,456', 'Expected a figure such as 1,234.56'],
  ['1,234,', 'Expected a figure such as 1,234.56'],
  ['1e3', 'Expected a number above 0, at most 12 decimals'],
  ['５００', 'Expected a number above 0, at most 12 decimals'],
])('an amount %s is read as %s', (text, read) => expect(amountOf(text)).toBe(read));

it.each([
  [place, '42,5', '42.5'],
  [place, '-1,5%', '-1.5%'],
  [share, '12,5%', '12.5%'],
  [share, '0,5', '0.5'],
  [weight, '1,5', '1.5'],
] as const)('elsewhere too a decimal comma is refused with the point: %#', (kind, text, meant) =>
  expect(kind.parse(text, desk)).toEqual({
    wrong: `The comma in ${text} parts no thousands`,
    expected: `Decimals follow a point: ${meant}`,
  }),
);

it.each([
  ['risk.perTrade', '0.01', undefined],
  ['risk.perTrade', '1%', undefined],
  ['risk.perTrade', '1,5%', 'Decimals follow a point: 1.5%'],
  ['risk.maxConsecutiveLosses', '5m', 'Expected a plain number such as 0.02, or 2%'],
  ['risk.maxConsecutiveLosses', '0x10', 'Expected a plain number such as 0.02, or 2%'],
  ['approval.twoAbove', '1e3', 'Expected a plain number such as 0.02, or 2%'],
  ['approval.twoAbove', '10m', 'Expected a plain number such as 0.02, or 2%'],
  ['approval.twoAbove', 'none', undefined],
  ['approval.answerWithin', '10m', undefined],
  ['exits.maxHold', '2d', undefined],
  ['exits.maxHold', 'long', 'Expected a length of time such as 10m'],
  ['exits.trailing', 'off', undefined],
])('%s %s: %s', (path, text, why) => expect(misreadNumber(settingsSchema.parse({}), path, text)).toBe(why));
