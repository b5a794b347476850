import { shortName } from '../../core/reply/format.ts';
import type { RestingSide } from '../../core/state/coolDowns.ts';
import { type Ms, whenText } from '../../core/time.ts';

const AFTER: Readonly<Record<RestingSide['why'], string>> = {
  stopped: 'a stop',
  'closed by hand': 'a close by hand',
  rejected: 'a rejection',
};

/** `BTC long`. */
export const legName = ({ symbol, side }: { readonly symbol: string; readonly side: 'buy' | 'sell' }): string =>
  `${shortName(symbol)} ${side === 'buy' ? 'long' : 'short'}`;

/** `a stop of BTC long, resting until 2024-06-01 14:05 UTC, in 2 h`. */
export const restingText = (resting: RestingSide, now: Ms): string =>
  `${AFTER[resting.why]} of ${legName(resting)}, resting until ${whenText(resting.until, now)}`;
