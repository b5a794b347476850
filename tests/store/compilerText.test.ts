import { expect, it } from 'vitest';
import { compilerText } from '../../src/store/compilerText.ts';

const compiler = '@prisma/client/runtime/query_compiler_small_bg';

it.each(['sqlite', 'postgresql'])('reads the query compiler of %s without importing its module', async (provider) => {
  const { wasm } = await compilerText(`${compiler}.${provider}.wasm-base64.mjs`);
  expect(Buffer.from(wasm, 'base64').subarray(0, 4).toString()).toBe('\0asm');
});

it('says what to do where a package has none', async () => {
  await expect(compilerText(`${compiler}.sqlite.mjs`)).rejects.toThrow(/has no query compiler in it: install the packages anew/);
});
