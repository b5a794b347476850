import { createBars, createColumn, type GrowingBars } from '../market/bars.ts';
import { floorTo, lengthOf, type Timeframe } from '../time.ts';
import { candlesBefore } from './anchor.ts';
import { createBringing } from './bring.ts';
import { foundBy, hasFields, hasFindings, hasWords, type Line, madeBy, NEVER, type Node, parse, sorted } from './node.ts';
import type { Advance, AnyPlug, Detector, Finding, PlugFailure, Series, Strategy, StudiedColumns, Study, Use } from './plug.ts';

/** An empty study. `onFailure` hears of every plug that throws, once; what depends on it falls silent without another word. */
export function createStudy(onFailure: (failure: PlugFailure) => void = () => undefined): Study {
  const lines = new Map<string, Line>();
  /** The same to walk over, since a Map's iterator is garbage on every candle. */
  const inOrder: Line[] = [];
  const nodes = new Map<string, Node>();
  /** Inputs before those that read them. */
  const order: Node[] = [];
  /** Those of a user's own, in the same order. */
  const own: Node[] = [];
  const { bring, stop } = createBringing(order, own, onFailure);
  const identities = new Map<object, number>();
  const names = new Map<string, object>();
  const starting = new Set<string>();
  const listeners: (() => void)[] = [];

  const claimName = (plug: object, kind: string, name: string, version: number): void => {
    const title = `${kind} "${name}" version ${version}`;
    if ((names.get(title) ?? plug) !== plug)
      throw new RangeError(`two plug-ins call themselves ${title}: give one of them another name, or raise its version`);
    names.set(title, plug);
  };

  const nodeOf = <P, F extends string>(plug: AnyPlug<P, F>, given: P, line: Line): Node => {
    const params = parse(plug, given);
    const identity = identities.get(plug) ?? identities.size;
    identities.set(plug, identity);
    const { bars } = line;
    const key = JSON.stringify([bars.symbol, bars.timeframe, identity, params], sorted);
    const known = nodes.get(key);
    if (known !== undefined) return known;
    if (starting.has(key)) throw new RangeError(`${plug.name} asks for itself with the same parameters`);
    starting.add(key);
    try {
      const columns = Object.fromEntries(plug.fields.map((field) => [field, createColumn(bars.first)]));
      const inputs: Node[] = [];
      const restart = (): { made: Advance | { advance: Advance }; advance: Advance } => {
        inputs.length = 0;
        if (!hasFields(columns, plug.fields)) throw new TypeError(`${plug.name} has no fields`);
        const made = plug.start(params, useOn(line, inputs), bars, columns);
        return { made, advance: typeof made === 'function' ? made : made.advance };
      };
      const { made, advance } = restart();
      const findings = hasFindings(made) ? made.findings : undefined;
      const explain = hasWords(made) ? (i: number) => made.explain(i) : undefined;
      claimName(
        plug,
        explain !== undefined ? 'strategy' : findings !== undefined ? 'detector' : 'indicator',
        plug.name,
        plug.version,
      );
      return add({
        key,
        plug,
        name: plug.name,
        file: plug.file,
        within: plug.within,
        line,
        bars,
        columns,
        written: Object.values(columns),
        inputs,
        warmup: Math.max(plug.warmup(params), ...inputs.map((input) => input.warmup)),
        memory: plug.memory(params),
        done: bars.first,
        room: 0,
        limit: NEVER,
        failure: undefined,
        advance,
        findings,
        explain,
        restart: () => restart().advance,
      });
    } finally {
      starting.delete(key);
    }
  };

  const add = (node: Node): Node => {
    nodes.set(node.key, node);
    order.push(node);
    if (node.within !== undefined) own.push(node);
    for (const input of node.inputs)
      if (input.limit < node.limit && input.bars === node.bars) stop(node, input.limit, input.failure);
    return node;
  };

  /** A column of another series on this one's bars: at each bar the value of the candle that should have closed last by then. */
  const viewOf = (source: Node, line: Line): Node => {
    const { bars } = line;
    const key = JSON.stringify([bars.symbol, bars.timeframe, source.key]);
    const known = nodes.get(key);
    if (known !== undefined) return known;
    const length = lengthOf(bars.timeframe);
    const step = lengthOf(source.bars.timeframe);
    const columns = Object.fromEntries(Object.keys(source.columns).map((field) => [field, createColumn(bars.first)]));
    const written = Object.values(columns);
    const read = Object.values(source.columns);
    let j = source.bars.first;
    const advance: Advance = (from, to) => {
      for (let i = from; i < to; i++) {
        const expected = floorTo(bars.time.at(i) + length, step) - step;
        while (j < source.bars.end && !(source.bars.time.at(j) >= expected)) j += 1;
        const there = source.bars.time.at(j) === expected;
        if (there && j >= source.limit) {
          stop(view, i, source.failure);
          return;
        }
        for (let c = 0; c < written.length; c++) written[c]?.set(i, there ? (read[c]?.at(j) ?? Number.NaN) : Number.NaN);
      }
    };
    const view: Node = {
      key,
      plug: source.plug,
      name: source.name,
      file: source.file,
      within: source.within,
      line,
      bars,
      columns,
      written,
      inputs: [source],
      warmup: Math.ceil(((source.warmup + 1) * step) / length) + (step > length ? Math.ceil(step / length) : 0) - 1,
      memory: 1,
      done: bars.first,
      room: 0,
      limit: NEVER,
      failure: undefined,
      advance,
      findings: undefined,
      explain: undefined,
      restart: undefined,
    };
    return add(view);
  };

  const useOn =
    (line: Line, inputs: Node[]): Use =>
    (plug, params, where) => {
      const { symbol, timeframe } = line.bars;
      const target = lineOf(where?.symbol ?? symbol, where?.timeframe ?? timeframe);
      const source = nodeOf(plug, params, target);
      const node = target === line ? source : viewOf(source, line);
      inputs.push(node);
      if (!madeBy(node, plug)) throw new TypeError(`the study mixed up ${plug.name}`);
      return node.columns;
    };

  const asked = <P, F extends string>(line: Line, plug: AnyPlug<P, F>, params: P): { node: Node; studied: StudiedColumns<F> } => {
    const before = order.length;
    const node = nodeOf(plug, params, line);
    bring(before, true);
    if (!madeBy(node, plug)) throw new TypeError(`the study mixed up ${plug.name}`);
    return { node, studied: { columns: node.columns, warmup: node.warmup, failure: () => node.failure } };
  };

  const lineOf = (symbol: string, timeframe: Timeframe): Line => {
    const key = `${timeframe} ${symbol}`;
    const known = lines.get(key);
    if (known !== undefined) return known;
    const bars = createBars(symbol, timeframe);
    const series: Series = {
      bars,
      use(plug, params, where) {
        const before = order.length;
        const columns = useOn(line, [])(plug, params, where);
        bring(before, true);
        return columns;
      },
      ask: (plug, params) => asked(line, plug, params).studied,
      useDetector<P, F extends string, X extends Finding>(detector: Detector<P, F, X>, params: P) {
        const { node, studied } = asked(line, detector, params);
        if (!foundBy(node, detector)) throw new TypeError(`${detector.name} is no detector: its start returns no findings`);
        return { ...studied, findings: node.findings };
      },
      useStrategy<P>(strategy: Strategy<P>, params: P) {
        const { node, studied } = asked(line, strategy, params);
        const { explain } = node;
        if (explain === undefined) throw new TypeError(`${strategy.name} is no strategy: its start returns no explain`);
        return { ...studied, explain };
      },
    };
    const line: Line = { bars, series, studied: 0 };
    lines.set(key, line);
    inOrder.push(line);
    return line;
  };

  const before = ({ bars }: Line): number => {
    let candles = candlesBefore(bars.timeframe);
    for (const node of order) if (node.bars === bars && node.warmup >= candles) candles = node.warmup + 1;
    return candles;
  };

  const hasNew = (): boolean => {
    for (const line of inOrder) if (line.bars.end !== line.studied) return true;
    return false;
  };

  return {
    bars: (symbol, timeframe) => lineOf(symbol, timeframe).bars,
    series: (symbol, timeframe) => lineOf(symbol, timeframe).series,
    asked: () => inOrder.map(({ bars }) => bars),
    advance() {
      if (!hasNew()) return;
      bring(0, false);
      for (const line of inOrder) line.studied = line.bars.end;
    },
    before: (symbol, timeframe) => before(lineOf(symbol, timeframe)),
    begin(anchor) {
      const since = inOrder.map((line) => {
        const length = lengthOf(line.bars.timeframe);
        return floorTo(anchor, length) - before(line) * length;
      });
      nodes.clear();
      order.length = 0;
      own.length = 0;
      // A plug-in that is made anew within the start of another one, as a user's may, is no second one of its name.
      identities.clear();
      names.clear();
      inOrder.forEach((line, l) => {
        const { bars } = line;
        let first = bars.end;
        while (first > bars.first && bars.time.at(first - 1) >= (since[l] ?? 0)) first -= 1;
        bars.begin(first);
        line.studied = 0;
      });
      for (const listener of listeners) listener();
    },
    onBegin(listener) {
      listeners.push(listener);
    },
    forget(atLeast) {
      const needed = new Map<GrowingBars, number>();
      for (const { bars } of inOrder) needed.set(bars, atLeast);
      // What never fades lives in the plug's own state, not in columns.
      for (const { bars, memory, warmup } of order)
        needed.set(bars, 1 + Math.max((needed.get(bars) ?? 0) - 1, warmup, Number.isFinite(memory) ? memory : 0));
      for (const [bars, held] of needed) {
        // Only once a fifth can go: dropping costs next to nothing on average, and columns hold little that nobody needs.
        if (bars.end - bars.first < 1.25 * held) continue;
        bars.keep(bars.end - held);
        for (const node of order) if (node.bars === bars) for (const column of node.written) column.drop(bars.first);
      }
    },
  };
}
