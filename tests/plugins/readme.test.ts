import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { studyTool } from '../../src/tools/study/tool.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'readme-'));
});
afterAll(() => rm(folder, { recursive: true }));

test("README's own strategy is under 30 lines and keeps the contract", async () => {
  const [, code = ''] = /```ts\n(export default [\s\S]+?)```/.exec(await readFile('README.md', 'utf8')) ?? [];
  expect(code.trim().split('\n').length).toBeLessThan(30);
  const file = join(folder, 'breakout.ts');
  await writeFile(file, code);
  const printed: string[] = [];
  const status = await studyTool(undefined, { verify: file }, undefined, (text) => printed.push(text));
  expect(printed.filter((line) => line.startsWith('✗'))).toEqual([]);
  expect(status).toBe(0);
});
