import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { configurationPage, envExample } from '../src/config/pages.ts';
import { catalogue } from '../src/tools/study/catalogue.ts';
import { PAGES, plugPage } from '../src/tools/study/pages.ts';
import { exportPage } from './exportPage.ts';
import { figuresPage } from './figuresPage.ts';
import { patternPicture } from './patternPicture.ts';
import { plugPicture } from './plugPicture.ts';
import { seedsPage } from './seedsPage.ts';
import { troubleshootingPage } from './troubleshootingPage.ts';
import { tuningPage } from './tuningPage.ts';

mkdirSync('docs', { recursive: true });
writeFileSync('.env.example', envExample());
writeFileSync('docs/configuration.md', configurationPage());
writeFileSync('docs/export.md', exportPage());
writeFileSync('docs/figures.md', figuresPage());
writeFileSync('docs/troubleshooting.md', troubleshootingPage());
writeFileSync('docs/tuning.md', tuningPage());
writeFileSync('docs/from-the-seeds.md', seedsPage());

const entries = catalogue();
for (const page of PAGES) writeFileSync(`docs/${page.file}`, plugPage(page, entries));
rmSync('docs/pictures', { recursive: true, force: true });
for (const entry of entries) {
  // A plug-in that needs another symbol has nothing to show on one market.
  if (!entry.plugin.params.safeParse({}).success) continue;
  mkdirSync(`docs/pictures/${entry.kind}`, { recursive: true });
  const picture = entry.kind === 'pattern' ? patternPicture(entry) : plugPicture(entry);
  writeFileSync(`docs/pictures/${entry.kind}/${entry.name}.svg`, picture);
}
