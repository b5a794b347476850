import { writeSync } from 'node:fs';
import { registerHooks } from 'node:module';

// Loaded into a measured process in front of the program: at its end it tells, on file descriptor 3, what was used and, if asked to,
// which packages were loaded. Plain JavaScript, and no hooks unless asked: stripping types and hooks would be measured along.

const PACKAGE = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//;
const loaded = new Set();

if (process.env['BENCH_LOADS'] === '1')
  registerHooks({
    load(url, context, next) {
      const name = PACKAGE.exec(url)?.[1];
      if (name !== undefined) loaded.add(name);
      return next(url, context);
    },
  });

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  // Microseconds and kibibytes.
  writeSync(3, JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024, loaded: [...loaded] }));
});
