import { expect, it } from 'vitest';
import { MINUTE } from '../../../src/core/time.ts';
import { BITCOIN, playedDesk } from '../../commands/desk.ts';

it('a look between two decisions judges what was decided on, whatever finer candles have closed since', async () => {
  const desk = await playedDesk(0, { symbols: BITCOIN });
  const { why, market } = desk.trader.desk;
  let moved = 0;
  for (let n = 0; n < 8; n++) {
    await desk.play(desk.now() + 10 * MINUTE);
    for (const { symbol } of market.instruments()) {
      const [now, then] = [await why(symbol), await why(symbol, desk.now() - (desk.now() % (15 * MINUTE)))];
      if (typeof now === 'string' || typeof then === 'string') throw new Error(`nothing is known of ${symbol}`);
      expect(now.at).toBe(then.at);
      const gateOf = ({ gates }: typeof now) => gates.find(({ name }) => name === 'alignment');
      expect(gateOf(now)).toEqual(gateOf(then));
      if (desk.now() > now.at) moved += 1;
    }
  }
  expect(moved).toBeGreaterThan(0);
});
