import { openCharts } from '../src/charts/open.ts';
import { rowsOf } from '../src/core/market/columns.ts';
import type { Picture } from '../src/core/reply/picture.ts';
import { HOUR } from '../src/core/time.ts';
import { median, type Row, type Workload } from './measure.ts';
import { walk } from './walk.ts';

/** What a person who waits for a picture does not notice. */
const GOAL_MS = 300;
const ROUNDS = 15;

const candles: Picture = {
  kind: 'candles',
  title: 'BTC · 1m',
  label: 'PAPER',
  tick: 0.01,
  candles: rowsOf(walk(1_000), 0, 100),
  zones: [],
  lines: [],
  prices: [],
  marks: [],
};

const equity: Picture = {
  kind: 'equity',
  title: 'Equity',
  label: 'PAPER',
  currency: 'USDT',
  points: Array.from({ length: 800 }, (_, i) => ({ at: i * HOUR, equity: 10_000 + 50 * Math.sin(i / 9), drawdown: 0 })),
};

/** From the order to the PNG, through the process. */
export const charts: Workload = {
  name: 'charts',
  async run(): Promise<readonly Row[]> {
    const room = openCharts();
    const timed = async (picture: Picture): Promise<number> => {
      const began = performance.now();
      const png = await room.draw(picture);
      if (png.length < 10_000) throw new Error(`the picture has only ${png.length} bytes`);
      return performance.now() - began;
    };
    const first = await timed(candles);
    const rows: Row[] = [{ what: 'the first picture, with the start of its process', ms: first }];
    for (const picture of [candles, equity]) {
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round++) times.push(await timed(picture));
      const ms = median(times);
      rows.push({ what: `a picture of ${picture.kind}`, ms, goal: `${GOAL_MS} ms`, met: ms <= GOAL_MS });
    }
    await room.close();
    return rows;
  },
};
