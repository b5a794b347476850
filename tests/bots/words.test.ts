import { expect, it } from 'vitest';
import { wordsOf } from '../../src/bots/words.ts';

it.each([
  ['/reduce 7 50 %', ['/reduce', '7', '50%']],
  ['/reduce 7 50\u00a0%', ['/reduce', '7', '50%']],
  ['/buy BTC 1\u00a0000,50', ['/buy', 'BTC', '1000,50']],
  ['/buy BTC 2\u202f000\u202f000', ['/buy', 'BTC', '2000000']],
  ['/buy\u00a0BTC\u00a0100', ['/buy', 'BTC', '100']],
  ['/config risk.perTrade 1½ %', ['/config', 'risk.perTrade', '1½%']],
  ['/config risk.perTrade 1 ½ %', ['/config', 'risk.perTrade', '1½%']],
  ['/config risk.perTrade ½\u00a0%', ['/config', 'risk.perTrade', '½%']],
  ['/stop 7 –1 %', ['/stop', '7', '–1%']],
  ['/reduce ETH2 ½', ['/reduce', 'ETH2', '½']],
  ['/why 7 100', ['/why', '7', '100']],
  ['/reject A1 "20 % late"', ['/reject', 'A1', '20% late']],
])('the words of %s are %j', (line, words) => expect(wordsOf(line)).toEqual(words));
