import { syntheticSource } from '../../src/exchange/synthetic.ts';

/** The built-in market of seed 42, one for all tests of a worker: what one of them has had made up, the next reads at once. */
export const BUILT_IN = syntheticSource(42);
