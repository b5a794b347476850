import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
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
}
