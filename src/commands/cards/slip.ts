import type { Submitted } from '../../core/approval/outcome.ts';
import type { Read } from '../../core/desk/read.ts';
import { type Fixed, fromNumber, mul } from '../../core/money.ts';
import { shortName } from '../../core/reply/format.ts';

type Refused = Extract<Submitted, { readonly kind: 'refused' }>;

/** Why a symbol cannot be sold short, and the line of this command that would do it; undefined where it can be. */
export function spotShort(symbol: string, command: string, desk: Read): Refused | undefined {
  const instrument = desk.market.instrument(symbol);
  if (instrument?.kind !== 'spot') return undefined;
  const perpetual = desk.market
    .instruments()
    .find((one) => one.kind === 'perpetual' && one.base === instrument.base && one.quote === instrument.quote);
  return {
    kind: 'refused',
    why: `${shortName(symbol)} is spot and cannot be sold short`,
    expected:
      perpetual === undefined
        ? '/close, which takes out what is held'
        : `its perpetual: /${command} ${shortName(perpetual.symbol)}`,
  };
}

/** The largest position that the whole account can carry. */
export const mostOf = (desk: Read): Fixed => mul(desk.equity(), fromNumber(desk.state().settings.values.risk.leverage), 'down');
