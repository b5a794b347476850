import { DETECTORS } from '../../../src/core/detectors/list.ts';
import { pivotSwings } from '../../../src/core/detectors/pivotSwings.ts';
import { testContract, testThatItSpeaks } from '../study/conformance/hold.ts';

for (const detector of [...Object.values(DETECTORS), pivotSwings]) {
  testContract(detector);
  testThatItSpeaks(detector);
}
