import { expect } from 'vitest';
import type { Agreeing } from '../../../src/core/approval/own.ts';
import { type Settings, settingsSchema } from '../../../src/core/facts/settings.ts';
import { decimal } from '../../../src/core/money.ts';
import { DAY } from '../../../src/core/time.ts';
import { SYNTHETIC_FROM, syntheticSource } from '../../../src/exchange/synthetic.ts';
import { openDesk } from '../../support/memoryDesk.ts';
import { eventsOf } from '../../support/memoryLog.ts';

type Played = {
  readonly seed: number;
  readonly days: number;
  readonly symbols?: readonly string[];
  readonly values?: Readonly<Record<string, unknown>>;
};

async function money(
  { seed, days, symbols, values = {} }: Played,
  approval: { readonly authority: Settings['authority']; readonly pairs: boolean },
  agreeing?: Agreeing,
) {
  const to = SYNTHETIC_FROM + days * DAY;
  const desk = await openDesk({
    source: syntheticSource(seed),
    ...(symbols === undefined ? {} : { symbols }),
    from: SYNTHETIC_FROM,
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
    profits: eventsOf(rows, 'positionClosed').map(({ at, symbol, profit }) => ({ at, symbol, profit })),
    balance: decimal(desk.state.account.balance),
    equity: decimal(desk.trader.desk.equity()),
  };
}

/** With a yes to every card at once, and none held back, the desk does what it does where nobody is asked: to the cent. */
export async function agreeingIsAuto(played: Played): Promise<number> {
  const auto = await money(played, { authority: 'auto', pairs: false });
  const agreed = await money(played, { authority: 'approve', pairs: true }, { budgeted: false });
  expect(agreed).toEqual(auto);
  return auto.fills.length;
}
