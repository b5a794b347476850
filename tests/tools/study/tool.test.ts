import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { rsi } from '../../../src/core/indicators/rsi.ts';
import { PATTERNS } from '../../../src/core/patterns/list.ts';
import { lively } from '../../../src/core/study/conformance/markets.ts';
import { InputError } from '../../../src/plugins/inputError.ts';
import { writeCandleFile } from '../../../src/store/parquet.ts';
import { studyTool } from '../../../src/tools/study/tool.ts';
import { studied } from '../../core/study/conformance/series.ts';

const candles = lively(300, 4);
let folder = '';

const csv = (columns: typeof candles): string =>
  [
    'ts,open,high,low,close,volume',
    ...Array.from(columns.time, (ts, i) =>
      [ts, columns.open[i], columns.high[i], columns.low[i], columns.close[i], columns.volume[i]].join(','),
    ),
  ].join('\n');

const write = async (name: string, text: string): Promise<string> => {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'study-'));
  await write('candles.csv', csv(candles));
  await writeCandleFile(join(folder, 'candles.parquet'), candles);
});
afterAll(() => rm(folder, { recursive: true }));

/** What `study` prints, and its status. */
async function run(name: string | undefined, flags: object, plugins?: string) {
  const printed: string[] = [];
  const status = await studyTool(name, flags, plugins, (text) => printed.push(text));
  return { status, text: printed.join('\n') };
}

const refusal = (name: string | undefined, flags: object, plugins?: string): Promise<string> =>
  run(name, flags, plugins).then(
    () => 'it was taken',
    (error: unknown) => (error instanceof InputError ? error.message.replaceAll(`${folder}/`, '') : String(error)),
  );

describe('values over a candle file', () => {
  const expected = studied(rsi, { period: 5 }, candles).value;

  it.each(['candles.csv', 'candles.parquet'])('one row a candle, empty in warm-up, to the last digit, from %s', async (file) => {
    const { text } = await run('rsi', { in: join(folder, file), param: ['period=5'] });
    const [head, ...rows] = text.split('\n');
    expect(head).toBe('ts,value');
    expect(rows).toEqual(Array.from(candles.time, (ts, i) => `${ts},${i < 5 ? '' : expected.at(i)}`));
  });

  it('the same as JSON, null in warm-up', async () => {
    const { text } = await run('rsi', { in: join(folder, 'candles.csv'), param: ['period=5'], format: 'json' });
    expect(JSON.parse(text)).toEqual(Array.from(candles.time, (ts, i) => ({ ts, value: i < 5 ? null : expected.at(i) })));
  });

  it('takes columns in any order, ISO times and a byte order mark', async () => {
    const file = await write(
      'iso.csv',
      '\uFEFFclose,ts,open,high,low,volume\r\n2,2024-01-01T00:00:00Z,1,3,1,5\r\n3,2024-01-01T01:00:00Z,2,3,2,5\r\n',
    );
    expect((await run('close', { in: file })).text).toBe('ts,value\n1704067200000,2\n1704070800000,3');
  });
});

describe('what cannot be used is told in one line', () => {
  const inFile = (): { in: string } => ({ in: join(folder, 'candles.csv') });
  it.each([
    ['an unknown plug-in, with the nearest', 'rsy', () => inFile(), 'there is no plug-in rsy; did you mean rsi?'],
    [
      'an unknown parameter, with the nearest',
      'rsi',
      () => ({ ...inFile(), param: ['perod=3'] }),
      'rsi has no parameter perod; did you mean period?',
    ],
    [
      'a value out of range, with the range',
      'rsi',
      () => ({ ...inFile(), param: ['period=0'] }),
      'period = 0 is out of range: expected a whole number from 1 to 1000',
    ],
    ['a value that is no number', 'rsi', () => ({ ...inFile(), param: ['period='] }), 'period =  is out of range'],
    ['a set that contradicts itself', 'macd', () => ({ ...inFile(), param: ['fast=30'] }), 'fast must be smaller than slow'],
    ['a parameter without a value', 'rsi', () => ({ ...inFile(), param: ['period'] }), 'is not of the form name=value'],
    ['no plug-in', undefined, () => inFile(), 'which plug-in?'],
    ['no file', 'rsi', () => ({}), 'give --in FILE'],
    ['a format that is none', 'rsi', () => ({ ...inFile(), format: 'xml' }), '--format xml: expected csv or json'],
    ['a file that is not there', 'rsi', () => ({ in: join(folder, 'nope.csv') }), 'nope.csv: there is no such file'],
  ])('%s', async (_, name, flags, says) => {
    const text = await refusal(name, flags());
    expect(text).toContain(says);
    expect(text).not.toContain('\n');
  });

  it.each([
    ['a missing column', 'ts,open,high,low,close\n1704067200000,1,1,1,1', 'has no column volume'],
    ['a cell that is no number', 'ts,open,high,low,close,volume\n1704067200000,1,x,1,1,1', 'column high of row 1 holds "x"'],
    ['an empty cell', 'ts,open,high,low,close,volume\n1704067200000,1,,1,1,1', 'column high of row 1 holds ""'],
    [
      'rows out of order',
      'ts,open,high,low,close,volume\n1704070800000,1,1,1,1,1\n1704067200000,1,1,1,1,1',
      'the candle of row 2 opens at',
    ],
    ['no rows', 'ts,open,high,low,close,volume\n', 'holds no candle'],
    ['an odd timeframe', 'ts,open,high,low,close,volume\n0,1,1,1,1,1\n420000,1,1,1,1,1', 'open 7 minutes apart'],
  ])('%s of a CSV file', async (_, text, says) => {
    expect(await refusal('rsi', { in: await write('broken.csv', text) })).toContain(says);
  });
});

describe('the list', () => {
  it('is of one kind where one is given, and of none that there is not', async () => {
    const { text } = await run(undefined, { list: true, json: true, kind: 'pattern' });
    const listed = z.array(z.object({ kind: z.string() })).parse(JSON.parse(text));
    expect(listed).toHaveLength(Object.keys(PATTERNS).length);
    expect(new Set(listed.map(({ kind }) => kind))).toEqual(new Set(['pattern']));
    expect(await refusal(undefined, { list: true, kind: 'patern' })).toBe(
      'there is no kind patern; expected indicator, detector, strategy, pattern, lookahead',
    );
  });

  it('gives name, parameters with ranges and defaults, fields, warm-up and source', async () => {
    const { text } = await run(undefined, { list: true, json: true });
    expect(JSON.parse(text)).toContainEqual({
      name: 'bollinger',
      kind: 'indicator',
      version: 1,
      about: expect.any(String),
      parameters: [
        { name: 'period', type: 'integer', min: 2, max: 10_000, default: 20 },
        { name: 'deviations', type: 'number', min: 0.1, max: 10, default: 2 },
      ],
      fields: ['upper', 'middle', 'lower', 'percentB', 'width'],
      warmup: 19,
      source: expect.any(String),
    });
  });
});

const OWN = `export default ({ z, indicators }) => ({
  kind: 'indicator', name: 'twice', version: 1, about: 'Twice an average', source: 'This test',
  params: z.object({ period: z.number().int().min(1).max(50).default(3) }),
  fields: ['value'],
  warmup: (p) => p.period - 1,
  memory: (p) => p.period,
  start(p, use, bars, out) {
    const average = use(indicators.sma, { period: p.period }).value;
    return (from, to) => { for (let i = from; i < to; i++) out.value.set(i, 2 * average.at(i)); };
  },
});`;

describe("a user's own plug-in", () => {
  const folderWith = async (name: string, files: Readonly<Record<string, string>>): Promise<string> => {
    const path = join(folder, name);
    await mkdir(path);
    for (const [file, text] of Object.entries(files)) await writeFile(join(path, file), text);
    return path;
  };

  it('stands in the list and works like any other', async () => {
    const plugins = await folderWith('good', { 'twice.ts': OWN, 'notes.md': 'none' });
    expect((await run(undefined, { list: true }, plugins)).text).toContain('twice ');
    const { text } = await run('twice', { in: join(folder, 'candles.csv'), param: ['period=1'] }, plugins);
    expect(text.split('\n')[1]).toBe(`${candles.time[0]},${2 * (candles.close[0] ?? 0)}`);
  });

  it('keeps what its kind promises, said promise by promise', async () => {
    const { status, text } = await run(undefined, { verify: await write('twice.mjs', OWN) });
    expect(text).toContain('It keeps what its kind promises.');
    expect(text).not.toContain('✗');
    expect(status).toBe(0);
  });

  it('breaks a promise, said which and where, with status 1', async () => {
    const { status, text } = await run(undefined, {
      verify: await write('early.mjs', OWN.replace('=> p.period - 1', '=> p.period')),
    });
    expect(text).toContain('✗ has no value before its warm-up');
    expect(text).toContain('{"period":1}: value has a value at bar 0; its warm-up is 1 bars');
    expect(status).toBe(1);
  });

  it.each([
    ['name', OWN.replace("name: 'twice'", "name: 'Twice!'"), 'name: expected letters'],
    ['version', OWN.replace('version: 1', "version: 'one'"), 'version: expected a whole number'],
    ['kind', OWN.replace("kind: 'indicator'", "kind: 'oracle'"), 'kind: expected indicator, detector, strategy or rule'],
    ['warmup', OWN.replace('warmup: (p) => p.period - 1,', ''), 'warmup: expected a function'],
    ['params', OWN.replace(/params: .*\n/, 'params: 3,\n'), 'params: expected a z.object'],
    ['fields', OWN.replace("fields: ['value']", "fields: 'value'"), 'fields: expected a list'],
    ['fields', OWN.replace("'indicator'", "'strategy'"), "fields: a strategy's are"],
    ['default', 'export const x = 1;', 'default: expected `export default'],
    ['default', 'export default () => { throw new Error("no luck"); }', 'default: threw: no luck'],
  ])('of the wrong shape: the message names the file and %s (%#)', async (field, text, says) => {
    const name = `wrong${field}.mjs`;
    const message = await refusal(undefined, { verify: await write(`${says.length}${name}`, text) });
    expect(message).toContain(`${says.length}${name}: ${says}`);
  });

  it('two of one kind and name are refused with both files', async () => {
    const plugins = await folderWith('twins', { 'a.mjs': OWN, 'b.mjs': OWN });
    expect(await refusal(undefined, { list: true }, plugins)).toContain('twins/b.mjs: name: a.mjs holds indicator twice already');
  });

  it('a folder that is not there is told with what to do', async () => {
    expect(await refusal(undefined, { list: true }, join(folder, 'none'))).toContain('none: there is no such folder of plug-ins');
  });
});

describe('a file that the desk would not take as it is', () => {
  const HOURS = Array.from({ length: 5 }, (_, i) => Date.UTC(2024, 11, 31, 22 + i));
  const rows = (times: readonly string[], change: Readonly<Record<number, string>> = {}): string =>
    ['ts,open,high,low,close,volume', ...times.map((ts, i) => `${ts},${change[i] ?? '100,102,98,101,10'}`)].join('\n');

  const impossible: readonly [string, string][] = [
    ['a price below zero', '100,102,-1.5,-1.5,10'],
    ['a price of zero', '100,102,0,0,10'],
    ['a high below the low', '100,97,98,99,10'],
    ['a high below the close', '100,102,98,103,10'],
    ['a negative volume', '100,102,98,101,-1'],
    ['a number that is infinite in a double', '100,1e999,98,101,10'],
  ];
  it.each(impossible)('%s is refused with its row', async (_, row) => {
    const file = await write('impossible.csv', rows(HOURS.map(String), { 2: row }));
    expect(await refusal('sma', { in: file })).toMatch(/^impossible\.csv: row 3 is no candle that the desk would take: one w/);
  });

  it.each(['0x10', 'Infinity', '1_000', '', 'NaN', '1,5'])('"%s" is no number', async (cell) => {
    const file = await write('hex.csv', rows(HOURS.map(String), { 1: `100,102,98,"${cell}",10`.replaceAll('"', '') }));
    expect(await refusal('sma', { in: file })).toMatch(/^hex\.csv: (column close of row 2 holds|row 2 is no candle)/);
  });

  it('a candle of the future is refused', async () => {
    const file = await write('future.csv', rows(HOURS.map((at) => String(at + 1e12))));
    expect(await refusal('sma', { in: file })).toMatch(/row 1 is no candle that the desk would take: one that open/);
  });

  it('candles that are missing are told with their row and time', async () => {
    const file = await write('holes.csv', rows(HOURS.filter((_at, i) => i !== 2).map(String)));
    const noted: string[] = [];
    await studyTool(
      'sma',
      { in: file, param: ['period=2'] },
      undefined,
      () => undefined,
      (text) => noted.push(text),
    );
    expect(noted).toEqual([
      `${file} 1h: 1 candle is missing in one gap from 2025-01-01 00:00 UTC, after row 2; left missing, values go on over it`,
    ]);
  });

  const units: readonly [string, (at: number, i: number) => number, string | undefined][] = [
    ['ms', (at) => at, undefined],
    ['seconds', (at) => at / 1e3, 'counts its times in s; read as such'],
    ['microseconds', (at) => at * 1e3, 'counts its times in µs; read as such'],
    ['nanoseconds', (at) => at * 1e6, 'counts its times in ns; read as such'],
    ['microseconds from 2025 on', (at, i) => (i < 2 ? at : at * 1e3), 'counts its times in ms and µs; read as such'],
  ];
  it.each(units)('times in %s are read in ms and told by name', async (_, counted, says) => {
    const file = await write('units.csv', rows(HOURS.map((at, i) => String(counted(at, i)))));
    const [printed, noted]: string[][] = [[], []];
    await studyTool(
      'sma',
      { in: file, param: ['period=2'] },
      undefined,
      (text) => printed?.push(text),
      (text) => noted?.push(text),
    );
    expect(
      printed
        ?.join('\n')
        .split('\n')
        .slice(1)
        .map((line) => Number(line.split(',')[0])),
    ).toEqual(HOURS);
    expect(noted).toEqual(says === undefined ? [] : [`${file} ${says}`]);
  });
});
