// Builds what browsers fetch: both style sheets, the enhancement script and three icons, from source and packages.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';
import postcss, { type Rule } from 'postcss';
import rtlcss from 'rtlcss';
import { compileAsync } from 'sass';
import { unusedClasses, unusedConditions, unusedProperties } from './unused.ts';

const folder = fileURLToPath(new URL('..', import.meta.url));
const packages = fileURLToPath(new URL('../../../node_modules/', import.meta.url));

const icons = ['nhsuk-icon-arrow-up-down.svg', 'nhsuk-icon-arrow-up.svg', 'nhsuk-icon-arrow-down.svg'];

const isUnused = (selector: string) => unusedClasses.some(unused => unused.test(selector));

const dropUnusedSelectors = (rule: Rule) => {
  const kept = rule.selectors.filter(selector => !isUnused(selector));
  if (kept.length === 0) rule.remove();
  else if (kept.length < rule.selectors.length) rule.selectors = kept;
};

/** The same style sheet without what no page of ours can use. */
export const withoutUnused = (css: string): string => {
  const sheet = postcss.parse(css);
  sheet.walkRules(rule => {
    if (
      rule.parent?.type !== 'atrule' ||
      !('name' in rule.parent) ||
      !String(rule.parent.name).endsWith('keyframes')
    )
      dropUnusedSelectors(rule);
  });
  sheet.walkDecls(unusedProperties, declaration => {
    declaration.remove();
  });
  sheet.walkAtRules(rule => {
    if (unusedConditions.some(unused => unused.test(rule.params))) rule.remove();
    else rule.params = rule.params.replace(', (-ms-high-contrast: active)', '');
  });
  sheet.walkAtRules(rule => {
    if (rule.nodes?.length === 0) rule.remove();
  });
  return sheet.toString();
};

const minified = async (contents: string): Promise<string> => {
  const built = await bundle({
    stdin: { contents, loader: 'css' },
    minify: true,
    write: false,
    bundle: false,
    charset: 'utf8',
    legalComments: 'none',
    target: ['chrome70', 'firefox68', 'safari12'],
  });
  return built.outputFiles[0]?.text ?? '';
};

const compiled = async (name: string): Promise<string> => {
  const { css } = await compileAsync(join(folder, 'styles', name), {
    loadPaths: [packages],
    quietDeps: true,
  });
  return css;
};

const styles = async () => {
  const used = withoutUnused(await compiled('footbridge.scss'));
  const turned = `${rtlcss.process(used)}\n${await compiled('right-to-left.scss')}`;
  return { 'footbridge.css': await minified(used), 'footbridge.rtl.css': await minified(turned) };
};

const script = async () => {
  const built = await bundle({
    entryPoints: [join(folder, 'enhancement/footbridge.mjs')],
    bundle: true,
    format: 'esm',
    minify: true,
    write: false,
    charset: 'utf8',
    legalComments: 'none',
    target: 'es2018',
  });
  return built.outputFiles[0]?.text ?? '';
};

/** File name within the assets folder to its text. The same source and packages give the same text. */
export const buildAssets = async (): Promise<Readonly<Record<string, string>>> => {
  const images = createRequire(import.meta.url).resolve('nhsuk-frontend/package.json');
  const copied = await Promise.all(
    icons.map(async name => {
      const text = await readFile(join(images, '../dist/nhsuk/assets/images', name), 'utf8');
      return [`icons/${name}`, text] as const;
    }),
  );
  return { ...(await styles()), 'footbridge.js': await script(), ...Object.fromEntries(copied) };
};
