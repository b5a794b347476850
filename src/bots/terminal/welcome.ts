import type { Fixed } from '../../core/money.ts';
import { counted, moneyText } from '../../core/reply/format.ts';
import { durationText, SECOND } from '../../core/time.ts';
import { paint, type Style } from './style.ts';

export type Welcome = {
  readonly version: string;
  /** Whether prices are invented, recorded or an exchange's own. */
  readonly market: 'synthetic' | 'replay' | 'exchange';
  /** Folder of the recording or name of the exchange. */
  readonly source: string;
  /** What a new account begins with; undefined for one that goes on, whose prices are not in yet: `/status` says what it is worth. */
  readonly capital: Fixed | undefined;
  readonly currency: string;
  readonly symbols: number;
  /** Market seconds a second; undefined on the wall clock. */
  readonly speed: number | 'max' | undefined;
  readonly home: string;
};

const pace = (speed: Welcome['speed']): string => {
  if (speed === undefined) return 'real time';
  return speed === 'max' ? 'as fast as it goes' : `1 s = ${durationText(speed * SECOND)}`;
};

/** The terminal's first screen: what this is, whose money, how fast, and what to type. */
export function welcomeLines(welcome: Welcome, style: Style): readonly string[] {
  const markets = {
    synthetic: 'SYNTHETIC market (invented prices)',
    replay: `REPLAY of recorded prices in ${welcome.source}`,
    exchange: `real prices of ${welcome.source}`,
  };
  const network = welcome.market === 'exchange' ? 'No keys, no real orders.' : 'No keys, no network, no real orders.';
  const [major = '0', minor = '0'] = welcome.version.split('.');
  return [
    paint(`COUNTERSIGN ${major}.${minor} · PAPER · ${markets[welcome.market]}`, 'bold', style),
    `${welcome.capital === undefined ? 'Pretend money.' : `${moneyText(welcome.capital, welcome.currency)} ${welcome.currency} pretend.`} ${network}`,
    `${counted(welcome.symbols, 'symbol')} · ${pace(welcome.speed)} · data in ${welcome.home}`,
    '',
    'Try /status  /why BTC  /pause  /help · Tab completes',
    ...(welcome.market === 'exchange' ? [] : ['Real prices, still paper: EXCHANGE=binance npm start']),
    '',
  ];
}
