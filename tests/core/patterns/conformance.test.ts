import { candleAverage } from '../../../src/core/patterns/candleAverage.ts';
import { PATTERNS } from '../../../src/core/patterns/list.ts';
import { testConformance } from '../study/conformance/hold.ts';

for (const plugin of [...Object.values(PATTERNS), candleAverage]) testConformance(plugin);
