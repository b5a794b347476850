import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChartError, type Charts, openCharts } from '../../src/charts/open.ts';
import { bare, crowded, equity, walk } from './samples.ts';

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

const sizeOf = (png: Uint8Array): readonly number[] => {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};

describe('the process that draws', () => {
  let charts: Charts;
  beforeAll(() => {
    // However long a loaded machine takes.
    charts = openCharts({ after: () => () => undefined });
  });
  afterAll(() => charts.close());

  it.each([
    ['candles', crowded()],
    ['equity', equity(300)],
    ['a picture of nothing', bare(walk(0))],
  ])('makes a PNG of 1080 pixels square: %s', async (_, picture) => {
    const png = await charts.draw(picture);
    expect([...png.subarray(0, 8)]).toEqual(PNG);
    expect(sizeOf(png)).toEqual([1080, 1080]);
  });

  it('makes the same bytes of the same picture, however many are drawn in between', async () => {
    const [first, , second, other] = await Promise.all([crowded(), equity(50), crowded(), bare(walk(120))].map(charts.draw));
    expect(second).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('leaves the candles to the one who asked', async () => {
    const picture = bare(walk(10));
    await charts.draw(picture);
    expect(picture.candles.close).toHaveLength(10);
  });
});

describe('a process that does as its pictures say', () => {
  const program = new URL('./programs/fragile.ts', import.meta.url);
  const titled = (title: string) => ({ ...bare(walk(0)), title });
  const fails = async (charts: Charts, title: string): Promise<string> =>
    charts.draw(titled(title)).then(
      () => 'drawn',
      (error: unknown) => (error instanceof ChartError ? String(error) : 'another error'),
    );

  it.each([
    ['dies', 'the process for pictures ended with code 3'],
    ['throws', 'the process for pictures ended with code 1'],
    ['is killed', 'the process for pictures was ended by SIGKILL'],
    ['fails', 'the picture could not be drawn: a picture that cannot be'],
  ])('says so when it %s, and draws what waits behind', async (title, says) => {
    const lost: string[] = [];
    await using charts = disposable(openCharts({ program, after: () => () => undefined, lost: (why) => lost.push(why) }));
    const [said, next, after] = await Promise.all([
      fails(charts, title),
      charts.draw(titled('next')),
      charts.draw(titled('after')),
    ]);
    expect(said).toBe(`ChartError: ${says}`);
    expect(lost).toEqual(title === 'fails' ? [] : [says]);
    expect([next, after].map((bytes) => new TextDecoder().decode(bytes))).toEqual(['next', 'after']);
  });

  it('is ended where it hangs, and another draws what waits behind', async () => {
    const limits: (() => void)[] = [];
    const after = (_: number, run: () => void) => {
      limits.push(run);
      return () => undefined;
    };
    await using charts = disposable(openCharts({ program, after }));
    const both = Promise.all([fails(charts, 'hangs'), fails(charts, 'next')]);
    limits[0]?.();
    expect(await both).toEqual(['ChartError: the picture took longer than 10 s', 'drawn']);
  });

  it('refuses what is not drawn when it is closed, and everything after', async () => {
    const charts = openCharts({ program, after: () => () => undefined });
    const both = Promise.all([fails(charts, 'hangs'), fails(charts, 'next')]);
    await charts.close();
    expect(await both).toEqual(Array(2).fill('ChartError: the picture was not drawn: the desk is stopping'));
    expect(await fails(charts, 'later')).toBe('ChartError: no more pictures are drawn: the desk is stopping');
  });

  it('lets no more wait than somebody would wait for', async () => {
    await using charts = disposable(openCharts({ program, after: () => () => undefined }));
    const said = await Promise.all(Array.from({ length: 60 }, () => fails(charts, 'next')));
    expect(said.filter((text) => text === 'drawn')).toHaveLength(51);
    expect(said.at(-1)).toBe('ChartError: 50 pictures are waiting already');
  });

  const answer = async (charts: Charts, title: string): Promise<string> =>
    new TextDecoder().decode(await charts.draw(titled(title)));

  it('is one for all pictures, until none has come for 10 s', async () => {
    const timers = new Map<number, () => void>();
    const after = (delay: number, run: () => void) => {
      timers.set(delay, run);
      return () => timers.delete(delay);
    };
    const lost: string[] = [];
    await using charts = disposable(openCharts({ program, after, lost: (why) => lost.push(why) }));
    const [first, second] = [await answer(charts, 'which'), await answer(charts, 'which')];
    expect(second).toBe(first);
    timers.get(10_000)?.();
    expect(await answer(charts, 'which')).not.toBe(first);
    // It was not lost.
    expect(lost).toEqual([]);
  });

  it('is told of when it is lost between two pictures', async () => {
    const told = Promise.withResolvers<string>();
    await using charts = disposable(openCharts({ program, after: () => () => undefined, lost: told.resolve }));
    process.kill(Number(await answer(charts, 'which')), 'SIGKILL');
    expect(await told.promise).toBe('the process for pictures was ended by SIGKILL');
    expect(await answer(charts, 'next')).toBe('next');
  });

  it('is given nothing of the environment but what loads it', async () => {
    await using charts = disposable(openCharts({ program, after: () => () => undefined }));
    const given = Object.keys(JSON.parse(await answer(charts, 'environment')));
    expect(given.filter((name) => !/^(NODE_COMPILE_CACHE|MALLOC_.*|LD_LIBRARY_PATH|SystemRoot)$/.test(name))).toEqual([]);
  });

  it('starts no process where nothing is drawn', async () => {
    await expect(openCharts({ program: new URL('./programs/none.ts', import.meta.url) }).close()).resolves.toBeUndefined();
  });
});

const disposable = (charts: Charts) => ({ ...charts, [Symbol.asyncDispose]: () => charts.close() });
