import { beforeEach, expect, test } from 'vitest';
import { type Codes, createCodes } from '../../src/bots/codes.ts';
import { drawLetters } from '../../src/bots/letters.ts';
import { holdsCode, withoutCode } from '../../src/bots/secretWords.ts';
import { MINUTE } from '../../src/core/time.ts';
import { countedBytes } from '../support/memoryOneTimeCodes.ts';

const [ANA, EVE] = ['telegram:1', 'telegram:9'];

let time: number;
let codes: Codes;
beforeEach(() => {
  time = 0;
  codes = createCodes({ clock: () => time, random: countedBytes() });
});

test('a code is eight letters and works once, in any case and with dashes', () => {
  const { code } = codes.issue('p1');
  expect(code).toMatch(/^[A-HJ-NP-Z]{8}$/);
  expect(codes.redeem(`${code.slice(0, 4).toLowerCase()}-${code.slice(4)}`, ANA)).toBe('p1');
  expect(codes.redeem(code, ANA)).toBeUndefined();
});

test('the newest code of a person is the one', () => {
  const first = codes.issue('p1').code;
  const second = codes.issue('p1').code;
  expect(codes.redeem(first, ANA)).toBeUndefined();
  expect(codes.redeem(second, ANA)).toBe('p1');
});

test('five wrong ones of an account make it deaf to the right one, and nobody else, until there is a new code', () => {
  const { code } = codes.issue('p1');
  for (let i = 0; i < 5; i++) expect(codes.redeem('WRONGONE', EVE)).toBeUndefined();
  expect(codes.redeem(code, EVE)).toBeUndefined();
  expect(codes.redeem(code, ANA)).toBe('p1');
  expect(codes.redeem(codes.issue('p1').code, EVE)).toBe('p1');
});

test('a crowd that guesses takes no memory and no tries from the one who knows', () => {
  const { code } = codes.issue('p1');
  for (let i = 0; i < 5_000; i++) codes.redeem('WRONGONE', `telegram:${1_000 + i}`);
  expect(codes.redeem(code, ANA)).toBe('p1');
});

test('it lives ten minutes', () => {
  const { code, for: lifetime } = codes.issue('p1');
  expect(lifetime).toBe(10 * MINUTE);
  time = 10 * MINUTE;
  expect(codes.redeem(code, ANA)).toBeUndefined();
});

test('every letter is as likely: bytes beyond the last whole round are drawn again', () => {
  const letters = drawLetters(24 * 10 * 4, countedBytes());
  const counts = new Map<string, number>();
  for (const letter of letters) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  expect([...counts.values()]).toEqual(Array(24).fill(40));
});

test.each([
  ['/code 123456', '/code ***'],
  ['code 123 456', 'code ***'],
  ['/CODE@desk_bot 123456', '/CODE@desk_bot ***'],
  ['/totp 123456', '/totp ***'],
  ['/2fa 123456', '/2fa ***'],
  ['/link ABCDEFGH', '/link ***'],
  [' /pair ABCD-EFGH', ' /pair ***'],
  ['/code\n123456', '/code ***'],
  ['+2h /code 123456', '+2h /code ***'],
  ['@2024-06-01T12:00 code 123456', '@2024-06-01T12:00 code ***'],
])('%j is kept as %j', (line, masked) => {
  expect(withoutCode(line)).toBe(masked);
  expect(holdsCode(line)).toBe(true);
});

test.each(['/totp', '/link', '/status', '/config risk.perTrade 2%', 'codes 12', '/decode 1'])('%j holds no code', (line) => {
  expect([withoutCode(line), holdsCode(line)]).toEqual([line, false]);
});
