import * as fc from 'fast-check';

// The same cases on every machine and at every run; FAST_CHECK_SEED looks at others.
fc.configureGlobal({ seed: Number(process.env['FAST_CHECK_SEED'] ?? 20_240_601) });
