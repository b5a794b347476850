import { describe, expect, it } from 'vitest';
import { namedFolders } from '../../src/store/symbolFolder.ts';

/** Symbols by folder, or why a folder has none. */
const read = (folders: readonly string[], perpetual = false): Record<string, string> =>
  Object.fromEntries(namedFolders(folders, perpetual).map((one) => [one.folder, one.symbol ?? one.why]));

describe('a folder of candles', () => {
  const plain: readonly [string, string][] = [
    ['BTCUSDT', 'BTC/USDT'],
    ['BTCFDUSD', 'BTC/FDUSD'],
    ['BTCTRY', 'BTC/TRY'],
    ['ETHBTC', 'ETH/BTC'],
    ['1000PEPEUSDC', '1000PEPE/USDC'],
    ['kPEPEUSDC', 'kPEPE/USDC'],
    ['币安人生USDT', '币安人生/USDT'],
    ['btcusdt', 'BTC/USDT'],
    ['BTC-USDT', 'BTC/USDT'],
    ['ETH_USDT', 'ETH/USDT'],
    ['eth_btc', 'ETH/BTC'],
    ['kPEPE-USDC', 'kPEPE/USDC'],
    ...['.', '..', '+', '@', '~', '–', '%2F', '%2f', ':', ' '].map((sign): [string, string] => [`ADA${sign}USDT`, 'ADA/USDT']),
  ];
  it.each(plain)('%s is %s', (folder, symbol) => {
    expect(read([folder])).toEqual({ [folder]: symbol });
    expect(read([folder], true)).toEqual({ [folder]: `${symbol}:${symbol.split('/')[1]}` });
  });

  const passed: readonly [string, RegExp][] = [
    ['BTCUSDT_240628', /contract/],
    ['BTC-USDT-SWAP', /contract/],
    ['BTC-28JUN24', /contract/],
    ['XBTUSDTM', /contract/],
    ['BTCXYZ', /ends in no quote currency that is known/],
    ['USDT', /no quote currency/],
    ['BTC-', /no quote currency/],
    ['-USDT', /no coin/],
    ['QQBUSD', /it may be QQ\/BUSD or QQB\/USD; name it QQ-BUSD or QQB-USD/],
  ];
  it.each(passed)('%s is passed over with the reason', (folder, why) => {
    expect(read([folder])[folder]).toMatch(why);
  });
});

describe('a name that can be read twice', () => {
  it.each(['DOT', 'BAT', 'GRT', 'QQT'])('%sUSD is quoted in the USD that the other folders share', (base) => {
    expect(read(['BTCUSD', `${base}USD`])).toMatchObject({ [`${base}USD`]: `${base}/USD` });
  });
  it.each(['BNB', 'SHIB', 'ARB'])('%sUSD is no BUSD', (base) => {
    expect(read(['ETHUSD', `${base}USD`])).toMatchObject({ [`${base}USD`]: `${base}/USD` });
  });
  it('is settled by the coin that is well known where no other folder settles it', () => {
    expect(read(['BTCBUSD', 'ETHBUSD', 'BTCUSDT'])).toEqual({ BTCBUSD: 'BTC/BUSD', ETHBUSD: 'ETH/BUSD', BTCUSDT: 'BTC/USDT' });
    expect(read(['DOTUSD'])).toEqual({ DOTUSD: 'DOT/USD' });
  });
});

it('of two folders of one symbol the one in the usual manner is read, and the other named', () => {
  expect(read(['btcusdt', 'BTC-USDT', 'BTCUSDT'])).toEqual({
    BTCUSDT: 'BTC/USDT',
    'BTC-USDT': 'BTC/USDT is read from BTCUSDT',
    btcusdt: 'BTC/USDT is read from BTCUSDT',
  });
});
