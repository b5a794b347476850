import { describe, expect, it } from 'vitest';
import { lively } from '../../../../src/core/study/conformance/markets.ts';
import { PROMISES, type Promised } from '../../../../src/core/study/conformance/promises.ts';
import { sampleParameters } from '../../../../src/core/study/conformance/samples.ts';
import { hear, type Plugin } from '../../../../src/core/study/conformance/trial.ts';

/** Holds a plug-in to the contract of its kind, with its usual parameters and with others that a default might hide. */
export function testConformance(plugin: Plugin, promises: readonly Promised[] = PROMISES): void {
  describe.each(sampleParameters(plugin).map((params) => [JSON.stringify(params), params]))(`${plugin.name} %s`, (_, params) => {
    it.each(promises)('$name', (promise) => {
      expect(promise.broken({ plugin, params })).toBeUndefined();
    });
  });
}

/** A plug-in that keeps every promise by never saying anything is none: in a long enough market it speaks. */
export function testThatItSpeaks(plugin: Plugin): void {
  it(`${plugin.name} says something in a lively market`, () => {
    const [params] = sampleParameters(plugin);
    const heard = hear(plugin, params, lively(3_000, 12));
    const said = plugin.fields.flatMap((field) => heard.values(field, heard.warmup, heard.rows));
    expect(said.some((value) => !Number.isNaN(value) && value !== 0)).toBe(true);
  });
}
