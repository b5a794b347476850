import { DETECTORS } from '../../../src/core/detectors/list.ts';
import { pivotSwings } from '../../../src/core/detectors/pivotSwings.ts';
import { testConformance, testThatItSpeaks } from '../study/conformance/hold.ts';

for (const detector of [...Object.values(DETECTORS), pivotSwings]) {
  testConformance(detector);
  testThatItSpeaks(detector);
}
