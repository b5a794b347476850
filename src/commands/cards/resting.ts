import { shortName } from '../../core/reply/format.ts';
import type { RestingSide } from '../../core/state/coolDowns.ts';
import { timeText } from '../../core/time.ts';

const AFTER: Readonly<Record<RestingSide['why'], string>> = {
  stopped: 'a stop',
  'closed by hand': 'a close by hand',
  rejected: 'a rejection',
};

/** `BTC long`. */
export const legName = ({ symbol, side }: { readonly symbol: string; readonly side: 'buy' | 'sell' }): string =>
  `${shortName(symbol)} ${side === 'buy' ? 'long' : 'short'}`;

/** `resting until 2024-06-01 14:05 UTC after a stop of BTC long`. */
export const restingText = (resting: RestingSide): string =>
  `resting until ${timeText(resting.until)} after ${AFTER[resting.why]} of ${legName(resting)}`;
