import { exchangeError } from '../../src/exchange/ccxt/errors.ts';
import { type Group, quoted } from './trouble.ts';

/** As ccxt names them. */
class NetworkError extends Error {}
class RestrictedLocation extends Error {}
class RateLimitExceeded extends Error {}
class OnMaintenance extends Error {}
class BadSymbol extends Error {}
class NotSupported extends Error {}

const READING = 'reading candles of BTC/USDT';
const told = (error: Error): string => exchangeError('binance', READING, error).message;

/** What an exchange answers, or does not. */
export const MARKET: Group = {
  title: 'The market and the exchange',
  troubles: [
    {
      says: told(new NetworkError('getaddrinfo ENOTFOUND api.binance.com')),
      why: 'No network, a proxy in between, or the exchange’s name is not resolved. A desk that runs tries again by itself.',
      remedy: '`npx countersign check` tries it. Without a network: `npm start` alone.',
    },
    {
      says: told(new RestrictedLocation('Service unavailable from a restricted location')),
      why: 'The exchange answers no requests from this country or from this data centre.',
      remedy: 'Name another exchange, such as `EXCHANGE=kucoin npm start`.',
    },
    {
      says: told(new RateLimitExceeded('Too many requests')),
      why: 'Something else on this address asks the exchange too. The desk waits as long as it is told to.',
      remedy: 'Stop the other program, or watch fewer symbols: `UNIVERSE_TOP=30`.',
    },
    {
      says: told(new OnMaintenance('System is under maintenance')),
      why: 'The exchange is down. The desk tries again by itself; without data for long enough entries are halted.',
      remedy: 'Nothing. `/health` says when it is back.',
    },
    {
      says: told(new BadSymbol('binance does not have market symbol BTCX/USDT')),
      why: 'The exchange does not list it, or no longer.',
      remedy: 'Correct `--symbols`.',
    },
    {
      says: told(new NotSupported('binance fetchTickers() is not supported yet')),
      why: 'This exchange does not offer what the desk has to read.',
      remedy: 'Name another exchange: `EXCHANGE=binance`, `binanceusdm`, `kucoin` or `kucoinfutures`.',
    },
    {
      says: told(new Error('…')),
      why: 'It answered with something else: a login page, an empty body, an error page.',
      remedy: 'Open the exchange’s address in a browser on this machine: a proxy or a firewall may answer in its place.',
    },
    quoted(
      'src/exchange/ccxt/client.ts',
      'there is no exchange "…" in ccxt…; did you mean "…"?',
      '`EXCHANGE` is no name that ccxt knows.',
      'Take the one it names.',
    ),
    quoted(
      'src/live/symbols.ts',
      '… lists no …; did you mean …?',
      '`--symbols` names what this exchange does not have.',
      'Take the one it names.',
    ),
    quoted(
      'src/exchange/ccxt.ts',
      '… has no … candles',
      'A length in `TIMEFRAMES` that this exchange does not offer.',
      'Leave it out: `TIMEFRAMES=15m,1h,4h`.',
    ),
    quoted(
      'src/exchange/budget.ts',
      '… asked for silence until … (…); nothing is sent before, then try again',
      'The exchange wants no requests for longer than is waited.',
      'Wait until then. Watch fewer symbols if it comes back.',
    ),
    quoted(
      'src/live/warmup.ts',
      '… starts without history: …',
      'Its candles could not be read. It is watched, and decides once it has collected the candles that it needs.',
      '`/whynot SYMBOL` says how many it has and needs. A restart reads again.',
    ),
    quoted(
      'src/live/symbols.ts',
      '… is held or ordered, and … does not list it now',
      'The exchange took a symbol off that you have a position in.',
      '`/position ID` shows it. Nothing can close it on paper without a price.',
    ),
    quoted(
      'src/core/alerts/feed.ts',
      'Market data …',
      'Such as “Market data silent”: the stream fell silent or was cut. It connects again by itself; silence halts entries.',
      'Nothing. If it repeats, look at the network.',
    ),
    quoted(
      'src/core/alerts/data.ts',
      'Held: …. Nothing closes it until a price comes, /panic now included',
      'A symbol with an open position has had no price for a while.',
      'Wait, or look at `/health`; a replay’s data may end there.',
    ),
    quoted(
      'src/core/signal/gates.ts',
      '… needs …, has …',
      'A strategy has fewer candles than it needs, so the symbol does not decide yet.',
      'Wait, or switch that strategy off: `/strategy NAME off`.',
    ),
  ],
};
