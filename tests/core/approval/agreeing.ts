import type { Agreeing } from '../../../src/core/approval/own.ts';
import { type Settings, settingsSchema } from '../../../src/core/facts/settings.ts';
import type { CandleSource } from '../../../src/core/market/candles.ts';
import { decimal } from '../../../src/core/money.ts';
import { DAY, type Ms } from '../../../src/core/time.ts';
import { SYNTHETIC_FROM, syntheticSource } from '../../../src/exchange/synthetic.ts';
import { openDesk } from '../../support/memoryDesk.ts';
import { eventsOf } from '../../support/memoryLog.ts';

type Played = {
  readonly source: CandleSource;
  readonly from: Ms;
  readonly to: Ms;
  readonly symbols?: readonly string[];
  readonly values?: Readonly<Record<string, unknown>>;
};

async function money(
  { source, from, to, symbols, values = {} }: Played,
  approval: { readonly authority: Settings['authority']; readonly pairs: boolean },
  agreeing?: Agreeing,
) {
  const desk = await openDesk({
    source,
    ...(symbols === undefined ? {} : { symbols }),
    from,
    to,
    settings: settingsSchema.parse({ ...values, authority: approval.authority, approval: { pairs: approval.pairs } }),
    hurried: true,
    alerts: [],
    ...(agreeing === undefined ? {} : { agreeing }),
  });
  await desk.play();
  await desk.stop();
  const rows = desk.rows();
  return {
    fills: eventsOf(rows, 'fill').map(({ at, symbol, side, price, quantity, fee }) => ({
      at,
      symbol,
      side,
      price,
      quantity,
      fee,
    })),
    trades: eventsOf(rows, 'positionClosed').map(({ at, symbol, profit, r }) => ({ at, symbol, profit, r })),
    balance: decimal(desk.state.account.balance),
    equity: decimal(desk.trader.desk.equity()),
  };
}

/** The same market where nobody is asked, and with a yes to every card at once, none held back: to the cent the same. */
export async function agreedAndAuto(played: Played) {
  return {
    auto: await money(played, { authority: 'auto', pairs: false }),
    agreed: await money(played, { authority: 'approve', pairs: true }, { budgeted: false }),
  };
}

/** A stretch of the built-in market from its beginning on. */
export const builtIn = (seed: number, days: number): Pick<Played, 'source' | 'from' | 'to'> => ({
  source: syntheticSource(seed),
  from: SYNTHETIC_FROM,
  to: SYNTHETIC_FROM + days * DAY,
});
