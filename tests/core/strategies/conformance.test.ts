import { STRATEGIES } from '../../../src/core/strategies/list.ts';
import { testConformance, testThatItSpeaks } from '../study/conformance/hold.ts';

for (const strategy of Object.values(STRATEGIES)) {
  testConformance(strategy);
  testThatItSpeaks(strategy);
}
