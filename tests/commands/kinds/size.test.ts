import { beforeAll, describe, expect, it } from 'vitest';
import { spoken } from '../../../src/bots/words.ts';
import { COMMANDS } from '../../../src/commands/list.ts';
import type { MemoryDesk } from '../../support/memoryDesk.ts';
import { playedDesk } from '../desk.ts';

let desk: MemoryDesk;
beforeAll(async () => {
  desk = await playedDesk(0, { symbols: ['BTC/USDT', 'ETH/USDT'], quick: true });
});

/** What stands behind `/buy BTC`, as it is read; the refusal's title where it is none. */
function amountOf(text: string): unknown {
  const call = COMMANDS.find(({ name }) => name === 'buy')?.read(spoken(`/buy BTC ${text}`).words, desk.trader.desk);
  if (call === undefined) throw new Error('there is no /buy');
  return 'refused' in call ? call.refused.title : call.args['amount'];
}

describe('an amount of an order', () => {
  it.each([
    // R
    ['1R', '1R'],
    ['1r', '1R'],
    ['1 R', '1R'],
    ['1 r', '1R'],
    ['1\u00a0R', '1R'],
    ['1\u202fR', '1R'],
    ['0.5R', '0.5R'],
    ['0,5R', '0.5R'],
    ['0,5 R', '0.5R'],
    ['.5R', '0.5R'],
    [',5R', '0.5R'],
    ['½R', '0.5R'],
    ['½ R', '0.5R'],
    ['¼R', '0.25R'],
    ['¾ r', '0.75R'],
    ['1½R', '1.5R'],
    ['1 ½R', '1.5R'],
    ['1 ½ R', '1.5R'],
    ['1/2R', '0.5R'],
    ['1/4 R', '0.25R'],
    ['+1R', '1R'],
    ['1.25R', '1.25R'],
    ['1.250R', '1.25R'],
    ['１Ｒ', '1R'],
    ['amount=1R', '1R'],
    ['"1 R"', '1R'],
    // of the equity
    ['0.5%', '0.5%'],
    ['0,5%', '0.5%'],
    ['0.5 %', '0.5%'],
    ['0,5\u00a0%', '0.5%'],
    ['½%', '0.5%'],
    ['2%', '2%'],
    ['2٪', '2%'],
    ['2％', '2%'],
    ['0.125%', '0.125%'],
    // quote currency
    ['200', '200'],
    ['200 USDT', '200'],
    ['200USDT', '200'],
    ['200 usdt', '200'],
    ['200\u00a0USDT', '200'],
    ['$200', '200'],
    ['200.', '200'],
    ['1,500', '1500'],
    ['1.500,50', '1500.5'],
    ["1'500", '1500'],
    ['1\u202f500', '1500'],
    ['1k', '1000'],
    ['1.5k', '1500'],
    ['100,50 USDT', '100.5'],
    ['1.000', '1 or 1,000?'],
    // the coin
    ['0.02 BTC', '0.02 BTC'],
    ['0,02 BTC', '0.02 BTC'],
    ['0.02BTC', '0.02 BTC'],
    ['0.02 btc', '0.02 BTC'],
    ['0.02\u00a0BTC', '0.02 BTC'],
    ['.02btc', '0.02 BTC'],
    ['½ BTC', '0.5 BTC'],
    ['1/2 BTC', '0.5 BTC'],
    ['2 eth', '2 ETH'],
    ['1.000 BTC', '1 or 1000 BTC?'],
    // none
    ['R', 'How many R?'],
    ['0R', 'The amount is 0'],
    ['-1R', '-1R is below 0'],
    ['0%', 'The amount is 0'],
    ['0 BTC', 'The amount is 0'],
    ['-0.5%', '-0.5% is below 0'],
    ['-200', '-200 is below 0'],
    ['R1', '"R1" is no amount of USDT'],
    ['1RR', '"1RR" is no amount of USDT'],
    ['1R%', '"1R%" is no amount'],
    ['1,2,3R', 'The separators in 1,2,3 part no thousands'],
    ['2mR', '"2m" can be read in more than one way'],
    ['1R ETH', '/buy does not take "ETH"'],
    ['200 EUR', '/buy does not take "EUR"'],
    ['a lot', '"a" is no amount of USDT'],
    ['1/0R', '"1/0R" is no amount of USDT'],
  ])('%j is %s', (text, read) => {
    expect(amountOf(text)).toBe(read);
  });

  it('is refused with a line that is read', async () => {
    for (const text of ['R', '1R ETH', 'a lot', '1/0R', '-1R', '200 EUR', '1.000 BTC', '0%']) {
      const { outcome, reply } = await desk.type(`/buy BTC ${text}`);
      expect([text, outcome]).toEqual([text, 'refused']);
      const line = reply.lines.find((one) => one.startsWith('Example: /'))?.slice('Example: '.length) ?? '';
      const { typed, words } = spoken(line);
      expect(COMMANDS.find(({ name }) => name === typed)?.read(words, desk.trader.desk)).not.toHaveProperty('refused');
    }
  });

  it('before its symbol is refused with the line in its order', async () => {
    expect((await desk.type('/buy 1R BTC')).reply.lines).toContain('Example: /buy BTC 1R');
    expect((await desk.type('/buy ½R ETH stop -2%')).reply.lines).toContain('Example: /buy ETH ½R stop -2%');
  });
});
