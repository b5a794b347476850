import { INDICATORS } from '../../../src/core/indicators/list.ts';
import { pairSpread } from '../../../src/core/indicators/pairSpread.ts';
import { PROMISES } from '../../../src/core/study/conformance/promises.ts';
import { testConformance, testThatItSpeaks } from '../study/conformance/hold.ts';

for (const indicator of Object.values(INDICATORS)) {
  testConformance(indicator);
  testThatItSpeaks(indicator);
}

// A spread that never returns has an infinite half-life, and one that never moves no z: numbers at every bar are not its promise.
testConformance(
  pairSpread,
  PROMISES.filter(({ name }) => /range|looks ahead|same bits|source/.test(name)),
);
