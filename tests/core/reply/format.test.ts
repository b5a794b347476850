import { describe, expect, test } from 'vitest';
import { fixed } from '../../../src/core/money.ts';
import { baseOf, moneyText, numberText, priceText, quantityText, rText, shareText } from '../../../src/core/reply/format.ts';

test('rounds half a unit upwards on both sides of zero, so that a deposit moves no other amount', () => {
  expect(moneyText(fixed('-0.285'), 'USDT', true)).toBe('−0.28');
  expect(moneyText(fixed('9999.715'), 'USDT')).toBe('9,999.72');
  expect(moneyText(fixed('0.285'), 'USDT')).toBe('0.29');
});

describe('figures as people read them', () => {
  test.each([
    ['10214.6', false, '10,214.60'],
    ['1234567.891', false, '1,234,567.89'],
    ['41.2', true, '+41.20'],
    ['-42.805', true, '−42.80'],
    ['-42.8', false, '−42.80'],
    ['-0.001', true, '0.00'],
    ['0.001', true, '0.00'],
    ['-0.001', false, '0.00'],
    ['999.995', false, '1,000.00'],
    ['0', true, '0.00'],
  ])('money %s (signed %s) is %s', (amount, signed, text) => expect(moneyText(fixed(amount), 'USDT', signed)).toBe(text));

  test.each([
    ['42180.5', '0.1', '42,180.5'],
    ['42180', '0.1', '42,180.0'],
    ['14.815', '0.001', '14.815'],
    ['3412', '1', '3,412'],
    ['0.00001234', '0.00000001', '0.00001234'],
    ['42180.55', undefined, '42,180.55'],
    ['7', '0', '7'],
  ])('price %s at tick %s is %s', (price, tick, text) => {
    expect(priceText(fixed(price), tick === undefined ? undefined : fixed(tick))).toBe(text);
  });

  test('shares, numbers, quantities and R', () => {
    expect(shareText(0.004, true)).toBe('+0.40 %');
    expect(shareText(-0.0042, true)).toBe('−0.42 %');
    expect(shareText(0.15, false, 0)).toBe('15 %');
    expect(shareText(Number.NaN)).toBe('n/a');
    expect(numberText(1440, 0)).toBe('1,440');
    expect(numberText(-0.004, 2, true)).toBe('0.00');
    expect(numberText(Number.POSITIVE_INFINITY, 2)).toBe('n/a');
    expect(quantityText(fixed('0.0237'))).toBe('0.0237');
    expect(rText(1.9)).toBe('+1.90 R');
    expect(rText(-1.11)).toBe('−1.11 R');
  });

  test('a symbol is called by its base', () => {
    expect(baseOf('BTC/USDT')).toBe('BTC');
    expect(baseOf('BTC/USDT:USDT')).toBe('BTC');
    expect(baseOf('BTC')).toBe('BTC');
  });
});
