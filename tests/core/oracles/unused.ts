import type { Source } from './compare.ts';
import { REGTEST } from './regtest.ts';
import { STOCK_INDICATORS } from './stockIndicators.ts';
import { TALIB } from './talib.ts';
import { TULIP } from './tulip.ts';

/** Figures of a source that no comparison uses, and why. */
export type Unused = { readonly source: Source; readonly why: string; readonly names: readonly string[] };

const NO_PLUG = 'no plug-in computes it';
const NO_FIELD = 'the plug-in nearest to it has no such field';
const FIXED_WEIGHTS = 'weights of 0.15 and 0.075, not those of 12 and 26 bars';

/** Names with commas between them. */
const listed = (names: string): readonly string[] => names.trim().split(/,\s+/);

/** The headings with their files, where one is in both of Tulip's. */
const inFiles = (files: readonly string[], heads: readonly string[]): readonly string[] =>
  heads.flatMap((head) => files.map((file) => `${head} (${file})`));

const talib: readonly Unused[] = [
  {
    source: TALIB,
    why: NO_PLUG,
    names: listed(`
        ACCBANDS, AVGDEV, IMI, MAMA, WCLPRICE, HT_DCPERIOD, HT_DCPHASE, HT_PHASOR, HT_SINE, HT_TRENDLINE,
        HT_TRENDMODE`),
  },
  { source: TALIB, why: NO_FIELD, names: ['ADXR', 'DX', 'MINUS_DM', 'PLUS_DM', 'TSF'] },
  { source: TALIB, why: 'a window of 5 returns; a pair is measured over 20 bars and more', names: ['BETA'] },
  { source: TALIB, why: FIXED_WEIGHTS, names: ['MACDFIX'] },
];

const regtest: readonly Unused[] = [
  {
    source: REGTEST,
    why: NO_PLUG,
    names: listed(`
        1in_1out HT_TRENDMODE, 1in_1out HT_TRENDLINE, 1in_1out HT_DCPHASE, 1in_1out HT_DCPERIOD, 1in_1out SIN,
        1in_2out HT_SINE, 1in_2out HT_PHASOR, avgdev 5, imi 5, per_hlc ACCBANDS 14 0 0, ma MAMA 10 MAMA,
        ma FAMA 10 MAMA, ma ANY_MA 10 MAMA`),
  },
  {
    source: REGTEST,
    why: NO_FIELD,
    names: listed(`
        adx ADXR 14, adx ADXR 14 (second table), adx DX 14, adx DX 14 (second table), adx PLUS_DM 14,
        adx MINUS_DM 14, adx PLUS_DM 1, adx MINUS_DM 1`),
  },
  { source: REGTEST, why: 'a period of 1; ours takes 2 and more', names: ['adx PLUS_DI 1', 'adx MINUS_DI 1'] },
  {
    source: REGTEST,
    why: 'whole numbers, of bars that the first table has with decimals',
    names: ['adx PLUS_DI 14 (second table)', 'adx MINUS_DI 14 (second table)', 'adx ADX 14 (second table)'],
  },
  {
    source: REGTEST,
    why: 'the first two bars of MetaStock’s, whose three averages begin with one value each',
    names: ['per_ema TRIX 5 (second table)'],
  },
  {
    source: REGTEST,
    why: 'bands around an exponential average; ours are around a simple one',
    names: listed(`
        bbands 20 2 2 EMA, bbands 20 2 2 EMA METASTOCK, bbands 20 1 1 EMA METASTOCK, bbands 20 1.5 1 EMA METASTOCK,
        bbands 20 1 1.5 EMA METASTOCK, bbands 20 2 1.5 EMA METASTOCK`),
  },
  { source: REGTEST, why: FIXED_WEIGHTS, names: ['macd MACDFIX 12 26 9 METASTOCK', 'macd MACDFIX 26 12 9 METASTOCK'] },
  {
    source: REGTEST,
    why: 'a price is written where the function gives a bar',
    names: ['minmax MINMAXINDEX 14', 'minmax MININDEX 14', 'minmax MAXINDEX 14'],
  },
  {
    source: REGTEST,
    why: 'bars that are asked for in C and cannot be there; a study is asked for no range of bars',
    names: ['mom MOM 14 TA_OUT_OF_RANGE_START_INDEX', 'mom MOM 14 TA_OUT_OF_RANGE_END_INDEX'],
  },
  { source: REGTEST, why: 'a window of 5 returns; a pair is measured over 20 bars and more', names: ['per_hl BETA 5'] },
  { source: REGTEST, why: 'its prices, Wilder’s own, are not in the file', names: ['sar 1 0.02 0.2'] },
];

const stockIndicators: readonly Unused[] = [
  {
    source: STOCK_INDICATORS,
    why: NO_PLUG,
    names: listed(`
        atr-stop, chexit, dpo, dynamic, fcb, fisher, gator, htl, kvo, mama, pivots, pmo, prs, renko, renko-atr,
        rolling-pivots, smi, starc, stc, stdev-channels, vol-stop`),
  },
  { source: STOCK_INDICATORS, why: 'the figures of dpo once more', names: ['dpo.standard.csv'] },
  { source: STOCK_INDICATORS, why: 'the figures of zigzag once more', names: ['zigzag-close'] },
  { source: STOCK_INDICATORS, why: 'its middle is the sma compared above, its envelopes no plug-in computes', names: ['ma-env'] },
  {
    source: STOCK_INDICATORS,
    why: 'bodies of 0.1 % of the price, or 95 % of the range; our patterns measure by the candles before, as TA-Lib’s do',
    names: ['doji', 'marubozu'],
  },
];

const BOTH = ['atoz', 'untest'];
const LATER = ['extra', 'untest'];

const tulip: readonly Unused[] = [
  {
    source: TULIP,
    why: 'arithmetic on rows, shifts and crossings of them; no plug-in is that',
    names: [
      ...inFiles(
        LATER,
        listed(`
        abs, acos, add, asin, atan, ceil, cos, cosh, crossany, crossover, div, exp, floor, ln, log10, mul, round,
        sin, sinh, sqrt, sub, tan, tanh, todeg, torad, trunc`),
      ),
      ...listed('lag 1 (extra), lag 3 (extra), lag 5 (untest)'),
    ],
  },
  {
    source: TULIP,
    why: NO_PLUG,
    names: [
      ...inFiles(BOTH, listed('cvi 5, emv, nvi, vhf 5, wad, wcprice')),
      ...inFiles(LATER, listed('decay 5, edecay 5, marketfi, pvi')),
      ...listed(`
        dpo 6 (atoz), kvo 34 55 (atoz), mass 3 (atoz), qstick 4 (atoz), dpo 5 (untest), kvo 2 5 (untest),
        mass 5 (untest), qstick 5 (untest), fisher 5 (untest), msw 5 (untest), abands 20 (extra), ce 22 3 (extra),
        rmta 21 0.90909 (extra), md 3 (extra), vidya 3 6 .2 (extra), md 5 (untest), vidya 2 5 .2 (untest),
        volatility 5 (untest), zlema 5 (untest), volatility 3 (extra), zlema 6 (extra)`),
    ],
  },
  {
    source: TULIP,
    why: NO_FIELD,
    names: listed(`
        adxr 14 (atoz), dm 14 (atoz), dx 14 (atoz), adxr 5 (untest), dm 5 (untest), dx 5 (untest), fosc 5 (atoz),
        fosc 5 (untest), tsf 5 (extra), tsf 5 (untest)`),
  },
  {
    source: TULIP,
    why: 'it begins the index a bar earlier, and its prices end before the two meet',
    names: ['adx 14 (atoz)', 'adx 14 (extra)', 'adx 5 (untest)'],
  },
  {
    source: TULIP,
    why: 'each of its averages begins with one value, ours with a mean, and its prices end before the two meet',
    names: ['dema 5 (atoz)', 'dema 5 (untest)', 'tema 5 (atoz)', 'tema 5 (untest)', 'trix 3 (atoz)', 'trix 5 (untest)'],
  },
  { source: TULIP, why: FIXED_WEIGHTS, names: ['macd 12 26 9 (atoz)'] },
  { source: TULIP, why: 'its prices are fewer than the slow average’s bars', names: ['ao (untest)'] },
];

/** All that no case uses, by source and reason. */
export const UNUSED: readonly Unused[] = [...talib, ...stockIndicators, ...tulip, ...regtest];

/** What is compared in a test of its own, because it is drawn where it lies and not where it is known. */
export const ELSEWHERE: readonly { readonly source: Source; readonly name: string; readonly test: string }[] = [
  { source: STOCK_INDICATORS, name: 'zigzag', test: 'tests/core/indicators/points.test.ts' },
];
