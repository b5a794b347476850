import { describe, expect, it } from 'vitest';
import { deskOf } from '../deskOf.ts';
import { histories } from '../history.ts';

const idle = { which: 0, move: 0 };
const deposit = { ...idle, kind: 4, which: 100, hours: 1 };
const withdrawal = { ...idle, kind: 4, which: 101, hours: 1 };
const coins = { ...idle, kind: 5, hours: 1 };
const instant = { ...idle, kind: 7, hours: 1 };
const loss = { ...idle, kind: 6, hours: 1 };
const later = { ...idle, kind: 7, hours: 5 };

/** The header of a line where a life has led. */
const headerOf = async (befallings: Parameters<typeof histories.lived>[0], line: string): Promise<string> =>
  (await (await deskOf(histories.lived(befallings, 0), 'first row')).ask(line)).title;

describe('a span that begins within a day', () => {
  it.each([
    ['a deposit', deposit],
    ['a withdrawal', withdrawal],
    ['another coin', coins],
  ])('counts %s before its start as no profit', async (_, moved) => {
    expect(await headerOf([moved, instant, later], '/profit 5h')).toBe(
      '0.00 USDT (0.00 %) · 0 closed since 2024-05-27 11:30 UTC',
    );
  });

  it('takes out what was moved after the instant that it begins at, before its start or behind it', async () => {
    expect(await headerOf([instant, deposit, withdrawal, later], '/profit 5h')).toBe(
      '0.00 USDT (0.00 %) · 0 closed since 2024-05-27 10:30 UTC',
    );
    expect(await headerOf([instant, later, deposit, withdrawal], '/profit 4h')).toBe(
      '0.00 USDT (0.00 %) · 0 closed since 2024-05-27 10:30 UTC',
    );
  });

  it('counts what was earned between two transfers', async () => {
    expect(await headerOf([deposit, instant, withdrawal, loss, later], '/profit 7h')).toBe(
      '−0.40 USDT (0.00 %) · 0 closed since 2024-05-27 11:30 UTC',
    );
  });
});
