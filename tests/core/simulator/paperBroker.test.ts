import type { PaperSpot } from '../../../src/core/facts/settings.ts';
import type { Instrument } from '../../../src/core/market/instrument.ts';
import { fixed, fromNumber } from '../../../src/core/money.ts';
import { createMatching } from '../../../src/core/simulator/matching.ts';
import { paperBroker } from '../../../src/core/simulator/paperBroker.ts';
import { HOUR, MINUTE } from '../../../src/core/time.ts';
import { type BrokerUnderTest, testBroker } from '../../contracts/broker.ts';
import { testLockingBroker } from '../../contracts/lockingBroker.ts';
import { laterBroker } from '../../support/laterBroker.ts';
import { PERPETUAL } from '../../support/perpetual.ts';

const spot: Instrument = { ...PERPETUAL, symbol: 'BTC/USDT', kind: 'spot', maxLeverage: 1 };
const options = { fee: 0.001, slippage: 0.0005, maxVolumeShare: 0.1 };
const START = 100;
const at = (percent: number): number => START * (1 + percent / 100);

/** Paper on bars of an hour. */
const onBars = async (instrument: Instrument, rests?: PaperSpot): Promise<BrokerUnderTest> => {
  let now = 0;
  const broker = paperBroker(
    createMatching({ ...options, instruments: [instrument], ...(rests === undefined ? {} : { spot: rests }) }),
    () => now,
  );
  const { symbol } = instrument;
  let price = START;
  broker.open(symbol, now, price, 1000);
  return {
    broker,
    venue: {
      symbol,
      quantity: fixed('0.5'),
      price: (percent) => fromNumber(at(percent)),
      async moveTo(percent) {
        const next = at(percent);
        const range = { open: price, high: Math.max(price, next), low: Math.min(price, next), close: next };
        broker.bar(symbol, now + HOUR, { time: now, ...range, volume: 1000 });
        now += HOUR;
        price = next;
        broker.open(symbol, now, price, 1000);
      },
    },
  };
};

/** Paper on quotes with a book. */
const onQuotes = async (instrument: Instrument, rests?: PaperSpot): Promise<BrokerUnderTest> => {
  let now = 0;
  const broker = paperBroker(
    createMatching({ ...options, instruments: [instrument], ...(rests === undefined ? {} : { spot: rests }) }),
    () => now,
  );
  const { symbol } = instrument;
  broker.quote(symbol, now, START - 0.01, START + 0.01, START);
  return {
    broker,
    venue: {
      symbol,
      quantity: fixed('0.5'),
      price: (percent) => fromNumber(at(percent)),
      async moveTo(percent) {
        now += MINUTE;
        const last = at(percent);
        broker.quote(symbol, now, last - 0.01, last + 0.01, last, { bids: [[last - 0.01, 10]], asks: [[last + 0.01, 10]] });
      },
    },
  };
};

testBroker('paper on bars', () => onBars(PERPETUAL));
testBroker('paper on quotes', () => onQuotes(PERPETUAL));
testLockingBroker('paper on bars', () => onBars(spot));
testLockingBroker('paper on quotes', () => onQuotes(spot));
testLockingBroker('paper without order lists', () => onQuotes(spot, 'locks'));
testLockingBroker('paper that answers later', async () => {
  const { broker, ...rest } = await onQuotes(spot);
  return { ...rest, broker: broker.answers === 'at once' ? laterBroker(broker) : broker };
});
