import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadOwnFolder } from '../../src/plugins/load.ts';
import { tryFile } from '../../src/plugins/trial.ts';
import { tryOut } from '../../src/plugins/tried.ts';

type Parts = {
  readonly kind?: string;
  readonly fields?: string;
  readonly start?: string;
  readonly body?: string;
  readonly top?: string;
};

/** A plug-in that gives zeros, but for what the test puts into it. */
const plugin = ({
  kind = 'strategy',
  fields = "['score', 'confidence']",
  start = '',
  body = '',
  top = '',
}: Parts): string => `${top}
export default ({ z, indicators }) => ({
  kind: '${kind}', name: 'trend', version: 1, about: 'Of a test', source: 'This test',
  params: z.object({}), fields: ${fields}, warmup: () => 0, memory: () => 1,
  start: (p, use, bars, out) => {
    ${start}
    const advance = (from, to) => { for (let i = from; i < to; i++) { for (const field in out) out[field].set(i, 0); ${body} } };
    return ${kind === 'indicator' ? 'advance' : "{ advance, findings: [], explain: () => ['a word'] }"};
  },
});`;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'own-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function written(parts: Parts): Promise<string> {
  const file = join(folder, 'trend.ts');
  await writeFile(file, plugin(parts));
  return file;
}

describe('a file that never ends in', () => {
  it.each<[string, Parts]>([
    ['its start', { start: 'for (;;) {}' }],
    ['one bar alone', { kind: 'indicator', fields: "['value']", body: 'if (to - from === 1) for (;;) {}' }],
    ['its own text', { top: 'for (;;) {}' }],
    ['a loop that catches all', { kind: 'detector', fields: "['value']", body: 'for (;;) { try { for (;;) {} } catch {} }' }],
    ['a timer of its start', { start: 'setTimeout(() => { for (;;) {} });' }],
    ['a wait for nothing', { top: 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);' }],
  ])('%s is refused by name with the deadline', async (_, parts) => {
    const file = await written(parts);
    await expect(tryOut([file], 300)).rejects.toThrow(
      `${file}: it does not come to an end: tried on sample candles it ran for 0.3 s; look for a loop without an end`,
    );
  });
});

describe.each<Parts>([{}, { kind: 'indicator', fields: "['value']" }, { kind: 'detector', fields: "['value']" }])(
  'a file with a kind of its own ($kind)',
  (kind) => {
    it.each([
      ['an indicator', 'use(indicators.rsii, { period: 14 });', "it asks for indicator 'rsii'; did you mean 'rsi'?"],
      ['a parameter', 'use(indicators.rsi, { perod: 14 });', "it asks for parameter of rsi 'perod'; did you mean 'period'?"],
      ['a field', 'use(indicators.rsi, { period: 14 }).valu;', "it asks for field of rsi 'valu'; did you mean 'value'?"],
      [
        'a field of what its own measure asks for',
        "use({ ...indicators.close, name: 'mine', start: (p, ask) => ask(indicators.rsi, { period: 14 }).valu }, {});",
        "it asks for field of rsi 'valu'; did you mean 'value'?",
      ],
      ['a column', 'bars.closes;', "it asks for column of its candles 'closes'; did you mean 'close'?"],
      ['no plug-in', 'use(undefined, {});', 'use takes a plug-in and its parameters, such as use(indicators.rsi'],
    ])('that misspells %s is refused with the nearest name', async (_, start, says) => {
      const file = await written({ ...kind, start });
      await expect(tryFile(file)).rejects.toThrow(`${file}: ${kind.kind ?? 'strategy'} trend cannot be started: ${says}`);
    });
  },
);

it.each<[string, Parts, string]>([
  [
    'a candle',
    { body: 'bars.close.set(i, 1);' },
    'is refused, tried on lively candles: it writes to a column that others read too',
  ],
  [
    'a value of the desk',
    { start: 'use(indicators.rsi, { period: 14 }).value.set(0, 1);' },
    'cannot be started: it writes to a column that others read too',
  ],
  [
    'a candle, in a measure of its own',
    { start: "use({ ...indicators.close, name: 'mine', start: (q, ask, candles) => (i) => candles.close.set(i, 1) }, {});" },
    'is refused, tried on lively candles: it writes to a column that others read too',
  ],
  [
    'a column of the bars',
    { start: 'bars.close = out.score;' },
    "cannot be started: Cannot assign to read only property 'close'",
  ],
  ['a start', { start: 'return Promise.reject(new Error());' }, 'cannot be started: start gave a promise'],
  [
    'an advance',
    { start: "return { async advance() { throw new Error('late'); }, explain: () => [] };" },
    'is refused, tried on lively candles: advance gave a promise; expected it to be done when it returns',
  ],
])('that writes to what is not its own or puts work off is refused: %s', async (_, parts, says) => {
  const file = await written(parts);
  await expect(tryFile(file)).rejects.toThrow(says);
});

it('what it sorts is a copy, and an indicator of the kit cannot be written to', async () => {
  const body =
    'const before = bars.close.values[0]; bars.close.values.fill(0); if (bars.close.values[0] !== before) out.score.set(i, 7);';
  await expect(tryFile(await written({ body }))).resolves.toBeUndefined();
  const file = join(folder, 'kit.ts');
  await writeFile(file, plugin({}).replace('=> ({', '=> (indicators.rsi.start = () => () => {}, {'));
  await expect(tryFile(file)).rejects.toThrow("Cannot assign to read only property 'start'");
});

it.each(['strategies', 'detectors', 'indicators'])('what it imports of the %s of the desk cannot be written to', async (kind) => {
  const list = new URL(`../../src/core/${kind}/list.ts`, import.meta.url).href;
  const file = await written({
    top: `import * as lists from '${list}'; lists.${kind.toUpperCase()}.divergence.start = undefined;`.replace(
      'INDICATORS.divergence',
      'INDICATORS.rsi',
    ),
  });
  await expect(tryFile(file)).rejects.toThrow("Cannot assign to read only property 'start'");
});

it('what is a folder or a device by the name of a file is refused by what it is', async () => {
  await mkdir(join(folder, 'd.ts'));
  await expect(loadOwnFolder(folder)).rejects.toThrow('d.ts: it is a folder; expected a file with a plug-in');
  await expect(tryOut(['/dev/null'])).rejects.toThrow('/dev/null: it is no plain file');
});

it('a file that waits at its top for ever is refused by name at once', async () => {
  const file = await written({ top: 'await new Promise(() => undefined);' });
  await expect(tryOut([file])).rejects.toThrow(`${file}: it waits at its top for what never comes; take that await out`);
});

it('a file that ends its process is refused by name', async () => {
  const file = await written({ top: 'process.exit(0);' });
  await expect(tryOut([file])).rejects.toThrow(`${file}: tried on sample candles, it ended its thread`);
});

it('a strategy whose votes are none on sample candles is refused with what it gave', async () => {
  const file = await written({ body: 'out.score.set(i, (bars.close.at(i) - 90) * 9);' });
  await expect(tryFile(file)).rejects.toThrow(
    /trend\.ts: strategy trend is refused, tried on .*: it gave score -?\d.*; expected a number from -1 to 1/,
  );
});

it('what throws on candles is left for the desk to tell', async () => {
  await expect(tryFile(await written({ body: "throw new Error('boom');" }))).resolves.toBeUndefined();
});

it('of a folder the first file that is refused is named', async () => {
  await written({});
  await writeFile(join(folder, 'zebra.ts'), plugin({ start: 'use(indicators.emma, {});' }).replace("'trend'", "'zebra'"));
  await expect(loadOwnFolder(folder)).rejects.toThrow(
    "zebra.ts: strategy zebra cannot be started: it asks for indicator 'emma'; did you mean 'ema'?",
  );
});
