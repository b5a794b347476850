import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * Generates one client for each database from the one models file. Prisma joins the files of a folder, so models and
 * datasource meet in a folder made for the moment, as deep as prisma/sqlite, where the output path means the same.
 *
 * The command line of Prisma is fetched when this runs and is no dependency: it would download engines at every install.
 * `generate` needs none; any executable stands in for the schema engine.
 */
const prisma = import.meta.dirname;
const client = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(prisma, '../node_modules/@prisma/client/package.json'), 'utf8')));

for (const provider of ['sqlite', 'postgresql']) {
  const joined = join(prisma, `.joined-${provider}`);
  rmSync(joined, { recursive: true, force: true });
  rmSync(join(prisma, '../src/store/generated', provider), { recursive: true, force: true });
  mkdirSync(joined);
  copyFileSync(join(prisma, provider, 'schema.prisma'), join(joined, 'schema.prisma'));
  copyFileSync(join(prisma, 'models.prisma'), join(joined, 'models.prisma'));
  const { status } = spawnSync('npm', ['exec', '--yes', `prisma@${client.version}`, '--', 'generate', '--schema', joined], {
    stdio: 'inherit',
    cwd: join(prisma, '..'),
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
  });
  rmSync(joined, { recursive: true, force: true });
  if (status !== 0) process.exit(status ?? 1);
  readCompilerAsText(join(prisma, '../src/store/generated', provider, 'internal/class.ts'));
}

/** Has a generated client read its query compiler by src/store/compilerText.ts, which says why. Throws where it does not look as expected. */
function readCompilerAsText(file: string): void {
  const generated = readFileSync(file, 'utf8');
  const [imports, call] = ['import type * as Prisma from "./prismaNamespace.ts"\n', 'const { wasm } = await import('];
  if (!generated.includes(imports) || !generated.includes(call))
    throw new Error(`${file} reads its query compiler in another way`);
  const imported = `${imports}import { compilerText } from "../../../compilerText.ts"\n`;
  writeFileSync(file, generated.replace(imports, imported).replace(call, 'const { wasm } = await compilerText('));
}
