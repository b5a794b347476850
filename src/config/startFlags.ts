import { statSync } from 'node:fs';
import { z } from 'zod';
import { isTimeframe, parseInstant, TIMEFRAMES } from '../core/time.ts';
import { ConfigError, type Problem } from './problems.ts';
import type { StartOptions } from './startOptions.ts';

const rawSchema = z.object({
  replay: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  symbols: z.string().optional(),
  speed: z.string().optional(),
  timeframe: z.string().optional(),
  seed: z.string().optional(),
  json: z.boolean().default(false),
  daemon: z.boolean().default(false),
  again: z.boolean().default(false),
});

/** Any script and any case: which names there are, the market says. */
const SYMBOL = /^[\p{L}\p{M}\p{N}\p{S}._-]+(\/[\p{L}\p{N}]+(:[\p{L}\p{N}]+)?)?$/u;

/** Reads the texts of the flags of `start`. Throws ConfigError with every wrong flag at once. */
export function readStartFlags(flags: unknown): StartOptions {
  const raw = rawSchema.parse(flags);
  const problems: Problem[] = [];

  /** A flag's value; undefined where it is absent or wrong, and then that is noted. */
  function flag<T>(
    name: keyof typeof raw,
    expected: string,
    example: string,
    read: (text: string) => T | undefined,
  ): T | undefined {
    const text = raw[name];
    if (typeof text !== 'string') return undefined;
    const value = read(text.trim());
    if (value === undefined)
      problems.push({ name: `--${name}`, value: JSON.stringify(text), expected, example: `--${name} ${example}` });
    return value;
  }

  const instant = 'an ISO time, UTC unless it says otherwise; a date alone is its 00:00';
  const from = flag('from', instant, '2024-06-01', parseInstant);
  const to = flag('to', instant, '2024-08-31', parseInstant);
  if (from !== undefined && to !== undefined && to <= from)
    problems.push({
      name: '--to',
      value: JSON.stringify(raw.to),
      expected: 'a time after --from',
      example: '--from 2024-06-01 --to 2024-08-31',
    });
  const replay = flag('replay', 'an existing folder of recorded candles', './candles', (path) =>
    statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? path : undefined,
  );
  const symbols = flag('symbols', 'symbols separated by commas', 'BTC/USDT,ETH/USDT', (text) => {
    const names = text.split(/[,，、]/).map((name) => name.trim());
    return names.every((name) => SYMBOL.test(name)) ? [...new Set(names)] : undefined;
  });
  const speed = flag('speed', 'market seconds a second above 0, or max', '600', (text) => {
    if (text === 'max') return 'max' as const;
    const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0;
    return seconds > 0 ? seconds : undefined;
  });
  const timeframe = flag('timeframe', `one of ${TIMEFRAMES.join(', ')}`, '1h', (text) => (isTimeframe(text) ? text : undefined));
  const seed = flag('seed', 'a whole number from 0', '7', (text) => (/^\d{1,15}$/.test(text) ? Number(text) : undefined));
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    ...(replay === undefined ? {} : { replay }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(symbols === undefined ? {} : { symbols }),
    ...(speed === undefined ? {} : { speed }),
    ...(timeframe === undefined ? {} : { timeframe }),
    ...(seed === undefined ? {} : { seed }),
    json: raw.json,
    daemon: raw.daemon,
    again: raw.again,
  };
}

/** Flags that steer a replay's clock and candles; on a real exchange's prices they would say nothing. */
const REPLAY_ONLY = ['from', 'speed', 'timeframe', 'seed'] as const;

/** What was asked of a replay although the run follows `exchange`. */
export function replayFlagsOn(exchange: string, options: StartOptions): readonly Problem[] {
  const given = REPLAY_ONLY.filter((name) => options[name] !== undefined);
  return [...given, ...(options.again ? ['again'] : [])].map((name) => ({
    name: `--${name}`,
    value: '',
    expected: `no such flag with EXCHANGE=${exchange}, whose time goes by itself: take it out, or add --replay DIR`,
  }));
}
