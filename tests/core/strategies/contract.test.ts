import { STRATEGIES } from '../../../src/core/strategies/list.ts';
import { testContract, testThatItSpeaks } from '../study/conformance/hold.ts';

for (const strategy of Object.values(STRATEGIES)) {
  testContract(strategy);
  testThatItSpeaks(strategy);
}
