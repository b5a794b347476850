import { expect, it } from 'vitest';
import { amount, orderAmount, place, price, weight } from '../../../src/commands/kinds/figures.ts';
import { misreadNumber } from '../../../src/commands/kinds/setting.ts';
import { settingsSchema } from '../../../src/core/facts/settings.ts';
import { decimal, fixed } from '../../../src/core/money.ts';
import { chatDesk } from '../../bots/desk.ts';

const desk = chatDesk();
const amountOf = (text: string): string => {
  const read = amount.parse(text, desk);
  return 'value' in read ? decimal(read.value) : read.expected;
};

it.each([
  ['1234.5', '1234.5'],
  ['1,234.5', '1234.5'],
  ['1,500', '1500'],
  ['1.000', 'Write 1 or 1000'],
  ['1.234 USDT', 'Write 1.2340 or 1234'],
  ['1.2340', '1.234'],
  ['0.500', '0.5'],
  ['200,', '200'],
  ['200.', '200'],
  ['0,500', '0.5'],
  ['100,50', '100.5'],
  ['1.000,50', '1000.5'],
  ['1k', '1000'],
  ['½', '0.5'],
  ['500USDT', '500'],
  ['$500', '500'],
  ['+200', '200'],
  ['1,,,5', 'Expected a figure such as 1234.56 or 1,234.56'],
  ['1,23,456', 'Expected a figure such as 1234.56 or 1,234.56'],
  ['2m', 'Expected all its digits, such as 2000000'],
  ['2%', 'Expected a number above 0, at most 12 decimals'],
  ['1.0000000000001', 'Expected a number above 0, at most 12 decimals'],
  ['1234567890123456', 'Expected a number above 0, at most 12 decimals'],
  ['-5', 'Expected a number above 0'],
  ['0,00', 'Expected a number above 0'],
  ['100EUR', 'Expected a number above 0, at most 12 decimals'],
])('an amount %s is read as %s', (text, read) => expect(amountOf(text)).toBe(read));

it.each([
  ['1.000', 'Write 1000; no order here is of 1'],
  ['7.000', 'Write 7 or 7000'],
  ['101.000', 'Write 101; no order here is of 101000'],
  ['1.234', 'Write 1234; no order here is of 1.2340'],
  ['500 USDT', '500'],
])('of an order, that can be of 5 to 100,000, an amount %s is read as %s', (text, shown) => {
  const read = orderAmount.parse(text, desk);
  expect('value' in read ? decimal(read.value) : read.expected).toBe(shown);
});

it('a price has three decimals of its own, and an amount as JSON is no typed one', () => {
  expect(price.parse('1.234', desk)).toEqual({ value: fixed('1.234') });
  for (const [json, read] of [
    ['1.234', '1.234'],
    ['1000', '1000'],
  ] as const)
    expect(amountOf(amount.word?.(json) ?? json)).toBe(read);
});

it.each([
  [
    place,
    '42.500',
    {
      kind: 'price',
      price: fixed('42.5'),
      doubt: { asked: '42.5 or 42,500?', spellings: ['42.5', '42500'], thousands: fixed('42500') },
    },
  ],
  [place, '42,5', { kind: 'price', price: fixed('42.5') }],
  [place, '-1,5%', { kind: 'distance', share: -0.015 }],
  [place, '−2%', { kind: 'distance', share: -0.02 }],
  [place, '+½%', { kind: 'distance', share: 0.005 }],
  [weight, '1,5', 1.5],
] as const)('elsewhere too a figure is read as everywhere: %#', (kind, text, value) =>
  expect(kind.parse(text, desk)).toEqual({ value }),
);

it.each([[place, '2%', 'A distance has its sign: -2% is below the last price, +2% above']] as const)(
  'what it can mean is said: %#',
  (kind, text, expected) => expect(kind.parse(text, desk)).toMatchObject({ expected }),
);

it.each([
  ['risk.perTrade', '0.01', undefined],
  ['risk.perTrade', '1%', undefined],
  ['risk.perTrade', '1,5%', undefined],
  ['risk.perTrade', '1,2,3', 'The separators in 1,2,3 part no thousands. Expected a figure such as 1234.56 or 1,234.56'],
  ['risk.maxConsecutiveLosses', '5h', 'Expected a plain number such as 0.02, or 2%'],
  ['risk.maxConsecutiveLosses', '0x10', 'Expected a plain number such as 0.02, or 2%'],
  ['approval.twoAbove', '1e3', undefined],
  ['approval.twoAbove', '10m', '"10m" can be read in more than one way. Expected all its digits, such as 10000000'],
  ['approval.twoAbove', 'none', undefined],
  ['approval.answerWithin', '10m', undefined],
  ['exits.maxHold', '2d', undefined],
  ['exits.maxHold', 'long', 'Expected a length of time such as 10m'],
  ['exits.trailing', 'off', undefined],
])('%s %s: %s', (path, text, why) => expect(misreadNumber(settingsSchema.parse({}), path, text)).toBe(why));
